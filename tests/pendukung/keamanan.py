"""docs/keamanan.md as data, and a watch over the tests it names: each of them must run and pass."""

import ast
import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]
DOKUMEN = AKAR / "docs" / "keamanan.md"
BERLAKU, TIDAK_BERLAKU, MENYIMPANG = "berlaku", "tidak berlaku", "menyimpang"
_BARIS = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$")
_UJI = re.compile(r"`(tests/[\w./-]+\.py::\w+(?:\[[\w-]+\])?)`")


@dataclass(frozen=True, slots=True)
class Butir:
    """One requirement as the document answers it; `uji` are the tests it names."""

    nomor: str
    tingkat: int
    arti: str
    status: str
    jawab: str
    uji: tuple[str, ...]


@cache
def read_butir() -> tuple[Butir, ...]:
    """Return the rows of all chapters, in the order of the document."""
    cocok = (_BARIS.match(baris) for baris in DOKUMEN.read_text("utf-8").splitlines())
    return tuple(
        Butir(m[1], int(m[2]), m[3], m[4], m[5], tuple(_UJI.findall(m[5]))) for m in cocok if m
    )


def list_uji() -> frozenset[str]:
    """Return the node ids the document names."""
    return frozenset(uji for butir in read_butir() for uji in butir.uji)


def find_fungsi(uji: str) -> ast.FunctionDef | None:
    """Return the function of a node id as it is written, None where there is none."""
    jalur, _, nama = uji.partition("::")
    berkas = AKAR / jalur
    if not berkas.is_file():
        return None
    isi = ast.parse(berkas.read_text("utf-8")).body
    nama = nama.partition("[")[0]
    return next((f for f in isi if isinstance(f, ast.FunctionDef) and f.name == nama), None)


def list_lajur() -> Iterator[list[str]]:
    """Yield what pytest is told in each lane of `make test` that runs on SQLite."""
    perintah = ["make", "--dry-run", "--no-print-directory", "test"]
    hasil = subprocess.run(
        perintah,
        cwd=AKAR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    for baris in hasil.stdout.replace("\\\n", " ").splitlines():
        if "-m pytest" in baris and "IKI_UJI_BASIS=sqlite" in baris:
            yield shlex.split(baris.partition("-m pytest")[2])


def list_berkas(isi: Iterable[str]) -> set[str]:
    """Return the test files a lane collects; anything but paths and --ignore is refused."""
    abai, jalur = [], []
    for kata in isi:
        assert not kata.startswith("-") or kata.startswith("--ignore="), kata
        (abai if kata.startswith("-") else jalur).append(kata.removeprefix("--ignore="))
    semua = {
        b for j in map(AKAR.joinpath, jalur) for b in (j.rglob("test_*.py") if j.is_dir() else [j])
    }
    return {
        b.relative_to(AKAR).as_posix()
        for b in semua
        if not any(b.is_relative_to(AKAR / j) for j in abai)
    }


class Pencatat:
    """Watches one run: a test the document names, once collected, must have passed in it.

    A test of several parameters may skip some of them, never all. What was deselected on the
    command line is nobody's claim; the lanes of `make test` deselect nothing.
    """

    def __init__(self, disebut: frozenset[str]) -> None:
        self._disebut = disebut
        self._ada: set[str] = set()
        self._lulus: set[str] = set()
        self.kurang: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what is going to run."""
        self._ada = {nama for satu in session.items for nama in _nama(satu.nodeid)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what has passed."""
        if report.when == "call" and report.passed:
            self._lulus.update(_nama(report.nodeid))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that is green although a named test was skipped in it."""
        if session.exitstatus != pytest.ExitCode.OK or session.config.option.collectonly:
            return
        self.kurang = sorted((self._disebut & self._ada) - self._lulus)
        if self.kurang:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which."""
        for uji in self.kurang:
            terminalreporter.write_line(f"docs/keamanan.md names a test that did not pass: {uji}")


def _nama(nodeid: str) -> tuple[str, str]:
    return nodeid, nodeid.partition("[")[0]
