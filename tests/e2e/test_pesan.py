"""The served app on the wire: where a message ends, what is not served, what is not told."""

import re
import socket

import pytest


@pytest.fixture
def kirim(server):
    """`kirim("GET /x HTTP/1.1", "Header: a", badan="")`: all the server answers until it closes."""

    def lakukan(*kepala: str, badan: str = "") -> str:
        pokok = f"Host: 127.0.0.1:{server.port}"
        pesan = "\r\n".join([kepala[0], pokok, *kepala[1:], "", badan]).encode()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as soket:
            soket.sendall(pesan.replace(b"{pokok}", pokok.encode()))
            return b"".join(iter(lambda: soket.recv(65536), b"")).decode("utf-8", "replace")

    return lakukan


def _status(jawab: str) -> list[int]:
    return [int(kode) for kode in re.findall(r"HTTP/1\.[01] (\d{3}) ", jawab)]


def test_a_chunked_body_ends_where_its_chunks_say_whatever_the_length(kirim):
    """A length that would swallow the second request: it is answered all the same."""
    dua = "0\r\n\r\nGET /sehat HTTP/1.1\r\n{pokok}\r\nConnection: close\r\n\r\n"
    kepala = ("POST /sehat HTTP/1.1", "Transfer-Encoding: chunked", f"Content-Length: {len(dua)}")
    assert _status(kirim(*kepala, badan=dua)) == [405, 200]


@pytest.mark.parametrize(
    ("kepala", "status"),
    [
        (("Content-Length: 4", "Content-Length: 5"), 400),
        (("Content-Length: +4",), 400),
        (("Content-Length: 4,5",), 400),
        (("Content-Length : 4",), 400),
        (("Transfer-Encoding: xchunked",), 501),
        (("Transfer-Encoding: chunked, identity",), 501),
        (("Connection: close", "Sambungan: a", " b: c"), 405),
    ],
)
def test_a_message_whose_end_is_in_doubt_is_refused_once(kirim, kepala, status):
    jawab = kirim("POST /sehat HTTP/1.1", *kepala, badan="abcdGET /sehat HTTP/1.1\r\n\r\n")
    assert _status(jawab)[0] == status
    assert 200 not in _status(jawab)


def test_a_chunk_of_doubtful_size_is_refused(kirim):
    jawab = kirim(
        "POST /sehat HTTP/1.1", "Transfer-Encoding: chunked", badan="0x4\r\nabcd\r\n0\r\n\r\n"
    )
    assert _status(jawab) == [400]


@pytest.mark.parametrize("metode", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"])
def test_other_methods_are_not_served_and_nothing_is_echoed(kirim, metode):
    jawab = kirim(f"{metode} /sehat HTTP/1.1", "X-Isian: rahasia-dikirim", "Connection: close")
    assert _status(jawab) == [405]
    assert "rahasia-dikirim" not in jawab


@pytest.mark.parametrize(
    "jalur",
    [
        *(
            "/.git/config",
            "/.git/HEAD",
            "/.env",
            "/.venv/pyvenv.cfg",
            "/wsgi.py",
            "/pyproject.toml",
        ),
        *("/instance/iki.db", "/instance/rahasia/kunci_sesi", "/iki.db", "/instance/akun-awal.csv"),
        *("/aset/", "/aset/x/../../../../wsgi.py", "/aset/x/..%2f..%2fwsgi.py", "/static/app.js"),
        *("/aset/../.git/config", "/%2e%2e/wsgi.py", "//etc/passwd", "/templates/base.html"),
        *("/console", "/docs", "/openapi.json", "/metrics", "/debug", "/admin", "/server-status"),
    ],
)
def test_nothing_of_the_folder_and_no_other_door_is_served(kirim, jalur):
    jawab = kirim(f"GET {jalur} HTTP/1.1", "Connection: close")
    assert _status(jawab)[0] in (308, 404)
    if _status(jawab)[0] == 308:  # another spelling of the same path, in this app
        assert "\r\nLocation: http://127.0.0.1" in jawab
    for isi in ("repositoryformatversion", "create_app", "SQLite format", "Index of", "Werkzeug"):
        assert isi not in jawab


def test_the_server_names_neither_its_version_nor_its_parts(kirim):
    for baris in ("GET /masuk HTTP/1.1", "SAMPAH", "GET /tidak-ada HTTP/1.1"):
        jawab = kirim(baris, "Connection: close")
        assert "\r\nServer: IKI\r\n" in jawab
        kepala = jawab.partition("\r\n\r\n")[0].lower()
        for nama in ("waitress", "werkzeug", "python", "flask", "x-powered-by"):
            assert nama not in kepala
