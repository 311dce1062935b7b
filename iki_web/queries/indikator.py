"""The owner's page: the indicators of the positions held, for a period or over the year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iki_web.extensions import jam
from iki_web.queries.acuan import (
    Acuan,
    BarisIndikator,
    BarisJabatan,
    BarisPeriode,
    BarisTarget,
    get_acuan,
)
from iki_web.queries.realisasi import EntriTampil, list_entri
from iki_web.queries.realisasi.baca import list_baris
from iki_web.rules.alur import Status
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.periode import JenisPeriode, Sisa, parse_kode
from iki_web.rules.rekap import Butir, Deret, Gulungan, compute_indikator, find_kolom
from iki_web.rules.rumus import Hasil

#: So long after a quarter ends people are still working on it.
MASA_LAPOR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class BatasHalaman:
    """What stands above the cards of a period: what is left of it, and how many still wait."""

    periode: BarisPeriode
    sisa: Sisa | None
    belum: int
    jumlah: int


def _is_belum(status: Status, dikecualikan: str) -> bool:
    """Whether an entry is still in the owner's hands; those excepted are not waited for."""
    return not status.sudah and not status.is_lepas(dikecualikan)


@dataclass(frozen=True, slots=True)
class KelompokEntri:
    """The entries of one position."""

    jabatan: BarisJabatan
    entri: tuple[EntriTampil, ...]


@dataclass(frozen=True, slots=True)
class HalamanIndikator:
    """What the owner's page shows for one period of a year (or the whole year).

    `tahun_lain`: where each other year begins to be read.
    """

    tahun: int
    nomor_keputusan: str
    tab: tuple[BarisPeriode, ...]
    periode: BarisPeriode
    kelompok: tuple[KelompokEntri, ...]
    tahunan: int
    tahun_lain: tuple[BarisPeriode, ...] = ()

    @property
    def belum(self) -> int:
        """How many entries are still in the owner's hands, those excepted left out."""
        return sum(_is_belum(e.status, e.dikecualikan) for e in self.semua)

    @property
    def semua(self) -> tuple[EntriTampil, ...]:
        """All entries of all positions."""
        return tuple(e for k in self.kelompok for e in k.entri)


def find_halaman(pelaku: Pelaku, kode: str | None = None) -> HalamanIndikator:
    """Return the page of a period code (a quarter or a year); None: the one to work on now.

    Raises TidakTerlihat for a code that is no period of the office.
    """
    acuan = get_acuan(pelaku)
    periode = _find_periode(acuan, kode)
    tahun = periode.kode.tahun
    tempat = {
        pegangan.jabatan_id: _list_tempat(acuan, pegangan.jabatan_id, periode)
        for pegangan in pelaku.pegangan
    }
    entri = list_entri(pelaku, [t for daftar in tempat.values() for t in daftar], tahun)
    keputusan = acuan.find_keputusan(tahun)
    return HalamanIndikator(
        tahun=tahun,
        nomor_keputusan=keputusan.nomor if keputusan else "",
        tab=(
            *acuan.list_periode(tahun, JenisPeriode.TRIWULANAN),
            *acuan.list_periode(tahun, JenisPeriode.TAHUNAN),
        ),
        periode=periode,
        kelompok=tuple(
            KelompokEntri(acuan.jabatan[nomor], tuple(e for e in entri if e.jabatan.id == nomor))
            for nomor in tempat
        ),
        tahunan=sum(
            i.frekuensi is JenisPeriode.TAHUNAN
            for nomor in tempat
            for i in acuan.list_indikator(nomor, tahun)
        ),
        tahun_lain=tuple(_list_tahun_lain(acuan, tahun, jam.today())),
    )


def find_lembar(pelaku: Pelaku, kode: str) -> BarisPeriode:
    """Return the period under which the list shows an entry of a period: its quarter, its year."""
    acuan = get_acuan(pelaku)
    asal = acuan.periode[kode]
    if asal.kode.jenis is JenisPeriode.TAHUNAN:
        return asal
    triwulan = acuan.list_periode(asal.kode.tahun, JenisPeriode.TRIWULANAN)
    return triwulan[find_kolom(asal.kode) - 1]


def find_batas(pelaku: Pelaku, kode: str) -> BatasHalaman:
    """Return what stands above the cards where a period's entries are shown (one statement)."""
    acuan, periode = get_acuan(pelaku), find_lembar(pelaku, kode)
    tempat = [t for p in pelaku.pegangan for t in _list_tempat(acuan, p.jabatan_id, periode)]
    semua = list_baris(pelaku, acuan, {i.id for i, _ in tempat}, periode.kode.tahun)
    status = {(b.indikator_id, b.periode_id): b.status for b in semua}
    belum = sum(
        _is_belum(
            status.get((i.id, p.id), Status.BELUM_DIISI),
            acuan.dikecualikan.get((i.jabatan_id, p.id), ""),
        )
        for i, p in tempat
    )
    return BatasHalaman(periode, periode.find_sisa(jam.now(), acuan.libur), belum, len(tempat))


def _list_tahun_lain(acuan: Acuan, tahun: int, hari: date) -> Iterator[BarisPeriode]:
    """Yield the quarter to land on in each other year: the last begun one, else its first."""
    for lain in acuan.list_tahun():
        semua = acuan.list_periode(lain, JenisPeriode.TRIWULANAN)
        if lain != tahun and semua:
            mulai = [p for p in semua if p.kode.mulai <= hari]
            yield mulai[-1] if mulai else semua[0]


