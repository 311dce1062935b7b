"""Editions from outside: a draft begun, written, compared, fixed; an indicator ended."""

import re

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Indikator, Jabatan, Kantor, Keputusan, StatusKeputusan
from iki_web.queries.keputusan import find_edisi
from iki_web.rules.periode import JenisPeriode
from tests.pendukung.draf import buat_draf, indikator_draf, isi_formulir
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import ubah


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


@pytest.fixture
def draf(app):
    return buat_draf(app)


def _kolom(app, kelas, nomor):
    with app.app_context():
        return db.session.execute(select(kelas).where(kelas.id == nomor)).scalar_one()


def _tetapkan(klien, draf, **ganti):
    isi = isi_formulir(teks(klien.get(f"/keputusan/{draf}/tetapkan")))
    isi |= {"nomor": "188/9/KEP/2026", "tanggal": "2026-04-10", "berlaku_mulai": "2027-01-01"}
    isi |= {"alasan": "Diperbaiki pada edisi berikutnya."} | ganti
    return klien.post(f"/keputusan/{draf}/tetapkan", data=isi)


def test_a_draft_begins_as_a_copy_and_says_only_its_own_words(app, pengelola):
    halaman = pengelola.get("/kelola/edisi/baru")
    isi = isi_formulir(teks(halaman)) | {"kode": "2027"}
    jawab = pengelola.post("/kelola/edisi/baru", data=isi)
    assert jawab.status_code == 303
    draf = int(jawab.location.rsplit("/", 1)[1])
    baru = _kolom(app, Keputusan, draf)
    assert (baru.status, baru.nomor, baru.dasar_id) == (StatusKeputusan.DRAF, "", 1)
    assert "teks_asli" not in baru.naskah
    with app.app_context():
        milik = select(Indikator).where(Indikator.keputusan_id == draf)
        semua = db.session.execute(milik).scalars().all()
        sendiri = {i.id for i in semua}
        assert len(semua) == 32
        assert all(i.asal_id and i.asal_id not in sendiri for i in semua)
        assert all(i.induk_id in sendiri for i in semua if i.induk_id)
    ulang = pengelola.post("/kelola/edisi/baru", data=isi)
    assert ulang.status_code == 422
    assert "sudah dipakai edisi lain" in teks(ulang)


@pytest.mark.parametrize("akun", ["staf-umum", "sekretaris", "kasi-pmd"])
def test_nobody_but_pengelola_and_head_sees_a_draft(masuk, draf, akun):
    klien = masuk(akun)
    for akhir in ("", "/catatan", "/staf-umum", "/perbandingan"):
        assert klien.get(f"/keputusan/{draf}{akhir}").status_code == 404, akhir
    assert klien.get("/keputusan").status_code == 303
    assert klien.get(f"/keputusan/{draf}/tetapkan").status_code == 403
    assert klien.get(f"/kelola/edisi/{draf}").status_code == 403


def test_the_head_reads_a_draft_and_does_not_write_it(masuk, draf):
    camat = masuk("camat")
    assert "DRAF: belum ditetapkan" in teks(camat.get(f"/keputusan/{draf}"))
    for akhir in ("/catatan", "/staf-umum", "/perbandingan", "/tetapkan"):
        assert camat.get(f"/keputusan/{draf}{akhir}").status_code == 200, akhir
    assert camat.post(f"/kelola/edisi/{draf}/naskah", data={"versi": "1"}).status_code == 403


def test_rows_are_moved_emptied_and_added_by_one_plain_form(app, pengelola, draf):
    alamat = f"/kelola/edisi/{draf}/lembar/sekretaris"
    isi = isi_formulir(teks(pengelola.get(alamat)))
    awal = [isi[f"fungsi-{n}"] for n in range(5)]
    isi |= {"fungsi-4-urut": "1", "fungsi-0": "", "fungsi-5": "pembinaan arsip;"}
    assert pengelola.post(alamat, data=isi).status_code == 303
    kini = isi_formulir(teks(pengelola.get(alamat)))
    harap = [awal[4], awal[1], awal[2], awal[3], "pembinaan arsip;"]
    assert [kini[f"fungsi-{n}"] for n in range(5)] == harap


