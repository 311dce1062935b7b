"""Sends an archive in pieces: whole, or the rest of one whose transfer broke off."""

import threading
from collections.abc import Iterator

from flask import Response, request

from iki_web.rules.galat import TerlaluSering
from iki_web.storage import Arsip

#: Each transfer keeps a worker for as long as it lasts; the others belong to the office's work.
SEKALIGUS = 3
_GILIRAN = threading.BoundedSemaphore(SEKALIGUS)


class Kiriman:
    """The pieces of one transfer; it holds its turn until the server closes it."""

    def __init__(self, arsip: Arsip, mulai: int, selesai: int) -> None:
        if not _GILIRAN.acquire(blocking=False):
            raise TerlaluSering(
                "Beberapa bundel sedang diunduh pada saat yang sama. "
                "Tunggu sampai salah satunya selesai, lalu coba lagi."
            )
        self._isi = arsip.list_potongan(mulai, selesai)
        self._tutup = False

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces."""
        return self._isi

    def close(self) -> None:
        """Give the turn back, once."""
        if not self._tutup:
            self._tutup = True
            _GILIRAN.release()


def find_bagian(arsip: Arsip) -> tuple[int, int] | None:
    """Return the bytes asked for, all without a range that still fits; None: beyond the end.

    What has changed since the first part was sent is sent anew, from its first byte.
    """
    bagian, syarat = request.range, request.if_range
    cocok = syarat is None or (syarat.etag is None and syarat.date is None)
    if syarat is not None and syarat.etag is not None:
        cocok = syarat.etag == arsip.sidik
    if bagian is None or bagian.units != "bytes" or len(bagian.ranges) != 1 or not cocok:
        return 0, arsip.ukuran
    return bagian.range_for_length(arsip.ukuran)


def send_arsip(arsip: Arsip, nama: str, bagian: tuple[int, int] | None) -> Response:
    """Answer with the bytes of `bagian`; the browser knows how many come and from where on.

    Raises TerlaluSering while too many transfers are under way.
    """
    if bagian is None:
        jawab = Response(status=416)
        jawab.headers["Content-Range"] = f"bytes */{arsip.ukuran}"
        return jawab
    mulai, selesai = bagian
    isi = () if request.method == "HEAD" else Kiriman(arsip, mulai, selesai)
    jawab = Response(isi, 200, mimetype="application/zip", direct_passthrough=True)
    if (mulai, selesai) != (0, arsip.ukuran):
        jawab.status_code = 206
        jawab.headers["Content-Range"] = f"bytes {mulai}-{selesai - 1}/{arsip.ukuran}"
    jawab.headers["Content-Length"] = str(selesai - mulai)
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawab.headers["Accept-Ranges"] = "bytes"
    jawab.set_etag(arsip.sidik)
    return jawab
