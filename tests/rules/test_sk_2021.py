"""The 2021 edition (iki_web/sk_2021.toml) holds every word of the decree, in its place.

The decree is tests/data/sk_2021_sumber.txt. Each sheet is compared twice: by structure (heading,
functions, table rows) and by counting all its words, so that nothing escapes the parsing.
"""

import hashlib
import re
import tomllib
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EDITION = tomllib.loads((ROOT / "iki_web/sk_2021.toml").read_text(encoding="utf-8"))
SOURCE_BYTES = (ROOT / "tests/data/sk_2021_sumber.txt").read_bytes()
SOURCE = SOURCE_BYTES.decode("utf-8")
BODY, *SHEETS = re.split(r"INDIKATOR KINERJA INDIVIDU\n\n(?=\d\. JABATAN)", SOURCE)
DECREE = BODY[BODY.index("- Mingmabang") :]

KEPUTUSAN = EDITION["keputusan"]
JABATAN = {j["kode"]: j for j in EDITION["jabatan"]}
WITH_SHEET = [j for j in EDITION["jabatan"] if j["kode"] != "camat"]
INDIKATOR = {i["kode"]: i for j in WITH_SHEET for i in j["indikator"]}
OWNER = {i["kode"]: j["kode"] for j in WITH_SHEET for i in j["indikator"]}
PAIRS = [pytest.param(j, s, id=j["kode"]) for j, s in zip(WITH_SHEET, SHEETS, strict=True)]

KEPUTUSAN_KEYS = {
    *("kode", "nomor", "nomor_lain", "tentang", "tanggal", "berlaku_mulai", "tempat", "kop"),
    *("pembuka", "penutup", "penetap_jabatan", "penetap_nama", "penetap_pangkat", "penetap_nip"),
    *("menimbang", "mengingat", "memutuskan"),
}
JABATAN_KEYS = {
    *("kode", "nama", "nama_singkat", "atasan", "nama_lampiran", "nama_lampiran_baku"),
    *("tugas", "fungsi", "indikator"),
}
INDIKATOR_MUST = {
    *("kode", "sasaran", "nama", "jenis_rumus", "satuan", "arah", "cara_hitung", "frekuensi"),
    *("kali_100", "sumber_data", "alasan_frekuensi", "alasan_arah", "alasan_cara_hitung", "contoh"),
}
INDIKATOR_MAY = {"pembilang", "penyebut", "sasaran_warisan", "induk", "dokumen", "teks_asli"}
LAMPIRAN = ("nama_lampiran_baku", "nama_lampiran")
FORMULA = re.compile(r"\$\\frac\{\\text\{(.+)\}\}\{\\text\{(.+)\}\}( \\times 100 ?\\%)?\$")


def fold(cell):
    """One line of single-spaced text from a text or from the slots of one cell."""
    return " ".join((cell if isinstance(cell, str) else " ".join(cell)).split())


def words(text):
    """Count the words of a sheet without its markup, labels, numbering and list dashes."""
    text = re.sub(r"<[^>]+>|\\times 100 ?\\%|\\frac|\\text|[${}]", " ", text)
    text = re.sub(r"(?m)^(SASARAN/KINERJA|Kinerja\t|--\t).*$", "", text)
    text = re.sub(r"\d\. (JABATAN|TUGAS|FUNGSI) :", "", text)
    text = re.sub(r"(?m)^- (Mingmabang|Mengingat) :|^MEMUTUSKAN$", "", text)
    text = re.sub(r"(?m)^- (\w+) :", r"\1", text)
    text = re.sub(r"[-\u2013](?=\s)", " ", text)
    text = re.sub(r"(?m)^\s*([a-m][.)]|\d+\.) ", "", text)
    return Counter(text.split())


def asli(record, key):
    """Verbatim text of one field of a record whose teks_asli is a table of corrected keys."""
    return record.get("teks_asli", {}).get(key, record.get(key))


def asli_isi(record):
    return record.get("teks_asli", record.get("isi", record.get("nama")))


