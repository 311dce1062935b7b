"""Reading an uploaded edition: the sheets of a workbook, or the contents of a TOML file."""

import hashlib
import tomllib
from typing import IO, Any

from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.lembar import Lembar, terima_lembar
from iki_web.storage.nama import parse_ekstensi

TOML_TERBESAR = 2 * 1024**2
#: A longer line is no text of a decree, and dotted keys cost the reader their square.
BARIS_TERPANJANG = 20_000
_BUKU = ("xlsx", "xls", "ods")


def terima_naskah(stream: IO[bytes], nama: str) -> tuple[str, tuple[Lembar, ...] | dict[str, Any]]:
    """Return (SHA-256 in hex, sheets or contents); the bytes are not kept.

    Raises BerkasDitolak with a sentence for the user, and as `terima_lembar` for a workbook.
    """
    jenis = parse_ekstensi(nama)
    if jenis in _BUKU:
        return terima_lembar(stream, nama)
    if jenis != "toml":
        raise BerkasDitolak(
            "Jenis berkas ini tidak diterima. Unggah edisi sebagai buku kerja Excel (.xlsx) atau "
            "berkas .toml, seperti yang diunduh dari halaman Keputusan."
        )
    isi = stream.read(TOML_TERBESAR + 1)
    if len(isi) > TOML_TERBESAR:
        raise BerkasDitolak("Berkas TOML ini lebih dari 2 MB; berkas edisi tidak sebesar itu.")
    return hashlib.sha256(isi).hexdigest(), _read_toml(isi)


def _read_toml(isi: bytes) -> dict[str, Any]:
    if not isi.strip():
        raise BerkasDitolak("Berkas ini kosong. Periksa berkas di komputer Anda, lalu unggah lagi.")
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BerkasDitolak("Berkas ini bukan teks TOML (UTF-8).") from None
    if max(map(len, teks.splitlines()), default=0) > BARIS_TERPANJANG:
        raise BerkasDitolak("Ada baris yang terlalu panjang; ini bukan berkas edisi.")
    try:
        return tomllib.loads(teks)
    except RecursionError:
        raise BerkasDitolak("Isi berkas ini bersarang terlalu dalam.") from None
    except ValueError as sebab:
        raise BerkasDitolak(f"Berkas ini bukan TOML yang benar: {str(sebab)[:200]}.") from None
