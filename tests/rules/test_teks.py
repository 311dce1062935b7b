"""Free text is kept as people mean it: normalised, nothing hidden, within its limit."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.teks import clean_teks, format_kalimat, format_sebutan


@pytest.mark.parametrize(
    ("mentah", "bersih"),
    [
        ("  rapat desa \n", "rapat desa"),
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("a\tb", "a\tb"),
        ("e\u0301", "\u00e9"),
        ("a\x00b\x07c\x1b", "abc"),
        ("a\ud800b", "ab"),
        ("kode\u202egpj.exe\u202c", "kodegpj.exe"),
        ("\ufeffa\u200bb\u2066c\u2069", "abc"),
        ("<b>&amp;'\"", "<b>&amp;'\""),
        ("=1+1", "=1+1"),
        ("Żółć ज 👍", "Żółć ज 👍"),
    ],
)
def test_what_is_kept(mentah, bersih):
    assert clean_teks(mentah, 100, "Catatan") == bersih


def test_the_limit_counts_what_is_kept():
    assert clean_teks(" " * 50 + "a" * 10 + "\x00" * 50, 10, "Catatan") == "a" * 10
    with pytest.raises(ValueError, match="Catatan paling banyak 10 huruf; yang ditulis 11 huruf"):
        clean_teks("a" * 11, 10, "Catatan")


@given(st.text(max_size=200))
def test_cleaning_again_changes_nothing(mentah):
    bersih = clean_teks(mentah, 10**4, "Catatan")
    assert clean_teks(bersih, 10**4, "Catatan") == bersih
    assert unicodedata.is_normalized("NFC", bersih)
    assert not any(unicodedata.category(h) in ("Cc", "Cs") for h in bersih if h not in "\n\t")


def test_a_name_that_ends_in_a_full_stop_stands_well_within_a_sentence():
    assert format_kalimat("dipakai Siti Aminah, S.Sos.") == "dipakai Siti Aminah, S.Sos."
    assert format_kalimat("dipakai Siti") == "dipakai Siti."
    assert format_sebutan("Desa yang tertib.") == "Desa yang tertib"
    assert format_sebutan("Desa yang tertib") == "Desa yang tertib"
