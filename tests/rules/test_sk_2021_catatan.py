"""Remarks on the 2021 edition tell the truth: what they say was corrected stands so in its text."""

import re

from tests.rules.test_sk_2021 import EDITION, corrections, fold

MENJADI = re.compile(
    r"Salah tulis, dibetulkan menjadi (.+?)(?: \((?:angka \d|tanpa titik)\)|, seperti .+)?\."
)


def test_what_a_remark_says_was_corrected_stands_so_and_no_longer_as_it_was():
    dibetulkan = {}
    for di, kolom, shown, text in corrections():
        dibetulkan.setdefault((di, kolom), []).append((fold(shown), fold(text)))
    kenal = [(c, cocok) for c in EDITION["catatan"] if (cocok := MENJADI.fullmatch(c["isi"]))]
    assert len(kenal) > 40
    for catatan, cocok in kenal:
        if catatan["kolom"] == "dokumen":
            continue  # of a list of documents only their names are kept, not the words before
        kutipan, jadi = fold(catatan["kutipan"]), cocok[1]
        assert jadi != kutipan, catatan
        pasangan = dibetulkan.get((catatan["di"], catatan["kolom"]), [])
        cocok_teks = [shown for shown, text in pasangan if kutipan in text]
        assert any(jadi in shown and kutipan not in shown for shown in cocok_teks), catatan
