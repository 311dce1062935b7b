"""Reading whole workbooks (xlsx, ods, xls) into plain cells, after every check a file gets."""

import hashlib
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from iki_web.rules.lembar import Lembar, Letak, Sel
from iki_web.storage.galat import BerkasDitolak, BerkasTerlaluBesar
from iki_web.storage.lembar.batas import Pindaian
from iki_web.storage.lembar.biff import scan_xls
from iki_web.storage.lembar.odf import scan_ods
from iki_web.storage.lembar.ooxml import scan_xlsx
from iki_web.storage.masukan import jaga_penyimpanan
from iki_web.storage.nama import parse_ekstensi
from iki_web.storage.paket import RUSAK, TERKUNCI, Paket
from iki_web.storage.pemeriksaan import periksa
from iki_web.storage.simpanan import BATAS_UKURAN
from iki_web.storage.tanda import TANDA_OLE, sebut_isi

__all__ = ["Lembar", "read_lembar", "terima_lembar"]

# One workbook at a time, so that several large ones at once cannot exhaust memory.
_KUNCI = threading.Lock()
_POTONGAN = 256 * 1024
_JENIS_LAIN = (
    "Jenis berkas ini tidak diterima. Unggah buku kerja Excel (.xlsx, .xls) atau "
    "LibreOffice (.ods)."
)
_KOSONG = "Berkas ini kosong (0 byte). Periksa berkas di komputer Anda, lalu unggah lagi."
_SANDI_OLE = "EncryptedPackage".encode("utf-16-le")


def read_lembar(path: Path, nama: str) -> tuple[Lembar, ...]:
    """Return the sheets of the workbook at `path`, in its order.

    `nama` is what the client calls it. Raises BerkasDitolak with a sentence for the user: another
    kind, macros, a password, broken, or past a bound (50 sheets; 10,000 rows, 256 columns each).
    """
    jenis = _parse_jenis(nama)
    with _KUNCI:
        return _read_buku(path, _scan(path, nama, jenis))


def terima_lembar(stream: IO[bytes], nama: str) -> tuple[str, tuple[Lembar, ...]]:
    """Read an uploaded workbook: (SHA-256 in hex, sheets); its bytes are not kept.

    Raises as `read_lembar`, and BerkasTerlaluBesar, RuangPenuh or PenyimpananGagal.
    """
    _parse_jenis(nama)  # a refused kind never touches the disk
    with jaga_penyimpanan(), tempfile.TemporaryDirectory(prefix="iki-lembar-") as folder:
        path = Path(folder) / "buku"
        with path.open("wb") as keluar:
            sidik = _salin(stream, keluar)
        return sidik, read_lembar(path, nama)


def _salin(stream: IO[bytes], keluar: IO[bytes]) -> str:
    """Copy a stream of bounded length; returns its SHA-256 in hex."""
    sidik, ukuran = hashlib.sha256(), 0
    while potongan := stream.read(_POTONGAN):
        ukuran += len(potongan)
        if ukuran > BATAS_UKURAN:
            raise BerkasTerlaluBesar(
                f"Buku kerja ini lebih dari {BATAS_UKURAN // 1024**2} MB. Pecah menjadi beberapa "
                "berkas, lalu unggah lagi."
            )
        sidik.update(potongan)
        keluar.write(potongan)
    return sidik.hexdigest()


def _parse_jenis(nama: str) -> str:
    jenis = parse_ekstensi(nama)
    if jenis not in ("xlsx", "ods", "xls"):
        raise BerkasDitolak(_JENIS_LAIN)
    return jenis


def _scan(path: Path, nama: str, jenis: str) -> dict[str, Pindaian]:
    """Judge the file as evidence of its kind is judged, then count what is in it."""
    if jenis == "xls":
        isi = path.read_bytes()
        _check_ole(isi)
        return scan_xls(isi)
    periksa(path, nama)
    paket = Paket(path.read_bytes())
    return scan_xlsx(paket) if jenis == "xlsx" else scan_ods(paket)


def _check_ole(isi: bytes) -> None:
    if not isi:
        raise BerkasDitolak(_KOSONG)
    if not isi.startswith(TANDA_OLE):
        raise BerkasDitolak(
            f"Nama berkas ini berakhiran .xls, tetapi isinya {sebut_isi(isi[:1024])}. "
            "Simpan ulang sebagai .xlsx, lalu unggah lagi."
        )
    if _SANDI_OLE in isi:
        raise BerkasDitolak(TERKUNCI)


def _read_buku(path: Path, pindaian: dict[str, Pindaian]) -> tuple[Lembar, ...]:
    """Read the cells with calamine, which may fail, or panic, on what no office program writes."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        with CalamineWorkbook.from_path(path) as buku:
            return tuple(
                _build_lembar(buku, nomor, pindaian)
                for nomor, lembar in enumerate(buku.sheets_metadata)
                if lembar.typ is SheetTypeEnum.WorkSheet
            )
    except PasswordError as galat:
        raise BerkasDitolak(TERKUNCI) from galat
    except BerkasDitolak:
        raise
    except (CalamineError, ValueError, OSError, OverflowError) as galat:
        raise BerkasDitolak(RUSAK) from galat
    except BaseException as galat:
        # A Rust panic is no Exception; anything else of that rank is not ours to swallow.
        if type(galat).__name__ != "PanicException":
            raise
        raise BerkasDitolak(RUSAK) from galat


def _build_lembar(buku: Any, nomor: int, pindaian: dict[str, Pindaian]) -> Lembar:
    from python_calamine import SheetVisibleEnum

    perihal = buku.sheets_metadata[nomor]
    if perihal.visible is not SheetVisibleEnum.Visible:
        return Lembar(perihal.name, (), tersembunyi=True)
    pindai = pindaian.get(perihal.name)
    if pindai is None:  # read by a way the scan did not see: its bounds are unknown
        raise BerkasDitolak(RUSAK)
    lembar = buku.get_sheet_by_index(nomor)
    isi = lembar.to_python(skip_empty_area=False)
    galat = frozenset(pindai.galat)
    baris = [
        tuple(_build_sel(sel, (b, k), galat) for k, sel in enumerate(baris))
        for b, baris in enumerate(isi)
    ]
    while baris and not any(sel is not None for sel in baris[-1]):
        baris.pop()
    return Lembar(
        perihal.name,
        tuple(baris),
        tuple(lembar.merged_cell_ranges or pindai.gabungan),
        frozenset(pindai.rumus),
        frozenset(pindai.persen),
        galat,
    )


def _build_sel(sel: Any, letak: Letak, galat: frozenset[Letak]) -> Sel:
    """Return one plain cell: None for nothing, an int for a whole number, text for a duration."""
    if sel == "" or letak in galat:
        return None
    if isinstance(sel, float) and sel.is_integer() and abs(sel) < 10**15:
        return int(sel)
    if isinstance(sel, timedelta):
        return str(sel)
    hasil: Sel = sel
    return hasil
