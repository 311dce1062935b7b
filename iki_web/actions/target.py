"""Targets as versions: a new one stands beside the old, never over it (DOMAIN section 4)."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import JenisTarget, Target
from iki_web.queries.acuan import Acuan, find_acuan
from iki_web.rules.capaian import compute_capaian
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku


@transaction
def create_target(
    pelaku: Pelaku, tahun: int, nilai: Mapping[int, Decimal | None], alasan: str = ""
) -> int:
    """Fix the year's target of several indicators in one act; None is "-" (not targeted).

    `nilai`: indicator id -> target in the indicator's unit. Returns how many were written.
    Raises Ditolak for a target that cannot be (0 or less for NAIK).
    """
    acuan = find_acuan(pelaku)
    for indikator_id, target in nilai.items():
        _check_target(acuan, indikator_id, target)
        terakhir = db.session.execute(
            select(func.max(Target.versi)).where(
                Target.indikator_id == indikator_id,
                Target.tahun == tahun,
                Target.periode_id.is_(None),
            )
        ).scalar()
        db.session.add(
            Target(
                indikator_id=indikator_id,
                tahun=tahun,
                nilai=target,
                versi=(terakhir or 0) + 1,
                jenis=JenisTarget.PERUBAHAN if terakhir else JenisTarget.INDUK,
                alasan=alasan,
                tanggal=jam.today(),
            )
        )
    kode = {acuan.indikator[nomor].kode: target for nomor, target in nilai.items()}
    add_jejak(pelaku, Peristiwa.TARGET_DITETAPKAN, f"target:{tahun}", sesudah=kode)
    return len(nilai)


def _check_target(acuan: Acuan, indikator_id: int, target: Decimal | None) -> None:
    """Refuse a target no achievement can be computed against."""
    indikator = acuan.indikator.get(indikator_id)
    if indikator is None:
        raise TidakTerlihat
    if target is None:
        return
    try:
        compute_capaian(Decimal(0), target, indikator.arah, indikator.rumus_turun)
    except ValueError as sebab:
        raise Ditolak(f"{indikator.nama}: {sebab}") from None