def _find_periode(acuan: Acuan, kode: str | None) -> BarisPeriode:
    """Return the period of a code, or the quarter people work on today."""
    if kode is None:
        return _find_kini(acuan, jam.today())
    try:
        periode = acuan.periode.get(parse_kode(kode).kode)
    except ValueError:
        periode = None
    if periode is None or periode.kode.jenis not in (
        JenisPeriode.TRIWULANAN,
        JenisPeriode.TAHUNAN,
    ):
        raise TidakTerlihat("Periode ini tidak ada. Pilih periode dari daftar di halaman.")
    return periode


def _find_kini(acuan: Acuan, hari: date) -> BarisPeriode:
    """Return the quarter to work on: the one just ended while it is open, else the current one."""
    mulai = [
        p
        for p in acuan.periode.values()
        if p.kode.jenis is JenisPeriode.TRIWULANAN and p.kode.mulai <= hari
    ]
    if not mulai:
        raise TidakTerlihat("Belum ada periode yang dibuka. Hubungi pengelola.")
    mulai.sort(key=lambda p: p.kode)
    if len(mulai) > 1:
        lalu = mulai[-2]
        if hari - lalu.kode.selesai <= MASA_LAPOR and lalu.is_terbuka(jam.now()):
            return lalu
    return mulai[-1]


def _list_tempat(
    acuan: Acuan, jabatan_id: int, periode: BarisPeriode
) -> list[tuple[BarisIndikator, BarisPeriode]]:
    """Return the entries that belong on a period's page.

    A quarter shows its own entries, its three months, and the semester that ends with it; the
    year shows the yearly ones.
    """
    tahunan = periode.kode.jenis is JenisPeriode.TAHUNAN
    hasil = []
    for indikator in acuan.list_indikator(jabatan_id, periode.kode.tahun):
        if (indikator.frekuensi is JenisPeriode.TAHUNAN) != tahunan:
            continue
        for p in acuan.list_periode(periode.kode.tahun, indikator.frekuensi):
            di_sini = tahunan or periode.kode.mulai <= p.kode.selesai <= periode.kode.selesai
            if di_sini and indikator.is_diminta(p.kode):
                hasil.append((indikator, p))
    return hasil


@dataclass(frozen=True, slots=True)
class RincianIndikator:
    """One indicator over a year, entry by entry; `setahun` is what the recap prints of it."""

    indikator: BarisIndikator
    jabatan: BarisJabatan
    tahun: int
    daftar_tahun: tuple[int, ...]
    entri: tuple[EntriTampil, ...]
    setahun: Gulungan
    induk: BarisIndikator | None
    induk_jabatan: BarisJabatan | None


def find_rincian(pelaku: Pelaku, indikator_id: int, tahun: int | None) -> RincianIndikator:
    """Return an indicator with its entries of a year; raises TidakTerlihat where unseen."""
    acuan = get_acuan(pelaku)
    indikator = acuan.indikator.get(indikator_id)
    if indikator is None:
        raise TidakTerlihat
    jabatan = acuan.jabatan[indikator.jabatan_id]
    if not can_see_jabatan(compute_lingkup(pelaku), acuan.kantor.id, jabatan.id, jabatan.jalur):
        raise TidakTerlihat
    semua_tahun = acuan.list_tahun()
    pilihan = tahun if tahun is not None else jam.today().year
    if tahun is not None and tahun not in semua_tahun:
        raise TidakTerlihat("Tahun ini tidak memiliki periode.")
    daftar = [
        p for p in acuan.list_periode(pilihan, indikator.frekuensi) if indikator.is_diminta(p.kode)
    ]
    entri = list_entri(pelaku, [(indikator, p) for p in daftar], pilihan)
    induk = acuan.indikator.get(indikator.induk_id or 0)
    return RincianIndikator(
        indikator=indikator,
        jabatan=jabatan,
        tahun=pilihan,
        daftar_tahun=semua_tahun,
        entri=entri,
        setahun=_compute_setahun(indikator, acuan.get_target(indikator.id, pilihan), entri),
        induk=induk,
        induk_jabatan=acuan.jabatan[induk.jabatan_id] if induk else None,
    )


def _compute_setahun(
    indikator: BarisIndikator, target: BarisTarget, entri: Iterable[EntriTampil]
) -> Gulungan:
    """Return the year by the recap's own rule, from the entries that were read anyway."""
    return compute_indikator(
        Deret(
            cara=indikator.cara_hitung,
            arah=indikator.arah,
            rumus_turun=indikator.rumus_turun,
            butir=tuple(map(_build_butir, entri)),
            target=target.nilai,
            tanpa_target=target.tidak_ditargetkan,
        )
    )


def _build_butir(entri: EntriTampil) -> Butir:
    """Return an entry as the recap takes it: what approval froze, where the viewer may read it."""
    kolom, baris, hasil = find_kolom(entri.periode.kode), entri.tetap, entri.hasil
    if baris is None or hasil is None:
        return Butir(entri.status, kolom)
    return Butir(
        status=entri.status,
        kolom=kolom,
        hasil=Hasil(hasil.nihil, hasil.pembilang, hasil.penyebut, baris.nilai),
        target=baris.target,
        capaian=baris.capaian,
        tanpa_target=entri.tidak_ditargetkan,
    )
