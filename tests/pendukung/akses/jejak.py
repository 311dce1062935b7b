"""The endpoints of the trail and of the checks of it."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Hasil, Rute, siapa_pun, tetap


def pembaca_jejak(siapa: str, status: str) -> Hasil:
    """Camat, pemeriksa and pengelola."""
    lain = siapa not in ("tamu", "wajib ganti sandi", "camat", "pengelola", "pemeriksa")
    return 403 if lain else siapa_pun(siapa, status)


def penjaga(siapa: str, status: str) -> Hasil:
    """Who is warned: Camat and pengelola."""
    return 403 if siapa == "pemeriksa" else pembaca_jejak(siapa, status)


TABEL: Mapping[str, Rute] = {
    "jejak.index": Rute("GET", "/jejak", pembaca_jejak),
    "jejak.export_xlsx": Rute("GET", "/jejak.xlsx", pembaca_jejak),
    "jejak.export_csv": Rute("GET", "/jejak.csv", pembaca_jejak),
    "kelola.index_periksa": Rute("GET", "/kelola/pemeriksaan", penjaga),
    "kelola.check_periksa": Rute("POST", "/kelola/pemeriksaan", penjaga, (303, 303), mengubah=True),
    "kelola.acknowledge": Rute(
        "POST",
        "/kelola/pemeriksaan/1/tutup",
        tetap(409, penjaga),
        isi={"alasan": "Sudah dipulihkan dari cadangan."},
    ),
}
