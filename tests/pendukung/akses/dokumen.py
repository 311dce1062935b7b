"""The endpoints of documents; the issued one is the agreement of staf-umum, the draft a report."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import (
    BOLEH,
    DI_ATAS,
    Hasil,
    Rute,
    lihat_jabatan,
    pengelola,
    publik,
    siapa_pun,
    tetap,
)


def lihat_nilai(siapa: str, status: str) -> Hasil:
    """Whoever reads the position's figures: not the pengelola as such."""
    return 404 if siapa == "pengelola" else lihat_jabatan(siapa, status)


def terbitkan(siapa: str, status: str) -> Hasil:
    """The holder of the position and everyone above it."""
    masuk = lihat_nilai(siapa, status)
    return 403 if masuk == BOLEH and siapa not in ("pemilik", *DI_ATAS) else masuk


def daftar(siapa: str, status: str) -> Hasil:
    """Whoever reads the figures of any position."""
    masuk = siapa_pun(siapa, status)
    return 404 if masuk == BOLEH and siapa in ("pengelola", "bekas pemilik") else masuk


def daftar_terbit(siapa: str, status: str) -> Hasil:
    """Whoever may issue for any of them: not the pemeriksa."""
    return 403 if siapa == "pemeriksa" else daftar(siapa, status)


def daftar_perjanjian(siapa: str, status: str) -> Hasil:
    """Whoever reads agreements, one of which was issued."""
    masuk = siapa_pun(siapa, status)
    return 404 if masuk == BOLEH and siapa == "bekas pemilik" else masuk


_LAPORAN = {"tahun": "2026", "jabatan": "{jabatan}", "periode": "2026-TW1"}
_TERBIT = _LAPORAN | {"sidik": "{sidik_dokumen}", "tanggal": "2026-04-10", "nomor": "9/LC/2026"}
_TAHUN = {"tahun": "2026"}
_BANYAK = _TAHUN | {"periode": "2026-TW1"}
_PK = "/dokumen/banyak/perjanjian/terbit"

TABEL: Mapping[str, Rute] = {
    "dokumen.index": Rute("GET", "/dokumen", siapa_pun, isi={"tahun": "2026"}),
    "dokumen.edit": Rute("GET", "/dokumen/konsep/laporan", lihat_nilai, isi=_LAPORAN),
    "dokumen.preview": Rute("GET", "/dokumen/konsep/laporan.pdf", lihat_nilai, isi=_LAPORAN),
    "dokumen.preview_docx": Rute("GET", "/dokumen/konsep/laporan.docx", lihat_nilai, isi=_LAPORAN),
    "dokumen.issue": Rute(
        "POST", "/dokumen/konsep/laporan", terbitkan, (303, 303), _TERBIT, mengubah=True
    ),
    "dokumen.show": Rute("GET", "/dokumen/{terbitan}", lihat_jabatan),
    "dokumen.export_pdf": Rute("GET", "/dokumen/{terbitan}.pdf", lihat_jabatan),
    "dokumen.export_docx": Rute("GET", "/dokumen/{terbitan}.docx", lihat_jabatan),
    "dokumen.export_xlsx": Rute("GET", "/dokumen/{terbitan}.xlsx", lihat_jabatan),
    "dokumen.export_txt": Rute("GET", "/dokumen/{terbitan}.txt", lihat_jabatan),
    "dokumen.edit_banyak": Rute("GET", "/dokumen/banyak/laporan", daftar_terbit, isi=_BANYAK),
    "dokumen.issue_banyak": Rute(
        "POST",
        "/dokumen/banyak/laporan",
        terbitkan,
        (303, 303),
        _BANYAK | {"pilih": "{jabatan}/{sidik_dokumen}", "tanggal": "2026-04-10"},
        mengubah=True,
    ),
    "dokumen.show_banyak": Rute("GET", _PK, daftar_perjanjian, isi=_TAHUN),
    "dokumen.export_zip": Rute("GET", f"{_PK}.zip", lihat_jabatan, isi=_TAHUN),
    "dokumen.export_banyak_pdf": Rute("GET", f"{_PK}.pdf", lihat_jabatan, isi=_TAHUN),
    "kelola.index_templat": Rute("GET", "/kelola/templat", pengelola),
    "kelola.show_templat": Rute("GET", "/kelola/templat/laporan", pengelola),
    "kelola.export_templat": Rute("GET", "/kelola/templat/laporan.docx", pengelola),
    "kelola.set_templat": Rute("POST", "/kelola/templat/laporan", tetap(422, pengelola)),
    "kelola.revoke_templat": Rute(
        "POST", "/kelola/templat/perjanjian/hapus", pengelola, (303, 303), {"versi": "1"}, True
    ),
    "verifikasi.index": Rute("GET", "/verifikasi", publik),
    "verifikasi.check": Rute("POST", "/verifikasi/{kode}", tetap(422, publik)),
    "verifikasi.show": Rute("GET", "/verifikasi/{kode}", publik),
}
