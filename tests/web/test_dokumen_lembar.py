"""Every kind of document as PDF: its text, paper, pages and bytes, with what strains its layout."""

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from flask import Flask
from PIL import Image

from iki_web.extensions import db
from iki_web.models import Kantor
from iki_web.queries.acuan import get_acuan
from iki_web.rules.dokumen import (
    Isi,
    Jenis,
    Kolom,
    Pecahan,
    Penanda,
    Sel,
    Tabel,
    TandaTangan,
    merge_sama,
)
from iki_web.web.dokumen import pdf
from tests.pendukung.dokumen import LAPORAN, PERJANJIAN, Satu, baca_isi
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.orang import buat_pelaku

BERDIRI = {"A4": (210, 297), "F4": (215, 330)}
#: Kind, position, period; whether its first page lies; how many pages at least and at most.
SEMUA = (
    (Jenis.KEPUTUSAN, "", "", False, (13, 16)),
    (Jenis.LAMPIRAN, "kasi-pmd", "", True, (2, 2)),
    (Jenis.PERJANJIAN, "kasubbag-umum", "", False, (2, 2)),
    (Jenis.RENCANA_AKSI, "kasubbag-umum", "", True, (1, 2)),
    (Jenis.LAPORAN, "kasubbag-umum", "2026-TW1", True, (1, 2)),
    (Jenis.BERITA_ACARA, "", "2026-TW1", False, (1, 1)),
)
NAMA_PANJANG = (
    "Prof. Dr. Ir. H. Muhammad Abdurrahman Wahid Kusumaatmadja Sastranegara, S.Sos., M.Si., Ph.D."
)
KALIMAT = (
    "Jumlah penyelenggaraan pertanggungjawaban administrasi kependudukan, ketenteraman, dan "
    "pemberdayaan masyarakat desa/kelurahan yang diselesaikan tepat waktu sesuai pedoman "
)


@pytest.fixture
def tutup(app):
    """The first quarter is closed; the record of it can be made."""
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP' WHERE kode = '2026-TW1'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")


def _buka(isi: bytes) -> list[str]:
    """Return the text of every page, blanks and line ends as one blank."""
    return [
        re.sub(r"\s+", " ", halaman.get_textpage().get_text_bounded())
        for halaman in pypdfium2.PdfDocument(isi)
    ]


def _ukuran(isi: bytes) -> list[tuple[int, int]]:
    """Return the size of every page in whole millimetres."""
    return [
        (round(lebar * 25.4 / 72), round(tinggi * 25.4 / 72))
        for lebar, tinggi in (halaman.get_size() for halaman in pypdfium2.PdfDocument(isi))
    ]


def _minta(app: Flask, masuk, satu: Satu) -> bytes:
    jenis, kode, periode = satu
    acuan = get_acuan(buat_pelaku(app, "camat"))
    jabatan = next((str(j.id) for j in acuan.jabatan.values() if j.kode == kode), "")
    isi = {"tahun": "2026", "jabatan": jabatan, "periode": periode, "tempat": "Jrengik"}
    jawab = masuk("camat").get(f"/dokumen/konsep/{jenis.alamat}.pdf", query_string=isi)
    assert jawab.status_code == 200
    return jawab.data


