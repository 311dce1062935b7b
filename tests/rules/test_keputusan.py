"""An edition as plain data: every word of the file, and nothing of another kind."""

import copy
import tomllib
from pathlib import Path

import pytest

from iki_web.rules.keputusan import format_huruf, parse_edisi

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