def _lampiran(app, sebagai, draf):
    with app.app_context():
        return [j.kode for j in find_edisi(sebagai("pengelola"), draf).edisi.lembar]


def test_a_sheet_moves_one_place_and_not_past_the_ends(app, sebagai, pengelola, draf):
    awal = _lampiran(app, sebagai, draf)
    alamat = f"/kelola/edisi/{draf}/lembar/{awal[1]}"
    isi = {"versi": "1", "arah": "naik"}
    assert pengelola.post(f"{alamat}/tempat", data=isi).status_code == 303
    harap = [awal[1], awal[0], *awal[2:]]
    assert _lampiran(app, sebagai, draf) == harap
    halaman = teks(pengelola.get(alamat))
    assert f"Lembar ke-1 dari {len(awal)}." in halaman
    assert "Sesudahnya Sekretaris." in halaman
    assert "Pindah ke atas" not in halaman
    assert pengelola.post(f"{alamat}/tempat", data=isi).status_code == 409
    assert pengelola.post(f"{alamat}/tempat", data=isi | {"versi": "2"}).status_code == 303
    assert _lampiran(app, sebagai, draf) == harap
    asing = f"/kelola/edisi/{draf}/lembar/bupati/tempat"
    assert pengelola.post(asing, data=isi | {"versi": "3"}).status_code == 404


def test_an_abolished_position_is_offered_no_sheet(app, pengelola, draf):
    pengelola.post(f"/kelola/edisi/{draf}/lembar/staf-umum/hapus", data={"versi": "1"})
    assert 'value="staf-umum"' in teks(pengelola.get(f"/kelola/edisi/{draf}"))
    ubah(app, Jabatan, Jabatan.kode, "staf-umum", aktif=False)
    assert 'value="staf-umum"' not in teks(pengelola.get(f"/kelola/edisi/{draf}"))
    jawab = pengelola.post(f"/kelola/edisi/{draf}/lembar", data={"jabatan": "staf-umum"})
    assert jawab.status_code == 422


def test_the_second_of_two_sees_both_versions_and_keeps_his_text(pengelola, draf):
    alamat = f"/kelola/edisi/{draf}/lembar/sekretaris"
    lama = isi_formulir(teks(pengelola.get(alamat)))
    assert pengelola.post(alamat, data=lama | {"tugas": "Tugas pertama"}).status_code == 303
    kedua = pengelola.post(alamat, data=lama | {"tugas": "Tugas kedua"})
    assert kedua.status_code == 409
    assert "kini tersimpan “Tugas pertama”, Anda menulis “Tugas kedua”" in teks(kedua)
    assert isi_formulir(teks(kedua))["tugas"] == "Tugas kedua"
    assert pengelola.post(alamat, data=isi_formulir(teks(kedua))).status_code == 303


def test_the_formula_is_drawn_while_typing_and_without_script(app, pengelola, draf):
    nomor = indikator_draf(app, draf)
    alamat = f"/kelola/edisi/{draf}/lembar/staf-umum/pratinjau"
    isi = isi_formulir(teks(pengelola.get(f"/kelola/edisi/{draf}/indikator/{nomor}")))
    isi |= {"pembilang": "Surat <b>", "kali_100": "", "nama": ""}
    sebelum = ambil_keadaan(app)
    potong = pengelola.post(alamat, data=isi, headers={"HX-Request": "true"})
    assert "<html" not in potong.text
    assert "Surat &lt;b&gt;" in potong.text
    penuh = pengelola.post(alamat, data=isi)
    assert penuh.status_code == 200
    assert isi_formulir(teks(penuh))["pembilang"] == "Surat <b>"
    assert ambil_keadaan(app) == sebelum


