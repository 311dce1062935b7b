"""docs/keamanan.md: every requirement of ASVS 5.0 L1 and L2 answered once, and truly."""

import ast
import re
import shutil
from collections import Counter
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest

from iki_web.extensions import Base
from iki_web.rules import sandi
from tests.faults.bagian import list_bagian
from tests.pendukung.keamanan import (
    AKAR,
    BERLAKU,
    DOKUMEN,
    MENYIMPANG,
    TIDAK_BERLAKU,
    Butir,
    Pencatat,
    find_fungsi,
    list_berkas,
    list_lajur,
    list_uji,
    read_butir,
)

#: "number level" of each requirement of OWASP ASVS 5.0.0 on levels 1 and 2.
_DAFTAR = AKAR / "tests" / "data" / "asvs_5.0.0.txt"
_SATUAN = {
    "": 1,
    "huruf": 1,
    "byte": 1,
    "KiB": 1024,
    "MiB": 1024**2,
    "detik": timedelta(seconds=1),
    "menit": timedelta(minutes=1),
    "jam": timedelta(hours=1),
    "hari": timedelta(days=1),
}


def test_every_requirement_is_answered_once_with_its_level():
    harap = [tuple(baris.split()) for baris in _DAFTAR.read_text("utf-8").splitlines()]
    assert [(b.nomor, str(b.tingkat)) for b in read_butir()] == harap
    assert Counter(tingkat for _, tingkat in harap) == {"1": 70, "2": 183}


@pytest.mark.parametrize("butir", read_butir(), ids=lambda b: b.nomor)
def test_every_answer_is_one(butir: Butir):
    assert butir.status in (BERLAKU, TIDAK_BERLAKU, MENYIMPANG)
    alasan = re.sub(r"`[^`]*`|<br>", "", butir.jawab).strip(" ;.")
    if butir.status == BERLAKU:
        assert butir.uji
    else:
        assert len(alasan) > 20
    if butir.status == TIDAK_BERLAKU:
        assert not butir.uji
    # What looks like a test but is written so that nobody would look for it.
    assert butir.jawab.count("::") == len(butir.uji)
    assert len(set(butir.uji)) == len(butir.uji)


@pytest.mark.parametrize("uji", sorted(list_uji()))
def test_every_named_test_exists_and_is_not_skipped(uji: str):
    fungsi = find_fungsi(uji)
    assert fungsi is not None
    assert fungsi.name.startswith("test_")
    hias = " ".join(ast.unparse(satu) for satu in fungsi.decorator_list)
    assert not re.search(r"mark\.skip\b|xfail", hias)  # one with a condition is seen as it runs
    if "[" in uji:
        assert uji.partition("::")[0] == "tests/faults/test_faults.py"
        assert uji.partition("[")[2].rstrip("]") in list_bagian()


@pytest.mark.skipif(shutil.which("make") is None, reason="the lanes are make's")
def test_every_named_test_has_a_lane_that_runs_it():
    jalan = set().union(*(list_berkas(isi) for isi in list_lajur()))
    assert {uji.partition("::")[0] for uji in list_uji()} <= jalan


@pytest.mark.parametrize(
    ("lulus", "kurang"),
    [
        ({"a::satu[x]", "a::satu[y]", "a::dua"}, []),
        ({"a::satu[y]", "a::dua"}, []),
        ({"a::dua"}, ["a::satu"]),
        (set(), ["a::dua", "a::satu"]),
    ],
)
def test_a_green_run_in_which_a_named_test_was_skipped_fails(lulus, kurang):
    catat = Pencatat(frozenset({"a::satu", "a::dua", "lain::tidak_ikut"}))
    ada = [SimpleNamespace(nodeid=n) for n in ("a::satu[x]", "a::satu[y]", "a::dua", "a::tiga")]
    pilihan = SimpleNamespace(option=SimpleNamespace(collectonly=False))
    sesi = SimpleNamespace(items=ada, exitstatus=pytest.ExitCode.OK, config=pilihan)
    catat.pytest_collection_finish(sesi)
    for satu in ada:
        hasil = SimpleNamespace(nodeid=satu.nodeid, when="call", passed=satu.nodeid in lulus)
        catat.pytest_runtest_logreport(hasil)
    catat.pytest_sessionfinish(sesi)
    assert catat.kurang == kurang
    assert bool(sesi.exitstatus) is bool(kurang)


