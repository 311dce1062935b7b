"""The one statement behind the recap, and its rows as the pure rule takes them."""

import json
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select

from iki_web.models import Realisasi, Riwayat
from iki_web.models.jenis import load_angka, load_waktu, to_mentah
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisPeriode
from iki_web.queries.keterlihatan import ISI_TERLIHAT, TERLIHAT, read_terlihat
from iki_web.queries.rekap.isi import RekapIndikator, TempatRekap
from iki_web.rules.alur import Aksi, Status
from iki_web.rules.bilangan import KONTEKS
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import WIB, JenisPeriode, StatusPeriode
from iki_web.rules.persetujuan import compute_penyetuju
from iki_web.rules.realisasi import load_daftar
from iki_web.rules.rekap import Butir, Deret, compute_indikator, find_kolom
from iki_web.rules.rumus import Hasil

#: When a returned entry came back: saving it again must not make the return look younger.
_DIKEMBALIKAN = (
    select(func.max(Riwayat.waktu))
    .where(
        Riwayat.realisasi_id == Realisasi.id,
        Riwayat.aksi.in_([Aksi.KEMBALIKAN, Aksi.BUKA_KEMBALI]),
    )
    .correlate(Realisasi)
    .scalar_subquery()
)

_KOLOM = (
    Realisasi.indikator_id,
    Realisasi.periode_id,
    Realisasi.status,
    ISI_TERLIHAT.label("terlihat"),
    Realisasi.pembilang,
    Realisasi.penyebut,
    Realisasi.daftar,
    Realisasi.nihil,
    Realisasi.nilai,
    Realisasi.target,
    Realisasi.capaian,
    Realisasi.predikat,
    Realisasi.terlibat,
    Realisasi.diajukan,
    Realisasi.diubah,
    case((Realisasi.status == Status.DIKEMBALIKAN, _DIKEMBALIKAN)).label("dikembalikan"),
    # Approved without a target: what was frozen says whether that meant "-" or not set yet.
    case((Realisasi.target.is_(None), Realisasi.beku)).label("beku_tanpa_target"),
)
_SETAHUN = (
    # Most rows are only compared with those of the last time.
    select(*map(to_mentah, _KOLOM))
    .where(
        TERLIHAT,
        # Both sides of the unique index: the cost follows this office's year, not the table.
        Realisasi.indikator_id.in_(bindparam("indikator", expanding=True)),
        Realisasi.periode_id.in_(bindparam("periode", expanding=True)),
    )
    .order_by(Realisasi.indikator_id, Realisasi.periode_id)
)

#: The rows of one position, as the driver gives them.
Baris = tuple[Row[Any], ...]


def list_baris(
    pelaku: Pelaku, acuan: Acuan, indikator: Iterable[BarisIndikator], *tahun: int
) -> dict[int, Baris]:
    """Return the visible rows of a year, or of several, by position."""
    semua = list(indikator)
    jenis = {satu.frekuensi for satu in semua}
    isi: dict[str, Hashable] = {
        "indikator": tuple(satu.id for satu in semua),
        "periode": tuple(
            p.id for t in tahun for satu in sorted(jenis) for p in acuan.list_periode(t, satu)
        ),
    }
    hasil: dict[int, list[Row[Any]]] = {}
    for b in read_terlihat(pelaku, acuan, _SETAHUN, isi).all():
        hasil.setdefault(acuan.indikator[b.indikator_id].jabatan_id, []).append(b)
    return {nomor: tuple(baris) for nomor, baris in hasil.items()}


def _build_hasil(b: Any) -> Hasil | None:
    """Return the frozen value with the counts behind it, from the row alone.

    The kind of formula is not asked for: the row says which of its numbers were filled in.
    """
    if b.status != Status.DISETUJUI:
        return None
    if b.nihil:
        return Hasil(True, None, None, None)
    nilai = load_angka(b.nilai)
    if b.pembilang is not None:
        return Hasil(False, load_angka(b.pembilang), load_angka(b.penyebut), nilai)
    daftar = load_daftar(b.daftar).values()
    if not daftar:
        return Hasil(False, None, None, nilai)
    tempo = _jumlahkan(satu.jatuh_tempo for satu in daftar)
    return Hasil(False, _jumlahkan(satu.tepat_waktu for satu in daftar), tempo, nilai)


def _jumlahkan(nilai: Iterable[Decimal | None]) -> Decimal:
    jumlah = Decimal(0)
    for satu in nilai:
        jumlah = KONTEKS.add(jumlah, satu or Decimal(0))
    return jumlah


