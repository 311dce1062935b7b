"""The endpoints around periods: a year, deadlines, holidays, exceptions."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola, tetap

TABEL: Mapping[str, Rute] = {
    "kelola.show_year": Rute("GET", "/kelola/tahun", pengelola, isi={"tahun": "2027"}),
    "kelola.open_year": Rute(
        "POST",
        "/kelola/tahun",
        pengelola,
        (303, 303),
        {"tahun": "2027", "batas-2027-TW1": "2027-04-20"},
        True,
    ),
    "kelola.show_batas": Rute("GET", "/kelola/periode/batas", pengelola, isi={"tahun": "2026"}),
    "kelola.update_batas": Rute(
        "POST",
        "/kelola/periode/batas",
        pengelola,
        (303, 303),
        {"versi-2026-TW1": "1", "batas-2026-TW1": "2026-05-04"},
        True,
    ),
    "kelola.index_libur": Rute("GET", "/kelola/libur", pengelola),
    "kelola.create_hari": Rute(
        "POST",
        "/kelola/libur",
        pengelola,
        (303, 303),
        {"dari": "2026-08-17", "nama": "Kemerdekaan"},
        True,
    ),
    "kelola.create_tempel": Rute(
        "POST",
        "/kelola/libur/tempel",
        pengelola,
        (303, 303),
        {"tempel": "17-08-2026 Kemerdekaan"},
        True,
    ),
    "kelola.revoke_hari": Rute("POST", "/kelola/libur/987654/hapus", tetap(404, pengelola)),
    "kelola.index_pengecualian": Rute("GET", "/kelola/pengecualian", pengelola),
    "kelola.create_lepas": Rute(
        "POST",
        "/kelola/pengecualian",
        pengelola,
        (303, 303),
        {"jabatan": "{jabatan}", "periode": "2026-TW1", "alasan": "Cuti."},
        True,
    ),
    "kelola.revoke_lepas": Rute(
        "POST", "/kelola/pengecualian/987654/2026-TW1/hapus", tetap(404, pengelola)
    ),
}