def test_this_run_is_watched(pytestconfig):
    assert isinstance(pytestconfig.pluginmanager.get_plugin("keamanan"), Pencatat)


def test_the_summary_counts_what_the_tables_say():
    pola = re.compile(r"^\| V(\d+) [^|]*\| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
    bab = {m[0]: tuple(map(int, m[1:])) for m in pola.findall(DOKUMEN.read_text("utf-8"))}
    hitung = Counter((b.nomor.partition(".")[0], b.status) for b in read_butir())
    nyata = {
        nomor: tuple(hitung[nomor, status] for status in (BERLAKU, TIDAK_BERLAKU, MENYIMPANG))
        for nomor in {b.nomor.partition(".")[0] for b in read_butir()}
    }
    assert bab == nyata
    jumlah = [sum(satu) for satu in zip(*nyata.values(), strict=True)]
    assert f"| Jumlah | {' | '.join(map(str, jumlah))} |" in DOKUMEN.read_text("utf-8")


def _list_batas() -> list[tuple[str, str, str]]:
    """Rows of the table of limits: (value with unit, module, name)."""
    pola = re.compile(r"^\| [^|]+ \| ([\d.]+ ?\w*) \| `(iki_web[\w.]*):(\w+)` \|$", re.MULTILINE)
    return pola.findall(DOKUMEN.read_text("utf-8"))


@pytest.mark.parametrize(("tulis", "modul", "nama"), _list_batas(), ids=lambda n: n)
def test_every_limit_in_the_document_is_the_one_of_the_code(tulis, modul, nama):
    angka, _, satuan = tulis.partition(" ")
    assert int(angka.replace(".", "")) * _SATUAN[satuan] == getattr(import_module(modul), nama)


def test_the_limits_are_many_and_the_words_refused_in_passwords_are_listed():
    assert len(_list_batas()) >= 25
    _, _, sisa = DOKUMEN.read_text("utf-8").partition("### Kata yang ditolak dalam sandi")
    tulis = set(sisa.partition("###")[0].partition("```")[2].partition("```")[0].split())
    assert tulis == sandi._LAZIM


def _bagian(judul: str) -> str:
    """The text of the document under a heading of the third level."""
    _, ada, sisa = DOKUMEN.read_text("utf-8").partition(f"\n### {judul}\n")
    assert ada
    return sisa.partition("\n### ")[0].partition("\n## ")[0]


def test_every_table_has_a_class_of_data():
    kolom = [baris.split("|") for baris in _bagian("Data").splitlines() if baris[:1] == "|"]
    sebut = Counter(nama for satu in kolom for nama in re.findall(r"`(\w+)`", satu[2]))
    assert set(sebut) == set(Base.metadata.tables)
    assert set(sebut.values()) == {1}


def test_every_secret_of_an_instance_is_in_the_inventory(app):
    akar = app.config["IKI"].instance
    ada = {b.relative_to(akar).as_posix() for b in (akar / "rahasia").rglob("*") if b.is_file()}
    sebut = set(re.findall(r"^\| `([\w./-]+)`", _bagian("Kunci dan sandi rahasia"), re.MULTILINE))
    assert ada
    assert ada <= sebut


def test_no_secret_is_in_the_source():
    """Neither keys nor long random texts, nor an address with a password in it."""
    pola = re.compile(r"-----BEGIN|\b[0-9a-f]{40,}\b|://[^/\s:@{]+:[^/\s:@{]+@|AGE-SECRET-KEY")
    akhiran = {".py", ".html", ".toml", ".js", ".typ", ".bat", ".in", ".txt", ".ini", ".mako"}
    semua = [AKAR / "wsgi.py", AKAR / "Makefile", AKAR / "jalankan.bat", AKAR / "requirements.txt"]
    for folder in ("iki_web", "templates", "static"):
        semua += [b for b in (AKAR / folder).rglob("*") if b.suffix in akhiran]
    assert {b.name: m[0] for b in semua if (m := pola.search(b.read_text("utf-8")))} == {}
