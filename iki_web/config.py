"""Settings: the instance folder, its generated secrets and the IKI_* environment."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AKAR = Path(__file__).resolve().parent.parent

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


def load_setelan(lingkungan: Mapping[str, str] | None = None) -> Setelan:
    """Read IKI_* from the environment; every setting has a working default."""
    env = os.environ if lingkungan is None else lingkungan
    instance = Path(env.get("IKI_INSTANCE") or AKAR / "instance").resolve()
    return Setelan(
        instance=instance,
        database_url=env.get("IKI_DATABASE_URL") or f"sqlite:///{instance / 'iki.db'}",
        host=env.get("IKI_HOST") or "0.0.0.0",
        port=int(env.get("IKI_PORT") or "8000"),
        tls=env.get("IKI_TLS") == "1",
        demo=(instance / "DEMO").exists(),
        nama=_split(f"{env.get('IKI_NAMA', '')},{env.get('IKI_HOST', '')}"),
        proxy=_split(env.get("IKI_PROXY", "")),
    )


def _split(daftar: str) -> tuple[str, ...]:
    """Return the words of a list with commas, in small letters."""
    return tuple(kata for satu in daftar.split(",") if (kata := satu.strip().lower()))


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


def flask_config(setelan: Setelan) -> dict[str, Any]:
    """Return the Flask configuration made from the settings."""
    rahasia = setelan.instance / "rahasia"
    rahasia.mkdir(exist_ok=True, mode=0o700)
    kunci_jejak, kunci_sesi = _rahasia(rahasia, "kunci_jejak"), _rahasia(rahasia, "kunci_sesi")
    # Also where they are not new: whoever made them may have been killed before this.
    for folder in (rahasia, setelan.instance):
        fsync_folder(folder)
    url = setelan.database_url
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return {
        "IKI": setelan,
        "DEBUG": False,  # whatever the environment says
        "IKI_KUNCI_JEJAK": kunci_jejak,
        "SECRET_KEY": kunci_sesi.decode(),
        "SQLALCHEMY_DATABASE_URI": url,
        # One connection per server thread, and some to spare for commands beside it.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 24,
            "pool_pre_ping": not url.startswith("sqlite"),
        },
        "WTF_CSRF_TIME_LIMIT": None,
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