class Penyusun:
    """Puts the indicators of a year together from the rows of their position.

    It knows the reference data, the year and the day, and nothing of the viewer. Periods close at
    midnight, or by an act that makes the reference data new: which are open holds for the day.
    """

    def __init__(self, acuan: Acuan, tahun: int, sekarang: datetime) -> None:
        self.acuan = acuan
        self.tahun = tahun
        self.hari_ini = sekarang.astimezone(WIB).date()
        self.pohon = acuan.build_pohon(self.hari_ini)
        self.periode = {jenis: acuan.list_periode(tahun, jenis) for jenis in JenisPeriode}
        self.kuartal = self.periode[JenisPeriode.TRIWULANAN]
        self.tutup = {
            p.id for deret in self.periode.values() for p in deret if not p.is_terbuka(sekarang)
        }
        self.kolom = {p.id: find_kolom(p.kode) for deret in self.periode.values() for p in deret}
        # A year-long period opens in January; it is asked for in the quarter in which it ends.
        berjalan = {
            p.kode.ke
            for p in self.kuartal
            if p.status is not StatusPeriode.BELUM_DIBUKA and p.kode.mulai <= self.hari_ini
        }
        self.mulai = {
            p.id
            for deret in self.periode.values()
            for p in deret
            if self.kolom[p.id] in berjalan and p.status is not StatusPeriode.BELUM_DIBUKA
        }

    def build_indikator(self, indikator: BarisIndikator, baris: Baris) -> RekapIndikator:
        """Return one indicator with its places and its year."""
        ada = {b.periode_id: b for b in baris if b.indikator_id == indikator.id}
        tempat = tuple(
            self._build_tempat(indikator, periode, ada.get(periode.id))
            for periode in self.periode[indikator.frekuensi]
            if indikator.is_diminta(periode.kode)
        )
        target = self.acuan.get_target(indikator.id, self.tahun)
        deret = Deret(
            cara=indikator.cara_hitung,
            arah=indikator.arah,
            rumus_turun=indikator.rumus_turun,
            butir=tuple(satu.butir for satu in tempat),
            target=target.nilai,
            tanpa_target=target.tidak_ditargetkan,
        )
        return RekapIndikator(indikator, deret, tempat, compute_indikator(deret))

    def _build_tempat(
        self, indikator: BarisIndikator, periode: BarisPeriode, b: Any
    ) -> TempatRekap:
        kolom, mulai = self.kolom[periode.id], periode.id in self.mulai
        alasan = self.acuan.dikecualikan.get((indikator.jabatan_id, periode.id))
        lepas = alasan is not None
        if b is None:
            butir = Butir(Status.BELUM_DIISI, kolom, mulai=mulai, dikecualikan=lepas)
            return TempatRekap(indikator, periode, butir, alasan=alasan or "")
        status = Status(b.status)
        sah = status is Status.DISETUJUI
        butir = Butir(
            status=status,
            kolom=kolom,
            hasil=_build_hasil(b),
            target=load_angka(b.target) if sah else None,
            capaian=load_angka(b.capaian) if sah else None,
            tanpa_target=self._is_tanpa_target(indikator, periode, b),
            mulai=mulai,
            dikecualikan=lepas,
            tutup=periode.id in self.tutup,
        )
        if not b.terlihat:
            return TempatRekap(indikator, periode, butir)
        return TempatRekap(
            indikator,
            periode,
            butir,
            predikat=b.predikat if sah else None,
            sejak=load_waktu(_sejak(b)),
            penyetuju=compute_penyetuju(
                self.pohon, indikator.jabatan_id, frozenset(json.loads(b.terlibat))
            )
            if status is Status.DIAJUKAN
            else None,
        )

    def _is_tanpa_target(self, indikator: BarisIndikator, periode: BarisPeriode, b: Any) -> bool:
        """Whether the entry is not targeted ("-"): as frozen at approval, else as it stands now."""
        if b.status == Status.DISETUJUI:
            beku = b.beku_tanpa_target
            return beku is not None and bool(json.loads(beku).get("tidak_ditargetkan"))
        return self.acuan.find_target(indikator.id, periode).tidak_ditargetkan


def _sejak(b: Any) -> Any:
    """Return since when the entry is what it is."""
    if b.status == Status.DIAJUKAN:
        return b.diajukan
    return b.dikembalikan or b.diubah


def list_kuartal(acuan: Acuan, tahun: int) -> Sequence[BarisPeriode]:
    """Return the quarters of a year, in order."""
    return acuan.list_periode(tahun, JenisPeriode.TRIWULANAN)
