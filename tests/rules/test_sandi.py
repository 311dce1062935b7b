"""Passwords: long enough, not a common one, not the person's own name or number."""

import pytest

from iki_web.rules.sandi import PANJANG_MAKS, PANJANG_MIN, list_kelemahan

NAMA, AKUN, NIP = "Siti Nur Hasanah", "siti.hasanah", "198503152010012003"


def _lemah(sandi: str) -> bool:
    return bool(list_kelemahan(sandi, NAMA, AKUN, NIP))


@pytest.mark.parametrize(
    "sandi",
    [
        "",
        "a" * (PANJANG_MIN - 1),
        "x" * (PANJANG_MAKS + 1),
        "aaaaaaaaaaaa",
        "121212121212",
        "123456789012",
        "passwordpassword",
        "Password12345",
        "KECAMATAN1234",
        "jrengik123456789",
        "kecamatan jrengik",
        "jrengik kecamatan 2026",
        "camat kantor jrengik!",
        f"NIP {NIP}",
        "Hasanah Siti jrengik",
        "nur.siti.hasanah.88",
        "839201847563",
        "Bismillah12345",
        "qwertyuiop123",
        NIP,
        "Siti Nur Hasanah",
        "sitinurhasanah99",
        "siti.hasanah2026",
    ],
)
def test_what_is_easily_guessed_is_refused_with_a_sentence(sandi):
    kalimat = list_kelemahan(sandi, NAMA, AKUN, NIP)
    assert len(kalimat) == 1
    assert kalimat[0].endswith(".")
    assert not sandi or sandi not in kalimat[0]


@pytest.mark.parametrize(
    "sandi",
    [
        "buku biru di lemari dapur",
        "sawah-padi-hujan-3",
        "k7qw-m2xp-t9ra-bcde",
        "x9" * 6 + "abc",
        "ayam goreng bu Siti",
        "kalimat panjang " * 12,
        "kunci 🔑 pagar besi",
    ],
)
def test_long_phrases_are_welcome(sandi):
    assert not _lemah(sandi[:PANJANG_MAKS])


def test_a_person_without_a_number_is_not_refused_for_it():
    assert list_kelemahan("buku biru di lemari", "", "", None) == ()
