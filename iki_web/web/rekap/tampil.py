"""The recap's figures as the strings its tables place: nothing is formatted inside a template."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from iki_web.queries.acuan import BarisPeriode
from iki_web.queries.rekap import Rekap, RekapJabatan
from iki_web.rules.bilangan import format_angka, format_tanggal_pendek
from iki_web.rules.capaian import Skala, classify, find_peringkat
from iki_web.rules.periode import StatusPeriode, find_hari_terakhir
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rekap import Keadaan, Rerata, Sel

#: The badge of a state: the class in tema.css. States without one are said in plain words.
LENCANA = {
    Keadaan.BELUM_DIISI: "belum",
    Keadaan.DRAF: "draf",
    Keadaan.DIAJUKAN: "diajukan",
    Keadaan.DIKEMBALIKAN: "dikembalikan",
    Keadaan.SEBAGIAN: "diajukan",
    Keadaan.NIHIL: "nihil",
    Keadaan.DIKECUALIKAN: "tertutup",
}
#: The icon of each badge.
TANDA = {
    "belum": "circle",
    "draf": "pencil",
    "diajukan": "send",
    "dikembalikan": "arrow-return-left",
    "nihil": "slash-circle",
    "tertutup": "dash-circle",
}
#: Nothing to say yet: a dash, left out where the table becomes a list.
_HAMPA = (Keadaan.TIDAK_ADA, Keadaan.BELUM_MULAI)


@dataclass(frozen=True, slots=True)
class SelTampil:
    """A cell in words: badge (class, text), figure, small print; `kelas` for the cell itself."""

    angka: str = ""
    lencana: str = ""
    teks: str = ""
    kecil: str = ""
    kelas: str = ""


@dataclass(frozen=True, slots=True)
class Predikat:
    """A rating with its rank, 1 the highest."""

    teks: str
    peringkat: int


@dataclass(frozen=True, slots=True)
class KolomTampil:
    """A quarter's heading; `kecil` says whether it is open, and until when."""

    kode: str
    nama: str
    singkat: str
    kecil: str
    pilih: bool


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """A position's row of the matrix."""

    url: str
    nama: str
    tingkat: int
    indikator: int
    sel: tuple[SelTampil, ...]
    tren: str
    setahun: SelTampil
    predikat: Predikat | None


def list_sel(rekap: Rekap, satu: RekapJabatan) -> tuple[SelTampil, ...]:
    """Return a position's cells, one a quarter.

    While a quarter runs nobody can report on it yet: an empty cell there says so, quietly.
    """
    satuan = satu.indikator[0].indikator.satuan
    return tuple(
        SelTampil(kecil="berjalan", kelas=" sembunyi-saku")
        if sel.keadaan is Keadaan.BELUM_DIISI and periode.kode.selesai >= rekap.hari_ini
        else build_sel(sel, satuan)
        for sel, periode in zip(satu.sel, rekap.kolom, strict=True)
    )


def build_sel(sel: Sel, satuan: str) -> SelTampil:
    """Return a quarter's cell: a figure, or the state that stands in for it."""
    if sel.keadaan is Keadaan.LENGKAP and sel.capaian is not None:
        return _build_angka(sel, sel.capaian)
    if sel.keadaan in _HAMPA:
        return SelTampil(angka="–", kelas=" kosong-sel sembunyi-saku")
    if sel.keadaan is Keadaan.REALISASI:
        return SelTampil(angka=format_nilai(sel, satuan), kecil=sel.teks)
    if sel.keadaan is Keadaan.NIHIL:
        return SelTampil(angka="n/a", lencana="nihil", teks=sel.teks)
    if sel.keadaan in LENCANA:
        return SelTampil(lencana=LENCANA[sel.keadaan], teks=sel.teks)
    return SelTampil(kecil=sel.teks)


def _build_angka(sel: Sel, capaian: Decimal) -> SelTampil:
    kurang = sel.dihitung + sel.nihil < sel.indikator
    return SelTampil(
        angka=format_angka(capaian),
        lencana="nihil" if sel.nihil else "",
        teks=f"{sel.nihil} nihil" if sel.nihil else "",
        kecil=_format_n(sel.dihitung, sel.indikator) if kurang else "",
    )


