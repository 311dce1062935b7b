"""The recap as a workbook: a sheet as on screen and one with every entry, numbers as numbers."""

from collections.abc import Iterator
from decimal import Decimal

from iki_web.queries.rekap import Rekap
from iki_web.queries.rekap.banding import Banding
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.bilangan import format_waktu
from iki_web.rules.capaian import classify
from iki_web.rules.rekap import Sel
from iki_web.web.lembar import DUA, Isi, Kolom, Lembar, build_buku
from iki_web.web.rekap.lembar import list_banding, list_kolom_banding
from iki_web.web.rekap.rincian import RINCIAN, list_rincian


def build_xlsx(
    hasil: RekapTersaring, kantor: str, saringan: str = "", banding: Banding | None = None
) -> bytes:
    """Return the workbook of what a viewer asks for.

    `saringan`: the filters in words. The sheet as on screen is cut to the positions asked for; the
    one of entries by everything. `banding`: earlier years and the Renstra, a sheet where any are.
    """
    rekap = hasil.rekap
    keterangan = f"{kantor} · Rekap {rekap.tahun} · dibuat {format_waktu(rekap.sekarang)} WIB"
    lembar = [
        Lembar("Rekap", _list_kolom(rekap), _list_rekap(rekap)),
        Lembar("Rincian", RINCIAN, list(list_rincian(hasil))),
    ]
    if banding is not None and (len(banding.tahun) > 1 or banding.akhir_renstra):
        kolom = list_kolom_banding(banding)
        lembar.append(Lembar("Perbandingan", kolom, list(list_banding(banding))))
    kalimat = list(_list_keterangan(rekap, saringan))
    return build_buku(f"Rekap {rekap.tahun}", kantor, keterangan, lembar, kalimat)


def _list_keterangan(rekap: Rekap, saringan: str) -> Iterator[str]:
    """Yield what a reader must know who has only the file."""
    if saringan:
        yield (
            f"Disaring menurut {saringan}. Lembar Rekap memuat jabatan yang diminta dengan seluruh "
            "indikatornya; lembar Rincian hanya realisasi yang cocok."
        )
    yield rekap.aturan


def _list_kolom(rekap: Rekap) -> list[Kolom]:
    kuartal = [
        kolom
        for periode in rekap.kolom
        for kolom in (
            Kolom(f"Capaian {periode.kode.singkat} (%)", 11, DUA),
            Kolom(f"Keadaan {periode.kode.singkat}", 20),
        )
    ]
    return [
        Kolom("Jabatan", 44),
        Kolom("Atasan", 30),
        Kolom("Indikator", 10, "0"),
        *kuartal,
        Kolom("Capaian setahun (%)", 12, DUA),
        Kolom("Dihitung", 9, "0"),
        Kolom("Dari", 7, "0"),
        Kolom("Predikat capaian", 16),
    ]


def _predikat(rekap: Rekap, capaian: Decimal | None) -> str | None:
    return None if capaian is None else classify(capaian, rekap.skala)


def _list_rekap(rekap: Rekap) -> list[list[Isi]]:
    baris: list[list[Isi]] = []
    for satu in rekap.jabatan:
        atasan = satu.jabatan.atasan_id
        isi: list[Isi] = [satu.jabatan.nama, rekap.singkat[atasan] if atasan else None]
        isi.append(len(satu.indikator))
        for sel in satu.sel:
            isi += [sel.capaian, _format_keadaan(sel)]
        setahun = satu.setahun
        isi += [setahun.capaian, setahun.dihitung, setahun.indikator]
        baris.append([*isi, _predikat(rekap, setahun.capaian)])
    rata: list[Isi] = ["Rata-rata", None, sum(len(satu.indikator) for satu in rekap.jabatan)]
    for rerata in rekap.kantor:
        rata += [rerata.nilai, f"{rerata.n} dari {rerata.m} jabatan"]
    tahun = rekap.setahun
    return [*baris, [*rata, tahun.nilai, tahun.n, tahun.m, _predikat(rekap, tahun.nilai)]]


def _format_keadaan(sel: Sel) -> str:
    """Return a quarter's state in words; a figure that is complete says over how many it is."""
    if sel.teks:
        return sel.teks
    nihil = f", {sel.nihil} nihil" if sel.nihil else ""
    return f"{sel.dihitung} dari {sel.indikator} indikator{nihil}"
