"""The parts of `make faults`: each module has `run(takar, folder)` and can run alone."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.faults.alat import Hasil, Takar

Bagian = Callable[[Takar, Path], Iterator[Hasil]]


def list_bagian() -> dict[str, str]:
    """Return the parts there are: name to module."""
    return {m.name: f"{__name__}.{m.name}" for m in pkgutil.iter_modules(__path__)}


def load(nama: str) -> Bagian:
    """Return what a part runs."""
    jalan: Bagian = import_module(list_bagian()[nama]).run
    return jalan
