"""The libraries: pinned, installed as pinned, all that is imported; none of the tests' own."""

import ast
import sys
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

AKAR = Path(__file__).resolve().parent.parent


def _baca(jalur: str) -> dict[str, str]:
    """Pinned names of a list, those of this system only: name -> version."""
    baris = [b for b in (AKAR / jalur).read_text("utf-8").splitlines() if b and b[0] != "#"]
    semua = [Requirement(satu) for satu in baris]
    for satu in semua:
        (pasti,) = satu.specifier
        assert pasti.operator == "=="
        assert satu.url is None
    return {
        canonicalize_name(satu.name): next(iter(satu.specifier)).version
        for satu in semua
        if satu.marker is None or satu.marker.evaluate()
    }


APLIKASI, UJI = _baca("requirements.txt"), _baca("tests/requirements.txt")


@cache
def _impor() -> frozenset[str]:
    """Top-level modules the app imports that are neither its own nor Python's."""
    nama: set[str] = set()
    for berkas in [*(AKAR / "iki_web").rglob("*.py"), AKAR / "wsgi.py"]:
        for simpul in ast.walk(ast.parse(berkas.read_text("utf-8"))):
            if isinstance(simpul, ast.Import):
                nama |= {satu.name.partition(".")[0] for satu in simpul.names}
            elif isinstance(simpul, ast.ImportFrom) and simpul.level == 0:
                nama.add((simpul.module or "").partition(".")[0])
    return frozenset(nama - set(sys.stdlib_module_names) - {"iki_web", "_typeshed", "wsgi"})


@cache
def _asal() -> dict[str, set[str]]:
    """Top-level module -> the libraries it comes from."""
    return {
        modul: {canonicalize_name(satu) for satu in semua}
        for modul, semua in packages_distributions().items()
    }


@pytest.mark.parametrize("nama", sorted(APLIKASI | UJI))
def test_every_library_is_pinned_and_it_is_the_one_installed(nama):
    assert version(nama) == (APLIKASI | UJI)[nama]


def test_all_that_is_imported_is_in_the_list():
    assert {n for n in _impor() if not _asal()[n] & set(APLIKASI)} == set()


def test_what_people_chose_is_in_the_list():
    baris = (AKAR / "requirements.in").read_text("utf-8").splitlines()
    pilih = {canonicalize_name(Requirement(b).name) for b in baris if b and b[0] != "#"}
    assert pilih <= set(APLIKASI)


def test_nothing_of_the_tests_is_in_the_app():
    assert not set(APLIKASI) & set(UJI)
    assert {n for n in _impor() if _asal()[n] <= set(UJI)} == set()
    assert "tests" not in _impor()
