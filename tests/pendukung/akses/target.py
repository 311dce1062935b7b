"""The endpoints of targets; the proposal of the table is the owner's, for staf-umum."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import (
    DI_ATAS,
    PENYETUJU,
    Aturan,
    Hasil,
    Rute,
    lihat_jabatan,
    siapa_pun,
)

#: They hold a position above another one, so they have targets to fix.
PENETAP = (*DI_ATAS, "samping atasan", "seksi lain", "pengelola")
#: They hold a position with indicators of its own.
PEMANGKU = (
    "pemilik",
    *PENYETUJU,
    "atasan dari atasan",
    "samping atasan",
    "samping pemilik",
    "seksi lain",
    "staf seksi lain",
)


def hanya(orang: tuple[str, ...], dasar: Aturan) -> Aturan:
    """Of those `dasar` lets in only these; the others are refused."""

    def aturan(siapa: str, status: str) -> Hasil:
        masuk = dasar(siapa, status)
        return 403 if masuk == "boleh" and siapa not in orang else masuk

    return aturan


def _putusan(kata: str, *orang: str) -> Rute:
    isi = {"pilih": "{usulan_target}/1", "catatan": "Terlalu rendah."}
    aturan = hanya(orang, lihat_jabatan)
    return Rute("POST", f"/target/2026/usulan/{kata}", aturan, (303, 303), isi, True)


_ISI = {"t-{indikator}": "90", "v-{indikator}": "0", "alasan": "PK", "tanggal": "2026-01-20"}
_SAMA = {"pilih-1": "{indikator}", "nilai": "90"} | {
    nama: isi for nama, isi in _ISI.items() if not nama.startswith("t-")
}

_RENSTRA = {"tahun": "2029", "r-{indikator}": "95", "v-{indikator}": "0"}

TABEL: Mapping[str, Rute] = {
    "renstra.index": Rute(
        "GET", "/target/renstra", hanya(("pengelola", "camat", "pemeriksa"), siapa_pun)
    ),
    "renstra.update": Rute(
        "POST",
        "/target/renstra",
        hanya(("pengelola", "camat"), siapa_pun),
        (303, 303),
        _RENSTRA,
        True,
    ),
    "target.index": Rute("GET", "/target", siapa_pun, (303, 303)),
    "target.show": Rute("GET", "/target/2026", siapa_pun),
    "target.show_indikator": Rute("GET", "/target/2026/{indikator}", lihat_jabatan),
    "target.weigh": Rute("GET", "/target/2026/{indikator}/timbang", lihat_jabatan),
    "target.edit": Rute("GET", "/target/2026/isi", hanya(PENETAP, siapa_pun)),
    "target.update": Rute(
        "POST",
        "/target/2026/isi",
        hanya((*PENYETUJU, "pengelola"), lihat_jabatan),
        (303, 303),
        _ISI,
        True,
    ),
    "target.edit_sama": Rute("GET", "/target/2026/sama", hanya(PENETAP, siapa_pun)),
    "target.update_sama": Rute(
        "POST",
        "/target/2026/sama",
        hanya((*PENYETUJU, "pengelola"), lihat_jabatan),
        (303, 303),
        _SAMA,
        True,
    ),
    "target.edit_usul": Rute("GET", "/target/2026/usul", hanya(PEMANGKU, siapa_pun)),
    "target.submit": Rute(
        "POST", "/target/2026/usul", hanya(("pemilik",), lihat_jabatan), (303, 303), _ISI, True
    ),
    "target.approve": _putusan("setujui", *PENYETUJU),
    "target.return_": _putusan("tolak", *PENYETUJU),
    "target.withdraw": _putusan("tarik", "pemilik"),
}
