"""The list of entries behind the recap: each with state, figures, who must act, and since when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, url_for

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap
from iki_web.queries.rekap.saring import Isian, RekapTersaring
from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_angka, format_cacah
from iki_web.rules.capaian import find_peringkat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rekap import Keadaan, format_keadaan
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.rekap.bagian import MEDAN, bp, show_bagian
from iki_web.web.rekap.jabatan import pecah_hasil
from iki_web.web.rekap.papan import (
    PolaEntri,
    build_pola,
    format_entri,
    format_oleh,
    format_sejak,
)
from iki_web.web.rekap.tampil import LENCANA, TANDA, Predikat
from iki_web.web.render import page

_TANDA = TANDA | {"disetujui": "check2-circle"}


@dataclass(frozen=True, slots=True)
class BarisIsian:
    """One entry's row."""

    jabatan: str
    indikator: str
    periode: str
    url: str
    lencana: str
    teks: str
    target: str
    realisasi: str
    cacah: str
    capaian: str
    predikat: Predikat | None
    oleh: str
    catatan: str
    sejak: str
    lama: bool


@bp.get("/rekap/<int:tahun>/isian")
@allow(siapa_pun)
def show_isian(tahun: int) -> Response:
    """Show the entries an address asks for."""
    jadi = show_bagian(tahun, "isian", "Realisasi", MEDAN)
    if isinstance(jadi, Response):
        return jadi
    hasil, isi = jadi
    semua = list(hasil.list_isian())
    entri = get_pola(hasil.rekap, get_pelaku())
    return page(
        "rekap/isian.html",
        **isi,
        baris=[_build(hasil.rekap, *satu, entri) for satu in semua],
        ringkas=_format_ringkas(hasil, semua),
        tanda=_TANDA,
        aturan=hasil.rekap.aturan,
    )


def get_pola(rekap: Rekap, pelaku: Pelaku) -> PolaEntri:
    """Return the address of entries as a pattern."""
    pola = url_for("realisasi.show", indikator_id=0, kode="~").replace("/0/~", "/{}/{}")
    return build_pola(rekap, pelaku, pola)


def _format_ringkas(hasil: RekapTersaring, semua: Iterable[Isian]) -> str:
    """Return how many are shown of how many, and in which states they are."""
    cacah = Counter(format_keadaan(tempat.butir) for _, _, tempat in semua)
    dari = sum(len(i.tempat) for j in hasil.rekap.jabatan for i in j.indikator)
    jumlah = sum(cacah.values())
    awal = f"{jumlah} realisasi" if jumlah == dari else f"{jumlah} dari {dari} realisasi"
    rinci = ", ".join(f"{n} {teks.replace(',', '')}" for teks, n in cacah.most_common())
    return f"{awal}: {rinci}" if rinci else awal


def _build(
    rekap: Rekap,
    jabatan: RekapJabatan,
    satu: RekapIndikator,
    tempat: TempatRekap,
    pola: PolaEntri,
) -> BarisIsian:
    butir = tempat.butir
    # Only approval makes a value one; until then the state stands for it.
    nilai, cacah = pecah_hasil(butir.sah, satu.indikator.satuan) if butir.sah else ("", "")
    menunggu = butir.wajib and butir.status is not Status.DISETUJUI
    oleh, catatan = format_oleh(rekap, jabatan, tempat) if menunggu else ("", "")
    sejak, lama = format_sejak(rekap, [tempat]) if menunggu else ("", False)
    return BarisIsian(
        jabatan=jabatan.jabatan.nama_singkat,
        indikator=satu.indikator.nama,
        periode=tempat.periode.kode.singkat,
        url=format_entri(pola, tempat) if butir.wajib else "",
        lencana=_find_lencana(tempat),
        teks=format_keadaan(tempat.butir).capitalize(),
        target=_format_target(satu, tempat),
        realisasi=nilai,
        cacah=cacah,
        capaian="" if butir.capaian is None else format_angka(butir.capaian),
        predikat=_build_predikat(tempat),
        oleh=oleh,
        catatan=tempat.alasan or catatan,
        sejak=sejak,
        lama=lama,
    )


def _find_lencana(tempat: TempatRekap) -> str:
    """Return the badge of an entry's state; "" for one that is not due yet."""
    butir = tempat.butir
    if not butir.wajib:
        return LENCANA[Keadaan.DIKECUALIKAN] if butir.dikecualikan else ""
    if butir.status is Status.DISETUJUI:
        return "nihil" if butir.sah is not None and butir.sah.nihil else "disetujui"
    if butir.status is Status.DIAJUKAN and butir.tutup:
        return "tertutup"
    return LENCANA[Keadaan(butir.status.value)]


def _format_target(satu: RekapIndikator, tempat: TempatRekap) -> str:
    """Return what an approved entry was measured against, else nothing: it may still change."""
    butir = tempat.butir
    if butir.status is not Status.DISETUJUI:
        return ""
    if butir.target is not None:
        return f"{format_cacah(butir.target)}\u00a0{satu.indikator.satuan}"
    return "tidak ditargetkan" if butir.tanpa_target else "belum ditetapkan"


def _build_predikat(tempat: TempatRekap) -> Predikat | None:
    if not tempat.predikat:
        return None
    return Predikat(tempat.predikat, find_peringkat(tempat.periode.skala, tempat.predikat))
