"""The bundle's index as a page that opens from the folder: relative links, no script."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from flask import render_template
from markupsafe import Markup

from iki_web.queries.bundel import Bundel, EntriBundel, IndikatorBundel, JabatanBundel
from iki_web.rules.bilangan import format_angka, format_cacah, format_tanggal_pendek, format_ukuran
from iki_web.rules.capaian import classify
from iki_web.rules.periode import WIB
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rekap import Sel, format_keadaan
from iki_web.storage import Utuh
from iki_web.web.bundel.baris import KATA_UTUH, Periksa, format_rujukan

#: The page has no style sheet beside it: the folder must open anywhere, also printed.
_GAYA = Markup(
    """<style>
body { font: 15px/1.45 "Segoe UI", system-ui, sans-serif; color: #1f2a30; margin: 0 auto;
  max-width: 76rem; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .25rem; border-bottom: 2px solid #0f4c5c; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; }
p, li, h2, h3 { overflow-wrap: anywhere; }
a { color: #0f4c5c; }
main > ul a { display: inline-block; padding: .3rem 0; }
.redup { color: #55646c; }
.gulir { overflow-x: auto; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 60rem; }
th, td { border: 1px solid #b0bec3; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #e8f1f3; width: 7rem; }
th.sempit { width: 6rem; }
th.lega { width: 11rem; }
th.sisa { width: auto; }
.angka { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 1.1rem; }
main > ul > li > a { display: inline-block; min-height: 1.6rem; }
.salah { border: 2px solid #b3261e; padding: .5rem .75rem; margin: 1rem 0; }
.salah strong, strong.rusak { color: #b3261e; }
@media print {
  @page { size: landscape; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  table { min-width: 0; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
}
</style>"""
)


@dataclass(frozen=True, slots=True)
class Tautan:
    """A file of an entry; without `url` it is not in the bundle, and `rusak` says why."""

    nama: str
    url: str
    rincian: str
    rusak: str


@dataclass(frozen=True, slots=True)
class Baris:
    """An entry's row."""

    periode: str
    keadaan: str
    realisasi: str
    target: str
    capaian: str
    oleh: str
    berkas: tuple[Tautan, ...]
    rujukan: str


@dataclass(frozen=True, slots=True)
class Bagian:
    """An indicator with its entries and its year."""

    nomor: str
    nama: str
    baris: tuple[Baris, ...]
    setahun: str


@dataclass(frozen=True, slots=True)
class Bab:
    """A position with its indicators and its mean."""

    nomor: int
    nama: str
    bagian: tuple[Bagian, ...]
    setahun: str


def build_indeks(bundel: Bundel, periksa: Periksa, dokumen: Iterable[str]) -> bytes:
    """Return the page; `dokumen`: the paths of issued documents in the bundle."""
    isi = render_template(
        "bundel/indeks.html",
        gaya=_GAYA,
        bundel=bundel,
        lengkap=all(periksa[satu.sha256].utuh is Utuh.UTUH for satu in bundel.bukti),
        dokumen=[(jalur.rpartition("/")[2], quote(jalur)) for jalur in dokumen],
        bab=[_build_bab(bundel, satu, periksa) for satu in bundel.jabatan],
        aturan=bundel.rekap.aturan,
    )
    return isi.encode()


def _build_bab(bundel: Bundel, jabatan: JabatanBundel, periksa: Periksa) -> Bab:
    return Bab(
        nomor=jabatan.nomor,
        nama=jabatan.rekap.jabatan.nama,
        bagian=tuple(
            Bagian(
                satu.nomor,
                satu.rekap.indikator.nama,
                tuple(_build_baris(entri, periksa) for entri in satu.entri),
                _format_setahun(bundel, satu),
            )
            for satu in jabatan.indikator
        ),
        setahun=_format_rata(bundel, jabatan.rekap.setahun),
    )


def _build_baris(entri: EntriBundel, periksa: Periksa) -> Baris:
    tempat, sah = entri.tempat, entri.sah
    butir = tempat.butir
    satuan = tempat.indikator.satuan
    if sah is None:
        kode = tempat.periode.kode
        return Baris(kode.nama, format_keadaan(butir), "", "", "", "", (), "")
    target = "-" if butir.tanpa_target else "belum ditetapkan"
    if butir.target is not None:
        target = f"{format_cacah(butir.target)} {satuan}"
    hari = format_tanggal_pendek(sah.disetujui.astimezone(WIB).date())
    return Baris(
        periode=tempat.periode.kode.nama,
        keadaan=format_keadaan(butir),
        realisasi=format_hasil(butir.sah, satuan),
        target=target,
        capaian=_format_capaian(butir.capaian, tempat.predikat),
        oleh=f"{sah.penyetuju}, {hari}",
        berkas=_list_tautan(entri, periksa),
        rujukan=format_rujukan(entri),
    )


def _format_capaian(capaian: object, predikat: str | None) -> str:
    if capaian is None:
        return "–"
    return f"{format_angka(capaian)} {predikat or ''}".strip()  # type: ignore[arg-type]


def _list_tautan(entri: EntriBundel, periksa: Periksa) -> tuple[Tautan, ...]:
    assert entri.sah is not None
    hasil = []
    for satu in entri.sah.bukti:
        temuan = periksa[satu.sha256]
        utuh = temuan.utuh is Utuh.UTUH
        nama = satu.jalur.rpartition("/")[2]
        rincian = f"{satu.sumber}; {format_ukuran(temuan.ukuran if utuh else satu.ukuran)}"
        rusak = "" if utuh else KATA_UTUH[temuan.utuh]
        hasil.append(Tautan(nama, quote(satu.jalur) if utuh else "", rincian, rusak))
    return tuple(hasil)


def _format_setahun(bundel: Bundel, satu: IndikatorBundel) -> str:
    """Return an indicator's year: the figure with its counts, capaian, and how many periods."""
    tahun, tempat = satu.rekap.setahun, satu.rekap.tempat
    sah = sum(t.butir.sah is not None for t in tempat)
    if tahun.hasil is None:
        return f"belum ada yang disetujui dari {len(tempat)} periode"
    teks = [format_hasil(tahun.hasil, satu.rekap.indikator.satuan)]
    if tahun.capaian is not None:
        predikat = classify(tahun.capaian, bundel.rekap.skala)
        teks.append(f"capaian {format_angka(tahun.capaian)} {predikat}")
    return f"{', '.join(teks)}, {sah} dari {len(tempat)} periode disetujui"


def _format_rata(bundel: Bundel, sel: Sel) -> str:
    if sel.capaian is None:
        return f"belum ada capaian, 0 dari {sel.indikator} indikator"
    predikat = classify(sel.capaian, bundel.rekap.skala)
    angka = format_angka(sel.capaian)
    return f"{angka} {predikat}, {sel.dihitung} dari {sel.indikator} indikator"
