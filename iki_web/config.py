"""Settings: the instance folder, its generated secrets and the IKI_* environment."""

import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AKAR = Path(__file__).resolve().parent.parent

#: Of the folder `tls`: key and certificates of the server, and further names it is reached by.
SERVER, NAMA = "server.pem", "nama.txt"

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


def load_setelan(lingkungan: Mapping[str, str] | None = None) -> Setelan:
    """Read IKI_* from the environment; every setting has a working default."""
    env = os.environ if lingkungan is None else lingkungan
    instance = Path(env.get("IKI_INSTANCE") or AKAR / "instance").resolve()
    return Setelan(
        instance=instance,
        database_url=env.get("IKI_DATABASE_URL") or f"sqlite:///{instance / 'iki.db'}",
        host=env.get("IKI_HOST") or "0.0.0.0",
        port=int(env.get("IKI_PORT") or "8000"),
        # Once certificates were made, https is what is meant.
        tls=(env.get("IKI_TLS") or str(int((instance / "tls" / SERVER).exists()))) == "1",
        demo=(instance / "DEMO").exists(),
        nama=(
            *_split(f"{env.get('IKI_NAMA', '')},{env.get('IKI_HOST', '')}"),
            *read_nama(instance / "tls" / NAMA),
        ),
        proxy=_split(env.get("IKI_PROXY", "")),
    )


def _split(daftar: str) -> tuple[str, ...]:
    """Return the words of a list with commas, in small letters."""
    kata = (satu.strip().lower() for satu in daftar.split(","))
    return tuple(satu for satu in kata if satu not in ("", "0.0.0.0", "::"))


def read_nama(berkas: Path) -> tuple[str, ...]:
    """Return the further names `iki tls` was given."""
    return tuple(berkas.read_text("utf-8").split()) if berkas.exists() else ()


def _rahasia(instance: Path, nama: str) -> bytes:
    """Return a secret of the instance, made once with mode 0600; there is no fallback value."""
    berkas = instance / "rahasia" / nama
    berkas.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        pegangan = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _baca_rahasia(berkas)
    isi = secrets.token_hex(32).encode()
    with os.fdopen(pegangan, "wb") as keluar:
        keluar.write(isi)
        keluar.flush()
        os.fsync(keluar.fileno())
    return isi


def _baca_rahasia(berkas: Path) -> bytes:
    """Read a secret; another process may just be writing it."""
    for _ in range(100):
        isi = berkas.read_bytes()
        if isi:
            return isi
        time.sleep(0.02)
    raise RuntimeError(f"{berkas} kosong: hapus berkas itu hanya bila instance ini masih baru.")


def flask_config(setelan: Setelan) -> dict[str, Any]:
    """Return the Flask configuration made from the settings."""
    url = setelan.database_url
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return {
        "IKI": setelan,
        "IKI_KUNCI_JEJAK": _rahasia(setelan.instance, "kunci_jejak"),
        "IKI_KUNCI_DUA_LANGKAH": _rahasia(setelan.instance, "kunci_dua_langkah"),
        "SECRET_KEY": _rahasia(setelan.instance, "kunci_sesi").decode(),
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
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "IKI_SANDI_DEMO": "contoh iki jrengik",
        "IKI_PETUNJUK_DEMO": (
            "Instance contoh: masuk sebagai staf-umum, kasubbag-umum, sekretaris, camat, atau "
            "pengelola dengan sandi “contoh iki jrengik”."
        ),
    }
