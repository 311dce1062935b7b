"""When entries were handed in against the deadline, and why some came back: two charts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import Response

from iki_web.queries.rekap import Rekap
from iki_web.queries.rekap.pengajuan import Pengajuan, PengajuanJabatan, get_pengajuan
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.periode import find_hari_terakhir
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.grafik import Grafik, Titik
from iki_web.web.rekap.bagian import bp, show_bagian
from iki_web.web.render import page

_MEDAN = ("periode", "jabatan")


@dataclass(frozen=True, slots=True)
class Anak:
    """A step of the curve: `x` across in per mille, `y` the running total, the day in words."""

    x: int
    y: int
    label: str
    teks: str


@dataclass(frozen=True, slots=True)
class Garis:
    """An upright line with its words: the deadline, today."""

    x: int
    teks: str


@dataclass(frozen=True, slots=True)
class Tangga:
    """The curve of submissions: what `grafik_tangga` asks for; `akhir`: where the line ends."""

    id: str
    judul: str
    keterangan: str
    data: tuple[Anak, ...]
    maks: int
    akhir: int
    batas: Garis
    kini: Garis | None
    tepi: tuple[str, str]


@dataclass(frozen=True, slots=True)
class BarisPengajuan:
    """A position's row."""

    nama: str
    wajib: int
    sudah: int
    belum: int
    pertama: str
    terakhir: str


@bp.get("/rekap/<int:tahun>/pengajuan")
@allow(siapa_pun)
def show_pengajuan(tahun: int) -> Response:
    """Show the submissions of a quarter and the reasons of returns."""
    jadi = show_bagian(tahun, "pengajuan", "Pengajuan", _MEDAN)
    if isinstance(jadi, Response):
        return jadi
    hasil, isi = jadi
    pengajuan = get_pengajuan(get_pelaku(), hasil)
    return page(
        "rekap/pengajuan.html",
        **isi,
        ringkas=_format_ringkas(pengajuan),
        nama=pengajuan.periode.kode.nama,
        kapan=hasil.periode.nama if hasil.periode else f"tahun {tahun}",
        wajib=pengajuan.wajib,
        tangga=_build_tangga(hasil.rekap, pengajuan),
        baris=[_build_baris(satu) for satu in pengajuan.jabatan],
        alasan=_build_alasan(hasil, pengajuan),
        dikembalikan=pengajuan.dikembalikan,
    )


def _format_ringkas(pengajuan: Pengajuan) -> str:
    kode = pengajuan.periode.kode
    if not pengajuan.wajib:
        return f"{kode.nama} belum mulai"
    return f"{kode.nama}: {pengajuan.sudah} dari {pengajuan.wajib} realisasi sudah diajukan"


def _build_baris(satu: PengajuanJabatan) -> BarisPengajuan:
    hari = [format_tanggal_pendek(h) for h in satu.hari]
    return BarisPengajuan(
        satu.satu.jabatan.nama_singkat,
        satu.wajib,
        len(hari),
        satu.belum,
        hari[0] if hari else "–",
        hari[-1] if hari else "–",
    )


def _build_tangga(rekap: Rekap, pengajuan: Pengajuan) -> Tangga | None:
    """Return the curve from the end of the quarter to its deadline; None before anything came."""
    if not pengajuan.kurva:
        return None
    kode, kurva = pengajuan.periode.kode, pengajuan.kurva
    batas = find_hari_terakhir(pengajuan.periode.batas)
    awal = min(kurva[0][0], kode.selesai + timedelta(days=1))
    akhir = max(batas, kurva[-1][0])
    kini = min(rekap.hari_ini, akhir)

    def letak(hari: date) -> int:
        return (hari - awal).days * 1000 // max((akhir - awal).days, 1)

    data = tuple(
        Anak(letak(hari), jumlah, format_tanggal_pendek(hari), str(jumlah))
        for hari, jumlah in kurva
    )
    batas_teks = f"batas {format_tanggal_pendek(batas)}"
    rinci = "; ".join(f"{satu.label} {satu.teks}" for satu in data)
    return Tangga(
        id="gp",
        judul=f"Realisasi {kode.nama} yang sudah diajukan",
        keterangan=f"Jumlah realisasi yang sudah diajukan: {rinci}; dari {pengajuan.wajib}, "
        f"{batas_teks}.",
        data=data,
        maks=max(pengajuan.wajib, kurva[-1][1]),
        akhir=letak(kini),
        batas=Garis(letak(batas), batas_teks),
        kini=Garis(letak(kini), "hari ini") if rekap.hari_ini < batas else None,
        tepi=(format_tanggal_pendek(awal), format_tanggal_pendek(akhir)),
    )


def _build_alasan(hasil: RekapTersaring, pengajuan: Pengajuan) -> Grafik | None:
    """Return the reasons of returns as bars, the most frequent first."""
    if not pengajuan.alasan:
        return None
    kapan = hasil.periode.nama if hasil.periode else f"tahun {hasil.rekap.tahun}"
    return Grafik(
        id="ga",
        judul=f"Alasan pengembalian, {kapan}",
        keterangan="; ".join(f"{teks} {n} kali" for teks, n in pengajuan.alasan) + ".",
        data=tuple(Titik(teks, Decimal(n), f"{n} kali") for teks, n in pengajuan.alasan),
        maks=pengajuan.alasan[0][1],
        target=None,
        kepala=("Alasan", "Banyaknya"),
    )