def test_indicators_are_added_changed_moved_and_taken_out(app, pengelola, draf):
    lembar = f"/kelola/edisi/{draf}/lembar/staf-umum"
    baru = isi_formulir(teks(pengelola.get(f"{lembar}/indikator")))
    assert pengelola.post(f"{lembar}/indikator", data=baru).status_code == 422
    baru |= {"nama": "Persentase surat dibalas", "induk": "kasubbag-umum-2"}
    assert pengelola.post(f"{lembar}/indikator", data=baru).status_code == 303
    nomor = indikator_draf(app, draf, "staf-umum-2")
    assert _kolom(app, Indikator, nomor).induk_id == indikator_draf(app, draf, "kasubbag-umum-2")
    pindah = {"versi": "1", "indikator": str(nomor), "arah": "naik"}
    assert pengelola.post(f"{lembar}/urutan", data=pindah).status_code == 303
    assert _kolom(app, Indikator, nomor).urutan == 1
    satu = f"/kelola/edisi/{draf}/indikator/{nomor}"
    isi = isi_formulir(teks(pengelola.get(satu)))
    isi |= {"jenis_rumus": "DAFTAR_DOKUMEN", "dokumen-0": "Laporan", "dokumen-0-setahun": "12"}
    assert pengelola.post(satu, data=isi).status_code == 303
    assert pengelola.post(satu, data=isi | {"versi": "1"}).status_code == 409
    assert pengelola.post(f"{satu}/hapus", data={"versi": "2"}).status_code == 303
    assert pengelola.get(satu).status_code == 404


def test_a_sheet_goes_and_comes_back_empty(pengelola, draf):
    alamat = f"/kelola/edisi/{draf}/lembar"
    assert pengelola.post(f"{alamat}/staf-umum/hapus", data={"versi": "1"}).status_code == 303
    assert pengelola.post(alamat, data={"jabatan": "staf-umum"}).status_code == 303
    assert pengelola.post(alamat, data={"jabatan": "staf-umum"}).status_code == 422
    assert "belum punya indikator" in teks(pengelola.get(f"/kelola/edisi/{draf}"))


def test_a_draft_is_deleted_whole_and_a_fixed_edition_never(app, pengelola, draf):
    with_draf = ambil_keadaan(app)
    assert pengelola.post("/kelola/edisi/1/hapus", data={"versi": "1"}).status_code == 422
    assert pengelola.get("/kelola/edisi/1/naskah").status_code == 422
    assert pengelola.post(f"/kelola/edisi/{draf}/hapus", data={"versi": "1"}).status_code == 303
    akhir = ambil_keadaan(app)
    assert len(akhir["keputusan"]) == len(with_draf["keputusan"]) - 1
    assert len(akhir["indikator"]) == 32


def test_the_comparison_marks_words_in_text_too(pengelola, app, draf):
    nomor = indikator_draf(app, draf)
    alamat = f"/kelola/edisi/{draf}/indikator/{nomor}"
    isi = isi_formulir(teks(pengelola.get(alamat))) | {"nama": "Persentase surat terkirim"}
    pengelola.post(alamat, data=isi)
    halaman = pengelola.get(f"/keputusan/{draf}/perbandingan").text
    assert "<ins>" in halaman
    assert "ditambah: " in halaman
    assert "dihapus: " in halaman


def test_fixing_freezes_every_form_and_serves_from_its_year(app, masuk, pengelola, draf):
    nomor = indikator_draf(app, draf)
    camat = masuk("camat")
    jawab = _tetapkan(camat, draf)
    assert jawab.status_code == 303, teks(jawab)
    baris = _kolom(app, Keputusan, draf)
    assert baris.status is StatusKeputusan.DITETAPKAN
    assert baris.alasan_temuan
    awal = ambil_keadaan(app, "jejak")
    dasar = f"/kelola/edisi/{draf}"
    for akhir in (
        "/naskah", "/hapus", "/lembar", "/lembar/staf-umum", "/lembar/staf-umum/hapus",
        "/lembar/staf-umum/urutan", "/lembar/staf-umum/tempat",
        "/lembar/staf-umum/indikator", "/lembar/staf-umum/pratinjau",
        f"/indikator/{nomor}", f"/indikator/{nomor}/hapus",
    ):  # fmt: skip
        assert pengelola.post(dasar + akhir, data={"versi": "1"}).status_code == 422, akhir
    assert camat.get(f"/keputusan/{draf}/tetapkan").status_code == 422
    assert ambil_keadaan(app, "jejak") == awal
    assert "2021" in teks(pengelola.get("/kelola/edisi"))
    assert masuk("staf-umum").get("/keputusan/1").status_code == 200


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nomor": ""}, "Nomor keputusan belum diisi"),
        ({"nomor": "188/1.a/KEP/434.507/2021"}, "Nomor ini sudah dipakai"),
        ({"tanggal": "2026-04-11"}, "tidak boleh sesudah hari ini"),
        ({"berlaku_mulai": "2026-01-01"}, "tidak berlaku surut"),
        ({"alasan": ""}, "Masih terbuka: "),
    ],
)
def test_fixing_is_refused_in_words(app, masuk, draf, isi, kalimat):
    awal = ambil_keadaan(app)
    jawab = _tetapkan(masuk("camat"), draf, **isi)
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert ambil_keadaan(app)["keputusan"] == awal["keputusan"]


