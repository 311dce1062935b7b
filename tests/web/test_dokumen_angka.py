"""One arithmetic: the same approved data read from every page, document and file, to the digit."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Terbitan
from iki_web.queries.acuan import get_acuan
from iki_web.rules.dokumen import Jenis, load_isi
from tests.pendukung.angka import KASUS, PER_KODE, TAHUN_UTUH, Kasus, buat_tahun
from tests.pendukung.dokumen import terbitkan
from tests.pendukung.entri import PembuatEntri, id_indikator
from tests.pendukung.halaman import teks
from tests.pendukung.keluaran import (
    baca_docx,
    baca_html,
    baca_pdf,
    baca_teks,
    baca_xlsx,
    cari_angka,
    rapi,
    susun,
)
from tests.pendukung.orang import buat_pelaku

JABATAN = ("kasubbag-umum", "kasi-pemerintahan", "kasi-pmd", "sekretaris")


def cetak(nilai: Fraction) -> str:
    """Print a number the office's way, by arithmetic of its own: half up, to two decimals."""
    bulat = (Decimal(nilai.numerator) / nilai.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{bulat:,f}".translate(str.maketrans(",.", ".,"))


#: Unrounded capaian of the cases that have one.
CAPAIAN = {
    "kasi-pmd-2": Fraction(-50),
    "kasi-pmd-3": Fraction(175, 2),
    "sekretaris-1": Fraction(100, 3),
    "sekretaris-3": Fraction(0),
}


def hitung(satu: Kasus) -> Fraction | None:
    """Return the unrounded capaian of a case, None where it has none."""
    if satu.kode in CAPAIAN or not satu.capaian or satu.capaian == "n/a":
        return CAPAIAN.get(satu.kode)
    realisasi = Fraction(satu.isi["pembilang"] * 100, satu.isi["penyebut"])
    return realisasi * 100 / Fraction(str(satu.target))


def rerata(jabatan: str) -> tuple[str, int]:
    """Return a position's mean as printed, each figure at no more than 120, and over how many."""
    semua = [hitung(satu) for satu in KASUS if satu.kode.rpartition("-")[0] == jabatan]
    ada = [min(satu, Fraction(120)) for satu in semua if satu is not None]
    return cetak(sum(ada, Fraction()) / len(ada)), len(ada)


@pytest.fixture
def cetakan(basis, jam_uji):
    """The instance with the year of figures, made once a run."""
    return basis.cetak(buat_tahun, lambda app: buat_tahun(app, PembuatEntri(app)))


@pytest.fixture
def tahun(app):
    """The names of the indicators of the year by code."""
    with app.app_context():
        acuan = get_acuan(buat_pelaku(app, "camat"))
        return {i.kode: i for i in acuan.indikator.values()}


def _terbitkan(app, jenis: Jenis, kode: str = "", periode: str = "") -> tuple[int, object]:
    """Issue a document as the Camat; returns its id and its frozen content."""
    nomor, _ = terbitkan(app, "camat", (jenis, kode, periode))
    with app.app_context():
        isi = db.session.execute(select(Terbitan.isi).where(Terbitan.id == nomor)).scalar_one()
    return nomor, load_isi(isi)


def _kolom(isi, nomor: int = 0) -> dict[str, int]:
    return {kolom.judul: letak for letak, kolom in enumerate(isi.tabel[nomor].kolom)}


def _cari(baris: list[list[str]], nama: str, letak: int) -> list[str]:
    return next(satu for satu in baris if satu[letak] == rapi(nama))


def test_every_case_reads_the_same_in_report_form_and_chapter(app, tahun):
    for jabatan in JABATAN:
        for jenis, periode in ((Jenis.LAPORAN, "2026-TW1"), (Jenis.PENGUKURAN, "")):
            _, isi = _terbitkan(app, jenis, jabatan, periode)
            k, baris = _kolom(isi), susun(isi.tabel[0])
            for satu in (s for s in KASUS if s.kode.rpartition("-")[0] == jabatan):
                sel = _cari(baris, tahun[satu.kode].nama, k["Indikator Kinerja"])
                assert sel[k["Realisasi"]] == (satu.realisasi or ""), (jenis, satu.kode)
                assert sel[k["Capaian (%)"]] == satu.capaian, (jenis, satu.kode)
                if jenis is Jenis.PENGUKURAN or hitung(satu) is not None:
                    assert sel[k["Predikat capaian"]] == satu.kata, (jenis, satu.kode)
            mean, n = rerata(jabatan)
            assert baris[-1][k["Capaian (%)"]] == mean, (jenis, jabatan)
            assert any(f"{n} dari " in sel for sel in baris[-1]), (jenis, jabatan)


def test_the_chapter_prints_the_counts_behind_each_figure(app, tahun):
    _, isi = _terbitkan(app, Jenis.LKJIP)
    acuan_baris = [(tabel, baris) for tabel in isi.tabel for baris in susun(tabel)]
    for satu in KASUS:
        nama = rapi(tahun[satu.kode].nama)
        sel = next(b for t, b in acuan_baris if t.kolom[2].judul != "Jumlah" and nama == b[1])
        if satu.realisasi is None:
            assert sel[4:] == ["", "", "belum disetujui"]
            continue
        assert sel[5:] == [satu.capaian, satu.kata], satu.kode
        assert sel[4].startswith(satu.realisasi), satu.kode
        if "pembilang" in satu.isi:
            cacah = [f"{satu.isi[n]:,d}".replace(",", ".") for n in ("pembilang", "penyebut")]
            assert sel[4] == f"{satu.realisasi} % ({'/'.join(cacah)})"
    jumlah = Counter(satu.kata for satu in KASUS)
    simpulan = {b[0].lower(): int(b[1]) for b in susun(isi.tabel[-1])}
    for kata in ("Baik", "Cukup", "Kurang", "nihil", "tidak ditargetkan"):
        assert simpulan[kata.lower()] == jumlah[kata], kata
    assert simpulan["sangat kurang"] == jumlah["Sangat Kurang"] + 1
    assert simpulan["jumlah"] == 32


def test_a_year_is_the_sum_of_counts_in_form_and_chapter(app, tahun):
    kode, realisasi, capaian, kata = TAHUN_UTUH
    _, isi = _terbitkan(app, Jenis.PENGUKURAN, "staf-umum")
    assert susun(isi.tabel[0])[0][4:] == ["100", "1", "10", realisasi, capaian, kata]
    _, isi = _terbitkan(app, Jenis.LKJIP)
    sel = next(b for b in susun(isi.tabel[0]) if b[2] == "Staf Umum")
    assert sel[4:] == [f"{realisasi} % (1/10)", capaian, kata]
    assert kode == tahun[kode].kode


def test_the_recap_and_its_page_print_the_same_means(app, masuk, tahun):
    _, isi = _terbitkan(app, Jenis.REKAP)
    k, baris = _kolom(isi), susun(isi.tabel[0])
    camat = masuk("camat")
    semua = []
    for jabatan in (*JABATAN, "staf-umum"):
        mean, n = ("10,00", 1) if jabatan == "staf-umum" else rerata(jabatan)
        nama = next(i for i in tahun.values() if i.kode == f"{jabatan}-1").jabatan_id
        with app.app_context():
            j = get_acuan(buat_pelaku(app, "camat")).jabatan[nama]
        sel = _cari(baris, j.nama, k["Jabatan"])
        assert sel[k["Tahun 2026 (%)"]] == mean, jabatan
        assert sel[k["Indikator dihitung"]].startswith(f"{n} dari "), jabatan
        halaman = camat.get("/rekap/2026", query_string={"jabatan": str(j.id)})
        assert mean in teks(halaman), jabatan
        semua.append(_mean(jabatan))
    kantor = cetak(sum(semua, Fraction()) / len(semua))
    assert baris[-2][k["Tahun 2026 (%)"]] == kantor
    assert baris[-1][k["Tahun 2026 (%)"]] == "5 dari 11"
    assert kantor in teks(camat.get("/rekap/2026"))


def _mean(jabatan: str) -> Fraction:
    if jabatan == "staf-umum":
        return Fraction(10)
    semua = [hitung(satu) for satu in KASUS if satu.kode.rpartition("-")[0] == jabatan]
    ada = [min(satu, Fraction(120)) for satu in semua if satu is not None]
    return sum(ada, Fraction()) / len(ada)


def test_the_entry_and_the_recap_of_its_position_print_the_same(app, masuk, tahun):
    camat = masuk("camat")
    for satu in KASUS:
        if satu.realisasi is None:
            continue
        with app.app_context():
            nomor = id_indikator(satu.kode)
        entri = teks(camat.get(f"/realisasi/{nomor}/2026-TW1"))
        jabatan = str(tahun[satu.kode].jabatan_id)
        rekap = teks(camat.get("/rekap/2026", query_string={"jabatan": jabatan}))
        for halaman in (entri, rekap):
            assert satu.realisasi in halaman, satu.kode
            assert satu.capaian in halaman, satu.kode
        if hitung(satu) is not None:
            assert satu.kata in entri, satu.kode
            assert satu.kata in rekap, satu.kode


JENIS = [
    (Jenis.LAPORAN, "kasubbag-umum", "2026-TW1"),
    (Jenis.LAPORAN, "kasi-pemerintahan", "2026-TW1"),
    (Jenis.PENGUKURAN, "kasi-pmd", ""),
    (Jenis.REKAP, "", ""),
    (Jenis.LKJIP, "", ""),
]


def test_every_file_of_a_document_holds_the_same_cells(app, masuk, tahun):
    camat = masuk("camat")
    for jenis, jabatan, periode in JENIS:
        nomor, isi = _terbitkan(app, jenis, jabatan, periode)
        harap = [susun(tabel) for tabel in isi.tabel]
        kepala = [[kolom.judul for kolom in tabel.kolom] for tabel in isi.tabel]
        utuh = [[k, *baris] for k, baris in zip(kepala, harap, strict=True)]
        alamat = f"/dokumen/{nomor}"
        assert baca_html(teks(camat.get(alamat))) == utuh, jenis
        assert baca_docx(camat.get(f"{alamat}.docx").data) == utuh, jenis
        txt = camat.get(f"{alamat}.txt").data.decode()
        datar = [sel for tabel in utuh for baris in tabel for sel in baris]
        terbaca = [sel for baris in baca_teks(txt) for sel in baris]
        # A merged cell is written once in the text file.
        assert not Counter(terbaca) - Counter([*datar, "", *[""] * len(datar)]), jenis
        assert cari_angka(" ".join(terbaca)) == cari_angka(" ".join(datar)), jenis
        pdf = baca_pdf(camat.get(f"{alamat}.pdf").data)
        assert Counter(cari_angka(pdf)) == Counter(cari_angka(txt)), jenis
        _periksa_buku(baca_xlsx(camat.get(f"{alamat}.xlsx").data), isi)


def _periksa_buku(lembar: list[list[list[object]]], isi) -> None:
    """Each number is typed, and prints as the sheet prints it; each text is the sheet's."""
    assert len(lembar) == len(isi.tabel)
    for baris, tabel in zip(lembar, isi.tabel, strict=True):
        kepala, harap = [str(s) for s in baris[0]], susun(tabel)
        for letak, kolom in enumerate(tabel.kolom):
            k = kepala.index(kolom.judul)
            for nomor, (asli, tampil) in enumerate(zip(tabel.baris, harap, strict=True), 1):
                sel, nilai = asli[letak], baris[nomor][k]
                if sel is None or sel.angka is None:
                    assert rapi(str(nilai)) == tampil[letak]
                    continue
                assert isinstance(nilai, float)
                assert Decimal(str(nilai)) == sel.angka
                assert cetak(Fraction(str(nilai))).rstrip("0").rstrip(",") in sel.teks
                if sel.cacah:
                    atas, bawah = (baris[nomor][k + n] for n in (1, 2))
                    assert [Decimal(str(atas)), Decimal(str(bawah))] == list(sel.cacah)


def test_the_cases_cover_every_boundary_of_the_scale():
    capaian = {satu.capaian for satu in PER_KODE.values()}
    assert {"90,99", "91,00", "75,99", "76,00", "66,00", "51,00", "50,99"} <= capaian
    assert {"n/a", "", "0,00", "-50,00", "128,13"} <= capaian
