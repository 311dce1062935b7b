"""The quality check of a draft: findings, answers in place and without script, stale ones."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Indikator, Keputusan, Mutu, StatusKeputusan
from iki_web.queries.keputusan import find_edisi
from iki_web.queries.mutu import get_pemeriksaan
from iki_web.rules.mutu import PERTANYAAN
from tests.pendukung.draf import buat_draf, indikator_draf, isi_formulir
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import ubah

HTMX = {"HX-Request": "true"}
YA = {satu.nama: "ya" for satu in PERTANYAAN}


@pytest.fixture
def draf(app):
    """The id of a draft that began as a copy of the 2021 edition."""
    return buat_draf(app)


@pytest.fixture
def satu(app, draf):
    """The address of the answers of one indicator."""
    return f"/kelola/edisi/{draf}/mutu/{indikator_draf(app, draf)}"


def _mutu(app) -> list[tuple[int, str]]:
    with app.app_context():
        return [tuple(b) for b in db.session.execute(select(Mutu.versi, Mutu.jawaban))]


def test_findings_stand_under_their_group_with_the_place_and_a_way_there(app, masuk, draf):
    isi = teks(masuk("pengelola").get(f"/kelola/edisi/{draf}/mutu"))
    assert "Penyebut menghitung hal yang lain daripada pembilang." in isi
    assert "Kasubbag Keuangan, indikator 2" in isi
    assert "Sumber data dan susunan lembar" in isi
    assert "0 dari 32 sudah dinilai" in isi
    assert (
        f"/kelola/edisi/{draf}/indikator/{indikator_draf(app, draf, 'kasubbag-keuangan-2')}" in isi
    )
    assert f"/kelola/edisi/{draf}/lembar/kasi-pmd" in isi
    assert f"/kelola/edisi/{draf}/naskah" in isi
    assert f"/kelola/edisi/{draf}/mutu" in teks(masuk("pengelola").get(f"/kelola/edisi/{draf}"))


@pytest.mark.parametrize(
    ("tempat", "kelompok", "temuan"),
    [
        ("indikator/{nomor}", 4, "tetapi rumusnya tanpa × 100 %"),
        ("lembar/kasubbag-umum", 8, "Tugas tidak tertulis"),
        ("naskah", 2, "Mengingat angka 8 mengulang angka 7"),
    ],
)
def test_a_finding_goes_along_to_its_form_and_the_form_leads_back(
    app, masuk, draf, tempat, kelompok, temuan
):
    klien = masuk("pengelola")
    jalur = tempat.format(nomor=indikator_draf(app, draf, "kasubbag-umum-4"))
    satu = f"/kelola/edisi/{draf}/{jalur}"
    daftar = f"/kelola/edisi/{draf}/mutu"
    assert f'href="{satu}?mutu={kelompok}"' in teks(klien.get(daftar))
    halaman = teks(klien.get(f"{satu}?mutu={kelompok}"))
    assert temuan in halaman
    assert f'href="{daftar}?kelompok={kelompok}"' in halaman
    jawab = klien.post(f"{satu}?mutu={kelompok}", data=isi_formulir(halaman))
    assert jawab.location == f"{daftar}?kelompok={kelompok}"
    isi = teks(klien.get(jawab.location))
    assert re.search(rf'<details[^>]* open[^>]*>\s*<summary>\s*<h2 id="kelompok-{kelompok}"', isi)
    assert len(re.findall("<details[^>]* open", isi)) == 1


@pytest.mark.parametrize("kelompok", ["", "0", "99", "x"])
def test_a_form_nobody_came_to_from_a_finding_stays_as_it_was(app, masuk, draf, kelompok):
    klien = masuk("pengelola")
    nomor = indikator_draf(app, draf, "kasubbag-umum-4")
    satu = f"/kelola/edisi/{draf}/indikator/{nomor}"
    halaman = teks(klien.get(f"{satu}?mutu={kelompok}"))
    assert "Temuan periksa mutu" not in halaman
    jawab = klien.post(f"{satu}?mutu={kelompok}", data=isi_formulir(halaman))
    assert jawab.location == f"/kelola/edisi/{draf}/lembar/kasubbag-umum#indikator"


def test_answers_without_script_come_back_to_the_indicator(app, masuk, draf, satu):
    klien = masuk("pengelola")
    jejak = hitung_jejak(app)
    jawab = klien.post(satu, data=YA | {"versi": "0"})
    assert jawab.status_code == 303
    assert jawab.location.endswith(f"/kelola/edisi/{draf}/mutu#mutu-{satu.rpartition('/')[2]}")
    isi = teks(klien.get(jawab.location))
    assert "1 dari 32 sudah dinilai" in isi
    assert "Memenuhi semua" in isi
    assert hitung_jejak(app) == jejak + 1


def test_htmx_gets_the_line_and_the_progress(masuk, satu):
    klien = masuk("pengelola")
    form = klien.get(satu, headers=HTMX).text
    assert "<html" not in form
    assert form.count("<fieldset") == 8
    isi = YA | {"versi": "0", "spesifik": "tidak", "catatan_spesifik": "Surat yang mana?"}
    jawab = klien.post(satu, data=isi, headers=HTMX)
    assert jawab.status_code == 200
    assert "1 belum terpenuhi" in jawab.text
    assert 'hx-swap-oob="true"' in jawab.text
    assert "1 dari 32" in jawab.text
    batal = klien.get(f"{satu}?tutup=1", headers=HTMX).text
    assert "<form" not in batal
    assert "1 belum terpenuhi" in batal


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_a_refused_form_keeps_what_was_chosen_and_changes_nothing(app, masuk, satu, htmx):
    klien = masuk("pengelola")
    awal = ambil_keadaan(app)
    isi = YA | {"versi": "0", "terukur": "tidak", "catatan_spesifik": "tetap ada"}
    jawab = klien.post(satu, data=isi, headers=htmx)
    assert jawab.status_code == 422
    assert "Tulis apa yang belum terpenuhi." in teks(jawab)
    assert "tetap ada" in teks(jawab)
    assert ambil_keadaan(app, "sesi") == {k: v for k, v in awal.items() if k != "sesi"}


def test_the_second_of_two_sees_what_the_first_answered(app, masuk, satu):
    klien = masuk("pengelola")
    klien.post(satu, data=YA | {"versi": "0", "spesifik": "tidak", "catatan_spesifik": "Kabur."})
    jawab = klien.post(satu, data=YA | {"versi": "0"})
    assert jawab.status_code == 409
    assert "kini tersimpan “Tidak: Kabur.”, Anda menulis “Ya”" in teks(jawab)
    assert [versi for versi, _ in _mutu(app)] == [1]
    assert klien.post(satu, data=YA | {"versi": "1"}).status_code == 303
    assert [versi for versi, _ in _mutu(app)] == [2]


def test_a_fixed_edition_is_read_and_not_answered(app, masuk, draf, satu):
    ubah(app, Keputusan, Keputusan.id, draf, status=StatusKeputusan.DITETAPKAN)
    klien = masuk("pengelola")
    assert "sudah ditetapkan" in teks(klien.get(f"/kelola/edisi/{draf}/mutu"))
    assert klien.post(satu, data=YA | {"versi": "0"}).status_code == 422
    assert _mutu(app) == []


def test_unknown_edition_or_indicator_is_not_found(masuk, draf):
    klien = masuk("pengelola")
    for alamat in ("987654/mutu", f"{draf}/mutu/987654", f"987654/mutu/{draf}"):
        assert klien.get(f"/kelola/edisi/{alamat}").status_code == 404


def test_what_is_open_counts_findings_and_unanswered_indicators(app, masuk, sebagai, draf, satu):
    klien = masuk("pengelola")
    isi = YA | {"versi": "0", "spesifik": "tidak", "catatan_spesifik": "Kabur."}
    klien.post(satu, data=isi)
    with app.app_context():
        terbuka, kepala = (
            get_pemeriksaan(sebagai(siapa), find_edisi(sebagai(siapa), draf))
            for siapa in ("pengelola", "camat")
        )
    assert (terbuka.belum_dinilai, terbuka.kurang) == (31, 1)
    assert terbuka.temuan
    assert kepala == terbuka
    kalimat = (
        f"{len(terbuka.temuan)} temuan periksa mutu",
        "31 indikator belum dinilai",
        "1 indikator dinilai belum memenuhi semua",
    )
    assert terbuka.terbuka == kalimat
    for satu in kalimat:
        assert satu in teks(klien.get(f"/kelola/edisi/{draf}"))
        assert satu in teks(masuk("camat").get(f"/keputusan/{draf}/tetapkan"))


def test_an_edition_without_indicators_says_so(app, masuk, draf):
    with app.app_context():
        milik = select(Indikator.id).where(Indikator.keputusan_id == draf)
        nomor = db.session.execute(milik).scalars().all()
    for satu in nomor:
        ubah(app, Indikator, Indikator.id, satu, berakhir=date(2026, 1, 1))
    isi = teks(masuk("pengelola").get(f"/kelola/edisi/{draf}/mutu"))
    assert "belum mempunyai indikator" in isi
