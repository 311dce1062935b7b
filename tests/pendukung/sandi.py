"""Passwords and passphrases for next to nothing: thousands are hashed and checked in a run."""

import hashlib
import hmac
import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import passphrase

from iki_web.actions import sandi

_HASHER_ASLI, _SEGEL_ASLI = sandi._hasher, passphrase.encrypt
_SATU_KEPING = bytes(11) + b"\1"


@cache
def _hasher_ringan() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def _turunkan(kunci: bytes, garam: bytes | None, untuk: bytes) -> bytes:
    return HKDF(SHA256(), 32, garam, untuk).derive(kunci)


def _b64(isi: bytes) -> bytes:
    return b64encode(isi).rstrip(b"=")


def _segel_ringan(isi: bytes, frasa: str) -> bytes:
    """Seal a short text as age does (C2SP: age.md), but by a scrypt of 2 rounds, not of a second.

    Age itself opens it, and tells a wrong passphrase from a right one.
    """
    kunci, garam, awal = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt" + garam
    bungkus = hashlib.scrypt(frasa.encode(), salt=label, n=2, r=8, p=1, dklen=32)
    badan = _b64(ChaCha20Poly1305(bungkus).encrypt(bytes(12), kunci, None))
    kepala = b"age-encryption.org/v1\n-> scrypt %s 1\n%s\n---" % (_b64(garam), badan)
    tanda = _b64(hmac.digest(_turunkan(kunci, None, b"header"), kepala, "sha256"))
    keping = ChaCha20Poly1305(_turunkan(kunci, awal, b"payload"))
    return kepala + b" " + tanda + b"\n" + awal + keping.encrypt(_SATU_KEPING, isi, None)


def ringankan_sandi(tambal: pytest.MonkeyPatch) -> None:
    """Hash and seal in the same way at next to no cost."""
    tambal.setattr(sandi, "_hasher", _hasher_ringan)
    tambal.setattr(passphrase, "encrypt", _segel_ringan)


@contextmanager
def beratkan_sandi(tambal: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the cost of the app itself for a while."""
    tambal.setattr(sandi, "_hasher", _HASHER_ASLI)
    tambal.setattr(passphrase, "encrypt", _SEGEL_ASLI)
    sandi._hash_palsu.cache_clear()
    yield
    sandi._hash_palsu.cache_clear()
