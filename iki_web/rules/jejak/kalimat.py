"""Lines of the trail in plain Indonesian: what was done, to what, and what it changed."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from iki_web.rules.bilangan import format_tanggal_pendek, format_waktu
from iki_web.rules.jejak.peristiwa import Peristiwa as P

KALIMAT: Mapping[P, str] = {
    P.INSTANCE_DISIAPKAN: "menyiapkan aplikasi",
    P.KEPUTUSAN_DIMUAT: "memuat edisi Keputusan",
    P.KEPUTUSAN_DISUSUN: "menyusun draf edisi",
    P.KEPUTUSAN_DIUBAH: "mengubah draf edisi",
    P.KEPUTUSAN_DIHAPUS: "menghapus draf edisi",
    P.KEPUTUSAN_DITETAPKAN: "menetapkan edisi Keputusan",
    P.KEPUTUSAN_DICABUT: "mencabut edisi Keputusan",
    P.LAMPIRAN_DITAMBAH: "menambah lampiran edisi",
    P.LAMPIRAN_DIUBAH: "mengubah lampiran edisi",
    P.LAMPIRAN_DIPINDAHKAN: "memindahkan lampiran edisi",
    P.LAMPIRAN_DIHAPUS: "menghapus lampiran edisi",
    P.INDIKATOR_DITAMBAH: "menambah indikator",
    P.INDIKATOR_DIUBAH: "mengubah indikator",
    P.INDIKATOR_DIPINDAHKAN: "memindahkan urutan indikator",
    P.INDIKATOR_DIHAPUS: "menghapus indikator",
    P.INDIKATOR_DIAKHIRI: "mengakhiri indikator",
    P.INDIKATOR_DILANJUTKAN: "melanjutkan indikator yang diakhiri",
    P.TAHUN_DIBUKA: "membuka tahun",
    P.PERIODE_DIBUKA: "membuka periode",
    P.PERIODE_DITUTUP: "menutup periode",
    P.BATAS_DIUBAH: "mengubah batas pengajuan",
    P.LIBUR_DITAMBAH: "menambah hari libur",
    P.LIBUR_DIHAPUS: "menghapus hari libur",
    P.PENGECUALIAN_DITAMBAH: "mengecualikan jabatan dari periode",
    P.PENGECUALIAN_DIHAPUS: "menghapus pengecualian",
    P.KANTOR_DIUBAH: "mengubah pengaturan kantor",
    P.LOGO_DIUBAH: "mengubah logo kantor",
    P.TARGET_DITETAPKAN: "menetapkan target",
    P.RENSTRA_DITETAPKAN: "menetapkan target akhir Renstra",
    P.TARGET_DIUSULKAN: "mengusulkan target",
    P.USULAN_TARGET_DITARIK: "menarik usulan target",
    P.USULAN_TARGET_DISETUJUI: "menyetujui usulan target",
    P.USULAN_TARGET_DITOLAK: "menolak usulan target",
    P.PENUGASAN_DITETAPKAN: "menetapkan penugasan",
    P.PENUGASAN_DIUBAH: "mengubah penugasan",
    P.PENUGASAN_DIAKHIRI: "mengakhiri penugasan",
    P.PENUGASAN_DIBATALKAN: "membatalkan penugasan",
    P.PEGAWAI_DITAMBAH: "menambah pegawai",
    P.PEGAWAI_DIUBAH: "mengubah data pegawai",
    P.PEGAWAI_DINONAKTIFKAN: "menonaktifkan akun pegawai",
    P.PEGAWAI_DIAKTIFKAN: "mengaktifkan akun pegawai",
    P.JABATAN_DITAMBAH: "menambah jabatan",
    P.JABATAN_DIUBAH: "mengubah jabatan",
    P.JABATAN_DIPINDAHKAN: "memindahkan jabatan",
    P.JABATAN_DINONAKTIFKAN: "menonaktifkan jabatan",
    P.JABATAN_DIAKTIFKAN: "mengaktifkan jabatan",
    P.SESI_DIAKHIRI: "mengakhiri semua sesi akun",
    P.MASUK_BERHASIL: "masuk ke aplikasi",
    P.MASUK_DITOLAK: "gagal masuk: nama pengguna atau sandi tidak cocok",
    P.KELUAR: "keluar dari aplikasi",
    P.SANDI_DIGANTI: "mengganti sandi",
    P.SANDI_DIATUR_ULANG: "mengatur ulang sandi akun",
    P.REALISASI_DISIMPAN: "menyimpan realisasi",
    P.REALISASI_DIAJUKAN: "mengajukan realisasi",
    P.REALISASI_DITARIK: "menarik realisasi",
    P.REALISASI_DIKEMBALIKAN: "mengembalikan realisasi",
    P.REALISASI_DISETUJUI: "menyetujui realisasi",
    P.REALISASI_DIBUKA_KEMBALI: "membuka kembali realisasi",
    P.BUKTI_DIUNDUH: "mengunduh berkas bukti",
    P.BUNDEL_DIUNDUH: "mengunduh bundel pemeriksaan",
    P.EKINERJA_DIEKSPOR: "mengekspor e-Kinerja",
    P.REKAP_DIEKSPOR: "mengekspor rekap",
    P.DOKUMEN_DITERBITKAN: "menerbitkan dokumen",
    P.DOKUMEN_DIUNDUH: "mengunduh dokumen",
    P.TEMPLAT_DIGANTI: "mengganti templat Word",
    P.TEMPLAT_DIHAPUS: "menghapus templat Word",
    P.NASKAH_DIEKSPOR: "mengekspor naskah edisi",
    P.MUTU_DINILAI: "menilai mutu indikator",
    P.USULAN_DIAJUKAN: "mengajukan usulan indikator",
    P.USULAN_DINILAI: "menilai usulan indikator",
    P.USULAN_DIPILIH: "memilih usulan indikator",
    P.USULAN_TIDAK_DIPILIH: "tidak memilih usulan indikator",
    P.IMPOR_TEMPLAT_DIUNDUH: "mengunduh templat impor",
    P.IMPOR_DIBACA: "mengunggah berkas impor",
    P.IMPOR_DITERAPKAN: "menerapkan impor",
    P.IMPOR_DIBUANG: "membuang impor",
    P.KEADAAN_DICATAT: "mencatat keadaan semua tabel",
    P.PEMERIKSAAN_DIJALANKAN: "memeriksa keutuhan data",
    P.PEMERIKSAAN_DIAKUI: "menutup peringatan pemeriksaan",
    P.JEJAK_DIEKSPOR: "mengekspor jejak",
    P.DUA_LANGKAH_DINYALAKAN: "menyalakan langkah kedua untuk masuk",
    P.DUA_LANGKAH_DIMATIKAN: "mematikan langkah kedua untuk masuk",
    P.DUA_LANGKAH_DIATUR_ULANG: "mengatur ulang langkah kedua akun",
    P.PEMULIHAN_DIBUAT: "membuat kode pemulihan baru",
    P.CADANGAN_DIBUAT: "membuat cadangan",
    P.CADANGAN_GAGAL: "gagal membuat cadangan",
    P.CADANGAN_DIUJI: "menguji pemulihan cadangan",
    P.CADANGAN_DIPULIHKAN: "memulihkan data dari cadangan",
    P.CADANGAN_DIUNDUH: "mengunduh cadangan",
    P.CADANGAN_DIATUR: "mengatur cadangan",
    P.CADANGAN_SANDI_DIATUR: "mengatur kata sandi cadangan",
    P.DITOLAK: "mencoba tindakan yang ditolak",
}

#: Keys that are there for the machine: digests of rows and files, ids behind names.
_MESIN = {"sidik", "sha256", "logo", "beku", "daftar_id"}
_LABEL = {
    "nama_pengguna": "nama pengguna",
    "alasan_nihil": "alasan nihil",
    "tindak_lanjut": "tindak lanjut",
    "nomor_surat": "nomor surat",
    "atasan_id": "atasan",
    "jabatan_id": "jabatan",
    "pegawai_id": "pegawai",
    "diakhiri": "nomor penugasan yang diakhiri",
    "TAMBAH": "ditambah",
    "UBAH": "diubah",
    "TETAP": "tetap",
    "DITOLAK": "ditolak",
    "nama_singkat": "nama singkat",
    "alasan_buka": "alasan dibuka",
    "batas_cara": "cara batas",
    "batas_hari": "hari batas",
    "pola_nomor": "pola nomor",
    "akhir_renstra": "akhir Renstra",
    "alamat_jaringan": "alamat jaringan",
}
#: Values under these names are codes of ours; nowhere else is a word in capitals touched.
_BERKODE = {"jenis", "status", "frekuensi", "arah", "jenis rumus", "cara hitung", "cara batas"}
_KODE = re.compile(r"[A-Z]+(_[A-Z]+)*")
_KATA_KODE = {"PLT": "Plt.", "PLH": "Plh.", "HASIL": "hasil tahun lalu"}
_HARI = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAAT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T\S+")
_DALAM = 6


def format_aksi(aksi: str) -> str:
    """Return what was done; a word this version does not know stays as it is."""
    try:
        return KALIMAT[P(aksi)]
    except ValueError:
        return aksi


def list_beda(
    sebelum: str, sesudah: str, sebut: Callable[[dict[str, Any]], dict[str, Any]] | None = None
) -> list[tuple[str, str, str]]:
    """Return what a line changed as (name, before, after), "" where there is none.

    `sebut` puts names in the place of ids, in each part of what the line carries.
    """
    sisi = (json.loads(teks, object_hook=sebut) for teks in (sebelum, sesudah))
    awal, akhir = (dict(_ratakan(satu)) for satu in sisi)
    semua = {nama: (awal.get(nama, ""), akhir.get(nama, "")) for nama in {**awal, **akhir}}
    return [(nama, lama, baru) for nama, (lama, baru) in semua.items() if lama != baru]


def _ratakan(isi: Any, nama: str = "", dalam: int = 0) -> Iterator[tuple[str, str]]:
    """Yield every value with the path that leads to it, in words."""
    if isinstance(isi, dict) and dalam < _DALAM:
        for kunci, nilai in isi.items():
            if kunci not in _MESIN:
                yield from _ratakan(
                    nilai, f"{nama} › {_sebut(kunci)}" if nama else _sebut(kunci), dalam + 1
                )
    elif isinstance(isi, list) and any(isinstance(satu, dict | list) for satu in isi):
        for nomor, satu in enumerate(isi, start=1):
            yield from _ratakan(satu, f"{nama} {nomor}".strip(), dalam + 1)
    elif (teks := _format_kode(nama, isi) or _format_nilai(isi)) != "":
        yield nama or "isi", teks


def _sebut(kunci: str) -> str:
    return _LABEL.get(kunci, kunci.replace("_", " "))


def _format_kode(nama: str, nilai: Any) -> str:
    """Return the word for a code of ours, "" for what is none."""
    if nama.rpartition(" › ")[2] not in _BERKODE or not isinstance(nilai, str):
        return ""
    if not _KODE.fullmatch(nilai):
        return ""
    return _KATA_KODE.get(nilai, nilai.lower().replace("_", " "))


def _format_nilai(nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, list):
        return ", ".join(_format_nilai(satu) for satu in nilai)
    teks = str(nilai)
    try:
        if _HARI.fullmatch(teks):
            return format_tanggal_pendek(date.fromisoformat(teks))
        if _SAAT.fullmatch(teks):
            return f"{format_waktu(datetime.fromisoformat(teks))} WIB"
    except ValueError:
        return teks
    return teks
