"""Targets: what may be typed, what is odd about one, and who may fix, propose or decide."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.bilangan import format_cacah
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import JenisPenugasan, Pegangan, Pelaku
from iki_web.rules.persetujuan import Pemegang, Simpul
from iki_web.rules.rumus import JenisRumus
from iki_web.rules.target import (
    Dasar,
    IsiTarget,
    JenisTarget,
    KirimanTarget,
    Sifat,
    TempatTarget,
    check_alasan,
    check_target,
    classify_jenis,
    compute_wewenang,
    format_target,
    list_peringatan,
    parse_target,
    read_dasar,
    read_isian,
    read_pilihan,
)

ANGKA = st.decimals(min_value=0, max_value=10**9, places=4)
SURAT = Sifat("%", Arah.NAIK, JenisRumus.RASIO, "Jumlah surat terkirim", "Jumlah semua surat")


def test_empty_zero_and_a_dash_are_three_things():
    assert parse_target("  ") is None
    assert parse_target("0") == IsiTarget(Decimal(0))
    assert {parse_target(teks) for teks in ("-", " – ", "—")} == {IsiTarget(None)}


@given(ANGKA)
def test_what_the_field_shows_is_read_back(nilai):
    assert parse_target(format_cacah(nilai)) == IsiTarget(nilai)


@pytest.mark.parametrize("teks", ["80%", "1e5", "66.7", "--", "٨٠", "NaN", "80,00001"])
def test_anything_else_is_refused_in_words(teks):
    with pytest.raises(ValueError, match=r"[a-z]"):
        parse_target(teks)


def test_zero_is_refused_only_where_more_is_better_and_negative_always():
    check_target(None, Arah.NAIK, RumusTurun.SELISIH)
    check_target(Decimal(0), Arah.TURUN, RumusTurun.SELISIH)
    for nilai, arah in ((0, Arah.NAIK), (-1, Arah.NAIK), (-1, Arah.TURUN)):
        with pytest.raises(ValueError, match="Target"):
            check_target(Decimal(nilai), arah, RumusTurun.SELISIH)


def test_first_version_is_induk_and_a_change_needs_a_reason():
    assert [classify_jenis(versi) for versi in (1, 2, 9)] == [
        JenisTarget.INDUK,
        JenisTarget.PERUBAHAN,
        JenisTarget.PERUBAHAN,
    ]
    check_alasan(1, Dasar())
    check_alasan(2, Dasar("DPA berubah"))
    with pytest.raises(ValueError, match="alasan"):
        check_alasan(2, Dasar("  "))


def test_printed_with_its_unit():
    assert format_target(Decimal("92.50"), "%") == "92,5\u00a0%"
    assert format_target(None, "%") == "-"


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "bagian"),
    [
        ("Jumlah surat yang terdistribusi", "Jumlah semua surat masuk", True),
        ("Jumlah penyerapan anggaran", "Jumlah anggaran yang tersedia", True),
        ("Jumlah kenaikan pangkat", "Jumlah target kenaikan pangkat", False),
        ("Jumlah dokumen perencanaan", "Jumlah laporan keuangan", False),
        ("Jumlah surat", "", False),
    ],
)
def test_above_100_is_pointed_out_where_a_part_is_counted_of_its_whole(pembilang, penyebut, bagian):
    sifat = Sifat("%", Arah.NAIK, JenisRumus.RASIO, pembilang, penyebut)
    assert bool(list_peringatan(Decimal(101), sifat, None)) is bagian
    assert list_peringatan(Decimal(100), sifat, None) == ()


def test_documents_never_exceed_100_and_plain_numbers_may():
    daftar = Sifat("%", Arah.NAIK, JenisRumus.DAFTAR_DOKUMEN)
    assert list_peringatan(Decimal(101), daftar, None)
    assert not list_peringatan(Decimal(101), Sifat("%", Arah.NAIK, JenisRumus.ANGKA), None)


@pytest.mark.parametrize(
    ("nilai", "lalu", "kata"),
    [(80, 81, "Lebih rendah"), (81, 81, ""), (100, 71, ""), (100, 70, "Jauh di atas")],
)
def test_percentages_against_last_year(nilai, lalu, kata):
    hasil = list_peringatan(Decimal(nilai), SURAT, Decimal(lalu))
    assert [teks.startswith(kata) for teks in hasil] == [True] * bool(kata)


@pytest.mark.parametrize(
    ("arah", "nilai", "kata"),
    [
        (Arah.NAIK, "15.1", "Jauh di atas"),
        (Arah.NAIK, "15", ""),
        (Arah.TURUN, "10.1", "Lebih longgar"),
        (Arah.TURUN, "5", ""),
        (Arah.TURUN, "4.9", "Jauh di bawah"),
    ],
)
def test_plain_numbers_against_last_year(arah, nilai, kata):
    sifat = Sifat("dokumen", arah, JenisRumus.ANGKA)
    hasil = list_peringatan(Decimal(nilai), sifat, Decimal(10))
    assert [teks.startswith(kata) for teks in hasil] == [True] * bool(kata)


def test_last_year_is_compared_as_printed():
    sepertiga = Decimal(200) / 3
    assert list_peringatan(Decimal("66.67"), SURAT, sepertiga) == ()


@given(ANGKA, st.one_of(st.none(), ANGKA), st.sampled_from(Arah), st.sampled_from(JenisRumus))
def test_a_warning_never_fails_and_no_target_has_none(nilai, lalu, arah, jenis):
    sifat = Sifat("%", arah, jenis, "surat", "surat")
    assert len(list_peringatan(nilai, sifat, lalu)) <= 2
    assert list_peringatan(None, sifat, lalu) == ()


def test_form_is_read_field_by_field_with_all_faults():
    form = {
        "t-3": "80",
        "v-3": "2",
        "t-4-2026-TW1": "-",
        "v-4-2026-TW1": "0",
        "t-5": "",
        "t-x": "1",
    }
    baca = Pembaca(form)
    assert read_isian(form, baca) == (
        KirimanTarget(TempatTarget(3), Decimal(80), 2),
        KirimanTarget(TempatTarget(4, "2026-TW1"), None, 0),
    )
    assert baca.galat == {}
    read_isian({"t-3": "a", "t-4": "1.5"}, baca)
    assert set(baca.galat) == {"t-3", "t-4"}
    with pytest.raises(Ditolak, match="versi"):
        read_isian({"t-3": "80", "v-3": "-1"}, Pembaca({}))


@pytest.mark.parametrize("butir", [[], ["1"], ["1/"], ["/1"], ["1/x"], ["-1/1"], ["1/1/1"]])
def test_ticks_that_mean_nothing_are_refused(butir):
    with pytest.raises(Ditolak):
        read_pilihan(butir)


def test_ticks_count_once():
    assert read_pilihan(["2/1", "2/1", "3/4"]) == ((2, 1), (3, 4))


@pytest.mark.parametrize(
    ("tanggal", "galat"),
    [
        ("2026-01-20", False),
        ("2025-12-30", False),
        ("2026-04-11", True),
        ("", True),
        ("kapan", True),
    ],
)
def test_day_of_the_agreement(tanggal, galat):
    baca = Pembaca({"tanggal": tanggal})
    read_dasar(baca, date(2026, 4, 10))
    assert ("tanggal" in baca.galat) is galat


def _orang(nomor: int) -> Pemegang:
    return Pemegang(nomor, f"P{nomor}", JenisPenugasan.DEFINITIF)


def _pelaku(nomor: int, *jabatan: int, pengelola: bool = False) -> Pelaku:
    jalur = {1: "/1/", 2: "/1/2/", 3: "/1/2/3/"}
    pegangan = tuple(Pegangan(j, jalur[j], f"J{j}", JenisPenugasan.DEFINITIF) for j in jabatan)
    return Pelaku(nomor, 1, "", "", pegangan, pengelola)


def _pohon(**pemegang: tuple[int, ...]) -> dict[int, Simpul]:
    return {
        n: Simpul(n, n - 1 or None, f"J{n}", tuple(map(_orang, pemegang.get(f"j{n}", ()))))
        for n in (1, 2, 3)
    }


def test_owner_proposes_superior_decides_pengelola_fixes():
    pohon = _pohon(j1=(10,), j2=(20,), j3=(30,))
    pemilik = compute_wewenang(_pelaku(30, 3), pohon, 3)
    assert (pemilik.pemilik, pemilik.memutus, pemilik.menetapkan) == (True, False, False)
    atasan = compute_wewenang(_pelaku(20, 2), pohon, 3)
    assert (atasan.pemilik, atasan.memutus, atasan.menetapkan) == (False, True, True)
    camat = compute_wewenang(_pelaku(10, 1), pohon, 3)
    assert (camat.memutus, camat.menetapkan) == (False, False)
    pengelola = compute_wewenang(_pelaku(40, pengelola=True), pohon, 3)
    assert (pengelola.memutus, pengelola.menetapkan) == (False, True)


def test_no_hat_lets_anybody_fix_his_own_target():
    pohon = _pohon(j1=(10,), j2=(30,), j3=(30,))
    dua = compute_wewenang(_pelaku(30, 2, 3, pengelola=True), pohon, 3)
    assert (dua.memutus, dua.menetapkan) == (False, False)
    assert dua.penyetuju is not None
    assert dua.penyetuju.jabatan_id == 1
    assert "memegang jabatan ini" in dua.penyetuju.alasan_naik[0]


def test_who_proposed_and_moved_up_does_not_decide_his_own_proposal():
    pohon = _pohon(j1=(10,), j2=(20,), j3=(30,))
    naik = compute_wewenang(_pelaku(20, 2, pengelola=True), pohon, 3, frozenset({20}))
    assert (naik.memutus, naik.menetapkan) == (False, False)
    assert compute_wewenang(_pelaku(10, 1), pohon, 3, frozenset({20})).memutus
