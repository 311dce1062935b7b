"""The edition's sheets as documents: every word of it, verbatim or corrected, its numbering."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from iki_web.extensions import jam
from iki_web.queries.dokumen import can_terbit, get_isi
from iki_web.rules.dokumen import (
    Isi,
    Jenis,
    NaskahPilihan,
    Penerbitan,
    Rincian,
    TandaTangan,
    format_teks,
)
from iki_web.rules.keputusan import Edisi
from tests.pendukung.dokumen import Satu, cari_pokok
from tests.pendukung.edisi import TERKOREKSI, buat_verbatim
from tests.pendukung.orang import buat_pelaku

SK: Satu = (Jenis.KEPUTUSAN, "", "")
SUMBER = Path(__file__).parents[1] / "data/sk_2021_sumber.txt"
PILIHAN = {NaskahPilihan.ASLI: buat_verbatim(), NaskahPilihan.PERBAIKAN: TERKOREKSI}


def _lampiran(kode: str) -> Satu:
    return Jenis.LAMPIRAN, kode, ""


def _baca(
    app: Flask, satu: Satu, naskah: NaskahPilihan = NaskahPilihan.PERBAIKAN, nama: str = "staf-umum"
) -> Isi:
    with app.app_context():
        pokok = cari_pokok(app, nama, satu)
        return get_isi(buat_pelaku(app, nama), pokok, Penerbitan(jam.today(), naskah=naskah))


def _list_teks(edisi: Edisi) -> Iterator[str]:
    """Yield every text of an edition as its sheet prints it."""
    yield from (edisi.nomor, edisi.tentang.upper(), edisi.pembuka, *edisi.kop, *edisi.penutup)
    yield from (edisi.penetap_jabatan, edisi.penetap_nama, edisi.penetap_pangkat, edisi.penetap_nip)
    for satu in (*edisi.menimbang, *edisi.mengingat, *edisi.memutuskan):
        yield from (satu.isi, *satu.rincian)
    for lembar in edisi.lembar:
        yield from (lembar.nama_lampiran or "", lembar.tugas, *(f.isi for f in lembar.fungsi))
        for i in lembar.indikator:
            yield from (i.sasaran, i.nama, i.pembilang, i.penyebut, *i.sumber_data)
            yield from (d.nama for d in i.dokumen)


@pytest.mark.parametrize("pilihan", NaskahPilihan)
def test_every_text_of_the_edition_is_on_the_sheets(app, pilihan):
    cetak = format_teks(_baca(app, SK, pilihan))
    hilang = [satu for satu in _list_teks(PILIHAN[pilihan]) if satu not in cetak]
    assert hilang == []


def test_every_word_of_the_printed_source_is_on_the_verbatim_sheets(app):
    sumber = SUMBER.read_text(encoding="utf-8")
    lembar = sumber[sumber.index("PEMERINTAH KABUPATEN SAMPANG\nKANTOR KECAMATAN") :]
    rumus = re.sub(r"\\(frac|text|times|%)|<[^>]+>", " ", lembar)
    cetak = set(re.findall(r"\w+", format_teks(_baca(app, SK, NaskahPilihan.ASLI)).upper()))
    hilang = {kata for kata in re.findall(r"\w+", rumus) if kata.upper() not in cetak}
    # The label's slip is a remark of the edition, not a text of it.
    assert hilang == {"Mingmabang"}


def test_the_sheet_says_which_text_it_is_and_what_waits_for_the_office(app):
    asli, baik = (_baca(app, SK, pilihan).catatan for pilihan in (*reversed(NaskahPilihan),))
    assert asli[0] == "Naskah dicetak seperti ditandatangani, tanpa perbaikan."
    assert baik[0].startswith("Naskah dicetak dengan perbaikan")
    ragu = "nomor keputusan, tempat dan tanggal penetapan, NIP penetap"
    assert asli[1] == baik[1] == f"Masih perlu konfirmasi: {ragu}."


def _list_label(isi: Isi) -> list[str]:
    return [b.label for b in isi.badan if isinstance(b, Rincian)]


@pytest.mark.parametrize(
    ("kode", "pilihan", "judul"),
    [
        ("sekretaris", NaskahPilihan.PERBAIKAN, ["1. JABATAN", "2. TUGAS", "3. FUNGSI"]),
        ("kasi-pmd", NaskahPilihan.ASLI, ["1. JABATAN", "2. FUNGSI"]),
        ("staf-pmd", NaskahPilihan.PERBAIKAN, ["1. JABATAN", "2. FUNGSI"]),
        # The last sheet of the source begins at 3.
        ("staf-pmd", NaskahPilihan.ASLI, ["3. JABATAN", "4. FUNGSI"]),
    ],
)
def test_headings_are_numbered_as_on_the_sheet(app, kode, pilihan, judul):
    assert _list_label(_baca(app, _lampiran(kode), pilihan)) == judul


def test_functions_are_lettered_and_dicta_keep_their_items(app):
    isi = _baca(app, _lampiran("kasi-pmd"))
    fungsi = next(b for b in isi.badan if isinstance(b, Rincian) and "FUNGSI" in b.label)
    assert [b.tanda for b in fungsi.butir] == list("abcdefghijklm")
    sk = _baca(app, SK)
    assert _list_label(sk)[:8] == [
        *("Menimbang", "Mengingat", "Menetapkan"),
        *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"),
    ]
    ketiga = next(b for b in sk.badan if isinstance(b, Rincian) and b.label == "KETIGA")
    assert len(ketiga.butir[0].rincian) == 5


@pytest.mark.parametrize(
    ("kode", "rentang"),
    [
        ("kasubbag-umum", [7, *[None] * 6]),
        ("kasi-pmd", [1, 1, 2, None]),
        ("staf-umum", [1]),
    ],
)
def test_objectives_are_merged_cells(app, kode, rentang):
    (tabel,) = _baca(app, _lampiran(kode)).tabel
    assert [baris[0] and baris[0].baris for baris in tabel.baris] == rentang
    assert [k.judul.split("/")[0] for k in tabel.kolom] == [
        *("SASARAN", "INDIKATOR KINERJA INDIVIDU", "PENJELASAN", "SUMBER DATA"),
    ]


def test_formulas_are_fractions_and_lists_of_documents(app):
    (tabel,) = _baca(app, _lampiran("kasubbag-umum")).tabel
    kali = [baris[2].pecahan.kali_100 for baris in tabel.baris]
    # Four of the sheet have no "x 100 %".
    assert kali == [True] * 3 + [False] * 4
    (tabel,) = _baca(app, _lampiran("staf-keuangan")).tabel
    assert "Laporan bulanan (12 dokumen)" in tabel.baris[0][2].butir
    (tabel,) = _baca(app, _lampiran("staf-keuangan"), NaskahPilihan.ASLI).tabel
    assert tabel.baris[0][2].butir[0] == "Dokumen keuanganyaitu: Laporan bulanan (12 dokumen)"


@pytest.mark.parametrize("satu", [SK, _lampiran("staf-umum")], ids=["sk", "lampiran"])
def test_who_fixed_the_edition_signs_it_whoever_holds_the_position(app, satu):
    isi = _baca(app, satu)
    (tanda,) = [b for b in isi.badan if isinstance(b, TandaTangan)]
    assert tanda.kiri is None
    assert (tanda.kanan.jabatan, tanda.kanan.nama) == ("CAMAT JRENGIK", "SUNARTO, SE. MM.")
    # As it is written in the edition, doubtful as it is.
    assert tanda.kanan.nip == "NIP. 19650315 199003 1010"
    assert tanda.kanan.pengantar[0] == "Dikeluarkan di : S A M P A N G"


def test_every_annex_lies_on_a_page_of_its_own(app):
    isi = _baca(app, SK)
    assert len(isi.tabel) == 11
    assert format_teks(isi).count("\nINDIKATOR KINERJA INDIVIDU\n") == 11
    assert "Lampiran 11 Keputusan Camat Jrengik Nomor 188/1.A/KEP/434.507/2021" in format_teks(isi)


@pytest.mark.parametrize(
    ("nama", "boleh"), [("camat", True), ("pengelola", True), ("staf-umum", False)]
)
def test_everyone_reads_the_edition_and_its_keepers_issue_it(app, nama, boleh):
    assert _baca(app, SK, nama=nama).nama == "Keputusan Nomor 188/1.A/KEP/434.507/2021"
    with app.app_context():
        assert can_terbit(buat_pelaku(app, nama), cari_pokok(app, nama, SK)) is boleh
