"""An edition as plain data: every word of the file, and nothing of another kind."""

import copy
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.keputusan import (
    JenisBeda,
    compute_beda,
    compute_kata,
    find_mulai,
    format_huruf,
    list_syarat_tetap,
    parse_edisi,
)

BERKAS = Path(__file__).parents[2] / "iki_web/sk_2021.toml"
ISI = tomllib.loads(BERKAS.read_text(encoding="utf-8"))
EDISI = parse_edisi(ISI)


def test_the_edition_holds_every_position_sheet_and_indicator():
    assert [j.kode for j in EDISI.jabatan] == [j["kode"] for j in ISI["jabatan"]]
    assert [len(j.indikator) for j in EDISI.lembar] == [4, 7, 1, 2, 1, 5, 3, 2, 1, 4, 2]
    assert len(EDISI.catatan) == len(ISI["catatan"])
    assert EDISI.jabatan[0].nama_lampiran is None


def test_texts_stand_beside_their_original():
    asal = ISI["keputusan"]
    assert EDISI.menimbang[0].teks_asli == asal["menimbang"][0]["teks_asli"]
    assert [b.tanda for b in EDISI.mengingat] == [str(n) for n in range(1, 11)]
    assert EDISI.memutuskan[2].rincian == tuple(asal["memutuskan"][2]["butir"])
    per_kode = {i.kode: i for i in EDISI.indikator}
    assert per_kode["kasi-pemerintahan-3"].teks_asli["sumber_data"] == (
        "Register Akta Tanah &",
        "Register Dokumen kependudukan",
    )
    assert [d.setahun for d in per_kode["staf-keuangan-1"].dokumen] == [12, 4, 1, None, None, None]


@pytest.mark.parametrize(
    ("jalan", "nilai"),
    [
        (("keputusan", "nomor"), 5),
        (("keputusan", "tanggal"), "2021-01-20"),
        (("keputusan", "menimbang"), "a"),
        (("keputusan", "kop"), ["a", 1]),
        (("jabatan", 1, "nama"), ["x"]),
        (("jabatan", 1, "indikator", 0, "kali_100"), "ya"),
        (("jabatan", 1, "indikator", 0, "sumber_data"), "NPD"),
        (("jabatan", 1, "indikator", 0, "arah"), "SAMPING"),
        (("catatan", 0, "kelompok"), "1"),
    ],
)
def test_a_value_of_another_kind_is_refused(jalan, nilai):
    isi = copy.deepcopy(ISI)
    tempat = isi
    for satu in jalan[:-1]:
        tempat = tempat[satu]
    tempat[jalan[-1]] = nilai
    with pytest.raises((TypeError, ValueError)):
        parse_edisi(isi)


def test_letters_go_on_after_z():
    assert [format_huruf(n) for n in (0, 12, 25, 26, 27, 52)] == ["a", "m", "z", "aa", "ab", "ba"]


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_the_words_of_a_comparison_give_both_texts_back(lama, baru):
    potong = compute_kata(lama, baru)
    kiri = " ".join(p.teks for p in potong if p.jenis != JenisBeda.TAMBAH)
    kanan = " ".join(p.teks for p in potong if p.jenis != JenisBeda.HAPUS)
    assert (kiri.split(), kanan.split()) == (lama.split(), baru.split())


def test_an_edition_beside_itself_differs_in_nothing():
    sama = {i.kode: i.kode for i in EDISI.indikator}
    beda = compute_beda(EDISI, EDISI, sama)
    assert beda.naskah == ()
    assert {satu.jenis for satu in beda.lembar} == {JenisBeda.TETAP}
    lain = compute_beda(EDISI, EDISI, {})
    assert (lain.count(JenisBeda.TAMBAH), lain.count(JenisBeda.HAPUS)) == (32, 32)


def test_the_edition_of_2021_is_complete_and_an_induk_elsewhere_is_not():
    assert list_syarat_tetap(EDISI) == ()
    lembar = EDISI.lembar[0]
    salah = replace(lembar.indikator[0], induk="staf-umum-1", pembilang="")
    rusak = replace(
        EDISI,
        jabatan=(EDISI.jabatan[0], replace(lembar, indikator=(salah,)), *EDISI.jabatan[2:]),
    )
    kalimat = [h.kalimat for h in list_syarat_tetap(rusak)]
    assert any("belum lengkap: pembilang" in k for k in kalimat)
    assert any("bukan milik atasan Sekretaris" in k for k in kalimat)


@pytest.mark.parametrize(
    ("mulai", "berisi", "lain", "bentrok", "boleh"),
    [
        (date(2026, 5, 1), [], [date(2021, 1, 20)], (), date(2026, 5, 1)),
        (date(2026, 5, 1), [2026], [date(2021, 1, 20)], (2026,), date(2027, 1, 1)),
        (date(2026, 5, 1), [2025], [date(2021, 1, 20)], (), date(2026, 5, 1)),
        (date(2026, 5, 1), [2026, 2027], [date(2021, 1, 20)], (2026, 2027), date(2028, 1, 1)),
        (date(2025, 1, 1), [2026], [date(2026, 1, 1)], (), date(2025, 1, 1)),
    ],
)
def test_the_first_day_that_hides_no_entry(mulai, berisi, lain, bentrok, boleh):
    assert find_mulai(mulai, berisi, lain) == (bentrok, boleh)
