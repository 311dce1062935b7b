"""Bab III beside the years before, the Renstra's end target, and what hindered."""

from decimal import Decimal

import pytest

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import HasilLalu, Indikator
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.dokumen import Halaman, Jenis, Paragraf, Rincian
from iki_web.rules.jejak import Peristiwa
from tests.pendukung.dokumen import baca_isi
from tests.pendukung.entri import id_indikator
from tests.pendukung.keluaran import susun
from tests.pendukung.langkah import ubah
from tests.pendukung.renstra import atur_akhir, tetapkan_renstra
from tests.pendukung.target import tetapkan

LKJIP = (Jenis.LKJIP, "", "")


def _kalimat(isi) -> str:
    return " ".join(b.teks for b in isi.badan if isinstance(b, Paragraf))


def _catat(app, **kolom) -> None:
    """Write an earlier result as the import does."""

    @transaction
    def tulis() -> None:
        db.session.add(HasilLalu(indikator_id=id_indikator("staf-umum-1"), keterangan="", **kolom))
        add_jejak(None, Peristiwa.IMPOR_DITERAPKAN, "uji")

    with app.app_context():
        tulis()


@pytest.fixture
def nomor(app, entri):
    """The indicator of an approved entry with texts, at a target of 100."""
    with app.app_context():
        hasil = id_indikator("staf-umum-1")
    tetapkan(app, "pengelola", hasil, 100)
    teks = {"kendala": "Jaringan\nterputus.", "tindak_lanjut": "Dicatat di buku."}
    entri("DISETUJUI", berkas=False, **teks)
    return hasil


def test_without_earlier_years_it_says_so_once_and_turns_no_page(app, nomor):
    isi = baca_isi(app, "camat", LKJIP)
    assert _kalimat(isi).count("Belum ada target akhir Renstra") == 1
    assert "Belum ada hasil tahun-tahun sebelum 2026" in _kalimat(isi)
    assert not any(isinstance(b, Halaman) for b in isi.badan)


def test_earlier_years_stand_beside_this_one_with_their_counts(app, nomor):
    _catat(app, tahun=2024, nilai=Decimal("70.5"))
    hitungan = {"pembilang": Decimal(19), "penyebut": Decimal(20), "target": Decimal(80)}
    _catat(app, tahun=2025, **hitungan)
    isi = baca_isi(app, "camat", LKJIP)
    tabel = next(t for t in isi.tabel if t.nama == "Perbandingan antartahun")
    assert [k.judul for k in tabel.kolom][2::2] == [f"Realisasi {t}" for t in (2024, 2025, 2026)]
    baris = next(b for b in susun(tabel) if b[2])
    assert baris[2:6] == ["70,50 % *)", "", "95,00 % (19/20) *)", "118,75"]
    assert baris[6:] == ["90,00 % (180/200)", "90,00"]
    assert "sebelum aplikasi dipakai" in _kalimat(isi)
    assert [b.lanskap for b in isi.badan if isinstance(b, Halaman)] == [True, False]


def test_the_renstra_end_target_is_compared_with_where_there_is_one(app, nomor):
    atur_akhir(app)
    tetapkan_renstra(app, "pengelola", {"staf-umum-1": 120})
    isi = baca_isi(app, "camat", LKJIP)
    tabel = next(t for t in isi.tabel if t.nama == "Perbandingan antartahun")
    assert "Target akhir Renstra 2029" in [k.judul for k in tabel.kolom]
    assert next(b for b in susun(tabel) if b[4])[4:] == ["120 %", "75,00"]
    assert "Belum ada target akhir Renstra" not in _kalimat(isi)


def test_an_end_target_the_formula_cannot_take_is_shown_without_progress(app, nomor):
    """It may stem from the indicator this one continues, for which less was better."""
    atur_akhir(app)
    ubah(app, Indikator, Indikator.id, nomor, arah=Arah.TURUN, rumus_turun=RumusTurun.NISBAH)
    tetapkan_renstra(app, "pengelola", {"staf-umum-1": 0})
    ubah(app, Indikator, Indikator.id, nomor, arah=Arah.NAIK)
    isi = baca_isi(app, "camat", LKJIP)
    tabel = next(t for t in isi.tabel if t.nama == "Perbandingan antartahun")
    assert next(b for b in susun(tabel) if b[4])[4] == "0 %"


def test_what_hindered_and_what_follows_is_told_per_indicator_and_period(app, nomor):
    isi = baca_isi(app, "camat", LKJIP)
    (rincian,) = (b for b in isi.badan if isinstance(b, Rincian))
    (butir,) = rincian.butir
    assert butir.teks.endswith("(Staf Umum)")
    assert butir.rincian == (
        "Triwulan I 2026, kendala: Jaringan terputus.",
        "Triwulan I 2026, tindak lanjut: Dicatat di buku.",
    )
