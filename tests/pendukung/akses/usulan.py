"""The endpoints of proposals; the table's proposal was handed in by the owner, unassessed."""

from collections.abc import Mapping

from iki_web.rules.mutu import PERTANYAAN
from tests.pendukung.akses.aturan import (
    BOLEH,
    DI_ATAS,
    Hasil,
    Rute,
    siapa_pun,
    tetap,
)

_TANPA_JABATAN = ("bekas pemilik", "pengelola", "pemeriksa")
_SATU = "/usulan/{usulan}"


def _pemegang(siapa: str, status: str) -> Hasil:
    """Whoever holds a position today."""
    return 404 if siapa in _TANPA_JABATAN else siapa_pun(siapa, status)


def _lihat(siapa: str, status: str) -> Hasil:
    """The proposer, those above him, the pengelola."""
    if siapa_pun(siapa, status) != BOLEH:
        return siapa_pun(siapa, status)
    return BOLEH if siapa in ("pemilik", "pengelola", *DI_ATAS) else 404


def _nilai(siapa: str, status: str) -> Hasil:
    """Those above and the pengelola, never the proposer."""
    return 403 if siapa == "pemilik" else _lihat(siapa, status)


def _putus(siapa: str, status: str) -> Hasil:
    """The pengelola, once it has been assessed."""
    if _lihat(siapa, status) != BOLEH:
        return _lihat(siapa, status)
    return 422 if siapa == "pengelola" else 403


TABEL: Mapping[str, Rute] = {
    "usulan.index": Rute("GET", "/usulan", siapa_pun),
    "usulan.show_baru": Rute("GET", "/usulan/baru", _pemegang),
    "usulan.create": Rute("POST", "/usulan", tetap(422, _pemegang), isi={"jenis": "BARU"}),
    "usulan.show": Rute("GET", _SATU, _lihat),
    "usulan.update": Rute(
        "POST",
        f"{_SATU}/nilai",
        _nilai,
        (303, 303),
        {"versi": "1"} | {satu.nama: "ya" for satu in PERTANYAAN},
        True,
    ),
    "usulan.close": Rute(
        "POST",
        f"{_SATU}/putus",
        _putus,
        isi={"versi": "1", "putusan": "tidak", "alasan": "Belum perlu."},
    ),
}
