"""Settings: the instance folder, its generated secrets and the IKI_* environment."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iki_web.rules.galat import Ditolak

AKAR = Path(__file__).resolve().parent.parent

#: Of the app, as pyproject.toml has it.
VERSI = "0.1.0"
#: The database of an instance without a server, and a restored instance about to take its place.
NAMA_BASIS, PULIH_SIAP, JANGKAR = "iki.db", "pulih-siap", "jangkar"
#: Of the folder `tls`: key and certificates of the server, and further names it is reached by.
SERVER, NAMA = "server.pem", "nama.txt"
#: Keys of the trail, of the sessions, of the second step: files of the folder `rahasia`.
RAHASIA = ("kunci_jejak", "kunci_sesi", "kunci_dua_langkah")
#: How the address of a database begins.
_MESIN = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
ALAMAT_BASIS_SALAH = (
    "IKI_DATABASE_URL bukan alamat database yang dapat dipakai. Tulis seperti "
    "postgresql://nama@komputer/database, atau kosongkan untuk SQLite di folder data."
)
MIB = 1024 * 1024
#: One request: 20 files of 20 MiB never come at once; the browser sends what was just chosen.
BATAS_PERMINTAAN = 64 * MIB


@dataclass(frozen=True, slots=True)
class Setelan:
    """Where the instance is and how it is reached."""

    instance: Path
    database_url: str
    host: str
    port: int
    tls: bool
    demo: bool
    #: Further names the app is reached by, beside the machine's own.
    nama: tuple[str, ...] = ()
    #: Addresses of proxies whose X-Forwarded-* are believed; none by default.
    proxy: tuple[str, ...] = ()
    #: A second folder for the anchors of the trail, best on another drive or machine.
    jangkar_lain: Path | None = None
    #: Whether the day's backup is made by itself.
    harian: bool = True

    @property
    def folder_tls(self) -> Path:
        """Folder of the certificates."""
        return self.instance / "tls"

    @property
    def hsts(self) -> bool:
        """Whether browsers are told to keep to https: only where the app has the whole name."""
        return self.tls and self.port == 443

    @property
    def pintu(self) -> bool:
        """Whether the app itself speaks https; a named proxy does it for us."""
        return self.tls and not self.proxy

    @property
    def bukti(self) -> Path:
        """Folder of the evidence store."""
        return self.instance / "bukti"

    @property
    def basis(self) -> Path | None:
        """File of the database; None when a server of its own keeps it."""
        berkas = self.database_url.removeprefix("sqlite:///")
        return None if berkas == self.database_url else Path(berkas)

    @property
    def catatan(self) -> Path:
        """Folder of the app's own log."""
        return self.instance / "catatan"

    @property
    def jangkar(self) -> Path:
        """Folder of the anchors of the audit trail."""
        return self.instance / JANGKAR


def load_setelan(lingkungan: Mapping[str, str] | None = None) -> Setelan:
    """Read IKI_* from the environment; every setting has a working default.

    Raises Ditolak for a value that cannot be meant.
    """
    env = os.environ if lingkungan is None else lingkungan
    instance = Path(env.get("IKI_INSTANCE") or AKAR / "instance").resolve()
    return Setelan(
        instance=instance,
        database_url=_read_url(env.get("IKI_DATABASE_URL") or f"sqlite:///{instance / NAMA_BASIS}"),
        host=env.get("IKI_HOST") or "0.0.0.0",
        port=_read_port(env.get("IKI_PORT") or "8000"),
        # Once certificates were made, https is what is meant.
        tls=(env.get("IKI_TLS") or str(int((instance / "tls" / SERVER).exists()))) == "1",
        demo=(instance / "DEMO").exists(),
        nama=(
            *_split(f"{env.get('IKI_NAMA', '')},{env.get('IKI_HOST', '')}"),
            *read_nama(instance / "tls" / NAMA),
        ),
        proxy=_split(env.get("IKI_PROXY", "")),
        jangkar_lain=Path(env["IKI_JANGKAR"]) if env.get("IKI_JANGKAR") else None,
        harian=env.get("IKI_CADANGAN_HARIAN") != "0",
    )


def _read_port(teks: str) -> int:
    """Return the number of a port; the system would take a larger one for another."""
    angka = teks.strip()
    port = int(angka) if angka.isascii() and angka.isdigit() and len(angka) < 6 else 0
    if not 1 <= port <= 65535:
        raise Ditolak(f"IKI_PORT “{teks}” bukan nomor pintu. Setel nomor 1 sampai 65535.")
    return port


def _read_url(url: str) -> str:
    """Return the address of a database the app speaks with; it may hold a password."""
    if not url.startswith(_MESIN):
        raise Ditolak(ALAMAT_BASIS_SALAH)
    return url


def _split(daftar: str) -> tuple[str, ...]:
    """Return the words of a list with commas, in small letters."""
    kata = (satu.strip().lower() for satu in daftar.split(","))
    return tuple(satu for satu in kata if satu not in ("", "0.0.0.0", "::"))


