"""Proposals for targets: made and taken back by the owner, agreed or refused by the superior."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from iki_web.actions.jejak import add_jejak
from iki_web.actions.target.tetap import Ketetapan, collect_galat, format_tempat, write_versi
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Periode, UsulanTarget
from iki_web.queries.target import SelTarget, check_tahun, find_penyusun, find_sel
from iki_web.queries.target.baca import Penyusun
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.target import (
    Dasar,
    KirimanTarget,
    StatusUsulanTarget,
    TempatTarget,
    check_target,
)
from iki_web.rules.teks import format_kalimat, format_sebutan

Pilihan = Sequence[tuple[int, int]]
_KATA = {
    StatusUsulanTarget.DISETUJUI: "sudah disetujui",
    StatusUsulanTarget.DITOLAK: "sudah ditolak",
    StatusUsulanTarget.DITARIK: "sudah ditarik pengusulnya",
}


@transaction
def submit_target(
    pelaku: Pelaku,
    tahun: int,
    isian: Sequence[KirimanTarget],
    alasan: str,
    galat: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Propose targets for one's own position, all or nothing; returns how many.

    What says the same as the target in force is passed over; `galat`: faults known before.
    Raises TidakBerwenang for anyone but the owner, Ditolak with every fault at its field.
    """
    check_tahun(pelaku, tahun)
    susun = find_penyusun(pelaku, tahun)
    usulan = collect_galat(isian, galat, lambda satu: _add_usulan(pelaku, susun, satu, alasan))
    if usulan and not alasan:
        kalimat = "Tulis alasan usulan, agar atasan Anda dapat menimbangnya."
        raise Ditolak("Belum dikirim. Periksa isian yang bertanda merah.", {"alasan": kalimat})
    if usulan:
        isi = {k.nama: "-" if k.nilai is None else k.nilai for k in usulan}
        sesudah = {"usulan": isi, "alasan": alasan}
        add_jejak(pelaku, Peristiwa.TARGET_DIUSULKAN, f"target:{tahun}", sesudah=sesudah)
    return len(usulan)


def _add_usulan(
    pelaku: Pelaku, susun: Penyusun, satu: KirimanTarget, alasan: str
) -> Ketetapan | None:
    sel = find_sel(pelaku, susun, satu.tempat)
    indikator = sel.indikator
    if not susun.timbang(indikator).pemilik:
        raise TidakBerwenang("Target diusulkan oleh pemegang jabatannya.")
    if not sel.target.belum and sel.target.nilai == satu.nilai:
        return None
    if sel.usulan is not None:
        ada = sel.format(sel.usulan.nilai)
        raise Ditolak(f"Usulan {ada} masih menunggu. Tarik dahulu bila ingin menggantinya.")
    if sel.terkunci:
        raise Ditolak("Periode ini sudah ditutup, jadi targetnya tetap.")
    try:
        check_target(satu.nilai, indikator.arah, indikator.rumus_turun)
    except ValueError as sebab:
        raise Ditolak(str(sebab)) from None
    db.session.add(
        UsulanTarget(
            indikator_id=indikator.id,
            tahun=susun.tahun,
            periode_id=sel.periode.id if sel.periode else None,
            nilai=satu.nilai,
            alasan=alasan,
            status=StatusUsulanTarget.DIUSULKAN,
            pengusul_id=pelaku.pegawai_id,
            diusulkan=jam.now(),
        )
    )
    return Ketetapan(sel, satu.nilai)


@transaction
def approve_target(pelaku: Pelaku, tahun: int, pilihan: Pilihan) -> int:
    """Agree to proposals, all or nothing: each becomes the next version of its target.

    `pilihan`: (id, version seen). Raises TidakTerlihat, TidakBerwenang, Basi where one was decided
    or taken back meanwhile, Ditolak for a period that has closed.
    """
    susun = find_penyusun(pelaku, tahun)
    sesudah: dict[str, Any] = {}
    for baris, sel in _list_baris(pelaku, susun, pilihan):
        if sel.terkunci:
            nama = format_sebutan(sel.indikator.nama)
            raise Ditolak(f"{nama}: periodenya sudah ditutup, jadi targetnya tetap.")
        if sel.target.belum or sel.target.nilai != baris.nilai:
            write_versi(pelaku, tahun, sel, baris.nilai, Dasar(baris.alasan))
        _decide(pelaku, baris, StatusUsulanTarget.DISETUJUI)
        sesudah[format_tempat(sel)] = "-" if baris.nilai is None else baris.nilai
    return _finish(pelaku, tahun, Peristiwa.USULAN_TARGET_DISETUJUI, sesudah)


