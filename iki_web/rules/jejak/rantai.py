"""The audit chain: canonical JSON, the mac of each line, the first one that does not hold."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

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
    #: What the change made of the rows it touched (`rules.jejak.keadaan`).
    keadaan: str = ""


_NAMA = tuple(satu.name for satu in fields(Baris))


def _teks(nilai: Any) -> str:
    """Return what JSON has no word for: exact decimals, days and instants, as text."""
    if isinstance(nilai, Decimal):
        return format(nilai, "f")
    if isinstance(nilai, datetime):
        return nilai.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(nilai, date):
        return nilai.isoformat()
    raise TypeError(f"{type(nilai).__name__} has no canonical text")


#: Made once: an encoder a line is a third of what writing it costs.
_KANONIK = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_teks
)


def format_kanonik(isi: Any) -> str:
    """Return canonical JSON: sorted keys, no spaces, exact decimals, UTC instants."""
    return _KANONIK.encode(isi)


def compute_mac(kunci: bytes, baris: Baris) -> str:
    """Return HMAC-SHA256 over everything in the line, the previous mac included (TRUST, Jejak)."""
    isi = {nama: getattr(baris, nama) for nama in _NAMA}
    if not baris.keadaan:
        # As lines were signed before there was such a column: they stay as good as they were.
        del isi["keadaan"]
    return hmac.new(kunci, format_kanonik(isi).encode(), hashlib.sha256).hexdigest()


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
