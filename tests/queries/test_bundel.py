"""Whose evidence a bundle holds: as frozen, numbered as the annex, cut to its reader."""

import pytest
from sqlalchemy import event

from iki_web.extensions import db
from iki_web.queries.bundel import get_bundel, list_jejak
from iki_web.queries.rekap import find_saringan
from iki_web.rules.alur import Status
from tests.pendukung.bundel import buat_pdf, setujui
from tests.pendukung.keadaan import tulis_langsung

pytestmark = pytest.mark.usefixtures("konteks_app")


def baca(pelaku, jabatan=None):
    db.session.rollback()
    return get_bundel(pelaku, 2026, jabatan)


def kode(bundel):
    return [satu.rekap.jabatan.kode for satu in bundel.jabatan]


def sah(bundel):
    return [(e.tempat.indikator.kode, e.sah) for e in bundel.entri if e.sah]


@pytest.mark.parametrize(
    ("siapa", "terlihat"),
    [
        ("staf-umum", ["staf-umum"]),
        ("kasubbag-umum", ["kasubbag-umum", "staf-umum"]),
        ("kasubbag-keuangan", ["kasubbag-keuangan", "staf-keuangan"]),
        ("pengelola", []),
    ],
)
def test_a_bundle_holds_the_positions_its_reader_reads(sebagai, entri, siapa, terlihat):
    entri("DISETUJUI")
    bundel = baca(sebagai(siapa))
    assert kode(bundel) == terlihat
    assert [satu for satu, _ in sah(bundel)] == ["staf-umum-1"] * ("staf-umum" in terlihat)


def test_the_head_reads_all_in_the_order_and_numbers_of_the_annex(sebagai):
    bundel = baca(sebagai("camat"))
    assert [satu.nomor for satu in bundel.jabatan] == list(range(1, 12))
    assert kode(bundel)[:3] == ["sekretaris", "kasubbag-umum", "staf-umum"]
    assert [satu.nomor for satu in bundel.jabatan[0].indikator] == ["1.1", "1.2", "1.3", "1.4"]
    # The number stays the annex's whoever looks.
    assert baca(sebagai("staf-umum")).jabatan[0].nomor == 3


def test_a_position_brings_those_below_it(sebagai):
    sekretaris = sebagai("sekretaris")
    pilih = find_saringan(sekretaris, 2026, None, None)
    assert pilih.jabatan is None
    jabatan = next(j for j in baca(sekretaris).pilihan if j.kode == "kasubbag-umum")
    bundel = baca(sekretaris, jabatan)
    assert kode(bundel) == ["kasubbag-umum", "staf-umum"]
    assert len(bundel.pilihan) == 5
    assert bundel.rekap.setahun.m == 2


def test_only_approved_entries_bring_values_and_files(sebagai, entri):
    entri("DISETUJUI", periode="2026-TW1")
    entri("DIAJUKAN", periode="2026-TW2")
    entri("DIKEMBALIKAN", periode="2026-TW3")
    entri("DRAF", periode="2026-TW4")
    (satu,) = baca(sebagai("staf-umum")).jabatan
    assert [e.tempat.butir.status for e in satu.entri] == [
        Status.DISETUJUI,
        Status.DIAJUKAN,
        Status.DIKEMBALIKAN,
        Status.DRAF,
    ]
    assert [e.sah is not None for e in satu.entri] == [True, False, False, False]
    assert len(satu.bukti) == 1


def test_the_frozen_list_counts_not_the_table_of_today(app, sebagai):
    isi = buat_pdf("asli")
    setujui(app, [("agenda.pdf", isi)])
    tulis_langsung(app, "UPDATE bukti SET nama = 'lain.pdf', sha256 = :s", s="0" * 64)
    tulis_langsung(app, "UPDATE sumber_data SET nama = 'Nama baru'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    ((_, satu),) = sah(baca(sebagai("kasubbag-umum")))
    (berkas,) = satu.bukti
    assert (berkas.nama, berkas.slot, berkas.ukuran) == ("agenda.pdf", 1, len(isi))
    assert berkas.sumber != "Nama baru"
    assert satu.penyetuju == "Kasubbag Umum (Kepala Sub Bagian Umum dan Kepegawaian)"


def test_paper_references_and_reasons_are_those_of_the_approval(app, sebagai, entri):
    entri("DISETUJUI", berkas=False)
    tulis_langsung(app, "UPDATE rujukan SET alasan = 'diubah kemudian'")
    ((_, satu),) = sah(baca(sebagai("staf-umum")))
    assert satu.bukti == ()
    assert [(r.slot, r.alasan) for r in satu.rujukan] == [(1, "Buku sedang diperiksa.")]


def test_the_trail_of_the_bundle_is_that_of_its_approved_entries(sebagai, entri):
    nomor, _, _ = entri("DISETUJUI", periode="2026-TW1")
    entri("DIAJUKAN", periode="2026-TW2")
    entri("DISETUJUI", "kasi-pmd-2", "2026-TW1")
    pelaku = sebagai("kasubbag-umum")
    baris = list_jejak(pelaku, baca(pelaku))
    assert {satu.objek for satu in baris} == {f"realisasi:{nomor}/2026-TW1"}
    assert [satu.aksi for satu in baris] == [
        "realisasi.disimpan",
        "realisasi.diajukan",
        "realisasi.disetujui",
    ]
    assert [satu.seq for satu in baris] == sorted(satu.seq for satu in baris)
    assert list_jejak(pelaku, baca(sebagai("staf-keuangan"))) == ()


def test_three_statements_whatever_the_number_of_entries(sebagai, entri):
    camat = sebagai("camat")
    baca(camat)
    daftar = []

    def catat(_k, _c, pernyataan, *_lain):
        if pernyataan.lstrip().startswith("SELECT"):
            daftar.append(pernyataan)

    jumlah = []
    event.listen(db.engine, "before_cursor_execute", catat)
    for indikator in ("staf-umum-1", "kasi-pmd-2", "kasubbag-umum-2"):
        db.session.rollback()
        daftar.clear()
        get_bundel(camat, 2026)
        jumlah.append(len(daftar))
        event.remove(db.engine, "before_cursor_execute", catat)
        entri("DISETUJUI", indikator)
        event.listen(db.engine, "before_cursor_execute", catat)
    event.remove(db.engine, "before_cursor_execute", catat)
    assert jumlah == [3, 3, 3]
