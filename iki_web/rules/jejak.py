"""The audit chain: a closed set of past-tense events, canonical JSON, and the mac of each line."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Peristiwa(StrEnum):
    """What happened; one line of the trail carries exactly one of these."""

    INSTANCE_DISIAPKAN = "instance.disiapkan"
    KEPUTUSAN_DIMUAT = "keputusan.dimuat"
    KEPUTUSAN_DISUSUN = "keputusan.disusun"
    KEPUTUSAN_DIUBAH = "keputusan.diubah"
    KEPUTUSAN_DIHAPUS = "keputusan.dihapus"
    KEPUTUSAN_DITETAPKAN = "keputusan.ditetapkan"
    KEPUTUSAN_DICABUT = "keputusan.dicabut"
    LAMPIRAN_DITAMBAH = "lampiran.ditambah"
    LAMPIRAN_DIUBAH = "lampiran.diubah"
    LAMPIRAN_DIPINDAHKAN = "lampiran.dipindahkan"
    LAMPIRAN_DIHAPUS = "lampiran.dihapus"
    INDIKATOR_DITAMBAH = "indikator.ditambah"
    INDIKATOR_DIUBAH = "indikator.diubah"
    INDIKATOR_DIPINDAHKAN = "indikator.dipindahkan"
    INDIKATOR_DIHAPUS = "indikator.dihapus"
    INDIKATOR_DIAKHIRI = "indikator.diakhiri"
    INDIKATOR_DILANJUTKAN = "indikator.dilanjutkan"
    TAHUN_DIBUKA = "tahun.dibuka"
    PERIODE_DIBUKA = "periode.dibuka"
    PERIODE_DITUTUP = "periode.ditutup"
    BATAS_DIUBAH = "periode.batas_diubah"
    LIBUR_DITAMBAH = "libur.ditambah"
    LIBUR_DIHAPUS = "libur.dihapus"
    PENGECUALIAN_DITAMBAH = "pengecualian.ditambah"
    PENGECUALIAN_DIHAPUS = "pengecualian.dihapus"
    KANTOR_DIUBAH = "kantor.diubah"
    LOGO_DIUBAH = "kantor.logo_diubah"
    TARGET_DITETAPKAN = "target.ditetapkan"
    RENSTRA_DITETAPKAN = "renstra.ditetapkan"
    TARGET_DIUSULKAN = "target.diusulkan"
    USULAN_TARGET_DITARIK = "usulan_target.ditarik"
    USULAN_TARGET_DISETUJUI = "usulan_target.disetujui"
    USULAN_TARGET_DITOLAK = "usulan_target.ditolak"
    PENUGASAN_DITETAPKAN = "penugasan.ditetapkan"
    PENUGASAN_DIUBAH = "penugasan.diubah"
    PENUGASAN_DIAKHIRI = "penugasan.diakhiri"
    PENUGASAN_DIBATALKAN = "penugasan.dibatalkan"
    PEGAWAI_DITAMBAH = "pegawai.ditambah"
    PEGAWAI_DIUBAH = "pegawai.diubah"
    PEGAWAI_DINONAKTIFKAN = "pegawai.dinonaktifkan"
    PEGAWAI_DIAKTIFKAN = "pegawai.diaktifkan"
    JABATAN_DITAMBAH = "jabatan.ditambah"
    JABATAN_DIUBAH = "jabatan.diubah"
    JABATAN_DIPINDAHKAN = "jabatan.dipindahkan"
    JABATAN_DINONAKTIFKAN = "jabatan.dinonaktifkan"
    JABATAN_DIAKTIFKAN = "jabatan.diaktifkan"
    SESI_DIAKHIRI = "sesi.diakhiri"
    MASUK_BERHASIL = "masuk.berhasil"
    MASUK_DITOLAK = "masuk.ditolak"
    KELUAR = "keluar"
    SANDI_DIGANTI = "sandi.diganti"
    SANDI_DIATUR_ULANG = "sandi.diatur_ulang"
    REALISASI_DISIMPAN = "realisasi.disimpan"
    REALISASI_DIAJUKAN = "realisasi.diajukan"
    REALISASI_DITARIK = "realisasi.ditarik"
    REALISASI_DIKEMBALIKAN = "realisasi.dikembalikan"
    REALISASI_DISETUJUI = "realisasi.disetujui"
    REALISASI_DIBUKA_KEMBALI = "realisasi.dibuka_kembali"
    BUKTI_DIUNDUH = "bukti.diunduh"
    BUNDEL_DIUNDUH = "bundel.diunduh"
    EKINERJA_DIEKSPOR = "ekinerja.diekspor"
    REKAP_DIEKSPOR = "rekap.diekspor"
    DOKUMEN_DITERBITKAN = "dokumen.diterbitkan"
    DOKUMEN_DIUNDUH = "dokumen.diunduh"
    TEMPLAT_DIGANTI = "templat.diganti"
    TEMPLAT_DIHAPUS = "templat.dihapus"
    NASKAH_DIEKSPOR = "naskah.diekspor"
    MUTU_DINILAI = "mutu.dinilai"
    USULAN_DIAJUKAN = "usulan.diajukan"
    USULAN_DINILAI = "usulan.dinilai"
    USULAN_DIPILIH = "usulan.dipilih"
    USULAN_TIDAK_DIPILIH = "usulan.tidak_dipilih"
    IMPOR_TEMPLAT_DIUNDUH = "impor.templat_diunduh"
    IMPOR_DIBACA = "impor.dibaca"
    IMPOR_DITERAPKAN = "impor.diterapkan"
    IMPOR_DIBUANG = "impor.dibuang"
    DITOLAK = "ditolak"


#: The mac before the first line.
MAC_AWAL = "0" * 64


@dataclass(frozen=True, slots=True)
class Baris:
    """One line as it is signed; `waktu` in UTC."""

    seq: int
    kantor_id: int | None
    waktu: datetime
    pelaku_id: int | None
    pelaku: str
    aksi: str
    objek: str
    versi: int
    sebelum: str
    sesudah: str
    permintaan: str
    alamat: str
    mac_sebelum: str


def _teks(nilai: Any) -> str:
    """Return what JSON has no word for: exact decimals, days and instants, as text."""
    if isinstance(nilai, Decimal):
        return format(nilai, "f")
    if isinstance(nilai, datetime):
        return nilai.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(nilai, date):
        return nilai.isoformat()
    raise TypeError(f"{type(nilai).__name__} has no canonical text")


#: Made once: `json.dumps` would make one a call, of which an act takes thirty.
_TULIS = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_teks
).encode


def format_kanonik(isi: Any) -> str:
    """Return canonical JSON: sorted keys, no spaces, exact decimals, UTC instants."""
    return _TULIS(isi)


def compute_mac(kunci: bytes, baris: Baris) -> str:
    """Return HMAC-SHA256 over everything in the line, the previous mac included (TRUST, Jejak)."""
    return hmac.new(kunci, format_kanonik(asdict(baris)).encode(), hashlib.sha256).hexdigest()


def find_putus(kunci: bytes, rantai: Iterable[tuple[Baris, str]]) -> tuple[int, str] | None:
    """Return (seq, why) of the first line that does not hold, None for a whole chain.

    `rantai`: the lines in order of seq, each with the mac that is stored for it.
    """
    sebelum, harap = MAC_AWAL, 1
    for baris, mac in rantai:
        if baris.seq != harap:
            return harap, "baris hilang atau urutan berubah"
        if baris.mac_sebelum != sebelum:
            return baris.seq, "tidak menyambung ke baris sebelumnya"
        if not hmac.compare_digest(compute_mac(kunci, baris), mac):
            return baris.seq, "isi baris tidak cocok dengan tanda pengamannya"
        sebelum, harap = mac, harap + 1
    return None
