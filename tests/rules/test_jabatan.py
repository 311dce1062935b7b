"""The tree of positions: circles, paths of whole subtrees, what is still in use, the form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.galat import Ditolak
from iki_web.rules.jabatan import (
    Tempat,
    check_atasan,
    check_tutup,
    compute_jalur,
    compute_kode,
    list_subpohon,
    read_atasan,
    read_jabatan,
)

#: 1 over 2 and 3; 2 over 4 over 5.
POHON = {
    n: Tempat(n, f"Jabatan {n}", atasan)
    for n, atasan in ((1, None), (2, 1), (3, 1), (4, 2), (5, 4))
}


@pytest.mark.parametrize(
    ("jabatan", "atasan", "kata"),
    [
        (4, 3, ""),
        (4, 1, ""),
        (1, 3, "pucuk"),
        (4, 4, "dirinya sendiri"),
        (2, 5, "saling membawahi"),
        (2, 4, "saling membawahi"),
        (4, 99, "dari daftar"),
    ],
)
def test_a_superior_is_never_below(jabatan, atasan, kata):
    if not kata:
        check_atasan(POHON, jabatan, atasan)
        return
    with pytest.raises(Ditolak, match=kata) as galat:
        check_atasan(POHON, jabatan, atasan)
    assert "atasan_id" in galat.value.isian


def test_an_abolished_position_is_nobodys_superior():
    pohon = POHON | {3: Tempat(3, "Jabatan 3", 1, aktif=False)}
    with pytest.raises(Ditolak):
        check_atasan(pohon, 4, 3)


def test_paths_of_a_whole_subtree():
    assert compute_jalur(POHON, 1)[5] == "/1/2/4/5/"
    assert compute_jalur(POHON | {4: Tempat(4, "x", 3)}, 4) == {4: "/1/3/4/", 5: "/1/3/4/5/"}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.data())
def test_moving_keeps_a_tree_with_right_paths(induk, data):
    pohon = {1: Tempat(1, "1", None)}
    for n, pilih in enumerate(induk, 2):
        pohon[n] = Tempat(n, str(n), 1 + pilih % (n - 1))
    jabatan = data.draw(st.sampled_from(sorted(pohon)))
    atasan = data.draw(st.sampled_from(sorted(pohon)))
    try:
        check_atasan(pohon, jabatan, atasan)
    except Ditolak:
        assert jabatan == 1 or atasan in list_subpohon(pohon, jabatan)
        return
    pohon[jabatan] = Tempat(jabatan, str(jabatan), atasan)
    jalur = compute_jalur(pohon, 1)
    assert set(jalur) == set(pohon)
    for nomor, teks in jalur.items():
        induk_id = pohon[nomor].atasan_id
        assert teks == (jalur[induk_id] if induk_id else "/") + f"{nomor}/"


@pytest.mark.parametrize(
    ("jabatan", "pemegang", "indikator", "kata"),
    [
        (5, [], 0, ""),
        (1, [], 0, "pucuk"),
        (4, [], 0, "Jabatan 5"),
        (5, ["Budi"], 0, "Budi"),
        (5, [], 3, "3 indikator"),
    ],
)
def test_a_position_in_use_stays(jabatan, pemegang, indikator, kata):
    if not kata:
        check_tutup(POHON, jabatan, pemegang, indikator)
        return
    with pytest.raises(Ditolak, match=kata):
        check_tutup(POHON, jabatan, pemegang, indikator)


def test_codes_are_made_from_names_and_are_free():
    assert compute_kode("Kasi Ekonomi & Pembangunan") == "kasi-ekonomi-pembangunan"
    assert compute_kode("Kasi", {"kasi"}) == "kasi-2"
    assert compute_kode("李") == "jabatan"


def test_the_form_is_read_whole():
    isian = read_jabatan({"nama": " Kepala  Seksi Ekonomi ", "urutan": "7"})
    assert (isian.nama, isian.nama_singkat) == ("Kepala Seksi Ekonomi",) * 2
    with pytest.raises(Ditolak) as galat:
        read_jabatan({"nama": "x" * 61, "urutan": "-1"})
    assert set(galat.value.isian) == {"nama_singkat", "urutan"}
    with pytest.raises(Ditolak) as galat:
        read_jabatan({"urutan": "1"})
    assert set(galat.value.isian) == {"nama"}


@pytest.mark.parametrize("teks", ["", "x", "-1", "1.0", "٣", "9" * 20])
def test_what_is_no_superior_is_refused(teks):
    with pytest.raises(Ditolak):
        read_atasan({"atasan_id": teks})
    assert read_atasan({"atasan_id": "12"}) == 12