@transaction
def return_target(pelaku: Pelaku, tahun: int, pilihan: Pilihan, catatan: str) -> int:
    """Refuse proposals with a reason, all or nothing; the target stays as it is."""
    susun = find_penyusun(pelaku, tahun)
    sesudah: dict[str, Any] = {}
    for baris, sel in _list_baris(pelaku, susun, pilihan):
        _decide(pelaku, baris, StatusUsulanTarget.DITOLAK, catatan)
        sesudah[format_tempat(sel)] = "-" if baris.nilai is None else baris.nilai
    if not catatan:
        kalimat = "Tulis alasan menolak, agar pengusul tahu apa yang perlu diperbaiki."
        raise Ditolak("Belum diputus. Periksa isian yang bertanda merah.", {"catatan": kalimat})
    isi = {"usulan": sesudah, "catatan": catatan}
    return _finish(pelaku, tahun, Peristiwa.USULAN_TARGET_DITOLAK, isi, len(sesudah))


@transaction
def withdraw_target(pelaku: Pelaku, tahun: int, pilihan: Pilihan) -> int:
    """Take one's own proposals back, all or nothing."""
    susun = find_penyusun(pelaku, tahun)
    sesudah: dict[str, Any] = {}
    for baris, sel in _list_baris(pelaku, susun, pilihan, pelaku.pegawai_id):
        baris.status = StatusUsulanTarget.DITARIK
        baris.versi += 1
        sesudah[format_tempat(sel)] = "-" if baris.nilai is None else baris.nilai
    return _finish(pelaku, tahun, Peristiwa.USULAN_TARGET_DITARIK, sesudah)


def _list_baris(
    pelaku: Pelaku, susun: Penyusun, pilihan: Pilihan, pengusul_id: int | None = None
) -> list[tuple[UsulanTarget, SelTarget]]:
    """Return the chosen proposals with their places, as long as they are as they were seen."""
    hasil = []
    for nomor, versi in pilihan:
        baris = db.session.get(UsulanTarget, nomor)
        if baris is None or baris.tahun != susun.tahun:
            raise TidakTerlihat
        sel = find_sel(pelaku, susun, _find_tempat(baris))
        if pengusul_id is None:
            _check_pemutus(susun, sel)
        elif baris.pengusul_id != pengusul_id:
            raise TidakBerwenang("Usulan ditarik oleh yang mengusulkannya.")
        if baris.versi != versi or baris.status is not StatusUsulanTarget.DIUSULKAN:
            kata = _KATA.get(baris.status, "sudah berubah")
            nama = format_sebutan(sel.indikator.nama)
            raise Basi(
                "Sebagian usulan sudah berubah sejak Anda membukanya. Belum diputus.",
                (f"{nama}: usulan {sel.format(baris.nilai)} {kata}.",),
            )
        hasil.append((baris, sel))
    return hasil


def _find_tempat(baris: UsulanTarget) -> TempatTarget:
    periode = db.session.get_one(Periode, baris.periode_id) if baris.periode_id else None
    return TempatTarget(baris.indikator_id, periode.kode if periode else None)


def _check_pemutus(susun: Penyusun, sel: SelTarget) -> None:
    """Refuse whoever may see a proposal but not decide on it, and say who does."""
    wewenang = susun.timbang(sel.indikator)
    if wewenang.memutus:
        return
    siapa = wewenang.penyetuju.teks if wewenang.penyetuju else "pengelola, dengan menetapkannya"
    raise TidakBerwenang(format_kalimat(f"Usulan ini diputus oleh {siapa}"))


def _decide(
    pelaku: Pelaku, baris: UsulanTarget, status: StatusUsulanTarget, catatan: str = ""
) -> None:
    baris.status, baris.catatan = status, catatan
    baris.pemutus_id, baris.diputus = pelaku.pegawai_id, jam.now()
    baris.versi += 1


def _finish(
    pelaku: Pelaku, tahun: int, peristiwa: Peristiwa, isi: dict[str, Any], banyak: int = 0
) -> int:
    """Add the one audit line of an act on proposals; returns how many it was."""
    add_jejak(pelaku, peristiwa, f"target:{tahun}", sesudah=isi)
    return banyak or len(isi)
