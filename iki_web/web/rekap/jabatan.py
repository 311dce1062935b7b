"""One position's recap: each indicator with its entries, its year, and the counts behind both."""

from dataclasses import dataclass
from decimal import Decimal

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap
from iki_web.rules.alur import Status, format_status
from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.capaian import find_peringkat
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rekap import Keadaan
from iki_web.rules.rumus import CaraHitung, Hasil
from iki_web.web.rekap.papan import PolaEntri, format_entri
from iki_web.web.rekap.tampil import (
    LENCANA,
    Predikat,
    SelTampil,
    build_predikat,
    build_setahun,
    list_sel,
)

#: Longer counts (rupiah) may break behind their slash, never inside a number.
_PANJANG_CACAH = 18
_CARA = {
    CaraHitung.JUMLAH: "setahun: jumlah semua periode",
    CaraHitung.AKHIR: "setahun: periode terakhir",
    CaraHitung.RATA: "setahun: rata-rata periode",
}


@dataclass(frozen=True, slots=True)
class EntriTampil:
    """One entry in its cell: a state, or the value with its counts and capaian; `url` its page."""

    url: str = ""
    periode: str = ""
    lencana: str = ""
    teks: str = ""
    cacah: str = ""
    kecil: str = ""


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """An indicator's row; `sel` holds per quarter the entries that count in it."""

    kode: str
    nama: str
    cara: str
    target: str
    sel: tuple[tuple[EntriTampil, ...], ...]
    setahun: EntriTampil
    predikat: Predikat | None


@dataclass(frozen=True, slots=True)
class JabatanTampil:
    """The page of a position."""

    nama: str
    singkat: str
    pemegang: str
    baris: tuple[BarisIndikator, ...]
    sel: tuple[SelTampil, ...]
    setahun: SelTampil
    predikat: Predikat | None


def build_jabatan(rekap: Rekap, satu: RekapJabatan, entri: PolaEntri) -> JabatanTampil:
    """Return a position's page; `entri` the entries' address."""
    return JabatanTampil(
        nama=satu.jabatan.nama,
        singkat=satu.jabatan.nama_singkat,
        pemegang=", ".join(orang.jenis.awalan + orang.nama for orang in satu.pemegang),
        baris=tuple(_build_baris(rekap, baris, entri) for baris in satu.indikator),
        sel=list_sel(rekap, satu),
        setahun=build_setahun(satu),
        predikat=build_predikat(rekap.skala, satu.setahun.capaian),
    )


def _build_baris(rekap: Rekap, satu: RekapIndikator, entri: PolaEntri) -> BarisIndikator:
    return BarisIndikator(
        kode=satu.indikator.kode,
        nama=satu.indikator.nama,
        cara=_CARA[satu.indikator.cara_hitung] if len(satu.tempat) > 1 else "sekali setahun",
        target=_format_target(satu),
        sel=tuple(
            tuple(
                _build_entri(rekap, tempat, entri)
                for tempat in satu.tempat
                if tempat.butir.kolom == periode.kode.ke
            )
            for periode in rekap.kolom
        ),
        setahun=_build_setahun(satu),
        predikat=build_predikat(rekap.skala, satu.setahun.capaian),
    )


def _format_target(satu: RekapIndikator) -> str:
    """Return the year's target; "-" and not yet fixed are two things, each in words."""
    if satu.setahun.target is not None:
        return _format_nilai(satu.setahun.target, satu.indikator.satuan)
    return "tidak ditargetkan" if satu.setahun.tanpa_target else "belum ditetapkan"


def _format_nilai(nilai: Decimal, satuan: str) -> str:
    return f"{format_cacah(nilai)}\u00a0{satuan}"


def _build_entri(rekap: Rekap, tempat: TempatRekap, pola: PolaEntri) -> EntriTampil:
    """Return one entry: "–" before it falls due, its state, or what was approved."""
    butir = tempat.butir
    jenis = tempat.periode.kode.jenis
    periode = "" if jenis is JenisPeriode.TRIWULANAN else tempat.periode.kode.singkat
    if not butir.wajib:
        if butir.dikecualikan:
            return EntriTampil("", periode, "tertutup", "dikecualikan", kecil=tempat.alasan)
        return EntriTampil(periode=periode, teks="–")
    url = format_entri(pola, tempat)
    if butir.status is Status.BELUM_DIISI and tempat.periode.kode.selesai >= rekap.hari_ini:
        return EntriTampil(url, periode, teks="berjalan")
    if butir.sah is None:
        lencana = LENCANA[Keadaan(butir.status.value)]
        kata = format_status(butir.status, not butir.tutup).capitalize()
        return EntriTampil(url, periode, lencana, kata)
    if butir.sah.nihil:
        return EntriTampil(url, periode, "nihil", "Nihil", kecil="n/a")
    nilai, cacah = pecah_hasil(butir.sah, tempat.indikator.satuan)
    return EntriTampil(url, periode, "", nilai, cacah, _format_capaian(tempat))


def pecah_hasil(hasil: Hasil | None, satuan: str) -> tuple[str, str]:
    """Split `90,00 % (9/10)` into the number and the counts behind it."""
    nilai, kurung, cacah = format_hasil(hasil, satuan).partition(" (")
    if len(cacah) > _PANJANG_CACAH:
        cacah = cacah.replace("/", "/\u200b")
    return nilai.replace(" ", "\u00a0"), f"({cacah}" if kurung else ""


def _format_capaian(tempat: TempatRekap) -> str:
    butir = tempat.butir
    if butir.capaian is None:
        return "tidak ditargetkan" if butir.tanpa_target else "target belum ditetapkan"
    teks = f"capaian\u00a0{format_angka(butir.capaian)}"
    # The label frozen at approval; worth the room only where it asks for attention.
    if tempat.predikat and find_peringkat(tempat.periode.skala, tempat.predikat) >= 3:
        return f"{teks} {tempat.predikat}"
    return teks


def _build_setahun(satu: RekapIndikator) -> EntriTampil:
    """Return the year: realisasi with counts, capaian, and how many periods are in it."""
    gulungan = satu.setahun
    if gulungan.hasil is None:
        return EntriTampil(teks="–")
    if gulungan.nihil:
        return EntriTampil(lencana="nihil", teks="Nihil", kecil="n/a")
    nilai, cacah = pecah_hasil(gulungan.hasil, satu.indikator.satuan)
    if gulungan.capaian is None:
        kecil = "tidak ditargetkan" if gulungan.tanpa_target else "target belum ditetapkan"
    else:
        kecil = f"capaian\u00a0{format_angka(gulungan.capaian)}"
    sah = sum(t.butir.status is Status.DISETUJUI for t in satu.tempat)
    if 1 < len(satu.tempat) != sah:
        kecil += f" {sah}\u00a0dari\u00a0{len(satu.tempat)}\u00a0periode"
    return EntriTampil("", "", "", nilai, cacah, kecil)
