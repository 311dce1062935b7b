"""A body that finds no room on the disk: heard to its end, refused in words."""

import errno

import pytest
from waitress.adjustments import Adjustments
from waitress.buffers import TempfileBasedBuffer

from iki_web.web.penerima import Penerima
from iki_web.web.sesi import TAK_TERTAMPUNG

ISI = b"x" * 20_000
KEPALA = b"POST /x HTTP/1.1\r\nHost: x\r\n"
TETAP = KEPALA + b"Content-Length: 20000\r\n\r\n", ISI
POTONG = KEPALA + b"Transfer-Encoding: chunked\r\n\r\n", b"4e20\r\n" + ISI + b"\r\n0\r\n\r\n"


def _terima(kepala: bytes, badan: bytes) -> Penerima:
    penerima = Penerima(Adjustments(inbuf_overflow=10_000))
    assert penerima.received(kepala) == len(kepala)
    for awal in range(0, len(badan), 4096):
        potongan = badan[awal : awal + 4096]
        assert penerima.received(potongan) == len(potongan)
    assert penerima.completed
    assert penerima.error is None
    return penerima


@pytest.mark.parametrize("kiriman", [TETAP, POTONG])
def test_a_body_with_room_arrives_whole(kiriman):
    penerima = _terima(*kiriman)
    assert penerima.get_body_stream().read() == ISI
    assert "IKI_TAK_TERTAMPUNG" not in penerima.headers
    penerima.close()


@pytest.mark.parametrize("kiriman", [TETAP, POTONG])
@pytest.mark.parametrize(("galat", "status"), [(errno.ENOSPC, "507"), (errno.EROFS, "503")])
def test_a_body_without_room_is_heard_and_marked(kiriman, galat, status, monkeypatch):
    def tolak(*_):
        raise OSError(galat, "disk")

    monkeypatch.setattr(TempfileBasedBuffer, "newfile", tolak)
    penerima = _terima(*kiriman)
    assert penerima.get_body_stream().read() == b""
    assert penerima.headers["IKI_TAK_TERTAMPUNG"] == status
    penerima.close()


@pytest.mark.parametrize(("tanda", "kata"), [("507", "penuh"), ("503", "tidak ada yang disimpan")])
def test_what_is_marked_is_refused_in_words(masuk, tanda, kata):
    jawab = masuk("staf-umum").post("/realisasi/12/2026-TW1/bukti", headers={TAK_TERTAMPUNG: tanda})
    assert jawab.status_code == int(tanda)
    assert kata in jawab.text
