"""The endpoints of backups; {cadangan} lies in the folder and is none, and other work goes on."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola, tetap

ATURAN: Mapping[str, str] = {
    "versi": "0",
    "folder": "",
    "jam": "7",
    "harian": "5",
    "bulanan": "3",
}
FRASA: Mapping[str, str] = {"frasa": "padi menguning", "frasa_ulang": "padi menguning"}

TABEL: Mapping[str, Rute] = {
    "kelola.index_cadangan": Rute("GET", "/kelola/cadangan", pengelola),
    "kelola.create_cadangan_": Rute("POST", "/kelola/cadangan", tetap(422, pengelola)),
    "kelola.show_cadangan": Rute("GET", "/kelola/cadangan/{cadangan}", pengelola),
    "kelola.check_cadangan": Rute("POST", "/kelola/cadangan/{cadangan}/uji", tetap(422, pengelola)),
    "kelola.restore_cadangan_": Rute(
        "POST", "/kelola/cadangan/{cadangan}/pulihkan", tetap(422, pengelola)
    ),
    "kelola.show_berita_acara": Rute(
        "GET", "/kelola/cadangan/{cadangan}/berita-acara", tetap(404, pengelola)
    ),
    "kelola.download_cadangan": Rute(
        "GET", "/kelola/cadangan/{cadangan}/unduh", tetap(422, pengelola)
    ),
    "kelola.edit_aturan_cadangan": Rute("GET", "/kelola/cadangan/aturan", pengelola),
    "kelola.update_aturan_cadangan": Rute(
        "POST", "/kelola/cadangan/aturan", pengelola, (303, 303), ATURAN, True
    ),
    "kelola.set_sandi_": Rute("POST", "/kelola/cadangan/sandi", pengelola, (303, 303), FRASA, True),
    "kelola.remove_sandi_": Rute("POST", "/kelola/cadangan/sandi/hapus", tetap(422, pengelola)),
}
