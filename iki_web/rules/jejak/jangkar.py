"""Anchors: what was noted of the chain outside the database, and the short code on sheets."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from iki_web.rules.bilangan import format_waktu

#: Letters of the mac in a code; the whole of it lies in the files.
_PANJANG_KODE = 8
_KODE = re.compile(r"(?:j-?)?([1-9][0-9]{0,9})-([0-9a-f]{6,64})")
_BARIS = re.compile(r"([0-9T:-]{19}Z) ([1-9][0-9]{0,9}) ([0-9a-f]{64})")
_WAKTU = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Jangkar:
    """The head of the chain at some instant: number and mac of its last line."""

    waktu: datetime
    seq: int
    mac: str


@dataclass(frozen=True, slots=True)
class Tinggalan:
    """Lines a restore gave up on purpose: after `dari` up to `sampai`, noted until `waktu`."""

    dari: int
    sampai: int
    waktu: datetime

    def covers(self, jangkar: Jangkar) -> bool:
        """Whether an anchor is of a line that was given up."""
        return self.dari < jangkar.seq <= self.sampai and jangkar.waktu <= self.waktu


def parse_tinggalan(waktu: datetime, sesudah: str) -> Tinggalan | None:
    """Return what the line of a restore says was given up; None where nothing was."""
    lepas = json.loads(sesudah).get("lepas")
    return Tinggalan(lepas["dari"], lepas["sampai"], waktu) if lepas else None


def format_kode(seq: int, mac: str) -> str:
    """Return the code that sheets carry."""
    return f"J-{seq}-{mac[:_PANJANG_KODE].upper()}"


def parse_kode(teks: str) -> tuple[int, str] | None:
    """Return number and beginning of the mac, None for what is no such code."""
    cocok = _KODE.fullmatch("".join(teks.split()).lower())
    return (int(cocok[1]), cocok[2]) if cocok else None


def format_baris(jangkar: Jangkar) -> str:
    """Return an anchor as a line of the file."""
    return f"{jangkar.waktu.astimezone(UTC).strftime(_WAKTU)} {jangkar.seq} {jangkar.mac}\n"


def parse_baris(teks: str) -> Jangkar | None:
    """Return the anchor of a line, None for what is no such line."""
    cocok = _BARIS.fullmatch(teks.rstrip("\r\n"))
    if cocok is None:
        return None
    try:
        waktu = datetime.fromisoformat(cocok[1])
    except ValueError:
        return None
    return Jangkar(waktu, int(cocok[2]), cocok[3])


def compare_jangkar(mac: Mapping[int, str], jangkar: Iterable[Jangkar], asal: str) -> list[str]:
    """Return a sentence on the earliest anchor the chain does not hold, none where it holds all.

    `mac`: of each line by its number. `asal`: who noted them ("catatan jangkar", "cadangan ...").
    The sentence is the same however the chain goes on, so that it can be acknowledged.
    """
    lepas = [satu for satu in jangkar if mac.get(satu.seq) != satu.mac]
    if not lepas:
        return []
    awal = min(lepas, key=lambda satu: (satu.seq, satu.waktu))
    return [
        f"Baris jejak {awal.seq}, yang dicatat {asal} pada {format_waktu(awal.waktu)} WIB, hilang "
        "atau berbeda: akhir jejak dipotong, atau database lama dikembalikan."
    ]