def indikator_asli(indikator):
    """The four cells of a table row as printed, the sasaran empty where it is inherited."""
    sasaran = "" if indikator.get("sasaran_warisan") else asli(indikator, "sasaran")
    if indikator["jenis_rumus"] == "RASIO":
        rumus = (asli(indikator, "pembilang"), asli(indikator, "penyebut"), indikator["kali_100"])
    else:
        rumus = fold(" ".join(asli_isi(d) for d in indikator["dokumen"]))
    return sasaran, asli(indikator, "nama"), rumus, " ".join(asli(indikator, "sumber_data"))


def jabatan_asli(jabatan):
    """Every verbatim text of one sheet."""
    yield jabatan["nama_lampiran"]
    yield jabatan.get("tugas", "")
    yield from (asli_isi(f) for f in jabatan["fungsi"])
    for sasaran, nama, rumus, sumber in map(indikator_asli, jabatan["indikator"]):
        yield from (sasaran, nama, sumber)
        yield from (rumus,) if isinstance(rumus, str) else rumus[:2]


def keputusan_asli():
    """Every verbatim text of the decree from menimbang to the signature."""
    yield from (asli_isi(r) for r in KEPUTUSAN["menimbang"] + KEPUTUSAN["mengingat"])
    for diktum in KEPUTUSAN["memutuskan"]:
        yield from (diktum["diktum"], asli_isi(diktum), *diktum.get("butir", []))
    yield from KEPUTUSAN["penutup"]
    yield from (KEPUTUSAN[f"penetap_{key}"] for key in ("jabatan", "nama", "pangkat"))
    yield "NIP. " + KEPUTUSAN["penetap_nip"]


def source_rows(sheet):
    """The table rows of a sheet in the shape of `indikator_asli`; empty bullets are no rows."""
    for line in sheet.splitlines():
        if "\t" not in line or line.startswith(("SASARAN/", "Kinerja\t", "--\t")):
            continue
        cells = [re.sub(r"<[^>]+>", " ", cell) for cell in line.split("\t")]
        sasaran, nama, rumus, sumber = (fold(cell).lstrip("\u2013- ") for cell in cells)
        if not nama:
            continue
        found = FORMULA.fullmatch(rumus)
        if found:
            yield sasaran, nama, (found[1], found[2], bool(found[3])), sumber
        else:
            yield sasaran, nama, fold(re.sub(r"-(?= )", " ", rumus)), sumber


def rows_with_isi():
    """Yield (di, kolom, row) for the texts that carry their verbatim form beside `isi`."""
    for kolom in ("menimbang", "mengingat", "memutuskan"):
        yield from (("keputusan", kolom, row) for row in KEPUTUSAN[kolom])
    for jabatan in WITH_SHEET:
        yield from ((jabatan["kode"], "fungsi", row) for row in jabatan["fungsi"])


def corrections():
    """Yield (di, kolom, corrected text, verbatim text) for every text that was corrected."""
    for di, kolom, row in rows_with_isi():
        if "teks_asli" in row:
            yield di, kolom, row["isi"], row["teks_asli"]
    for jabatan in WITH_SHEET:
        if "nama_lampiran_baku" in jabatan:
            yield jabatan["kode"], "lampiran", *map(jabatan.get, LAMPIRAN)
    for indikator in INDIKATOR.values():
        for kolom, text in indikator.get("teks_asli", {}).items():
            shown = indikator[kolom]
            assert kolom != "sumber_data" or len(shown) == len(text)
            yield indikator["kode"], kolom, fold(shown), fold(text)


def test_the_source_is_the_decree_byte_for_byte():
    digest = hashlib.sha256(SOURCE_BYTES).hexdigest()
    assert digest == "e177d5f96868f7509af8428633e2b75e511511e3f105d140b584a4e0097b215e"


@pytest.mark.parametrize(("jabatan", "sheet"), PAIRS)
def test_every_word_of_a_sheet_is_kept_and_none_is_added(jabatan, sheet):
    kept = sum((words(text) for text in jabatan_asli(jabatan)), Counter())
    assert kept == words(sheet)