def _format_n(n: int, m: int) -> str:
    return f"{n}\u00a0dari\u00a0{m}"


def build_setahun(satu: RekapJabatan) -> SelTampil:
    """Return the year's cell: the mean so far with its n of m, or a dash."""
    sel = satu.setahun
    if sel.capaian is not None:
        kecil = _format_n(sel.dihitung, sel.indikator) if sel.dihitung < sel.indikator else ""
        return SelTampil(angka=format_angka(sel.capaian), kecil=kecil)
    if sel.keadaan in (Keadaan.REALISASI, Keadaan.NIHIL):
        return build_sel(sel, satu.indikator[0].indikator.satuan)
    if sel.keadaan in (Keadaan.TARGET_BELUM, Keadaan.TIDAK_DITARGETKAN):
        return SelTampil(kecil=sel.teks)
    return SelTampil(angka="–", kelas=" kosong-sel")


def format_nilai(sel: Sel, satuan: str) -> str:
    """Return the realisasi that stands in for a capaian, without the counts."""
    return format_hasil(sel.hasil, satuan).partition(" (")[0].replace(" ", "\u00a0")


def build_predikat(skala: Skala, capaian: Decimal | None) -> Predikat | None:
    """Return the rating of a mean by the scale of its column."""
    if capaian is None:
        return None
    label = classify(capaian, skala)
    return Predikat(label, find_peringkat(skala, label))


def format_tren(sel: tuple[Sel, ...]) -> str:
    """Return the sparkline of the quarters as SVG path data; a gap where there is no figure."""
    bagian, sambung = [], False
    for nomor, satu in enumerate(sel):
        if satu.capaian is None:
            sambung = False
            continue
        # 50 to 110 over 18 pixels: lower and higher figures lie on the edge.
        tinggi = min(max(satu.capaian, Decimal(50)), Decimal(110)) - 50
        bagian.append(f"{'L' if sambung else 'M'}{3 + nomor * 22} {21 - int(tinggi * 18 / 60)}h.1")
        sambung = True
    return "".join(bagian)


def format_hari(hari: date, tahun: int) -> str:
    """Print a day of the recap's year without repeating the year."""
    teks = format_tanggal_pendek(hari)
    return teks.removesuffix(f" {tahun}")


def _format_buka(rekap: Rekap, periode: BarisPeriode) -> str:
    if periode.status is StatusPeriode.BELUM_DIBUKA:
        return "belum buka"
    if not periode.is_terbuka(rekap.sekarang):
        return "dibuka kembali, ditutup" if periode.alasan_buka else "ditutup"
    sampai = f"s.d. {format_hari(find_hari_terakhir(periode.batas), rekap.tahun)}"
    return f"dibuka kembali {sampai}" if periode.alasan_buka else sampai


def build_kolom(rekap: Rekap, pilih: int | None) -> tuple[KolomTampil, ...]:
    """Return the headings of the quarters; `pilih` is the quarter chosen in the address."""
    return tuple(
        KolomTampil(
            kode=periode.kode.kode,
            nama=periode.kode.nama,
            singkat=periode.kode.singkat,
            kecil=_format_buka(rekap, periode),
            pilih=periode.kode.ke == pilih,
        )
        for periode in rekap.kolom
    )


def build_baris(rekap: Rekap, satu: RekapJabatan, url: str) -> BarisTampil:
    """Return a position's row; `url` leads to the position."""
    return BarisTampil(
        url=url,
        nama=satu.jabatan.nama_singkat,
        tingkat=min(satu.tingkat, 4),
        indikator=len(satu.indikator),
        sel=list_sel(rekap, satu),
        tren=format_tren(satu.sel),
        setahun=build_setahun(satu),
        predikat=build_predikat(rekap.skala, satu.setahun.capaian),
    )


def format_rerata(rerata: Rerata) -> SelTampil:
    """Return a mean over positions for the last row."""
    if rerata.nilai is None:
        return SelTampil(angka="–", kelas=" kosong-sel sembunyi-saku")
    kecil = _format_n(rerata.n, rerata.m) if rerata.n < rerata.m else ""
    return SelTampil(angka=format_angka(rerata.nilai), kecil=kecil)