def read_nama(berkas: Path) -> tuple[str, ...]:
    """Return the further names `iki tls` was given."""
    return tuple(berkas.read_text("utf-8").split()) if berkas.exists() else ()


def finish_pulihan(instance: Path) -> None:
    """Finish a restore that was decided on (`pulih-siap` is complete): killed halfway, the next
    start goes on with it, so what is there is either the old instance or the new one.
    """
    siap, rahasia = instance / PULIH_SIAP, instance / "rahasia"
    if not siap.is_dir():
        return
    rahasia.mkdir(exist_ok=True, mode=0o700)
    for berkas in sorted(siap.glob("rahasia/*")):
        _move(berkas, rahasia / berkas.name)
    if (siap / JANGKAR).is_dir():
        shutil.rmtree(instance / JANGKAR, ignore_errors=True)
        _move(siap / JANGKAR, instance / JANGKAR)
    if (siap / NAMA_BASIS).exists():
        # A journal belongs to the database it lies beside.
        for ekor in ("-wal", "-shm", "-journal"):
            (instance / f"{NAMA_BASIS}{ekor}").unlink(missing_ok=True)
        _move(siap / NAMA_BASIS, instance / NAMA_BASIS)
    for folder in (rahasia, instance):
        fsync_folder(folder)
    shutil.rmtree(siap, ignore_errors=True)


def _move(dari: Path, ke: Path) -> None:
    """Put a file in place, unless another process that starts just now has done so."""
    with suppress(FileNotFoundError):
        os.replace(dari, ke)


def write_berkas(berkas: Path, isi: bytes, *, baru: bool = False) -> None:
    """Write a file only the operator reads: whole or not at all, durable when this returns.

    `baru` raises FileExistsError where there is one already.
    """
    pegangan, sementara = tempfile.mkstemp(dir=berkas.parent)
    try:
        with os.fdopen(pegangan, "wb") as keluar:
            keluar.write(isi)
            keluar.flush()
            os.fsync(keluar.fileno())
        if not baru:
            os.replace(sementara, berkas)
        elif _is_windows():
            os.rename(sementara, berkas)  # refuses to overwrite there
        else:
            os.link(sementara, berkas)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(sementara)
    fsync_folder(berkas.parent)


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and journals them itself."""
    if _is_windows():
        return
    pegangan = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(pegangan)
    finally:
        os.close(pegangan)


def _is_windows() -> bool:
    return os.name == "nt"


def _rahasia(folder: Path, nama: str) -> bytes:
    """Return a secret of the instance, made once with mode 0600; there is no fallback value."""
    berkas = folder / nama
    with suppress(FileExistsError):
        if not berkas.exists():
            write_berkas(berkas, secrets.token_hex(32).encode(), baru=True)
    isi = berkas.read_bytes()
    if not isi:
        raise RuntimeError(f"{berkas} kosong: hapus berkas itu hanya bila instance ini masih baru.")
    return isi


def _load_rahasia(instance: Path) -> dict[str, bytes]:
    """Return the keys of the instance by name."""
    rahasia = instance / "rahasia"
    rahasia.mkdir(exist_ok=True, mode=0o700)
    kunci = {nama: _rahasia(rahasia, nama) for nama in RAHASIA}
    # Also where they are not new: whoever made them may have been killed before this.
    for folder in (rahasia, instance):
        fsync_folder(folder)
    return kunci


def flask_config(setelan: Setelan) -> dict[str, Any]:
    """Return the Flask configuration made from the settings."""
    kunci = _load_rahasia(setelan.instance)
    url = setelan.database_url
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return {
        "IKI": setelan,
        "DEBUG": False,  # whatever the environment says
        "IKI_KUNCI_JEJAK": kunci["kunci_jejak"],
        "IKI_KUNCI_DUA_LANGKAH": kunci["kunci_dua_langkah"],
        "SECRET_KEY": kunci["kunci_sesi"].decode(),
        "SQLALCHEMY_DATABASE_URI": url,
        # One connection per server thread, and some to spare for commands beside it.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 24,
            "pool_pre_ping": not url.startswith("sqlite"),
        },
        "WTF_CSRF_TIME_LIMIT": None,
        # The origin is checked over http and https alike; a Referer may be withheld.
        "WTF_CSRF_SSL_STRICT": False,
        # `web/sesi.py` asks for it itself, after a stranger's large body has been refused unread.
        "WTF_CSRF_CHECK_DEFAULT": False,
        # Under TLS the browser itself holds the cookie to this host, whole and secure.
        "SESSION_COOKIE_NAME": "__Host-iki" if setelan.tls else "iki",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": setelan.tls,
        "MAX_CONTENT_LENGTH": BATAS_PERMINTAAN,
        "MAX_FORM_MEMORY_SIZE": MIB,
        "MAX_FORM_PARTS": 500,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "IKI_SANDI_DEMO": "contoh iki jrengik",
        "IKI_PETUNJUK_DEMO": (
            "Instance contoh: masuk sebagai staf-umum, kasubbag-umum, sekretaris, camat, atau "
            "pengelola dengan sandi “contoh iki jrengik”."
        ),
    }
