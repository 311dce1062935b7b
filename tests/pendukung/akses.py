"""The table endpoint x person x state of DESIGN section 2.4, as data written out by hand.

A new route needs a line in `TABEL`; `LANGKAH` repeats DOMAIN section 5 on purpose.
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


def _kirim(jalur: str, aturan: Aturan, **isi: str) -> Rute:
    """A step on the entry."""
    alamat = "/realisasi/{indikator}/2026-TW1/" + jalur
    return Rute("POST", alamat, aturan, (303, 200), {"versi": "{versi}"} | isi, True, True)


def _entri(jalur: str, aturan: Aturan, **isi: str) -> Rute:
    return Rute("GET", jalur, aturan, isi=isi, per_status=True)


_ANGKA = {"pembilang": "8", "penyebut": "9"}
_TEMPAT = "/realisasi/{indikator}/2026-TW1"

TABEL: Mapping[str, Rute] = {
    "aset.show": Rute("GET", "{aset}", publik),
    "sehat.index": Rute("GET", "/sehat", publik),
    "masuk.index": Rute("GET", "/masuk", publik),
    "masuk.create": Rute("POST", "/masuk", tetap(422, publik)),
    "masuk.keluar": Rute("POST", "/keluar", akun_sendiri, (303, 303), mengubah=True),
    "akun.sandi": Rute("GET", "/akun/sandi", akun_sendiri),
    "akun.update": Rute("POST", "/akun/sandi", tetap(422, akun_sendiri)),
    "beranda.index": Rute("GET", "/", siapa_pun),
    "panduan.index": Rute("GET", "/panduan", siapa_pun),
    "indikator.index": Rute("GET", "/indikator", siapa_pun),
    "indikator.show": _entri("/indikator/{indikator}", lihat_jabatan),
    "realisasi.show": _entri(_TEMPAT, lihat),
    "realisasi.compute": _entri(_TEMPAT + "/hitung", lihat, **_ANGKA),
    "realisasi.update": _kirim("simpan", langkah("simpan"), **_ANGKA),
    "realisasi.upload": _kirim("bukti", langkah("simpan"), **_ANGKA, rujukan="Buku 9"),
    "realisasi.submit": _kirim("ajukan", langkah("ajukan")),
    "realisasi.withdraw": _kirim("tarik", langkah("tarik")),
    "realisasi.reopen": _kirim("buka-kembali", langkah("buka-kembali"), alasan="Surat susulan."),
    "persetujuan.index": Rute("GET", "/persetujuan", siapa_pun),
    "persetujuan.approve_banyak": Rute("POST", "/persetujuan", tetap(422, siapa_pun)),
    "persetujuan.show": _entri("/persetujuan/{indikator}/2026-TW1", lihat),
    "persetujuan.approve": _kirim("setujui", langkah("setujui")),
    "persetujuan.return_": _kirim(
        "kembalikan", langkah("kembalikan"), alasan="LAINNYA", catatan="Cocokkan."
    ),
    "bukti.download": _entri("/bukti/{bukti}", lihat_isi),
    "bukti.show": _entri("/bukti/{bukti}/lihat", lihat_isi),
    "bukti.preview": _entri("/bukti/{bukti}/pratinjau", lihat_isi),
    "bukti.remove": Rute(
        "POST",
        "/bukti/{bukti}/hapus",
        langkah("simpan", lihat_isi),
        (303, 200),
        {"versi": "{versi}"},
        True,
        True,
    ),
    "rekap.index": Rute("GET", "/rekap", siapa_pun, (303, 303)),
    "rekap.show": Rute("GET", "/rekap/2026", siapa_pun),
    "rekap.export": Rute("GET", "/rekap/2026.xlsx", pembaca_rekap),
    "keputusan.index": Rute("GET", "/keputusan", siapa_pun, (303, 303)),
    "keputusan.show": Rute("GET", "/keputusan/{keputusan}", siapa_pun),
    "keputusan.catatan": Rute("GET", "/keputusan/{keputusan}/catatan", siapa_pun),
    "keputusan.lampiran": Rute("GET", "/keputusan/{keputusan}/staf-umum", siapa_pun),
    "kelola.index": Rute("GET", "/kelola", pengelola),
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
    "kelola.open_year": Rute(
        "POST", "/kelola/tahun", pengelola, (303, 303), {"tahun": "2027"}, True
    ),
}
