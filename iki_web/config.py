"""Settings: the instance folder, its generated secrets and the IKI_* environment."""

import os
import secrets
import time
from collections.abc import Mapping
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
        tls=env.get("IKI_TLS") == "1",
        demo=(instance / "DEMO").exists(),
    )


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
        "DEBUG": False,  # whatever the environment says
        "IKI_KUNCI_JEJAK": _rahasia(setelan.instance, "kunci_jejak"),
        "SECRET_KEY": _rahasia(setelan.instance, "kunci_sesi").decode(),
        "SQLALCHEMY_DATABASE_URI": url,
        # One connection per server thread, and some to spare for commands beside it.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 24,
            "pool_pre_ping": not url.startswith("sqlite"),
        },
        "WTF_CSRF_TIME_LIMIT": None,
        # `web/sesi.py` asks for it itself, after a stranger's large body has been refused unread.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "SESSION_COOKIE_NAME": "iki",
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
