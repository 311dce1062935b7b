"""The endpoints of import; a workbook of results waits as {impor}."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola, tetap

TABEL: Mapping[str, Rute] = {
    "kelola.index_impor": Rute("GET", "/kelola/impor", pengelola),
    "kelola.download_templat": Rute("GET", "/kelola/impor/hasil.xlsx", pengelola),
    "kelola.create_impor_": Rute("POST", "/kelola/impor/hasil", tetap(422, pengelola)),
    "kelola.show_impor": Rute("GET", "/kelola/impor/{impor}", pengelola),
    "kelola.approve_impor_": Rute(
        "POST",
        "/kelola/impor/{impor}/terapkan",
        pengelola,
        (303, 303),
        {"versi": "1", "tanda": "{tanda}"},
        True,
    ),
    "kelola.revoke_impor_": Rute(
        "POST", "/kelola/impor/{impor}/buang", pengelola, (303, 303), {"versi": "1"}, True
    ),
}
