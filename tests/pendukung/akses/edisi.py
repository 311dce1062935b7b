"""The endpoints of editions: the pengelola's drafts, and the acts of the head."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import BOLEH, Hasil, Rute, pengelola, siapa_pun, tetap


def kepala(siapa: str, status: str) -> Hasil:
    """Today's holder of the head of the tree."""
    boleh = ("tamu", "wajib ganti sandi", "camat")
    return siapa_pun(siapa, status) if siapa in boleh else 403


def pembaca_draf(siapa: str, status: str) -> Hasil:
    """Who may read a draft; to everybody else it does not exist."""
    hasil = siapa_pun(siapa, status)
    return 404 if hasil == BOLEH and siapa not in ("camat", "pengelola") else hasil


def daftar(siapa: str, status: str) -> Hasil:
    """Who sees more than one edition gets the list, everybody else is led to the only one."""
    return 200 if pembaca_draf(siapa, status) == BOLEH else siapa_pun(siapa, status)


_DRAF = "/kelola/edisi/{draf}"
_LEMBAR = _DRAF + "/lembar/staf-umum"
_SATU = _DRAF + "/indikator/{indikator_draf}"
_TETAP = "/kelola/edisi/{keputusan}/indikator/{indikator}"
_INDIKATOR = {
    "nama": "Persentase surat",
    "jenis_rumus": "RASIO",
    "arah": "NAIK",
    "rumus_turun": "SELISIH",
    "cara_hitung": "JUMLAH",
    "frekuensi": "TRIWULANAN",
}


def _tulis(jalur: str, **isi: str) -> Rute:
    return Rute("POST", jalur, pengelola, (303, 303), {"versi": "1"} | isi, True)


TABEL: Mapping[str, Rute] = {
    "kelola.index_edisi": Rute("GET", "/kelola/edisi", pengelola),
    "kelola.show_edisi_baru": Rute("GET", "/kelola/edisi/baru", pengelola),
    "kelola.create_edisi": _tulis("/kelola/edisi/baru", kode="2028", tentang="Uji"),
    "kelola.show_edisi_berkas": Rute("GET", "/kelola/edisi/muat", pengelola),
    "kelola.create_edisi_berkas": Rute("POST", "/kelola/edisi/muat", tetap(422, pengelola)),
    "kelola.show_edisi": Rute("GET", _DRAF, pengelola),
    "kelola.show_naskah": Rute("GET", _DRAF + "/naskah", pengelola),
    "kelola.update_edisi": _tulis(_DRAF + "/naskah", kode="2027", tentang="Uji"),
    "kelola.show_catatan": Rute("GET", _DRAF + "/catatan", pengelola),
    # The draft here brought no remarks along, so nothing changes.
    "kelola.update_catatan_draf": Rute(
        "POST", _DRAF + "/catatan", pengelola, (303, 303), {"versi": "1"}
    ),
    "kelola.show_hapus_edisi": Rute("GET", _DRAF + "/hapus", pengelola),
    "kelola.remove_edisi": _tulis(_DRAF + "/hapus"),
    "kelola.create_lembar": _tulis(_DRAF + "/lembar", jabatan="camat"),
    "kelola.show_lembar": Rute("GET", _LEMBAR, pengelola),
    "kelola.update_lembar": _tulis(_LEMBAR, nama_lampiran="Staf"),
    "kelola.move_lembar": _tulis(_LEMBAR + "/urutan", indikator="{indikator_draf}", arah="naik"),
    "kelola.move_tempat": _tulis(_LEMBAR + "/tempat", arah="naik"),
    "kelola.show_hapus_lembar": Rute("GET", _LEMBAR + "/hapus", pengelola),
    "kelola.remove_lembar": _tulis(_LEMBAR + "/hapus"),
    "kelola.show_indikator_baru": Rute("GET", _LEMBAR + "/indikator", pengelola),
    "kelola.create_indikator_draf": _tulis(_LEMBAR + "/indikator", **_INDIKATOR),
    "kelola.preview_indikator": Rute("POST", _LEMBAR + "/pratinjau", pengelola, isi=_INDIKATOR),
    "kelola.show_indikator": Rute("GET", _SATU, pengelola),
    "kelola.update_indikator_draf": _tulis(_SATU, **_INDIKATOR),
    "kelola.show_hapus_indikator": Rute("GET", _SATU + "/hapus", pengelola),
    "kelola.remove_indikator_draf": _tulis(_SATU + "/hapus"),
    "kelola.show_akhiri": Rute("GET", _TETAP + "/akhiri", pengelola),
    "kelola.close_indikator_tetap": _tulis(
        _TETAP + "/akhiri", berakhir="2026-12-31", alasan="Diganti."
    ),
    "kelola.reopen_indikator_tetap": Rute(
        "POST", _TETAP + "/lanjutkan", tetap(422, pengelola), isi={"versi": "1"}
    ),
    "keputusan.index": Rute("GET", "/keputusan", daftar, (303, 303)),
    "keputusan.compare": Rute("GET", "/keputusan/{draf}/perbandingan", pembaca_draf),
    "keputusan.show_tetapkan": Rute("GET", "/keputusan/{draf}/tetapkan", kepala),
    "keputusan.issue": Rute(
        "POST",
        "/keputusan/{draf}/tetapkan",
        kepala,
        (303, 303),
        {
            "sidik": "{sidik}",
            "nomor": "188/9",
            "tanggal": "2026-04-10",
            "berlaku_mulai": "2027-01-01",
            "alasan": "Diperbaiki kemudian.",
        },
        True,
    ),
    "keputusan.show_cabut": Rute("GET", "/keputusan/{keputusan}/cabut", kepala),
    "keputusan.revoke": Rute(
        "POST",
        "/keputusan/{keputusan}/cabut",
        tetap(422, kepala),
        isi={"versi": "1", "alasan": "Uji."},
    ),
}
