"""The names a certificate speaks for: the machine's own, and those the operator gave."""

from collections.abc import Iterable
from pathlib import Path

from iki_web.config import NAMA, read_nama, write_berkas
from iki_web.jaringan import list_alamat, list_nama
from iki_web.rules.galat import Ditolak


def write_nama(folder: Path, nama: Iterable[str]) -> None:
    """Keep further names, for the certificates to come."""
    semua = dict.fromkeys((*read_nama(folder / NAMA), *nama))
    write_berkas(folder / NAMA, "".join(f"{satu}\n" for satu in semua).encode())


def check_nama(nama: str) -> str:
    """Return a name as certificates hold it; raises Ditolak for what is no name or address."""
    bersih = nama.strip().lower().removesuffix(".")
    bagian = bersih.replace(":", ".").split(".")
    if not bersih.isascii() or not all(b.replace("-", "").isalnum() or not b for b in bagian):
        raise Ditolak(f"“{nama}” bukan nama komputer atau alamat. Tulis tanpa http:// dan port.")
    return bersih


def list_semua(lain: Iterable[str]) -> tuple[str, ...]:
    """Return every name and address this machine is found by, with those the operator added."""
    mesin = list_nama()
    semua = (*mesin, f"{mesin[-2]}.local", *list_alamat(), "127.0.0.1", "::1", *lain)
    return tuple(dict.fromkeys(semua))
