"""Which names and addresses are this machine's own, so that a Host header can be believed."""

import ipaddress
import socket
import time
from functools import cache, lru_cache

#: Endings a router or the machine itself gives a name; none of them can be bought by a stranger.
_AKHIRAN = ("local", "lan", "home", "home.arpa", "internal", "intranet", "localdomain")
#: Sending nothing, a datagram socket learns which of our addresses would be used to get there.
_ARAH = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def split_host(kepala: str) -> str:
    """Return a Host header's name or address, without port, brackets and closing dot."""
    nama = kepala.strip().lower()
    if nama.startswith("["):
        return nama[1:].partition("]")[0]
    return nama.partition(":")[0].removesuffix(".")


def is_sendiri(nama: str) -> bool:
    """Whether a name or address (as `split_host` returns it) leads to this machine itself."""
    try:
        alamat = ipaddress.ip_address(nama)
    except ValueError:
        return _is_nama_sendiri(nama)
    # A minute's memory: the router may give the machine another address while it runs.
    return _is_alamat_sendiri(str(alamat), int(time.monotonic() // 60))


@lru_cache(maxsize=64)
def _is_alamat_sendiri(alamat: str, _menit: int) -> bool:
    """Whether a socket can be bound there, which only works with one's own addresses."""
    angka = ipaddress.ip_address(alamat)
    if angka.is_unspecified or angka.is_multicast:
        return False
    keluarga = socket.AF_INET6 if angka.version == 6 else socket.AF_INET
    try:
        with socket.socket(keluarga, socket.SOCK_DGRAM) as soket:
            soket.bind((alamat, 0))
    except OSError:
        return False
    return True


def _is_nama_sendiri(nama: str) -> bool:
    if nama in list_nama():
        return True
    awal, _, akhir = nama.partition(".")
    return awal in list_nama() and (akhir in _AKHIRAN or nama == _nama_lengkap())


@cache
def list_nama() -> tuple[str, ...]:
    """Return the names this machine goes by: its own, the first word of it, and localhost."""
    mesin = socket.gethostname().lower()
    return tuple(dict.fromkeys((mesin, mesin.partition(".")[0], "localhost")))


@cache
def _nama_lengkap() -> str:
    """The name with the network's ending: the resolver is asked only when a page was asked so."""
    return socket.getfqdn().lower()


def list_alamat() -> tuple[str, ...]:
    """Return the addresses others in the network reach this machine at, as far as it can tell."""
    hasil = {alamat for keluarga, tujuan in _ARAH if (alamat := _find_asal(keluarga, tujuan))}
    try:
        semua = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        semua = []
    hasil |= {str(satu[4][0]).partition("%")[0] for satu in semua}
    bersih = (ipaddress.ip_address(alamat) for alamat in hasil)
    return tuple(sorted(str(a) for a in bersih if not (a.is_loopback or a.is_link_local)))


def _find_asal(keluarga: socket.AddressFamily, tujuan: str) -> str:
    try:
        with socket.socket(keluarga, socket.SOCK_DGRAM) as soket:
            soket.connect((tujuan, 9))
            alamat: str = soket.getsockname()[0]
            return alamat
    except OSError:
        return ""
