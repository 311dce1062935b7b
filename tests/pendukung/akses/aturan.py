"""Who asks and what he is answered: persons, rules, and the line of one endpoint.

`LANGKAH` repeats DOMAIN section 5 on purpose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

BELUM, DRAF, DIAJUKAN, KEMBALI, SETUJU = (
    "BELUM_DIISI",
    "DRAF",
    "DIAJUKAN",
    "DIKEMBALIKAN",
    "DISETUJUI",
)
STATUS = (BELUM, DRAF, DIAJUKAN, KEMBALI, SETUJU)

#: Who asks: what he is to an entry of staf-umum, and the account that plays him.
ORANG: Mapping[str, str] = {
    "tamu": "",
    "wajib ganti sandi": "staf-trantib",
    "pemilik": "staf-umum",
    "atasan": "kasubbag-umum",
    "plh. atasan": "kasi-pmd",
    "atasan dari atasan": "sekretaris",
    "camat": "camat",
    "samping atasan": "kasubbag-keuangan",
    "samping pemilik": "staf-keuangan",
    "seksi lain": "kasi-pemerintahan",
    "staf seksi lain": "staf-pmd",
    "bekas pemilik": "staf-pemerintahan",
    "pengelola": "pengelola",
    "pemeriksa": "kasi-trantib",
}
PENYETUJU = ("atasan", "plh. atasan")
DI_ATAS = (*PENYETUJU, "atasan dari atasan", "camat")

#: An answer: a status, or where the person is led instead.
Hasil = int | str
BOLEH, MASUK, GANTI = "boleh", "masuk", "ganti"
Aturan = Callable[[str, str], Hasil]


def publik(_siapa: str, _status: str) -> Hasil:
    """Open to strangers."""
    return BOLEH


def siapa_pun(siapa: str, _status: str) -> Hasil:
    """Anyone who is signed in and has a password of his own."""
    return {"tamu": MASUK, "wajib ganti sandi": GANTI}.get(siapa, BOLEH)


def akun_sendiri(siapa: str, _status: str) -> Hasil:
    """Anyone who is signed in, also before changing the first password."""
    return MASUK if siapa == "tamu" else BOLEH


def pengelola(siapa: str, status: str) -> Hasil:
    """The keeper of master data."""
    return siapa_pun(siapa, status) if siapa in ("tamu", "wajib ganti sandi", "pengelola") else 403


def pembaca_rekap(siapa: str, status: str) -> Hasil:
    """Whoever sees anybody's values: holders of a position and the pemeriksa."""
    return 403 if siapa in ("bekas pemilik", "pengelola") else siapa_pun(siapa, status)


def lihat_jabatan(siapa: str, status: str) -> Hasil:
    """Whoever may know what happens at the position at all."""
    if siapa in ("tamu", "wajib ganti sandi"):
        return siapa_pun(siapa, status)
    return BOLEH if siapa in ("pemilik", *DI_ATAS, "pengelola", "pemeriksa") else 404


def lihat(siapa: str, status: str) -> Hasil:
    """Whoever sees at least the state of the entry."""
    if siapa == "pemeriksa" and status in (BELUM, DRAF):
        return 404
    return lihat_jabatan(siapa, status)


def lihat_isi(siapa: str, status: str) -> Hasil:
    """Whoever sees the values of the entry."""
    tertutup = status in (BELUM, DRAF) and siapa != "pemilik"
    if siapa not in ("tamu", "wajib ganti sandi") and (tertutup or siapa == "pengelola"):
        return 404
    return lihat(siapa, status)


#: DOMAIN section 5: step -> (states it starts from, persons it belongs to).
LANGKAH: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "simpan": ((BELUM, DRAF, KEMBALI), ("pemilik",)),
    "ajukan": ((DRAF, KEMBALI), ("pemilik",)),
    "tarik": ((DIAJUKAN,), ("pemilik",)),
    "kembalikan": ((DIAJUKAN,), PENYETUJU),
    "setujui": ((DIAJUKAN,), PENYETUJU),
    "buka-kembali": ((SETUJU,), DI_ATAS),
}


def langkah(nama: str, dasar: Aturan = lihat) -> Aturan:
    """A step of the table: unseen 404, not yours 403, wrong state 422."""
    dari, oleh = LANGKAH[nama]

    def aturan(siapa: str, status: str) -> Hasil:
        if dasar(siapa, status) != BOLEH:
            return dasar(siapa, status)
        # Only who submitted may withdraw: before that nobody has anything to take back.
        if siapa not in oleh or (nama == "tarik" and status in (BELUM, DRAF)):
            return 403
        return BOLEH if status in dari else 422

    return aturan


def tetap(hasil: int, aturan: Aturan) -> Aturan:
    """Whoever gets in is answered `hasil`: the form of the table's line is wrong on purpose."""

    def tolak(siapa: str, status: str) -> Hasil:
        return hasil if aturan(siapa, status) == BOLEH else aturan(siapa, status)

    return tolak


@dataclass(frozen=True)
class Rute:
    """One endpoint: how it is requested, by whom it may be, and what a full and htmx answer are."""

    metode: str
    jalur: str
    aturan: Aturan
    jawab: tuple[int, int] = (200, 200)
    isi: Mapping[str, str] = field(default_factory=dict)
    mengubah: bool = False
    per_status: bool = False
