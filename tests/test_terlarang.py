"""What the code of the app must not name: commands, evaluation, outgoing calls, weak primitives."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
SKRIP = (AKAR / "static" / "app.js").read_text("utf-8")
#: Dotted names by what they would let in; a name covers all below it.
TERLARANG = {
    "perintah sistem": ("subprocess", "os.system", "os.popen", "os.exec", "os.spawn", "pty"),
    "kode dari teks": ("eval", "exec", "compile", "__import__", "importlib.import_module", "code"),
    "objek dari byte": ("pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle"),
    "sambungan keluar": (
        *("urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3"),
        *("ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "ldap", "ldap3"),
    ),
    "acak yang dapat ditebak": ("random", "uuid"),
    "sidik yang lemah": ("hashlib.md5", "hashlib.sha1", "hashlib.new", "crypt"),
    "templat dari teks": ("flask.render_template_string", "jinja2.Template", "jinja2.sandbox"),
    "XML yang mengikuti rujukan": ("xml.etree", "xml.dom", "xml.sax", "lxml.etree.parse"),
}
#: (kind, file) -> why it is there all the same.
KECUALI = {
    ("acak yang dapat ditebak", "iki_web/actions/contoh/lakon.py"): "invented data of the demo",
    ("acak yang dapat ditebak", "iki_web/actions/contoh/berkas.py"): "invented data of the demo",
    ("acak yang dapat ditebak", "iki_web/actions/contoh/angka.py"): "invented data of the demo",
    ("acak yang dapat ditebak", "iki_web/storage/cadangan/folder.py"): "tells folders apart only",
    ("templat dari teks", "iki_web/storage/templat/kotak.py"): "the office's Word sheet, sandboxed",
    ("templat dari teks", "iki_web/storage/templat/tag.py"): "its tags, judged before",
}


def _modul() -> list[Path]:
    return [*sorted((AKAR / "iki_web").rglob("*.py")), AKAR / "wsgi.py"]


def _pohon() -> Iterator[tuple[str, ast.Module]]:
    for berkas in _modul():
        yield berkas.relative_to(AKAR).as_posix(), ast.parse(berkas.read_text("utf-8"))


def _sebut(pohon: ast.Module) -> Iterator[str]:
    """Dotted names a module imports, and those it calls, by what they were imported as."""
    asal: dict[str, str] = {}
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            asal |= {a.asname or a.name: a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom):
            asal |= {a.asname or a.name: f"{simpul.module}.{a.name}" for a in simpul.names}
    yield from asal.values()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Call):
            awal, titik, sisa = ast.unparse(simpul.func).partition(".")
            yield asal.get(awal, awal) + titik + sisa


def _is_di_bawah(nama: str, larang: str) -> bool:
    return nama == larang or nama.startswith((larang + ".", larang if "os." in larang else "\0"))


@cache
def _semua() -> frozenset[tuple[str, str]]:
    """(file, name) of whatever a module of the app names."""
    return frozenset((berkas, nama) for berkas, pohon in _pohon() for nama in _sebut(pohon))


@pytest.mark.parametrize("jenis", TERLARANG)
def test_nothing_of_this_kind_is_named(jenis):
    ada = {
        (jenis, berkas)
        for berkas, nama in _semua()
        if any(_is_di_bawah(nama, larang) for larang in TERLARANG[jenis])
    }
    assert ada == {tempat for tempat in KECUALI if tempat[0] == jenis}


def _panggil(pohon: ast.Module, nama: str) -> Iterator[ast.Call]:
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Call) and re.fullmatch(nama, ast.unparse(simpul.func)):
            yield simpul


def _isi_luar(simpul: ast.expr) -> list[str]:
    """What is put into a text at run time, but constants of a module and what was escaped."""
    if isinstance(simpul, ast.Constant):
        return []
    if not isinstance(simpul, ast.JoinedStr):
        return [ast.unparse(simpul)]
    isi = [ast.unparse(b.value) for b in simpul.values if isinstance(b, ast.FormattedValue)]
    return [satu for satu in isi if not re.fullmatch(r"[A-Z_]+|re\.escape\(\w+\)", satu)]


def test_a_pattern_is_never_made_of_what_came_in():
    pola = r"re\.(compile|sub|match|fullmatch|search|split|findall)"
    ada = {(b, *_isi_luar(c.args[0])) for b, pohon in _pohon() for c in _panggil(pohon, pola)}
    assert {satu for satu in ada if len(satu) > 1} == set()


#: Copies whole tables under their own names, quoted by the dialect; values are parameters.
_NAMA_TABEL = ("iki_web/storage/cadangan/basis.py",)


def test_a_statement_is_never_made_of_what_came_in():
    """Text as SQL: constants, and what SQLAlchemy has written itself (`write_nilai`)."""
    pola = r"(sa\.|sqlalchemy\.)?(text|literal_column)|(\w+\.)+exec_driver_sql"
    ada = {
        (berkas, isi)
        for berkas, pohon in _pohon()
        if berkas not in _NAMA_TABEL and "migrations" not in berkas  # no request reaches them
        for satu in _panggil(pohon, pola)
        if satu.args
        for isi in _isi_luar(satu.args[0])
    }
    assert ada == {
        ("iki_web/extensions.py", "str(tulis)"),
        ("iki_web/extensions.py", "SEGERA_MS if segera else SABAR_MS"),
    }


def test_no_check_of_a_certificate_is_switched_off():
    for berkas in _modul():
        isi = berkas.read_text("utf-8")
        assert not re.search(r"verify\s*=\s*False|CERT_NONE|_create_unverified|shell=True", isi)


def test_the_one_script_evaluates_nothing_and_trusts_no_text():
    assert not re.search(r"\beval\(|new Function|document\.write|insertAdjacentHTML", SKRIP)
    assert not re.search(r"outerHTML\s*=|setTimeout\(\s*[\"'`]|javascript:", SKRIP)
    isi = re.findall(r"innerHTML\s*=\s*(.+)", SKRIP)
    assert all(re.fullmatch(r"'[^'$]*';", satu) for satu in isi)


def test_the_one_script_opens_no_other_channel():
    saluran = r"WebSocket|EventSource|RTCPeer|postMessage|XMLHttpRequest\(|\bfetch\(|sendBeacon"
    assert not re.search(saluran, SKRIP)
    assert not re.search(r"[\"'`](https?:)?//\w", SKRIP)
    assert not re.search(r"addEventListener\(\s*[\"']message", SKRIP)


def test_the_one_script_writes_no_key_that_came_in():
    """Prototype pollution needs an object that is written under a name from outside."""
    assert not re.search(r"__proto__|prototype\[|Object\.assign|JSON\.parse|structuredClone", SKRIP)
    tulis = re.findall(r"(\w+)\[([^\]]+)\]\s*=[^=>]", SKRIP)
    assert [satu for satu in tulis if not satu[1].isdigit()] == []


def test_the_browser_keeps_one_setting_and_nothing_private():
    assert set(re.findall(r"localStorage\.setItem\((\"[^\"]*\")", SKRIP)) == {'"pintas"'}
    assert SKRIP.count("localStorage.setItem(") == 1
    assert not re.search(r"sessionStorage\.setItem|indexedDB|document\.cookie|caches\.", SKRIP)
