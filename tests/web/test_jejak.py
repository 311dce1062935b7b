"""The trail as it is read: searched by its address, cut to the viewer, taken along as a file."""

import csv
import io
import re

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from iki_web.extensions import db
from iki_web.models import Jejak, Pegawai
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.jejak.kalimat import KALIMAT, list_beda
from iki_web.rules.jejak.saring import KELOMPOK
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import hitung_jejak, tulis_langsung
from tests.pendukung.langkah import ubah


@pytest.fixture
def camat(masuk):
    return masuk("camat")


def _nomor(klien, saringan: str = "") -> list[int]:
    jawab = klien.get(f"/jejak?{saringan}")
    assert jawab.status_code == 200
    return [int(satu) for satu in re.findall(r'id="baris-(\d+)"', jawab.text)]


def _baris(app, **syarat) -> list[int]:
    with app.app_context():
        pilih = sa.select(Jejak.seq).filter_by(**syarat).order_by(Jejak.seq.desc())
        return list(db.session.execute(pilih).scalars())


def test_every_event_has_a_sentence_and_a_family():
    assert set(KALIMAT) == set(Peristiwa)
    awalan = tuple(satu for _, kelompok in KELOMPOK.values() for satu in kelompok)
    assert [p for p in Peristiwa if not p.value.startswith(awalan)] == []


def test_lines_come_newest_first_fifty_a_page(app, camat, masuk):
    for _ in range(60):
        masuk("staf-umum")
    semua = _baris(app)
    awal = _nomor(camat)
    assert awal == semua[:50]
    isi = camat.get("/jejak").text
    assert f"sebelum={awal[-1]}" in isi
    assert _nomor(camat, f"sebelum={awal[-1]}") == semua[50:100]
    assert "Terbaru" in camat.get(f"/jejak?sebelum={awal[-1]}").text


@pytest.mark.parametrize(
    ("saringan", "syarat"),
    [
        ("apa=masuk&siapa=STAF", {"aksi": "masuk.berhasil", "objek": "akun:staf-umum"}),
        ("objek=akun:tidak-ada", {"aksi": "masuk.ditolak"}),
        ("apa=tolak", {"aksi": "masuk.ditolak"}),
        ("cari=REALISASI%3A&apa=realisasi", {"objek": "realisasi:12/2026-TW1"}),
        ("dari=2026-04-10&apa=realisasi", {"objek": "realisasi:12/2026-TW1"}),
    ],
)
def test_the_address_says_what_is_shown(app, camat, entri, masuk, tamu, saringan, syarat):
    masuk("staf-umum")
    tamu.post("/masuk", data={"nama_pengguna": "tidak-ada", "sandi": "apa saja boleh"})
    entri("DIAJUKAN")
    assert _nomor(camat, saringan) == _baris(app, **syarat) != []


@pytest.mark.parametrize("saringan", ["cari=100%25", "siapa=_", "siapa=%25", "sampai=2026-04-09"])
def test_wildcards_are_letters_and_days_are_those_of_the_office(camat, saringan):
    assert _nomor(camat, saringan) == []
    assert "Tidak ada baris yang cocok" in camat.get(f"/jejak?{saringan}").text


@pytest.mark.parametrize(
    "saringan", ["dari=besok", "apa=lain", "dari=2026-05-01&sampai=2026-04-01", "cari=" + "a" * 101]
)
def test_a_filter_that_cannot_be_is_said_beside_its_field(camat, saringan):
    jawab = camat.get(f"/jejak?{saringan}")
    assert jawab.status_code == 422
    assert "galat-isian" in jawab.text
    assert camat.get(f"/jejak.csv?{saringan}").status_code == 422


def test_a_draft_is_its_owners_and_values_are_not_the_pengelolas(app, camat, masuk, entri):
    entri("DIAJUKAN", keterangan="kata rahasia draf")
    draf, diajukan = _baris(app, aksi="realisasi.disimpan"), _baris(app, aksi="realisasi.diajukan")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-pmd", pemeriksa=True)
    pemeriksa, pengelola = masuk("kasi-pmd"), masuk("pengelola")
    for klien, boleh in ((camat, True), (pemeriksa, True), (pengelola, False)):
        assert set(draf + diajukan) <= set(_nomor(klien, "apa=realisasi"))
        isi = klien.get("/jejak?apa=realisasi").text
        # The draft line never; the submitted one for those who read values.
        assert isi.count("kata rahasia draf") == (1 if boleh else 0)
        assert _nomor(klien, "cari=kata+rahasia") == (diajukan if boleh else [])


def test_a_line_leads_to_what_it_is_about(app, camat, masuk, entri):
    nomor, kode, _ = entri("DISETUJUI")
    assert f'href="/realisasi/{nomor}/{kode}"' in camat.get("/jejak?apa=realisasi").text
    entri("DRAF", "staf-trantib-1")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-pmd", pemeriksa=True)
    pemeriksa = masuk("kasi-pmd").get("/jejak?apa=realisasi").text
    # A draft is no page of his; what was approved is.
    tautan = re.findall(r'href="(/realisasi/[^"]+)"', pemeriksa)
    assert set(tautan) == {f"/realisasi/{nomor}/{kode}"}
    assert "/kelola/pegawai/" not in camat.get("/jejak?apa=masuk").text
    assert "/kelola/pegawai/" in masuk("pengelola").get("/jejak?apa=masuk").text


