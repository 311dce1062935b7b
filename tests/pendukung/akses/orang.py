"""The endpoints of people, assignments, positions and their accounts."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import Rute, pengelola, tetap


def _lihat(jalur: str) -> Rute:
    return Rute("GET", "/kelola/" + jalur, pengelola)


def _ubah(jalur: str, **isi: str) -> Rute:
    """An act that succeeds with a redirect."""
    return Rute("POST", "/kelola/" + jalur, pengelola, (303, 303), isi, True)


def _tolak(jalur: str, **isi: str) -> Rute:
    """An act that is in no state to be done."""
    return Rute("POST", "/kelola/" + jalur, tetap(422, pengelola), isi=isi)


TABEL: Mapping[str, Rute] = {
    "kelola.show_akun": _lihat("akun/{pegawai}"),
    "kelola.revoke_akun": _ubah("akun/{pegawai}/keluarkan"),
    "kelola.show_langkah": _lihat("akun/{pegawai}/dua-langkah"),
    "kelola.reset_langkah": _tolak("akun/{pegawai}/dua-langkah"),
    "kelola.index_pegawai": _lihat("pegawai"),
    "kelola.new_pegawai": _lihat("pegawai/baru"),
    "kelola.create_pegawai": Rute(
        "POST", "/kelola/pegawai", pengelola, isi={"nama": "Siti Aminah"}, mengubah=True
    ),
    "kelola.show_pegawai": _lihat("pegawai/{pegawai}"),
    "kelola.edit_pegawai": _lihat("pegawai/{pegawai}/ubah"),
    "kelola.update_pegawai": _ubah("pegawai/{pegawai}/ubah", versi="1", nama="Siti Aminah"),
    "kelola.close_pegawai": _ubah("pegawai/{pegawai}/nonaktifkan", versi="1"),
    "kelola.reopen_pegawai": _tolak("pegawai/{pegawai}/aktifkan", versi="1"),
    "kelola.new_penugasan": _lihat("penugasan/baru"),
    "kelola.create_penugasan": _ubah(
        "penugasan",
        pegawai_id="{pegawai}",
        jabatan_id="{jabatan_lain}",
        jenis="DEFINITIF",
        mulai="2025-01-01",
        selesai="2025-12-31",
    ),
    "kelola.show_penugasan": _lihat("penugasan/{penugasan}"),
    "kelola.update_penugasan": _ubah(
        "penugasan/{penugasan}/ubah", versi="1", jenis="DEFINITIF", mulai="2026-01-02"
    ),
    "kelola.close_penugasan": _ubah(
        "penugasan/{penugasan}/akhiri", versi="1", selesai="2026-12-31"
    ),
    "kelola.revoke_penugasan": _ubah("penugasan/{penugasan}/batalkan", versi="1", alasan="Keliru."),
    "kelola.index_jabatan": _lihat("jabatan"),
    "kelola.new_jabatan": _lihat("jabatan/baru"),
    "kelola.create_jabatan": _ubah(
        "jabatan", nama="Kepala Seksi Ekonomi", urutan="30", atasan_id="{camat}"
    ),
    "kelola.show_jabatan": _lihat("jabatan/{jabatan_lain}"),
    "kelola.update_jabatan": _ubah(
        "jabatan/{jabatan_lain}/ubah", versi="1", nama="Staf Lain", urutan="30"
    ),
    "kelola.update_atasan": _ubah("jabatan/{jabatan_lain}/atasan", versi="1", atasan_id="{camat}"),
    "kelola.close_jabatan": _tolak("jabatan/{jabatan_lain}/nonaktifkan", versi="1"),
    "kelola.reopen_jabatan": _tolak("jabatan/{jabatan_lain}/aktifkan", versi="1"),
}
