"""Proposals from outside: handed in, assessed, chosen into a draft or not, seen by the right."""

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Indikator, Keputusan, Pegawai, SumberData, Usulan
from iki_web.rules.mutu import PERTANYAAN
from iki_web.rules.usulan import JenisUsulan
from tests.pendukung.draf import buat_draf, indikator_draf
from tests.pendukung.entri import id_indikator
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import ubah
from tests.pendukung.usulan import ISI, usulkan

YA = {satu.nama: "ya" for satu in PERTANYAAN}
PUTUS = {"versi": "2", "alasan": "Sesuai tugas jabatan."}


def _jabatan(app, kode="staf-umum-1") -> int:
    with app.app_context():
        kueri = select(Indikator.jabatan_id).where(Indikator.kode == kode)
        return db.session.execute(kueri).scalar_one()


def _isian(app, **ganti: str) -> dict[str, str]:
    return {
        "jenis": "BARU",
        "jabatan": str(_jabatan(app)),
        "nama": ISI.nama,
        "sasaran": ISI.sasaran,
        "jenis_rumus": "RASIO",
        "pembilang": ISI.pembilang,
        "penyebut": ISI.penyebut,
        "sumber_data": "Buku agenda surat\n\n Buku ekspedisi ",
        "alasan": "Surat belum diukur.",
    } | ganti


def _status(app) -> list[tuple[str, int]]:
    with app.app_context():
        return [(b.status.value, b.versi) for b in db.session.execute(select(Usulan)).scalars()]


def _dinilai(app, masuk, jenis=JenisUsulan.UBAH) -> str:
    """Return the address of a proposal that has been assessed by the superior."""
    alamat = f"/usulan/{usulkan(app, 'staf-umum', 'staf-umum-1', jenis)}"
    jawab = masuk("kasubbag-umum").post(f"{alamat}/nilai", data=YA | {"versi": "1"})
    assert jawab.status_code == 303
    return alamat


def test_a_holder_hands_in_and_sees_it_wait(app, masuk):
    klien = masuk("staf-umum")
    jejak = hitung_jejak(app)
    jawab = klien.post("/usulan", data=_isian(app))
    assert jawab.status_code == 303
    isi = teks(klien.get(jawab.location))
    assert "Menunggu penilaian atasan atau pengelola." in isi
    assert "Buku agenda surat; Buku ekspedisi" in isi
    assert "Simpan penilaian" not in isi
    assert hitung_jejak(app) == jejak + 1