@pytest.mark.parametrize(("jabatan", "sheet"), PAIRS)
def test_heading_functions_and_rows_stand_in_the_order_of_the_sheet(jabatan, sheet):
    assert jabatan["nama_lampiran"] == re.search(r"\d\. JABATAN : (.+)", sheet)[1]
    tugas = re.search(r"\d\. TUGAS : (.+)", sheet)
    assert jabatan.get("tugas") == (tugas and tugas[1])
    fungsi = re.findall(r"(?m)^(?:\d\. FUNGSI :)? ?([a-m])\. (.+)$", sheet)
    assert [("abcdefghijklm"[n], asli_isi(f)) for n, f in enumerate(jabatan["fungsi"])] == fungsi
    assert [indikator_asli(i) for i in jabatan["indikator"]] == list(source_rows(sheet))


def test_every_word_of_the_decree_is_kept_and_none_is_added():
    kept = sum((words(text) for text in keputusan_asli()), Counter())
    assert kept == words(DECREE)


def test_the_texts_of_the_decree_are_whole_passages_of_the_source():
    source = fold(SOURCE)
    for text in [*keputusan_asli(), *KEPUTUSAN["kop"], KEPUTUSAN["pembuka"]]:
        assert fold(text) in source
    for nomor in [KEPUTUSAN["nomor"], *KEPUTUSAN["nomor_lain"]]:
        assert nomor in source
    assert KEPUTUSAN["tentang"].upper() in source.replace("**", "")
    assert [row["huruf"] for row in KEPUTUSAN["menimbang"]] == ["a", "b"]
    assert [row["nomor"] for row in KEPUTUSAN["mengingat"]] == list(range(1, 11))


def test_the_keys_are_the_agreed_ones():
    assert set(KEPUTUSAN) == KEPUTUSAN_KEYS
    assert set().union(*EDITION["jabatan"]) == JABATAN_KEYS
    for indikator in INDIKATOR.values():
        assert set(indikator) >= INDIKATOR_MUST
        assert set(indikator) <= INDIKATOR_MUST | INDIKATOR_MAY


def test_twelve_positions_hold_32_indicators_with_unique_codes():
    counts = [len(j.get("indikator", [])) for j in EDITION["jabatan"]]
    assert counts == [0, 4, 7, 1, 2, 1, 5, 3, 2, 1, 4, 2]
    assert len(JABATAN) == 12
    assert len(INDIKATOR) == 32
    for jabatan in WITH_SHEET:
        expected = [f"{jabatan['kode']}-{n + 1}" for n in range(len(jabatan["indikator"]))]
        assert [i["kode"] for i in jabatan["indikator"]] == expected


def test_the_positions_form_one_tree_under_the_camat():
    below = {
        "camat": {"sekretaris", "kasi-pemerintahan", "kasi-trantib", "kasi-pmd"},
        "sekretaris": {"kasubbag-umum", "kasubbag-keuangan"},
        "kasubbag-umum": {"staf-umum"},
        "kasubbag-keuangan": {"staf-keuangan"},
        "kasi-pemerintahan": {"staf-pemerintahan"},
        "kasi-trantib": {"staf-trantib"},
        "kasi-pmd": {"staf-pmd"},
    }
    expected = {kode: atasan for atasan, kodes in below.items() for kode in kodes}
    assert {k: j["atasan"] for k, j in JABATAN.items() if k != "camat"} == expected
    assert "atasan" not in JABATAN["camat"]


def test_the_five_shared_indicators_feed_the_same_subject_of_the_superior():
    same_subject = {
        (kode, induk)
        for kode, indikator in INDIKATOR.items()
        for induk, other in INDIKATOR.items()
        if indikator["nama"] == other["nama"] and JABATAN[OWNER[kode]]["atasan"] == OWNER[induk]
    }
    assert len(same_subject) == 5
    assert {(k, i["induk"]) for k, i in INDIKATOR.items() if "induk" in i} == same_subject


@pytest.mark.parametrize("jabatan", [p.values[0] for p in PAIRS], ids=[p.id for p in PAIRS])
def test_a_blank_sasaran_inherits_the_nearest_one_above_or_the_only_one(jabatan):
    own = [i["sasaran"] for i in jabatan["indikator"] if not i.get("sasaran_warisan")]
    above = own[0] if len(set(own)) == 1 else None
    for indikator in jabatan["indikator"]:
        if not indikator.get("sasaran_warisan"):
            above = indikator["sasaran"]
        assert indikator["sasaran"] == above


