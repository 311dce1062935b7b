"""Fixing targets: one or many in one act, each as a new version with its reason and day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Target, UsulanTarget
from iki_web.queries.target import SelTarget, check_tahun, find_penyusun, find_sel
from iki_web.queries.target.baca import Penyusun
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.target import (
    Dasar,
    KirimanTarget,
    StatusUsulanTarget,
    TempatTarget,
    Wewenang,
    check_alasan,
    check_target,
    classify_jenis,
)
from iki_web.rules.teks import format_kalimat, format_sebutan

_BASI = "Sebagian target ini sudah ditetapkan orang lain sejak Anda membukanya. Belum disimpan."


@dataclass(frozen=True, slots=True)
class Ketetapan:
    """One target that was fixed: the place as it was, and what it says now."""

    sel: SelTarget
    nilai: Decimal | None

    @property
    def nama(self) -> str:
        """The place in the audit trail."""
        return format_tempat(self.sel)


def format_tempat(sel: SelTarget) -> str:
    """Return a place as the audit trail names it: the indicator's code, and the period's."""
    kode = sel.tempat.kode
    return f"{sel.indikator.kode}/{kode}" if kode else sel.indikator.kode


def add_target(
    pelaku: Pelaku, susun: Penyusun, tempat: TempatTarget, nilai: Decimal | None, dasar: Dasar
) -> Ketetapan | None:
    """Fix one target inside the open transaction; None where it says so already.

    `susun`: from `find_penyusun` in the same transaction; each place at most once. The caller adds
    the audit line. Raises TidakTerlihat, TidakBerwenang, and Ditolak for a target that cannot be,
    a closed period or a missing reason.
    """
    sel = find_sel(pelaku, susun, tempat)
    _check_wewenang(susun.timbang(sel.indikator))
    if not sel.target.belum and sel.target.nilai == nilai:
        return None
    if sel.terkunci:
        raise Ditolak("Periode ini sudah ditutup, jadi targetnya tetap.")
    indikator, versi = sel.indikator, sel.target.versi + 1
    try:
        check_target(nilai, indikator.arah, indikator.rumus_turun)
    except ValueError as sebab:
        raise Ditolak(str(sebab)) from None
    try:
        check_alasan(versi, dasar)
    except ValueError as sebab:
        raise Ditolak(str(sebab), {"alasan": str(sebab)}) from None
    write_versi(pelaku, susun.tahun, sel, nilai, dasar)
    _close_usulan(pelaku, susun, sel, nilai)
    return Ketetapan(sel, nilai)


def _check_wewenang(wewenang: Wewenang) -> None:
    """Refuse whoever may see a target but not fix it, and say who does."""
    if wewenang.menetapkan:
        return
    siapa = wewenang.penyetuju.teks if wewenang.penyetuju else "pengelola"
    if wewenang.pemilik:
        kalimat = f"Target jabatan sendiri tidak ditetapkan sendiri. Usulkan kepada {siapa}"
        raise TidakBerwenang(format_kalimat(kalimat))
    raise TidakBerwenang(format_kalimat(f"Target jabatan ini ditetapkan oleh {siapa}"))


def write_versi(
    pelaku: Pelaku, tahun: int, sel: SelTarget, nilai: Decimal | None, dasar: Dasar
) -> None:
    """Add the next version of a target."""
    versi = sel.target.versi + 1
    db.session.add(
        Target(
            indikator_id=sel.indikator.id,
            tahun=tahun,
            periode_id=sel.periode.id if sel.periode else None,
            nilai=nilai,
            versi=versi,
            jenis=classify_jenis(versi),
            alasan=dasar.alasan,
            tanggal=dasar.tanggal or jam.today(),
            # The app itself (commands, the demo's first start) is no person of the office.
            penetap_id=pelaku.pegawai_id or None,
            ditetapkan=jam.now(),
        )
    )


def _close_usulan(pelaku: Pelaku, susun: Penyusun, sel: SelTarget, nilai: Decimal | None) -> None:
    """Answer what was proposed here: the superior has decided by fixing; others leave it open."""
    if sel.usulan is None or not susun.timbang(sel.indikator).memutus:
        return
    baris = db.session.get_one(UsulanTarget, sel.usulan.id)
    sama = sel.usulan.nilai == nilai
    baris.status = StatusUsulanTarget.DISETUJUI if sama else StatusUsulanTarget.DITOLAK
    baris.catatan = "" if sama else f"Ditetapkan langsung: {sel.format(nilai)}."
    baris.pemutus_id, baris.diputus = pelaku.pegawai_id, jam.now()
    baris.versi += 1


@transaction
def create_target(
    pelaku: Pelaku, tahun: int, nilai: Mapping[int, Decimal | None], alasan: str = ""
) -> int:
    """Fix the year's target of several indicators in one act; None is "-" (not targeted).

    `nilai`: indicator id -> target in the indicator's unit. Returns how many were written.
    Raises what `add_target` raises.
    """
    susun = find_penyusun(pelaku, tahun)
    dasar = Dasar(alasan)
    semua = [add_target(pelaku, susun, TempatTarget(n), isi, dasar) for n, isi in nilai.items()]
    return add_jejak_target(pelaku, tahun, [satu for satu in semua if satu], dasar)


@transaction
def update_target(
    pelaku: Pelaku,
    tahun: int,
    isian: Sequence[KirimanTarget],
    dasar: Dasar,
    galat: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Fix what was changed on a form, all or nothing; returns how many were written.

    A field that still says what its sender saw is left as it is; `galat`: faults of fields that
    could not even be read, so that all are told together. Raises Basi with both values
    where somebody else fixed another one meanwhile, Ditolak with every fault at its field.
    """
    check_tahun(pelaku, tahun)
    susun = find_penyusun(pelaku, tahun)
    diubah, basi = [], []
    for satu in isian:
        sel = find_sel(pelaku, susun, satu.tempat)
        _check_wewenang(susun.timbang(sel.indikator))
        if sel.target.versi == satu.versi:
            diubah.append(satu)
        elif satu.nilai != sel.target.nilai and not _is_dibiarkan(sel, tahun, satu):
            basi.append(_format_beda(sel, satu))
    if basi:
        raise Basi(_BASI, tuple(basi))
    ketetapan = collect_galat(
        diubah, galat, lambda satu: add_target(pelaku, susun, satu.tempat, satu.nilai, dasar)
    )
    return add_jejak_target(pelaku, tahun, ketetapan, dasar)