def test_the_form_of_a_change_holds_the_texts_of_today(app, masuk):
    with app.app_context():
        nomor = id_indikator("staf-umum-1")
    isi = teks(masuk("staf-umum").get(f"/usulan/baru?jenis=UBAH&indikator={nomor}"))
    assert "Jumlah semua surat yang masuk dan keluar" in isi
    assert "Buku Arsip Surat Masuk dan keluar" in isi


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"nama": ""}, "Nama indikator belum diisi."),
        ({"alasan": " "}, "Alasan belum diisi."),
        ({"jenis_rumus": "AKAR"}, "Pilih jenis rumus dari daftar."),
        ({"penyebut": ""}, "Penyebut belum diisi."),
        ({"nama": "x" * 501}, "paling banyak 500 huruf"),
        ({"jenis": "UBAH", "indikator": "987654"}, "Pilih indikator yang diusulkan"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(app, masuk, ganti, kalimat):
    klien = masuk("staf-umum")
    awal = ambil_keadaan(app, "sesi")
    jawab = klien.post("/usulan", data=_isian(app, **ganti))
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert ISI.pembilang in teks(jawab) or "indikator" in ganti
    assert ambil_keadaan(app, "sesi") == awal


def test_nobody_proposes_for_a_position_that_is_not_his(app, masuk):
    jawab = masuk("staf-pmd").post("/usulan", data=_isian(app))
    assert jawab.status_code == 404
    assert _status(app) == []


def test_those_above_see_it_and_side_branches_do_not(app, masuk):
    alamat = f"/usulan/{usulkan(app, 'staf-umum', 'staf-umum-1')}"
    for siapa in ("staf-umum", "kasubbag-umum", "sekretaris", "camat", "pengelola"):
        assert masuk(siapa).get(alamat).status_code == 200
        assert ISI.nama in teks(masuk(siapa).get("/usulan"))
    for siapa in ("kasubbag-keuangan", "staf-pmd"):
        assert masuk(siapa).get(alamat).status_code == 404
        assert ISI.nama not in teks(masuk(siapa).get("/usulan"))


def test_the_proposer_neither_assesses_nor_decides_even_as_pengelola(app, masuk):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", pengelola=True)
    alamat = f"/usulan/{usulkan(app, 'staf-umum', 'staf-umum-1')}"
    klien = masuk("staf-umum")
    assert klien.post(f"{alamat}/nilai", data=YA | {"versi": "1"}).status_code == 403
    assert klien.post(f"{alamat}/putus", data=PUTUS | {"putusan": "tidak"}).status_code == 403
    assert _status(app) == [("DIUSULKAN", 1)]


def test_an_assessment_with_a_no_needs_a_note(app, masuk):
    alamat = f"/usulan/{usulkan(app, 'staf-umum', 'staf-umum-1')}"
    isi = YA | {"versi": "1", "spesifik": "tidak", "pendapat": "Bagus sekali."}
    jawab = masuk("kasubbag-umum").post(f"{alamat}/nilai", data=isi)
    assert jawab.status_code == 422
    assert "Tulis apa yang belum terpenuhi." in teks(jawab)
    assert "Bagus sekali." in teks(jawab)
    assert _status(app) == [("DIUSULKAN", 1)]


def test_chosen_a_change_is_written_into_the_draft(app, masuk):
    alamat = _dinilai(app, masuk)
    draf = buat_draf(app)
    isi = PUTUS | {"putusan": "pilih", "keputusan": str(draf)}
    assert masuk("pengelola").post(f"{alamat}/putus", data=isi).status_code == 303
    with app.app_context():
        baris = db.session.get_one(Indikator, indikator_draf(app, draf))
        sumber = db.session.execute(
            select(SumberData.nama).where(SumberData.indikator_id == baris.id)
        ).scalars()
        assert (baris.nama, baris.pembilang) == (ISI.nama, ISI.pembilang)
        assert list(sumber) == ["Buku agenda surat"]
        assert baris.versi == 2
    pengusul = teks(masuk("staf-umum").get(alamat))
    assert "Dipilih ke draf edisi 2027" in pengusul
    assert "Sesuai tugas jabatan." in pengusul


def test_chosen_a_new_one_stands_behind_the_others_and_a_dropped_one_is_gone(app, masuk):
    baru = _dinilai(app, masuk, JenisUsulan.BARU)
    hapus = _dinilai(app, masuk, JenisUsulan.HAPUS)
    isi = PUTUS | {"putusan": "pilih", "keputusan": str(buat_draf(app))}
    klien = masuk("pengelola")
    assert klien.post(f"{baru}/putus", data=isi).status_code == 303
    assert klien.post(f"{hapus}/putus", data=isi).status_code == 303
    with app.app_context():
        dari = Keputusan.kode == "2027", Indikator.kode.startswith("staf-umum-")
        kode = select(Indikator.kode).join(Keputusan, Keputusan.id == Indikator.keputusan_id)
        kode = kode.where(*dari)
        assert db.session.execute(kode).scalars().all() == ["staf-umum-2"]
    assert klien.get(hapus).status_code == 200


def test_not_chosen_changes_no_draft_and_tells_the_reason(app, masuk):
    alamat = _dinilai(app, masuk)
    klien = masuk("pengelola")
    kosong = klien.post(f"{alamat}/putus", data=PUTUS | {"putusan": "tidak", "alasan": ""})
    assert kosong.status_code == 422
    assert "Alasan belum diisi." in teks(kosong)
    assert klien.post(f"{alamat}/putus", data=PUTUS | {"putusan": "tidak"}).status_code == 303
    assert "Tidak dipilih" in teks(masuk("staf-umum").get(alamat))
    lagi = klien.post(f"{alamat}/putus", data=PUTUS | {"putusan": "tidak", "versi": "3"})
    assert lagi.status_code == 422
    assert _status(app) == [("TIDAK_DIPILIH", 3)]


def test_a_fixed_edition_is_never_chosen_into(app, masuk):
    alamat = _dinilai(app, masuk)
    with app.app_context():
        tetap = db.session.execute(select(Keputusan.id)).scalar_one()
    isi = PUTUS | {"putusan": "pilih", "keputusan": str(tetap)}
    jawab = masuk("pengelola").post(f"{alamat}/putus", data=isi)
    assert jawab.status_code == 422
    assert _status(app) == [("DINILAI", 2)]


def test_a_stale_version_is_refused(app, masuk):
    alamat = _dinilai(app, masuk)
    isi = PUTUS | {"putusan": "tidak", "versi": "1"}
    assert masuk("pengelola").post(f"{alamat}/putus", data=isi).status_code == 409
    assert _status(app) == [("DINILAI", 2)]


def test_empty_lists_say_what_proposals_are(masuk):
    assert "Belum ada usulan" in teks(masuk("camat").get("/usulan"))


def test_the_first_page_tells_whoever_must_act(app, masuk):
    alamat = f"/usulan/{usulkan(app, 'staf-umum', 'staf-umum-1')}"
    assert alamat in teks(masuk("kasubbag-umum").get("/"))
    assert alamat not in teks(masuk("staf-umum").get("/"))
    masuk("kasubbag-umum").post(f"{alamat}/nilai", data=YA | {"versi": "1"})
    assert alamat not in teks(masuk("kasubbag-umum").get("/"))
    assert alamat in teks(masuk("pengelola").get("/"))
