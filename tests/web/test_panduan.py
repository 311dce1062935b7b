"""The guide: one's own tasks first and open, with the office's own scale and deadlines."""

import json
import re

import pytest
import sqlalchemy as sa

from iki_web.extensions import TULIS, db
from iki_web.models import Kantor, Pegawai
from iki_web.rules.alur import ALASAN_KEMBALI

SEMUA = {
    "staf",
    "atasan",
    "camat",
    "pengelola",
    "pemeriksa",
    "dokumen",
    "angka",
    "hitungan",
    "batas",
    "akun",
}


def _baca(klien) -> str:
    jawab = klien.get("/panduan")
    assert jawab.status_code == 200
    return re.sub(r"\s+", " ", jawab.get_data(as_text=True))


def _bagian(html: str) -> list[tuple[str, bool]]:
    """(code, open) of each section, in order."""
    cari = re.findall(r'<details class="kartu" id="([a-z]+)"([^>]*)>', html)
    return [(kode, "open" in sisa) for kode, sisa in cari]


def _ubah(app, pernyataan) -> None:
    with app.app_context():
        sambung = db.engine.connect().execution_options(**{TULIS: True})
        with sambung as koneksi, koneksi.begin():
            koneksi.execute(pernyataan)
            koneksi.execute(sa.update(Kantor).values(versi_acuan=Kantor.versi_acuan + 1))


@pytest.mark.parametrize(
    ("nama", "sendiri"),
    [
        ("staf-umum", ["staf"]),
        ("kasubbag-umum", ["staf", "atasan"]),
        ("camat", ["atasan", "camat"]),
        ("pengelola", ["pengelola"]),
    ],
)
def test_own_tasks_come_first_and_open(masuk, nama, sendiri):
    bagian = _bagian(_baca(masuk(nama)))
    assert [kode for kode, _ in bagian[: len(sendiri)]] == sendiri
    assert [kode for kode, buka in bagian if buka] == sendiri
    assert len(bagian) == len(SEMUA)
    assert {kode for kode, _ in bagian} == SEMUA


def test_a_reviewer_reads_his_own_section_first(app, masuk):
    siapa = Pegawai.nama_pengguna == "pengelola"
    _ubah(app, sa.update(Pegawai).where(siapa).values(pengelola=False, pemeriksa=True))
    assert _bagian(_baca(masuk("pengelola")))[0] == ("pemeriksa", True)


def test_someone_without_a_task_gets_what_concerns_everybody_open(app, masuk):
    siapa = Pegawai.nama_pengguna == "pengelola"
    _ubah(app, sa.update(Pegawai).where(siapa).values(pengelola=False))
    html = _baca(masuk("pengelola"))
    assert [kode for kode, buka in _bagian(html) if buka] == [
        "dokumen",
        "angka",
        "hitungan",
        "batas",
        "akun",
    ]
    assert "Tugas Anda" not in html


def test_the_scale_is_the_offices_own(app, masuk):
    html = _baca(masuk("staf-umum"))
    for teks in ("91 % atau lebih", "di bawah 51 %", "Sangat Kurang", "dihitung apa adanya"):
        assert teks in html
    skala = json.dumps([["80.5", "<b>Hijau</b>"], ["0", "Merah"]])
    _ubah(app, sa.update(Kantor).values(skala=skala, plafon=120))
    html = _baca(masuk("staf-umum"))
    for teks in ("80,5 % atau lebih", "di bawah 80,5 %", "&lt;b&gt;Hijau", "di atas 120 %"):
        assert teks in html
    assert "Sangat Kurang" not in html


def test_open_periods_are_listed_with_their_deadline(masuk):
    html = _baca(masuk("staf-umum"))
    assert re.search(r"Triwulan I 2026</th> <td>[^<]* 2027 pukul 23\.59 WIB", html)
    # Nothing is reported by month in this edition.
    assert "Januari 2026" not in html


def test_no_period_open_is_said(masuk, jam_uji):
    jam_uji.set(jam_uji.now().replace(year=2028))
    assert "tidak ada periode yang dibuka" in _baca(masuk("staf-umum"))


def test_reasons_for_a_return_are_those_of_the_form(masuk):
    html = _baca(masuk("kasubbag-umum"))
    for alasan in ALASAN_KEMBALI.values():
        assert alasan.lower() in html


def test_strangers_are_sent_to_sign_in(tamu):
    assert tamu.get("/panduan").status_code == 303