def test_a_year_with_entries_keeps_its_edition(masuk, entri, draf):
    entri("DRAF")
    jawab = _tetapkan(masuk("camat"), draf, berlaku_mulai="2026-06-01")
    assert jawab.status_code == 422
    assert "paling cepat 1 Januari 2027" in teks(jawab)


def test_the_head_fixes_only_what_he_read(pengelola, masuk, draf):
    camat = masuk("camat")
    isi = isi_formulir(teks(camat.get(f"/keputusan/{draf}/tetapkan")))
    pengelola.post(f"/kelola/edisi/{draf}/lembar/staf-umum/hapus", data={"versi": "1"})
    isi |= {"nomor": "1", "tanggal": "2026-04-10", "berlaku_mulai": "2027-01-01", "alasan": "a"}
    assert camat.post(f"/keputusan/{draf}/tetapkan", data=isi).status_code == 409


def test_an_edition_nobody_stands_on_is_revoked_and_stays_readable(masuk, pengelola, draf):
    camat = masuk("camat")
    assert camat.post("/keputusan/1/cabut", data={"versi": "1", "alasan": "x"}).status_code == 422
    _tetapkan(camat, draf)
    assert camat.post(f"/keputusan/{draf}/cabut", data={"versi": "2"}).status_code == 422
    isi = {"versi": "2", "alasan": "Salah ketik nomor."}
    assert camat.post(f"/keputusan/{draf}/cabut", data=isi).status_code == 303
    assert "Salah ketik nomor." in teks(masuk("staf-umum").get(f"/keputusan/{draf}"))


def test_an_ended_indicator_is_asked_for_no_more_and_can_come_back(app, masuk, pengelola):
    nomor = indikator_draf(app, 1)
    staf = masuk("staf-umum")
    alamat = f"/kelola/edisi/1/indikator/{nomor}"
    isi = {"versi": "1", "berakhir": "2026-06-30", "alasan": "Diganti."}
    assert pengelola.post(f"{alamat}/akhiri", data=isi).status_code == 303
    assert staf.get(f"/realisasi/{nomor}/2026-TW2").status_code == 200
    assert staf.get(f"/realisasi/{nomor}/2026-TW3").status_code == 404
    assert pengelola.post(f"{alamat}/lanjutkan", data={"versi": "1"}).status_code == 409
    assert pengelola.post(f"{alamat}/lanjutkan", data={"versi": "2"}).status_code == 303
    assert staf.get(f"/realisasi/{nomor}/2026-TW3").status_code == 200


def test_an_indicator_cannot_end_before_its_entries(app, pengelola, entri):
    nomor, _, _ = entri("DRAF")
    alamat = f"/kelola/edisi/1/indikator/{nomor}/akhiri"
    jawab = pengelola.post(alamat, data={"versi": "1", "berakhir": "2025-12-31", "alasan": "a"})
    assert jawab.status_code == 422
    assert "sudah berisi realisasi" in teks(jawab)


def test_a_new_indicator_starts_with_the_offices_frequency(app, pengelola, draf):
    ubah(app, Kantor, Kantor.kode, "jrengik", frekuensi=JenisPeriode.BULANAN)
    isi = pengelola.get(f"/kelola/edisi/{draf}/lembar/staf-umum/indikator").get_data(as_text=True)
    assert re.search(r'value="BULANAN"\s+selected', isi)
