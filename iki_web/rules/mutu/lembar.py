"""Findings in the sheets: sources of data, names of positions, duties (group 8)."""

import re
from collections.abc import Iterator

from iki_web.rules.mutu.temuan import Bahan, Gejala

_UNIT = re.compile(
    r"(?:sub ?bag(?:ian)?|bagian|seksi|kasi|kasubbag|sekretariat|sekretaris|dinas|badan|bidang)\b",
    re.IGNORECASE,
)


def list_tanpa_sumber(bahan: Bahan) -> Iterator[Gejala]:
    """Yield indicators without any source of data."""
    for satu in bahan.edisi.indikator:
        if not any(sumber.strip() for sumber in satu.sumber_data):
            yield Gejala(
                satu.kode,
                "sumber_data",
                satu.nama,
                "Sumber data belum ada.",
                "Tulis dokumen yang menjadi bukti realisasinya.",
            )


def list_sumber_unit(bahan: Bahan) -> Iterator[Gejala]:
    """Yield sources of data that name a unit instead of a document."""
    for satu in bahan.edisi.indikator:
        for sumber in satu.sumber_data:
            if _UNIT.match(sumber.strip()):
                yield Gejala(
                    satu.kode,
                    "sumber_data",
                    sumber,
                    "Sumber data berupa nama unit, bukan dokumen.",
                    "Tulis dokumen yang menjadi bukti, misalnya buku register atau laporan.",
                )


def list_tanpa_kecamatan(bahan: Bahan) -> Iterator[Gejala]:
    """Yield headings that leave out the kecamatan most other headings name."""
    nama = {j.kode: j.nama_lampiran or "" for j in bahan.edisi.lembar}
    ada = [satu for satu in nama.values() if "kecamatan" in satu.lower()]
    if 2 * len(ada) <= len(nama):
        return
    for kode, satu in nama.items():
        if "kecamatan" not in satu.lower():
            yield Gejala(
                kode,
                "lampiran",
                satu,
                "Nama kecamatan tidak tertulis pada nama jabatan ini.",
                "Lengkapi seperti pada lembar jabatan lain.",
            )


def list_tanpa_tugas(bahan: Bahan) -> Iterator[Gejala]:
    """Yield sheets without a duty where another has one."""
    if not any(j.tugas for j in bahan.edisi.lembar):
        return
    for satu in bahan.edisi.lembar:
        if not satu.tugas:
            yield Gejala(
                satu.kode,
                "tugas",
                satu.nama_lampiran or "",
                "Tugas tidak tertulis, padahal ada pada jabatan lain.",
                "Tulis rumusan tugas jabatan ini.",
            )