@pytest.mark.parametrize("indikator", INDIKATOR.values(), ids=INDIKATOR)
def test_an_indicator_is_complete_and_reasoned(indikator):
    assert indikator["satuan"] == "%"
    assert indikator["arah"] in {"NAIK", "TURUN"}
    assert indikator["cara_hitung"] in {"JUMLAH", "AKHIR", "RATA"}
    assert indikator["frekuensi"] in {"BULANAN", "TRIWULANAN", "SEMESTERAN", "TAHUNAN"}
    assert indikator["sumber_data"]
    assert all(indikator["sumber_data"])
    for key in ("alasan_frekuensi", "alasan_arah", "alasan_cara_hitung"):
        assert len(indikator[key]) > 40
    is_ratio = indikator["jenis_rumus"] == "RASIO"
    assert is_ratio or indikator["jenis_rumus"] == "DAFTAR_DOKUMEN"
    assert ("pembilang" in indikator, "penyebut" in indikator) == (is_ratio, is_ratio)
    assert ("dokumen" in indikator) != is_ratio


def test_the_document_list_gives_due_counts_only_where_the_sheet_prints_them():
    rows = INDIKATOR["staf-keuangan-1"]["dokumen"]
    assert [row.get("setahun") for row in rows] == [12, 4, 1, None, None, None]
    assert all(row.get("teks_asli") != row["nama"] for row in rows)


@pytest.mark.parametrize("indikator", INDIKATOR.values(), ids=INDIKATOR)
def test_the_worked_example_computes_right(indikator):
    contoh = indikator["contoh"]
    assert contoh["kalimat"].startswith("Jika ")
    if indikator["jenis_rumus"] != "RASIO":
        assert set(contoh) == {"kalimat"}
        return
    counts = [Decimal(contoh[key].replace(".", "")) for key in ("pembilang", "penyebut")]
    value = (counts[0] / counts[1] * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert f"hasilnya {value} %".replace(".", ",") in contoh["kalimat"]
    assert all(contoh[key] in contoh["kalimat"] for key in ("pembilang", "penyebut"))


def test_a_verbatim_text_is_stored_only_where_it_was_corrected_and_a_remark_says_so():
    remarks = [(c["di"], c["kolom"], c["kutipan"]) for c in EDITION["catatan"]]
    for di, kolom, shown, text in corrections():
        assert text != shown
        assert any((di, kolom) == (d, k) and q in text for d, k, q in remarks), (di, kolom)


def test_all_eight_groups_of_defects_are_remarked_with_true_quotes():
    assert {c["kelompok"] for c in EDITION["catatan"]} == set(range(1, 9))
    sheets = {p.id: fold(p.values[1]) for p in PAIRS}
    for catatan in EDITION["catatan"]:
        assert set(catatan) == {"kelompok", "di", "kolom", "kutipan", "isi"}
        di = OWNER.get(catatan["di"], catatan["di"])
        place = fold(SOURCE) if di == "keputusan" else sheets[di]
        assert fold(catatan["kutipan"]) in place, catatan
        assert catatan["isi"].endswith(".")


def test_each_misspelling_denominator_and_missing_factor_of_the_sheets_has_its_remark():
    expected = set()
    for kode, indikator in INDIKATOR.items():
        has_factor = indikator["kali_100"] or indikator["jenis_rumus"] != "RASIO"
        defects = {
            (kode, 4, "nama"): not has_factor,
            (kode, 7, "nama"): re.match("Pr[eo]sentase", asli(indikator, "nama")),
            (kode, 7, "penyebut"): "target" in indikator.get("penyebut", "").lower(),
            (kode, 8, "sumber_data"): "Subbag" in indikator["sumber_data"][0],
        }
        expected |= {defect for defect, found in defects.items() if found}
    assert len(expected) == 4 + 6 + 12 + 4
    assert expected <= {(c["di"], c["kelompok"], c["kolom"]) for c in EDITION["catatan"]}
