"""How a backup is sealed: by age's key exchange and cipher, its key by scrypt."""

import io
import os
import re
import stat

import pytest

from iki_web.storage.cadangan.sandi import create_kunci, encrypt, load_identitas

FRASA = "padi menguning di sawah"
AGE = rb"age-encryption\.org/v1\n-> "


@pytest.fixture
def instance(tmp_path):
    """A folder with the keys of an encrypted backup."""
    (tmp_path / "rahasia").mkdir()
    create_kunci(tmp_path, FRASA)
    return tmp_path


@pytest.mark.usefixtures("sandi_asli")
def test_the_backup_is_sealed_by_the_ciphers_of_age(instance):
    """What age's header names: X25519 for the file, scrypt for its key.

    The library takes the cost that lasts a second here: 2^18 on a quiet machine, less on this one.
    """
    jadi = io.BytesIO()
    encrypt(instance, io.BytesIO(b"isi cadangan" * 100), jadi)
    assert re.match(AGE + rb"X25519 [\w+/]{43}\n", jadi.getvalue())
    assert b"isi cadangan" not in jadi.getvalue()
    kunci = (instance / "rahasia" / "kunci_cadangan.age").read_bytes()
    pangkat = re.match(AGE + rb"scrypt [\w+/]{22} (\d+)\n", kunci)
    assert pangkat is not None
    assert int(pangkat[1]) >= 14
    assert b"AGE-SECRET-KEY" not in kunci
    milik = (instance / "rahasia" / "kunci_cadangan").read_text()
    assert str(load_identitas(instance, kunci, FRASA)) == milik


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_the_keys_of_backups_are_for_the_account_of_the_app_only(instance):
    semua = list((instance / "rahasia").iterdir())
    assert len(semua) == 2
    assert {stat.S_IMODE(b.stat().st_mode) for b in semua} == {0o600}
