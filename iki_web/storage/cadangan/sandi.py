"""Encryption of backups with age: a key pair an instance has, its secret half under a passphrase.

The public half lies in the instance, so the daily backup asks for nothing. The plain secret half
lies there too, for reading back what was written: who can read it can read the database itself.
"""

from pathlib import Path
from typing import IO, Any

from iki_web.config import fsync_folder, write_berkas
from iki_web.rules.galat import Galat
from iki_web.storage.galat import CadanganRusak, SandiCadanganSalah

_RAHASIA = Path("rahasia") / "kunci_cadangan"
_BERSANDI = Path("rahasia") / "kunci_cadangan.age"
_PERLU = "Cadangan ini terenkripsi. Tulis kata sandi cadangannya."


def is_terenkripsi(instance: Path) -> bool:
    """Whether backups of this instance are encrypted."""
    return (instance / _RAHASIA).exists()


def create_kunci(instance: Path, frasa: str) -> None:
    """Put a passphrase on the backups from now on, or with an empty one take it away.

    The key pair stays when the passphrase changes; earlier backups open with the earlier one.
    """
    rahasia, bersandi = instance / _RAHASIA, instance / _BERSANDI
    if not frasa:
        rahasia.unlink(missing_ok=True)
        bersandi.unlink(missing_ok=True)
        fsync_folder(rahasia.parent)
        return
    from pyrage import passphrase, x25519

    isi = rahasia.read_text() if rahasia.exists() else str(x25519.Identity.generate())
    # The one that decides whether backups are encrypted comes last.
    write_berkas(bersandi, passphrase.encrypt(isi.encode(), frasa))
    write_berkas(rahasia, isi.encode())


def read_bersandi(instance: Path) -> bytes:
    """Return the secret half under its passphrase, as every backup carries it."""
    return (instance / _BERSANDI).read_bytes()


def load_identitas(instance: Path, bersandi: bytes, frasa: str | None) -> Any:
    """Return the secret key of a backup: by the passphrase, without one by the instance's own.

    Raises SandiCadanganSalah where the passphrase is wrong, or one is needed.
    """
    from pyrage import DecryptError, passphrase, x25519

    if frasa is None:
        if not is_terenkripsi(instance):
            raise SandiCadanganSalah(_PERLU)
        return x25519.Identity.from_str((instance / _RAHASIA).read_text())
    try:
        return x25519.Identity.from_str(passphrase.decrypt(bersandi, frasa).decode())
    except DecryptError as galat:
        raise SandiCadanganSalah from galat


class _Saluran:
    """Passes bytes on and keeps what the disk said: the library turns it into a text."""

    def __init__(self, ke: IO[bytes]) -> None:
        self._ke = ke
        self.galat: BaseException | None = None

    def write(self, isi: bytes) -> int:
        """Write, and keep why it failed."""
        try:
            return self._ke.write(isi)
        except (OSError, Galat) as galat:
            self.galat = galat
            raise

    def flush(self) -> None:
        """Leave it to the owner of the file."""


def encrypt(instance: Path, dari: IO[bytes], ke: IO[bytes]) -> None:
    """Encrypt a stream to the instance's own key; raises OSError where the disk does."""
    from pyrage import EncryptError, encrypt_io, x25519

    milik = x25519.Identity.from_str((instance / _RAHASIA).read_text())
    saluran = _Saluran(ke)
    try:
        encrypt_io(dari, saluran, [milik.to_public()])
    except (EncryptError, OSError) as galat:
        raise saluran.galat or galat from galat


def decrypt(identitas: Any, dari: IO[bytes], ke: IO[bytes], *, milik: bool) -> None:
    """Decrypt a stream; raises CadanganRusak where it is torn.

    `milik`: by the instance's own key, which may not be the file's: then SandiCadanganSalah.
    """
    from pyrage import DecryptError, decrypt_io

    saluran = _Saluran(ke)
    try:
        decrypt_io(dari, saluran, [identitas])
    except DecryptError as galat:  # the head names no key of ours, or is torn
        raise (SandiCadanganSalah(_PERLU) if milik else CadanganRusak()) from galat
    except (OSError, ValueError) as galat:
        raise saluran.galat or CadanganRusak() from galat
