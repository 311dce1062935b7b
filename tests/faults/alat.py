"""What a part of `make faults` gives: how often it was tried, and what did not hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Takar:
    """How much is done: the whole of it, or the short version that `make test` runs."""

    penuh: bool

    def kali(self, penuh: int, singkat: int) -> int:
        """Return the number of rounds."""
        return penuh if self.penuh else singkat


@dataclass(slots=True)
class Hasil:
    """One row of the table; `rusak` says, in words to find it again, what did not hold."""

    apa: str
    kali: int
    tujuan: int
    rusak: list[str] = field(default_factory=list)
    keterangan: str = ""

    @property
    def baik(self) -> bool:
        """Whether everything that was tried held; how often is the caller's to judge."""
        return not self.rusak


def cetak(kepala: str, hasil: Sequence[Hasil], penuh: bool) -> bool:
    """Print one aligned table and every fault; return whether all held (and often enough)."""
    lajur = [("what was done", "times", "goal", "did not hold", "seen")]
    lajur += [
        (h.apa, f"{h.kali:,}", f"{h.tujuan:,}", str(len(h.rusak)), h.keterangan) for h in hasil
    ]
    lebar = [max(len(satu[n]) for satu in lajur) for n in range(5)]
    print(f"\n{kepala}")
    for nomor, satu in enumerate(lajur):
        print("  ".join(isi.ljust(lebar[n]) for n, isi in enumerate(satu)).rstrip())
        if nomor == 0:
            print("  ".join("-" * n for n in lebar))
    for h in hasil:
        for kalimat in h.rusak[:20]:
            print(f"! {h.apa}: {kalimat}")
    kurang = [h.apa for h in hasil if penuh and h.kali < h.tujuan]
    print(f"\n{sum(h.baik for h in hasil)} of {len(hasil)} rows held", end="")
    print(f"; fewer than the goal: {', '.join(kurang)}" if kurang else "")
    return all(h.baik for h in hasil) and not kurang
