"""The endpoints of the pengelola's first rooms: board, accounts, periods."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola

TABEL: Mapping[str, Rute] = {
    "kelola.index": Rute("GET", "/kelola", pengelola),
    "kelola.index_sehat": Rute("GET", "/kelola/kesehatan", pengelola),
    "kelola.index_akun": Rute("GET", "/kelola/akun", pengelola),
    "kelola.show_sandi": Rute("GET", "/kelola/akun/{pegawai}/sandi", pengelola),
    "kelola.reset": Rute(
        "POST", "/kelola/akun/{pegawai}/sandi", pengelola, (200, 200), mengubah=True
    ),
    "kelola.index_periode": Rute("GET", "/kelola/periode", pengelola),
    "kelola.show_buka": Rute("GET", "/kelola/periode/2026-TW1/buka", pengelola),
    "kelola.show_tutup": Rute("GET", "/kelola/periode/2026-TW1/tutup", pengelola),
    "kelola.open_": Rute(
        "POST",
        "/kelola/periode/2026-TW1/buka",
        pengelola,
        (303, 303),
        {"versi": "1", "batas": "2026-12-31"},
        True,
    ),
    "kelola.close": Rute(
        "POST", "/kelola/periode/2026-TW1/tutup", pengelola, (303, 303), {"versi": "1"}, True
    ),
}