def _is_dibiarkan(sel: SelTarget, tahun: int, satu: KirimanTarget) -> bool:
    """Whether a field still says what its sender saw: he did not touch it."""
    tempat = Target.periode_id == sel.periode.id if sel.periode else Target.periode_id.is_(None)
    lihat = db.session.execute(
        select(Target.nilai).where(
            Target.indikator_id == sel.indikator.id,
            Target.tahun == tahun,
            tempat,
            Target.versi == satu.versi,
        )
    ).one_or_none()
    return lihat is not None and lihat.nilai == satu.nilai


def _format_beda(sel: SelTarget, satu: KirimanTarget) -> str:
    untuk = sel.periode.kode.nama if sel.periode else "setahun"
    kini = sel.teks or "belum ditetapkan"
    return (
        f"{format_sebutan(sel.indikator.nama)}, {untuk}: kini tersimpan “{kini}”, "
        f"Anda menulis “{sel.format(satu.nilai)}”."
    )


def collect_galat(
    isian: Iterable[KirimanTarget],
    awal: Mapping[str, str],
    lakukan: Callable[[KirimanTarget], Ketetapan | None],
) -> list[Ketetapan]:
    """Do every field; raises one Ditolak with all faults, those known before included."""
    hasil: list[Ketetapan] = []
    galat = dict(awal)
    for satu in isian:
        try:
            jadi = lakukan(satu)
        except Ditolak as sebab:
            galat |= sebab.isian or {satu.tempat.medan: sebab.kalimat}
        else:
            hasil += [jadi] if jadi else []
    if galat:
        raise Ditolak("Belum disimpan. Periksa isian yang bertanda merah.", galat)
    return hasil


def add_jejak_target(
    pelaku: Pelaku, tahun: int, ketetapan: Sequence[Ketetapan], dasar: Dasar
) -> int:
    """Add the one audit line of an act; returns how many targets it fixed (0: no line)."""
    if not ketetapan:
        return 0
    sebelum: dict[str, Any] = {
        k.nama: "-" if k.sel.target.tidak_ditargetkan else k.sel.target.nilai for k in ketetapan
    }
    isi = {k.nama: "-" if k.nilai is None else k.nilai for k in ketetapan}
    sesudah = {
        "target": isi,
        "alasan": dasar.alasan,
        "tanggal": dasar.tanggal or jam.today(),
    }
    add_jejak(pelaku, Peristiwa.TARGET_DITETAPKAN, f"target:{tahun}", 0, sebelum, sesudah)
    return len(ketetapan)