def test_a_line_reads_as_a_sentence_also_where_it_is_about_no_one_thing(camat):
    assert "</strong> masuk ke aplikasi: Camat (camat) </p>" in _rapat(camat, "apa=masuk")
    assert "</strong> membuka periode: Triwulan IV 2026 </p>" in _rapat(camat, "objek=periode")
    assert "</strong> menambah pegawai </p>" in _rapat(camat, "objek=pegawai")


def _rapat(klien, saringan: str) -> str:
    return " ".join(klien.get(f"/jejak?{saringan}").text.split())


def test_what_a_line_changed_is_told_in_words():
    lama = '{"aktif":true,"mulai":"2026-01-02","sidik":"x","nihil":null,"sama":1}'
    baru = '{"aktif":false,"mulai":"2026-01-03","sidik":"y","isi":[{"nama":"a"}],"sama":1}'
    assert list_beda(lama, baru) == [
        ("aktif", "ya", "tidak"),
        ("mulai", "2 Jan 2026", "3 Jan 2026"),
        ("isi 1 › nama", "", "a"),
    ]
    assert list_beda("null", "null") == []


def test_files_hold_what_the_address_asks_for_and_are_a_line(app, camat, masuk):
    masuk("staf-umum")
    tulis = camat.get("/jejak.csv?apa=masuk")
    baris = list(csv.reader(io.StringIO(tulis.data.decode("utf-8-sig")), delimiter=";"))
    assert [int(satu[0]) for satu in baris[1:]] == _baris(app, aksi="masuk.berhasil")
    assert hitung_jejak(app, "jejak.diekspor") == 1
    isi = io.BytesIO(camat.get("/jejak.xlsx?apa=masuk").data)
    buku = CalamineWorkbook.from_filelike(isi)
    assert buku.sheet_names == ["Jejak", "Keterangan"]
    assert len(buku.get_sheet_by_name("Jejak").to_python()) == len(baris)
    keterangan = [satu for (satu,) in buku.get_sheet_by_name("Keterangan").to_python()]
    assert re.search(r"jangkar J-\d+-[0-9A-F]{8}$", keterangan[0])
    assert keterangan[1] == "Peristiwa: Masuk, keluar, dan sandi"
    assert hitung_jejak(app, "jejak.diekspor") == 2


def test_a_printed_page_carries_a_code_that_anyone_can_check(camat, tamu):
    kode = re.search(r"jangkar (J-\d+-[0-9A-F]{8})", camat.get("/jejak").text)
    assert kode is not None
    jawab = tamu.get("/verifikasi", query_string={"kode": kode[1].lower()}, follow_redirects=True)
    assert jawab.status_code == 200
    assert "Kode cocok" in jawab.text
    salah = tamu.get("/verifikasi/J-1-00000000")
    assert salah.status_code == 404
    assert "Kode tidak cocok" in salah.text


def _rusakkan(app) -> None:
    tulis_langsung(app, "UPDATE jabatan SET nama = nama || ' lain' WHERE id = 3")


def test_a_failed_check_shows_a_banner_to_its_keepers_until_it_is_closed(app, camat, masuk):
    pengelola, staf = masuk("pengelola"), masuk("staf-umum")
    jawab = pengelola.post("/kelola/pemeriksaan", follow_redirects=True)
    assert "semua data utuh" in jawab.text
    _rusakkan(app)
    assert "Jabatan: baris nomor 3" in teks(
        pengelola.post("/kelola/pemeriksaan", follow_redirects=True)
    )
    for klien in (camat, pengelola):
        for alamat in ("/", "/rekap", "/dokumen", "/panduan"):
            assert "Data tidak utuh" in klien.get(alamat, follow_redirects=True).text
    assert "Data tidak utuh" not in staf.get("/").text
    pendek = camat.post("/kelola/pemeriksaan/2/tutup", data={"alasan": "ya"})
    assert pendek.status_code == 422
    assert "galat-isian" in pendek.text
    isi = {"alasan": "Percobaan pengelola, sudah dikembalikan."}
    assert camat.post("/kelola/pemeriksaan/2/tutup", data=isi).status_code == 303
    assert camat.post("/kelola/pemeriksaan/2/tutup", data=isi).status_code == 409
    assert "Data tidak utuh" not in pengelola.get("/").text
    assert isi["alasan"] in pengelola.get("/kelola/pemeriksaan").text
    assert hitung_jejak(app, "pemeriksaan.diakui") == 1


def test_the_trail_takes_the_same_statements_whatever_its_length(app, camat, masuk, entri):
    def hitung() -> int:
        semua: list[str] = []
        with app.app_context():
            mesin = db.engine
        sa.event.listen(mesin, "before_cursor_execute", lambda *a: semua.append(a[2]))
        camat.get("/jejak")
        return len([satu for satu in semua if satu.startswith("SELECT")])

    entri("DISETUJUI", periode="2026-TW4")
    camat.get("/jejak")
    sedikit = hitung()
    for kode in ("2026-TW1", "2026-TW2", "2026-TW3"):
        entri("DISETUJUI", periode=kode)
    camat.get("/jejak")
    assert hitung() == sedikit <= 6
