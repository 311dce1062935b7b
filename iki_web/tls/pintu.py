"""The door that speaks TLS: takes connections, decrypts them, hands them to the server inside.

Waiting clients cost it a coroutine each, so slow ones hold no thread of the server.
"""

import asyncio
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Open connections; each is two sockets, and Windows watches at most 512.
_TERBANYAK = 200
#: Seconds for the first byte and the handshake, and between two looks at the certificate.
_SABAR, _PERIKSA = 10, 3600
_SEKALI = 64 * 1024
#: What a TLS connection begins with; anything else is a browser that was sent to http.
_HANDSHAKE = b"\x16"
_HOST = re.compile(rb"\r\nhost:[ \t]*([a-z0-9.:\[\]-]+)[ \t]*\r\n", re.IGNORECASE)
_BARIS = re.compile(rb"(GET|HEAD) (/[!-~]*) HTTP/1\.[01]\r\n")
_TOLAK = (
    b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Connection: close\r\n\r\n"
    b"Aplikasi ini hanya menerima https. Buka kembali alamatnya dengan https:// di depannya.\n"
)

#: Whose connection the server inside sees: its local port -> the address outside. An entry stays
#: until its port is used again: a request may be worked on after its connection has gone.
_asal: dict[str, str] = {}


class Asal:
    """Tells the app the address outside, where the server inside sees only the door."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, lingkungan: "WSGIEnvironment", mulai: "StartResponse") -> Iterable[bytes]:
        """Answer; whoever comes past the door (a program of this PC) keeps his own address."""
        alamat = _asal.get(lingkungan.get("REMOTE_PORT", ""))
        if alamat is not None:
            lingkungan["REMOTE_ADDR"] = alamat
        return self._app(lingkungan, mulai)


class Pintu:
    """Listens at the office's address until the process ends."""

    def __init__(self, alamat: str, port: int, sertifikat: Callable[[], Path]) -> None:
        self._sertifikat = sertifikat
        # Bound before anything else starts: a port in use stops the start, in words.
        self._soket = socket.create_server((alamat, port), backlog=256)
        self._soket.setblocking(False)
        self.port: int = self._soket.getsockname()[1]
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2
        self._tls.set_alpn_protocols(["http/1.1"])
        self._tls.load_cert_chain(sertifikat())

    def buka(self, dalam: int) -> None:
        """Begin to hand connections to the server at the loopback port `dalam`."""
        threading.Thread(target=self._jalan, args=(dalam,), name="pintu", daemon=True).start()

    def _jalan(self, dalam: int) -> None:
        # The selector loop on Windows too: the other cannot wait for a byte without taking it.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as jalan:
            jalan.run(self._terima(dalam))

    async def _terima(self, dalam: int) -> None:
        loop, giliran = asyncio.get_running_loop(), asyncio.Semaphore(_TERBANYAK)
        hidup: set[asyncio.Task[None]] = {asyncio.create_task(self._perbarui())}
        while True:
            await giliran.acquire()
            try:
                soket, asal = await loop.sock_accept(self._soket)
            except OSError:  # gone before it was taken, or no handle left: the next one may be
                giliran.release()
                await asyncio.sleep(0.05)
                continue
            tugas = asyncio.create_task(self._layani(soket, asal[0], dalam))
            hidup.add(tugas)
            tugas.add_done_callback(hidup.discard)
            tugas.add_done_callback(lambda _: giliran.release())

    async def _perbarui(self) -> None:
        """Show a renewed certificate (time, or another address) without a restart."""
        while True:
            await asyncio.sleep(_PERIKSA)
            with suppress(Exception):  # the one in force goes on; the next start says what is wrong
                self._tls.load_cert_chain(await asyncio.to_thread(self._sertifikat))

    async def _layani(self, soket: socket.socket, asal: str, dalam: int) -> None:
        """Serve one connection to its end; what goes wrong with it is its own end only."""
        with soket, suppress(OSError, ssl.SSLError, TimeoutError, asyncio.IncompleteReadError):
            soket.setblocking(False)
            soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            async with asyncio.timeout(_SABAR):
                awal = await _intip(soket)
            if awal == _HANDSHAKE:
                await self._teruskan(await _open(soket, self._tls), asal, dalam)
            elif awal:
                async with asyncio.timeout(_SABAR):
                    await _arahkan(*await _open(soket, None))

    async def _teruskan(
        self, luar: tuple[asyncio.StreamReader, asyncio.StreamWriter], asal: str, dalam: int
    ) -> None:
        baca, tulis = luar
        baca_dalam, tulis_dalam = await asyncio.open_connection("127.0.0.1", dalam)
        _asal[str(tulis_dalam.get_extra_info("sockname")[1])] = asal
        arah = [
            asyncio.create_task(_alirkan(baca, tulis_dalam)),
            asyncio.create_task(_alirkan(baca_dalam, tulis)),
        ]
        try:
            # One side has ended: there is nobody left to tell the other side's rest.
            await asyncio.wait(arah, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for satu in arah:
                satu.cancel()
            await asyncio.gather(*arah, return_exceptions=True)
            tulis_dalam.close()
            tulis.close()
            with suppress(Exception):
                await tulis_dalam.wait_closed()
            with suppress(Exception):
                await tulis.wait_closed()


async def _intip(soket: socket.socket) -> bytes:
    """Return the first byte without taking it; empty where the other side has gone."""
    loop = asyncio.get_running_loop()
    while True:
        with suppress(BlockingIOError):
            return soket.recv(1, socket.MSG_PEEK)
        siap = loop.create_future()
        loop.add_reader(soket, _bangunkan, siap)
        try:
            await siap
        finally:
            loop.remove_reader(soket)


def _bangunkan(siap: asyncio.Future[None]) -> None:
    if not siap.done():
        siap.set_result(None)


async def _open(
    soket: socket.socket, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return an accepted socket as streams, after the handshake where there is one."""
    loop = asyncio.get_running_loop()
    baca = asyncio.StreamReader(_SEKALI, loop)
    protokol = asyncio.StreamReaderProtocol(baca, loop=loop)
    batas = {"ssl_handshake_timeout": _SABAR, "ssl_shutdown_timeout": _SABAR} if tls else {}
    jalur, _ = await loop.connect_accepted_socket(lambda: protokol, soket, ssl=tls, **batas)
    return baca, asyncio.StreamWriter(jalur, protokol, baca, loop)


async def _alirkan(baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
    """Hand bytes on as fast as the slower side takes them."""
    with suppress(OSError, ssl.SSLError):
        while isi := await baca.read(_SEKALI):
            tulis.write(isi)
            await tulis.drain()
        await tulis.drain()


async def _arahkan(baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
    """Lead a page asked for by http to https; refuse a form: it has been in the open already."""
    with suppress(asyncio.LimitOverrunError, asyncio.IncompleteReadError):
        kepala = await baca.readuntil(b"\r\n\r\n")
        baris, host = _BARIS.match(kepala), _HOST.search(kepala)
        if baris and host:
            tujuan = b"https://" + host[1] + baris[2]
            tulis.write(
                b"HTTP/1.1 301 Moved Permanently\r\nCache-Control: no-store\r\nLocation: "
                + tujuan
                + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        else:
            tulis.write(_TOLAK)
        # Closing on what was not read would reset the connection before the answer is read.
        tulis.write_eof()
        while await baca.read(_SEKALI):
            pass
    tulis.close()
    await tulis.wait_closed()
