"""Merged cells, aligned labels and lists of a document, as data and as plain text."""

from decimal import Decimal

import pytest

from iki_web.rules.dokumen import (
    Butir,
    Isi,
    Kolom,
    Rincian,
    Sel,
    Tabel,
    format_isi,
    format_teks,
    load_isi,
    merge_sama,
)


def _baris(*teks: str) -> list[tuple[Sel, ...]]:
    return [(Sel(str(nomor)), Sel(satu), Sel("nama")) for nomor, satu in enumerate(teks, 1)]


@pytest.mark.parametrize(
    ("teks", "rentang"),
    [
        ((), ()),
        (("a",), (1,)),
        (("a", "a", "a"), (3, None, None)),
        (("a", "b", "a"), (1, 1, 1)),
        (("a", "a", "b", "b", "b", "a"), (2, None, 3, None, None, 1)),
    ],
)
def test_neighbours_of_equal_text_share_one_cell(teks, rentang):
    hasil = merge_sama(_baris(*teks), 1)
    assert tuple(baris[1] and baris[1].baris for baris in hasil) == rentang
    # Nothing else of a row is touched.
    assert [(b[0].teks, b[2].teks) for b in hasil] == [
        (str(nomor), "nama") for nomor in range(1, len(teks) + 1)
    ]


def test_labels_lists_and_lettered_items_read_in_their_order():
    isi = Isi(
        nama="Uji",
        kop=(),
        logo="",
        kertas="A4",
        lanskap=False,
        judul=("UJI",),
        sub=(),
        badan=(
            Rincian.satu("Nama", "Budi"),
            Rincian.satu("KEDUA", "bertujuan untuk:", ("satu;", "dua.")),
            Rincian("Menimbang", (Butir("a", "bahwa satu;"), Butir("b", "bahwa dua."))),
            Tabel("Tabel", (Kolom("Isi", 1),), ((Sel("Dokumen:", Decimal(1), butir=("x", "y")),),)),
        ),
        catatan=("Catatan.",),
    )
    assert format_teks(isi).split("\n") == [
        *("UJI", ""),
        *("Nama : Budi", ""),
        *("KEDUA : bertujuan untuk:", "   a) satu;", "   b) dua.", ""),
        *("Menimbang : a. bahwa satu;", "b. bahwa dua.", ""),
        *("Tabel", "Isi", "Dokumen: x; y", ""),
        *("Catatan.", ""),
    ]
    assert load_isi(format_isi(isi)) == isi
