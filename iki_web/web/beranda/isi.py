"""What the first page is made of: parts, lines, what it says when empty; the lines of targets."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from iki_web.queries.beranda import Beranda


@dataclass(frozen=True, slots=True)
class Butir:
    """One line: what, the details, where it is done, and its badge (state, words)."""

    judul: str
    rincian: str
    url: str
    lencana: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Bagian:
    """Lines under a heading; `lipat`: folded, the heading says how many."""

    id: str
    judul: str
    butir: tuple[Butir, ...]
    keterangan: str = ""
    lipat: bool = False


@dataclass(frozen=True, slots=True)
class Kosong:
    """What the page says when there is nothing to do: title, sentence, icon, one way on."""

    judul: str
    kalimat: str
    ikon: str
    url: str = ""
    tautan: str = ""


def list_target(beranda: Beranda) -> Iterator[Butir]:
    """Yield, year by year, the proposals to decide and the targets still to be fixed."""
    for satu in beranda.target:
        url = url_for("target.show", tahun=satu.tahun)
        if satu.usulan:
            yield Butir(
                f"{satu.usulan} usulan target {satu.tahun}",
                "Setujui, tolak dengan alasan, atau tetapkan angka lain.",
                url,
                ("DIAJUKAN", "Putuskan"),
            )
        if satu.kosong:
            jumlah = sum(n for _, n in satu.kosong)
            rincian = ", ".join(f"{j.nama_singkat} {n}" for j, n in satu.kosong)
            yield Butir(
                f"Target {satu.tahun} belum ditetapkan",
                rincian,
                url,
                ("PERINGATAN", f"{jumlah} indikator"),
            )
