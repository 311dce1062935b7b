"""Judging rows of results and targets against the office's data, read once for all rows."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import HasilLalu, Indikator, Keputusan
from iki_web.queries.acuan import Acuan, BarisIndikator, find_acuan
from iki_web.queries.target import find_penyusun, find_sel
from iki_web.queries.target.baca import Penyusun
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.capaian import round_tampil
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.impor import BarisImpor, NasibBaris, Tinjauan
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import TAHUN_TERKECIL
from iki_web.rules.rumus import JenisRumus, compute_rasio
from iki_web.rules.target import (
    PANJANG_ALASAN,
    Dasar,
    TempatTarget,
    check_alasan,
    check_target,
    parse_target,
)

Peninjau = Callable[[BarisImpor], Tinjauan]
_HASIL = (
    select(
        HasilLalu.id,
        HasilLalu.indikator_id,
        HasilLalu.tahun,
        HasilLalu.pembilang,
        HasilLalu.penyebut,
        HasilLalu.nilai,
        HasilLalu.target,
        HasilLalu.keterangan,
    )
    .join(Indikator, Indikator.id == HasilLalu.indikator_id)
    .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
    .where(Keputusan.kantor_id == bindparam("kantor_id"))
)
_LABEL = {
    "pembilang": "Pembilang",
    "penyebut": "Penyebut",
    "nilai": "Nilai",
    "target": "Target",
    "keterangan": "Keterangan",
}


@dataclass(frozen=True, slots=True)
class IsiHasil:
    """A past year's result as it is kept."""

    pembilang: Decimal | None
    penyebut: Decimal | None
    nilai: Decimal | None
    target: Decimal | None
    keterangan: str


@dataclass(frozen=True, slots=True)
class RencanaHasil:
    """What to write: the row there is (None: a new one) and what it shall say."""

    hasil_id: int | None
    indikator_id: int
    tahun: int
    isi: IsiHasil


@dataclass(frozen=True, slots=True)
class RencanaTarget:
    """A target to fix."""

    tahun: int
    tempat: TempatTarget
    nilai: Decimal | None
    dasar: Dasar


class DaftarKode:
    """Indicators by code, in the edition of a year or, before the first one, of this year."""

    def __init__(self, acuan: Acuan) -> None:
        self._acuan = acuan
        self._tahun: dict[int, Mapping[str, BarisIndikator]] = {}

    def find(self, kode: str, tahun: int) -> BarisIndikator:
        """Return an indicator; raises Ditolak at its column for an unknown code."""
        if tahun not in self._tahun:
            acuan = self._acuan
            edisi = acuan.find_keputusan(tahun) or acuan.find_keputusan(jam.today().year)
            self._tahun[tahun] = {
                i.kode.casefold(): i
                for i in acuan.indikator.values()
                if edisi is not None and i.keputusan_id == edisi.id
            }
        indikator = self._tahun[tahun].get(kode.strip().casefold())
        if indikator is None:
            raise Ditolak(
                "",
                {
                    "kode": f"Kode “{kode[:30]}” tidak ada pada edisi kantor ini. Pakai templat "
                    "yang diunduh dari aplikasi ini."
                },
            )
        return indikator


def build_hasil(pelaku: Pelaku) -> Peninjau:
    """Return the judge of rows of past results."""
    kode = DaftarKode(find_acuan(pelaku))
    baris = db.session.execute(_HASIL, {"kantor_id": pelaku.kantor_id})
    ada = {
        (b.indikator_id, b.tahun): (
            b.id,
            IsiHasil(b.pembilang, b.penyebut, b.nilai, b.target, b.keterangan),
        )
        for b in baris
    }
    tahun_ini = jam.today().year

    def tinjau(satu: BarisImpor) -> Tinjauan:
        baca = Pembaca(satu.isi)
        tahun = baca.bulat("tahun", "Tahun", TAHUN_TERKECIL, tahun_ini - 1)
        isi = _read_hasil(baca, satu.isi)
        baca.check()
        assert tahun is not None
        indikator = kode.find(satu.isi.get("kode", ""), tahun)
        _check_hasil(indikator, isi)
        nomor, lama = ada.get((indikator.id, tahun), (None, None))
        beda = _list_beda(lama, isi)
        return Tinjauan(
            satu,
            _pilih_nasib(lama is None, beda),
            f"{indikator.kode} · {tahun} · {indikator.nama}",
            beda,
            kunci=(indikator.id, tahun),
            rencana=RencanaHasil(nomor, indikator.id, tahun, isi),
        )

    return tinjau


def _read_hasil(baca: Pembaca, isi: Mapping[str, str]) -> IsiHasil:
    target = None
    try:
        dibaca = parse_target(isi.get("target", ""))
        target = dibaca.nilai if dibaca else None
    except ValueError as sebab:
        baca.refuse("target", str(sebab))
    return IsiHasil(
        baca.angka("pembilang", "Pembilang"),
        baca.angka("penyebut", "Penyebut"),
        baca.angka("nilai", "Nilai"),
        target,
        baca.baris("keterangan", "Keterangan", 500),
    )