@pytest.mark.usefixtures("tutup")
@pytest.mark.parametrize("kertas", BERDIRI)
@pytest.mark.parametrize(
    ("jenis", "kode", "periode", "lanskap", "banyak"), SEMUA, ids=[satu[0] for satu in SEMUA]
)
def test_a_document_is_whole_on_its_paper_and_the_same_bytes_twice(
    app, masuk, kertas, jenis, kode, periode, lanskap, banyak
):
    tulis_langsung(app, "UPDATE kantor SET kertas = :kertas", kertas=kertas)
    with app.app_context():
        satu = _minta(app, masuk, (jenis, kode, periode))
        assert satu == _minta(app, masuk, (jenis, kode, periode))
    ukuran = _ukuran(satu)
    assert ukuran[0] == (BERDIRI[kertas][::-1] if lanskap else BERDIRI[kertas])
    assert banyak[0] <= len(ukuran) <= banyak[1]
    for penanda in (b"pdfaid:part", b"pdfuaid:part"):
        assert penanda in satu
    halaman = _buka(satu)
    for nomor, isi in enumerate(halaman, 1):
        assert f"Halaman {nomor} dari {len(halaman)}" in isi
    cetak = " ".join(halaman)
    rapat = _rapat(cetak)
    isi = baca_isi(app, "camat", (jenis, kode, periode))
    for kata in (*isi.kop, *isi.judul, *(p.jabatan for p in isi.penanda)):
        assert kata in cetak
    for tabel in isi.tabel:
        for sel in (sel for baris in tabel.baris for sel in baris if sel):
            # Word by word: lines of neighbouring cells come out of the file in turns.
            for kata in " ".join((sel.teks, *sel.butir, *_pecahan(sel))).split():
                assert _rapat(kata) in rapat


def _pecahan(sel: Sel) -> tuple[str, ...]:
    return (sel.pecahan.pembilang, sel.pecahan.penyebut) if sel.pecahan else ()


