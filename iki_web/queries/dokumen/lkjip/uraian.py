"""Sections C and D of the chapter: what hindered and what follows, and how many reached what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.lkjip.isi import Butir
from iki_web.queries.realisasi import EntriTampil, list_entri
from iki_web.queries.rekap import Rekap
from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_angka
from iki_web.rules.capaian import classify
from iki_web.rules.dokumen import Balok, Kolom, Paragraf, Rata, Rincian, Sel, Tabel
from iki_web.rules.dokumen import Butir as ButirRincian
from iki_web.rules.dokumen.sel import build_cacah, build_keadaan

_KOLOM = (Kolom("Predikat capaian", 24), Kolom("Jumlah indikator", 10, Rata.KANAN))
#: Why an indicator has none, in the order of the table.
_TANPA = ("nihil", "tidak ditargetkan", "target belum ditetapkan", "belum disetujui")


def list_kendala(bahan: Bahan, butir: Sequence[Butir]) -> Iterator[Balok]:
    """Yield the texts of approved entries, an indicator an item, its periods in order."""
    tempat = [
        (t.indikator, t.periode)
        for b in butir
        for t in b.satu.tempat
        if t.butir.status is Status.DISETUJUI
    ]
    per_indikator = {b.satu.indikator.id: b for b in butir}
    isi = []
    entri = list_entri(bahan.pelaku, tempat, bahan.pokok.tahun)
    for nomor, semua in groupby(entri, lambda e: e.indikator.id):
        baris = tuple(teks for satu in semua for teks in _list_teks(satu))
        if baris:
            b = per_indikator[nomor]
            judul = f"{b.satu.indikator.nama} ({b.jabatan.nama_singkat})"
            isi.append(ButirRincian(str(b.nomor), judul, baris))
    if isi:
        yield Rincian("", tuple(isi))
    else:
        yield Paragraf("Tidak ada kendala yang dicatat pada realisasi yang disetujui.")


def _list_teks(entri: EntriTampil) -> Iterator[str]:
    periode = entri.periode.kode.nama
    for label, teks in (
        ("kendala", entri.isian.kendala),
        ("tindak lanjut", entri.isian.tindak_lanjut),
    ):
        if teks.strip():
            yield f"{periode}, {label}: {' '.join(teks.split())}"


def list_simpulan(rekap: Rekap) -> Iterator[Balok]:
    """Yield how many indicators reached which rating, and the office's mean."""
    semua = [i.setahun for j in rekap.jabatan for i in j.indikator]
    cacah = Counter(build_keadaan(satu, rekap.skala).teks for satu in semua)
    label = [kata for _, kata in rekap.skala]
    urut = [*label, *(kata for kata in _TANPA if cacah[kata] and kata not in label)]
    baris = [(Sel(kata[:1].upper() + kata[1:]), build_cacah(Decimal(cacah[kata]))) for kata in urut]
    jumlah = (Sel("Jumlah"), build_cacah(Decimal(len(semua))))
    yield _build_rerata(rekap)
    yield Tabel("Indikator menurut predikat capaian", _KOLOM, (*baris, jumlah), kaki=1)


def _build_rerata(rekap: Rekap) -> Paragraf:
    rerata = rekap.setahun
    if rerata.nilai is None:
        return Paragraf("Belum ada capaian yang dapat dirata-ratakan.")
    predikat = classify(rerata.nilai, rekap.skala)
    return Paragraf(
        f"Rata-rata capaian kantor tahun {rekap.tahun} adalah {format_angka(rerata.nilai)} % "
        f"({rerata.n} dari {rerata.m} jabatan), predikat capaian {predikat}."
    )