def _check_hasil(indikator: BarisIndikator, isi: IsiHasil) -> None:
    """Refuse a result that says nothing, or whose figures contradict each other."""
    if (isi.pembilang is None) != (isi.penyebut is None):
        kurang = "pembilang" if isi.pembilang is None else "penyebut"
        raise Ditolak("", {kurang: "Pembilang dan penyebut diisi keduanya, atau tidak keduanya."})
    if isi.pembilang is None or isi.penyebut is None:
        if isi.nilai is None:
            raise Ditolak("", {"nilai": "Isi nilai, atau pembilang dan penyebutnya."})
        return
    if indikator.jenis_rumus is JenisRumus.ANGKA:
        raise Ditolak("", {"pembilang": "Indikator ini berupa angka: isi kolom Nilai saja."})
    try:
        nilai = compute_rasio(isi.pembilang, isi.penyebut).nilai
    except ValueError as sebab:
        raise Ditolak("", {"penyebut": str(sebab)}) from None
    if nilai is None or isi.nilai is None:
        return
    cetak = round_tampil(nilai)
    if cetak != round_tampil(isi.nilai):
        hitung = f"{format_cacah(isi.pembilang)} / {format_cacah(isi.penyebut)} × 100"
        raise Ditolak("", {"nilai": f"Tidak cocok: {hitung} = {format_cacah(cetak)}."})


def _list_beda(lama: IsiHasil | None, baru: IsiHasil) -> tuple[tuple[str, str, str], ...]:
    kini = asdict(lama) if lama else {}
    pasangan = ((_LABEL[n], _teks(kini.get(n)), _teks(isi)) for n, isi in asdict(baru).items())
    return tuple(satu for satu in pasangan if satu[1] != satu[2])


def _teks(nilai: object) -> str:
    if nilai is None or nilai == "":
        return "kosong"
    return format_cacah(nilai) if isinstance(nilai, Decimal) else str(nilai)


def _pilih_nasib(baru: bool, beda: object) -> NasibBaris:
    if baru:
        return NasibBaris.TAMBAH
    return NasibBaris.UBAH if beda else NasibBaris.TETAP


def build_target(pelaku: Pelaku) -> Peninjau:
    """Return the judge of rows of targets; the rules are those of the room of targets."""
    kode = DaftarKode(find_acuan(pelaku))
    susun: dict[int, Penyusun] = {}
    tahun_ini = jam.today().year

    def tinjau(satu: BarisImpor) -> Tinjauan:
        baca = Pembaca(satu.isi)
        tahun = baca.bulat("tahun", "Tahun", TAHUN_TERKECIL, tahun_ini + 1)
        alasan = baca.teks("alasan", "Alasan perubahan", PANJANG_ALASAN)
        baca.check()
        assert tahun is not None
        indikator = kode.find(satu.isi.get("kode", ""), tahun)
        if tahun not in susun:
            susun[tahun] = find_penyusun(pelaku, tahun)
        tempat = TempatTarget(indikator.id, _parse_periode(satu.isi.get("periode", ""), tahun))
        return _tinjau_target(pelaku, susun[tahun], satu, tempat, Dasar(alasan))

    return tinjau


def _parse_periode(teks: str, tahun: int) -> str | None:
    """Return the code of a period, None for the year: "TW1" is of the row's year."""
    rapi = teks.strip().upper()
    if rapi in ("", "SETAHUN", str(tahun)):
        return None
    return rapi if rapi.startswith(f"{tahun}-") else f"{tahun}-{rapi}"


def _tinjau_target(
    pelaku: Pelaku, susun: Penyusun, satu: BarisImpor, tempat: TempatTarget, dasar: Dasar
) -> Tinjauan:
    try:
        sel = find_sel(pelaku, susun, tempat)
    except TidakTerlihat:
        raise Ditolak(
            "", {"periode": "Indikator ini tidak memiliki periode itu pada tahun tersebut."}
        ) from None
    try:
        isi = parse_target(satu.isi.get("target", ""))
        if isi is not None:
            check_target(isi.nilai, sel.indikator.arah, sel.indikator.rumus_turun)
    except ValueError as sebab:
        raise Ditolak("", {"target": str(sebab)}) from None
    nama = f"{sel.indikator.kode} · {tempat.kode or susun.tahun} · {sel.indikator.nama}"
    kunci = (tempat, susun.tahun)
    if isi is None or (not sel.target.belum and sel.target.nilai == isi.nilai):
        return Tinjauan(satu, NasibBaris.TETAP, nama, kunci=kunci)
    if not susun.timbang(sel.indikator).menetapkan:
        raise Ditolak("", {"kode": "Target jabatan ini bukan wewenang Anda untuk menetapkannya."})
    if sel.terkunci:
        raise Ditolak("", {"periode": "Periode ini sudah ditutup, jadi targetnya tetap."})
    try:
        check_alasan(sel.target.versi + 1, dasar)
    except ValueError as sebab:
        raise Ditolak("", {"alasan": str(sebab)}) from None
    return Tinjauan(
        satu,
        NasibBaris.TAMBAH if sel.target.belum else NasibBaris.UBAH,
        nama,
        (("Target", sel.teks or "belum ditetapkan", sel.format(isi.nilai)),),
        kunci=kunci,
        rencana=RencanaTarget(susun.tahun, tempat, isi.nilai, dasar),
    )
