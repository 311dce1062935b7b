"""The endpoints of the office's settings."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola, tetap

SKALA = {"skala_batas_1": "50", "skala_label_1": "Baik", "skala_label_2": "Kurang"}
SETELAN: Mapping[str, str] = {
    "versi": "1",
    "nama": "Kantor Kecamatan Baru",
    "kabupaten": "Kabupaten Sampang",
    "kertas": "F4",
    "frekuensi": "TRIWULANAN",
    "batas_cara": "PERIODE",
    "batas_hari": "5",
    "plafon_cara": "120",
    **SKALA,
}

TABEL: Mapping[str, Rute] = {
    "kelola.index_kantor": Rute("GET", "/kelola/pengaturan", pengelola),
    "kelola.update_setelan": Rute(
        "POST", "/kelola/pengaturan", pengelola, (303, 303), SETELAN, True
    ),
    "kelola.show_logo": Rute("GET", "/kelola/pengaturan/logo", tetap(404, pengelola)),
    "kelola.set_logo": Rute("POST", "/kelola/pengaturan/logo", tetap(422, pengelola)),
    "kelola.remove_logo": Rute(
        "POST", "/kelola/pengaturan/logo/hapus", pengelola, (303, 303), {"versi": "1"}, True
    ),
}
