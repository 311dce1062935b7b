"""Upgrades of the database: after a copy, all of it or nothing, never of a newer one."""

from flask import current_app

from iki_web.extensions import find_skema, jam, upgrade_skema
from iki_web.rules.galat import Ditolak
from iki_web.storage.galat import CadanganRusak
from iki_web.storage.salinan import create_salinan


def find_lama() -> str:
    """Return the older schema the database has, "" where the database is up to date.

    Raises Ditolak for one that only a newer version of the app can read.
    """
    kini, terbaru = find_skema()
    if kini > terbaru:
        raise Ditolak(
            f"Database ini berskema {kini}, lebih baru daripada aplikasi ini (skema {terbaru}), "
            "jadi tidak dibuka dan tidak diubah. Jalankan versi aplikasi yang terbaru, atau "
            "pulihkan cadangan dari masa versi ini."
        )
    return "" if kini == terbaru else kini or "000"


def upgrade_basis() -> list[str]:
    """Bring the database to the newest schema if it is behind, after copying it."""
    dari, setelan = find_lama(), current_app.config["IKI"]
    if not dari:
        return []
    salinan = None
    if setelan.basis is not None and dari != "000":
        try:
            salinan = create_salinan(setelan.instance, dari, jam.now())
        except CadanganRusak as galat:
            raise Ditolak(
                "Isi database ini tidak utuh, jadi tidak disesuaikan dan tidak diubah. Simpan "
                "salinan folder datanya apa adanya, lalu pulihkan cadangan terakhir."
            ) from galat
    try:
        upgrade_skema()
    except Exception as galat:
        sebab = str(getattr(galat, "orig", galat)).partition("\n")[0]
        raise Ditolak(
            f"Database tidak jadi disesuaikan dari skema {dari} ({sebab}). Tidak ada yang "
            "berubah: versi lama aplikasi tetap dapat memakainya. Sampaikan kalimat ini kepada "
            "pengembang sebelum mencoba lagi."
        ) from galat
    return [f"Database disesuaikan dari skema {dari}; salinannya yang lama: {salinan}"] * bool(
        salinan
    )
