"""The quality check and the files of an edition; that of the table is fixed: nothing changes."""

from collections.abc import Mapping

from iki_web.rules.mutu import PERTANYAAN
from tests.pendukung.akses.aturan import Rute, pengelola, siapa_pun, tetap

_SATU = "/kelola/edisi/{keputusan}/mutu/{indikator}"

TABEL: Mapping[str, Rute] = {
    "naskah.export_xlsx": Rute("GET", "/keputusan/{keputusan}.xlsx", siapa_pun),
    "naskah.export_toml": Rute("GET", "/keputusan/{keputusan}.toml", siapa_pun),
    "kelola.index_mutu": Rute("GET", "/kelola/edisi/{keputusan}/mutu", pengelola),
    "kelola.show_mutu": Rute("GET", _SATU, pengelola),
    "kelola.update_penilaian": Rute(
        "POST",
        _SATU,
        tetap(422, pengelola),
        isi={"versi": "0"} | {satu.nama: "ya" for satu in PERTANYAAN},
    ),
}
