"""Bodies the server puts on the disk before the app sees them: without room, said in words."""

from io import BytesIO
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from iki_web.storage.masukan import pilih_galat
from iki_web.web.errors import get_status
from iki_web.web.sesi import TAK_TERTAMPUNG


class _Penampung(OverflowableBuffer):  # type: ignore[misc]
    """Keeps a body; once the disk refuses, the rest is heard and forgotten."""

    galat: OSError | None = None

    def append(self, isi: bytes) -> None:
        """Keep the next bytes."""
        if self.galat is not None:
            return
        try:
            super().append(isi)
        except OSError as galat:
            self.galat = galat

    def getfile(self) -> Any:
        """Return what was kept: all of it or nothing."""
        return BytesIO() if self.galat is not None else super().getfile()


class Penerima(HTTPRequestParser):  # type: ignore[misc]
    """A request coming in; one whose body found no room reaches the app marked, without it.

    The server itself would cut the line, and nobody would learn why.
    """

    def parse_header(self, kepala: bytes) -> None:
        """Read the head, and have the body kept by ours."""
        super().parse_header(kepala)
        if self.body_rcv is not None:
            self.body_rcv.buf = _Penampung(self.adj.inbuf_overflow)

    def received(self, data: bytes) -> int:
        """Take the next bytes; returns how many were used."""
        banyak: int = super().received(data)
        if self.completed and self.body_rcv is not None:
            galat = self.body_rcv.buf.galat
            if galat is not None:
                nama = TAK_TERTAMPUNG.upper().replace("-", "_")
                self.headers[nama] = str(get_status(pilih_galat(galat)))
        return banyak


def install() -> None:
    """Have the server receive with it."""
    HTTPChannel.parser_class = Penerima
