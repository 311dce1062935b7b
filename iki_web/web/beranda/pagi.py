"""The superior's morning list: falls, shrunk denominators, and figures that differ from a twin."""

from collections.abc import Iterator

from flask import url_for

from iki_web.queries.rekap import Beda, Pagi, Susut, Titik, Turun
from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rumus import Hasil
from iki_web.web.beranda.isi import Bagian, Butir


def list_pagi(pagi: Pagi) -> Iterator[Bagian]:
    """Yield the parts of the list; those without lines are left out by the page."""
    yield Bagian(
        "turun",
        "Capaian turun 10 poin atau lebih",
        tuple(_build_turun(satu) for satu in pagi.turun),
    )
    yield Bagian(
        "susut",
        "Penyebut mengecil",
        tuple(_build_susut(satu) for satu in pagi.susut),
        "Indikator ini menghitung sampai dengan periodenya, jadi penyebutnya biasanya bertambah.",
    )
    yield Bagian(
        "beda",
        "Indikator bersama berbeda angka",
        tuple(_build_beda(satu) for satu in pagi.beda),
        "Atasan dan bawahan melaporkan indikator yang sama dari sumber yang sama.",
    )


def _url(titik: Titik) -> str:
    kode = titik.periode.kode.kode
    return url_for("realisasi.show", indikator_id=titik.indikator.id, kode=kode)


def _build_turun(turun: Turun) -> Butir:
    """Return a fall: from which figure to which, between which periods."""
    angka = " menjadi ".join(
        f"{format_angka(titik.capaian)} ({titik.periode.kode.singkat})"
        for titik in (turun.sebelum, turun.kini)
        if titik.capaian is not None
    )
    return Butir(
        turun.kini.indikator.nama,
        f"{turun.kini.jabatan.nama_singkat} · capaian {angka}",
        _url(turun.kini),
        ("PERINGATAN", f"turun {format_angka(turun.selisih)}"),
    )


def _build_susut(susut: Susut) -> Butir:
    """Return a denominator that shrank: from which count to which."""
    angka = " menjadi ".join(
        f"{format_cacah(titik.angka.penyebut)} ({titik.periode.kode.singkat})"
        for titik in (susut.sebelum, susut.kini)
        if titik.angka.penyebut is not None
    )
    return Butir(
        susut.kini.indikator.nama,
        f"{susut.kini.jabatan.nama_singkat} · penyebut {angka}",
        _url(susut.kini),
        ("PERINGATAN", "penyebut mengecil"),
    )


def _build_beda(beda: Beda) -> Butir:
    """Return what the two filled in, side by side; the line leads to the staff's entry."""
    angka = "; ".join(
        f"{titik.jabatan.nama_singkat} {_format(titik)}" for titik in (beda.atasan, beda.bawahan)
    )
    return Butir(
        beda.bawahan.indikator.nama,
        f"{beda.bawahan.periode.kode.nama} · {angka}",
        _url(beda.bawahan),
        ("PERINGATAN", "angka berbeda"),
    )


def _format(titik: Titik) -> str:
    angka = titik.angka
    hasil = Hasil(angka.nilai is None, angka.pembilang, angka.penyebut, angka.nilai)
    return format_hasil(hasil, titik.indikator.satuan)
