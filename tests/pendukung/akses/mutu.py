"""The endpoints of the quality check; the edition of the table is fixed, so nothing is changed."""

from collections.abc import Mapping

from iki_web.rules.mutu import PERTANYAAN
from tests.pendukung.akses.aturan import Rute, pengelola, tetap

_SATU = "/kelola/edisi/{keputusan}/mutu/{indikator}"

TABEL: Mapping[str, Rute] = {
    "kelola.index_mutu": Rute("GET", "/kelola/edisi/{keputusan}/mutu", pengelola),
    "kelola.show_mutu": Rute("GET", _SATU, pengelola),
    "kelola.update_penilaian": Rute(
        "POST",
        _SATU,
        tetap(422, pengelola),
        isi={"versi": "0"} | {satu.nama: "ya" for satu in PERTANYAAN},
    ),
}