def _rapat(kata: str) -> str:
    """Return a text without blanks and hyphens: where a line ends, the file may have none."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", kata)


@pytest.mark.usefixtures("tutup")
def test_annexes_of_the_keputusan_lie_behind_its_standing_pages(app, masuk):
    with app.app_context():
        ukuran = _ukuran(_minta(app, masuk, (Jenis.KEPUTUSAN, "", "")))
    berdiri = ukuran.count((210, 297))
    assert ukuran == [(210, 297)] * berdiri + [(297, 210)] * (len(ukuran) - berdiri)
    assert berdiri == 2


def test_an_open_period_gives_a_sentence_instead_of_a_record(masuk):
    alamat = {"tahun": "2026", "periode": "2026-TW1"}
    for akhiran in ("", ".pdf"):
        jawab = masuk("pengelola").get(
            f"/dokumen/konsep/berita-acara{akhiran}", query_string=alamat
        )
        assert jawab.status_code == 422
        assert "Triwulan I 2026 masih terbuka sampai" in teks(jawab)


def test_the_choice_of_text_is_on_the_sheet(app, masuk):
    for pilihan, kata in (("ASLI", "KantorKecamatan"), ("PERBAIKAN", "Kantor Kecamatan")):
        isi = {"tahun": "2026", "naskah": pilihan}
        data = masuk("staf-umum").get("/dokumen/konsep/keputusan.pdf", query_string=isi).data
        cetak = " ".join(_buka(data))
        assert f"di lingkungan {kata}" in cetak
        asli = "Naskah dicetak seperti ditandatangani, tanpa perbaikan." in cetak
        assert asli is (pilihan == "ASLI")


def _ganti_tanda(isi: Isi, kiri: Penanda | None, kanan: Penanda) -> Isi:
    badan = tuple(TandaTangan(kiri, kanan) if isinstance(b, TandaTangan) else b for b in isi.badan)
    return replace(isi, badan=badan)


def _ganti_tabel(isi: Isi, tabel: Tabel) -> Isi:
    badan = tuple(tabel if isinstance(b, Tabel) else b for b in isi.badan)
    return replace(isi, badan=badan)


def _gambar(app: Flask, isi: Isi) -> list[str]:
    with app.app_context():
        return _buka(pdf.build_pdf(isi, db.session.query(Kantor).one().nama))


def test_long_names_vacancies_and_missing_numbers_are_drawn(app):
    panjang = Penanda(
        ("Pihak Kedua,",),
        "Plt. KEPALA SEKSI PEMBERDAYAAN MASYARAKAT DESA DAN KESEJAHTERAAN SOSIAL",
        NAMA_PANJANG,
        "Pembina Utama Muda (IV/c)",
        "NIP. 19650315 199003 1 010",
    )
    kosong = Penanda(("Jrengik, 10 April 2026", "Pihak Pertama,"), "STAF", "", "", "")
    halaman = _gambar(app, _ganti_tanda(baca_isi(app, "camat", PERJANJIAN), panjang, kosong))
    for cetak in halaman:
        for kata in (panjang.jabatan, NAMA_PANJANG, panjang.nip, "(jabatan kosong)"):
            assert _rapat(kata) in _rapat(cetak)


@pytest.mark.parametrize("banyak", range(1, 15))
def test_a_signature_never_stands_alone_on_a_page(app, banyak):
    asal = baca_isi(app, "camat", (Jenis.RENCANA_AKSI, "kasubbag-umum", ""))
    (tabel,) = asal.tabel
    baris = [
        (Sel(str(n)), Sel("Meningkatnya pelayanan"), Sel(f"Indikator ke-{n}"), *[Sel("-")] * 5)
        for n in range(1, banyak + 1)
    ]
    isi = _ganti_tabel(asal, replace(tabel, baris=merge_sama(baris, 1)))
    halaman = _gambar(app, isi)
    (akhir,) = [cetak for cetak in halaman if "Pihak Pertama," in cetak]
    assert f"Indikator ke-{banyak}" in akhir
    # What was merged across the break is told again.
    assert "Meningkatnya pelayanan" in akhir


def test_seven_long_formulas_and_a_cell_longer_than_a_page_lose_no_word(app):
    asal = baca_isi(app, "camat", (Jenis.LAMPIRAN, "kasi-pmd", ""))
    (tabel,) = asal.tabel
    baris = [
        (
            Sel("Meningkatnya kualitas pelayanan"),
            Sel(f"Indikator ke-{n}: {KALIMAT}"),
            Sel(pecahan=Pecahan(f"Atas {n} {KALIMAT * 3}", f"Bawah {n} {KALIMAT}", n % 2 == 0)),
            Sel(butir=("Buku register", f"Dokumen ke-{n}")),
        )
        for n in range(1, 8)
    ]
    halaman = _gambar(app, _ganti_tabel(asal, replace(tabel, baris=merge_sama(baris, 0))))
    for n in range(1, 8):
        # A row stays whole: all of its cells are on one page.
        (satu,) = [cetak for cetak in halaman if f"Indikator ke-{n}:" in cetak]
        for kata in (f"Atas {n} {KALIMAT * 3}", f"Bawah {n} {KALIMAT}", f"Dokumen ke-{n}"):
            assert _rapat(kata) in _rapat(satu)
        assert "PENJELASAN" in satu
    asal = baca_isi(app, "camat", LAPORAN)
    kata = [f"kata{nomor}" for nomor in range(600)]
    panjang = Tabel(
        "Uji", (Kolom("Isi", 8), Kolom("Kendala", 1)), ((Sel("x"), Sel(" ".join(kata))),)
    )
    cetak = " ".join(_gambar(app, _ganti_tabel(asal, panjang)))
    assert [satu for satu in kata if satu not in cetak] == []


def test_the_logo_stands_in_the_letterhead(app, monkeypatch):
    tujuan = io.BytesIO()
    Image.new("RGB", (300, 360), (0, 90, 50)).save(tujuan, "PNG")
    monkeypatch.setattr(pdf, "read_logo", lambda _sidik: tujuan.getvalue())
    isi = baca_isi(app, "camat", PERJANJIAN)
    with app.app_context():
        data = pdf.build_pdf(replace(isi, logo="0" * 64), "Kantor")
    gambar = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil()
    atas = gambar.crop((0, 0, 150, 130))
    assert (0, 90, 50) in {warna for _, warna in atas.getcolors(1 << 20)}
