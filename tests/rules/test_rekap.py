"""The roll-up of a year, clause by clause (DOMAIN sections 6 and 7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_angka
from iki_web.rules.capaian import (
    SKALA_PERMENDAGRI,
    SKALA_SAMPANG,
    Arah,
    RumusTurun,
    classify,
    compute_capaian,
)
from iki_web.rules.periode import JenisPeriode, list_kode, parse_kode
from iki_web.rules.rekap import (
    Butir,
    Deret,
    Keadaan,
    Rerata,
    compute_indikator,
    compute_kantor,
    compute_sel,
    compute_tahun,
    find_berjalan,
    find_kolom,
    format_aturan,
)
from iki_web.rules.rumus import CaraHitung, compute_angka, compute_rasio

S = Status
JUMLAH, AKHIR, RATA = CaraHitung.JUMLAH, CaraHitung.AKHIR, CaraHitung.RATA


def sah(kolom, a, b=100, target=100, **lain):
    """An approved entry, frozen against its target as approval does."""
    hasil = compute_rasio(Decimal(a), Decimal(b))
    beku = None if target is None else Decimal(target)
    capaian = None
    if beku is not None and not hasil.nihil:
        capaian = compute_capaian(hasil.nilai, beku, Arah.NAIK)
    return Butir(S.DISETUJUI, kolom, hasil, beku, capaian, **lain)


def deret(*butir, cara=JUMLAH, target=100, arah=Arah.NAIK, **lain):
    nilai = None if target is None else Decimal(target)
    return Deret(cara, arah, RumusTurun.SELISIH, butir, nilai, **lain)


def cetak(nilai):
    return None if nilai is None else format_angka(nilai)


@pytest.mark.parametrize(
    ("cara", "butir", "realisasi", "capaian"),
    [
        # JUMLAH: 1/1 and 0/9 make 10 %, never the mean of 100 % and 0 %.
        (JUMLAH, [sah(1, 1, 1), sah(2, 0, 9)], "10,00", "10,00"),
        (AKHIR, [sah(1, 90), sah(2, 40)], "40,00", "40,00"),
        (RATA, [sah(1, 90), sah(2, 40)], "65,00", "65,00"),
        # Nihil is left out, and does not become the last period.
        (JUMLAH, [sah(1, 9, 10), sah(2, 0, 0)], "90,00", "90,00"),
        (AKHIR, [sah(1, 90), sah(2, 0, 0)], "90,00", "90,00"),
        (RATA, [sah(1, 90), sah(2, 0, 0)], "90,00", "90,00"),
        # Not approved is not a value, whatever it says.
        (JUMLAH, [sah(1, 90), replace(sah(2, 10), status=S.DIAJUKAN)], "90,00", "90,00"),
        (JUMLAH, [sah(1, 82, 64), sah(2, 0, 0)], "128,13", "128,13"),
        (JUMLAH, [sah(1, 0, 9), sah(2, 0, 3)], "0,00", "0,00"),
    ],
)
def test_year_of_an_indicator(cara, butir, realisasi, capaian):
    tahun = compute_indikator(deret(*butir, Butir(S.BELUM_DIISI, 3), cara=cara))
    assert cetak(tahun.hasil.nilai) == realisasi
    assert cetak(tahun.capaian) == capaian


def test_counts_stand_behind_the_year_only_where_they_make_it():
    butir = (sah(1, 9, 10), sah(2, 1, 10))
    assert compute_indikator(deret(*butir)).hasil.pembilang == 10
    assert compute_indikator(deret(*butir)).hasil.penyebut == 20
    assert compute_indikator(deret(*butir, cara=AKHIR)).hasil.penyebut == 10
    assert compute_indikator(deret(*butir, cara=RATA)).hasil.penyebut is None


def test_year_is_measured_against_the_years_target_not_the_quarters():
    tahun = compute_indikator(deret(sah(1, 50, target=50), sah(2, 50, target=50), target=80))
    assert cetak(tahun.capaian) == "62,50"


def test_year_of_one_entry_is_the_approved_figure_and_stays_frozen():
    assert cetak(compute_indikator(deret(sah(4, 90, target=90), target=45)).capaian) == "100,00"


def test_year_of_one_entry_approved_without_target_gets_the_target_fixed_later():
    assert cetak(compute_indikator(deret(sah(4, 90, target=None), target=90)).capaian) == "100,00"


def test_negative_numbers_are_printed_as_they_are():
    hasil = compute_angka(Decimal(-5))
    capaian = compute_capaian(Decimal(-5), Decimal(100), Arah.NAIK)
    butir = Butir(S.DISETUJUI, 1, hasil, Decimal(100), capaian)
    sel = compute_sel([deret(butir)], 1, None)
    assert cetak(sel.capaian) == "-5,00"
    assert classify(sel.capaian, SKALA_SAMPANG) == "Sangat Kurang"


def test_position_is_the_unweighted_mean_of_its_indicators():
    satu = [deret(sah(1, 1, 1)), deret(sah(1, 0, 1000))]
    sel = compute_sel(satu, 1, None)
    assert (cetak(sel.capaian), sel.dihitung, sel.indikator) == ("50,00", 2, 2)


def test_nihil_and_untargeted_and_missing_are_left_out_and_counted():
    semua = [
        deret(sah(1, 80)),
        deret(sah(1, 0, 0)),
        deret(sah(1, 10, target=None, tanpa_target=True), target=None, tanpa_target=True),
        deret(Butir(S.DRAF, 1)),
    ]
    tahun = compute_tahun(semua, None)
    assert (cetak(tahun.capaian), tahun.dihitung, tahun.indikator) == ("80,00", 1, 4)


@pytest.mark.parametrize(("plafon", "rata"), [(None, "114,06"), (120, "110,00"), (100, "100,00")])
def test_cap_works_inside_the_mean_only(plafon, rata):
    semua = [deret(sah(1, 82, 64)), deret(sah(1, 100))]
    batas = None if plafon is None else Decimal(plafon)
    assert cetak(compute_tahun(semua, batas).capaian) == rata
    assert cetak(compute_indikator(semua[0]).capaian) == "128,13"


def test_mean_is_taken_of_unrounded_figures():
    # 128,125 and 100: the printed 128,13 would make 114,07.
    semua = [deret(sah(1, 82, 64)), deret(sah(1, 100))]
    assert compute_sel(semua, 1, None).capaian == Decimal("114.0625")


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        (91, 100, "Sangat Baik"),
        (90995, 100000, "Sangat Baik"),  # prints 91,00, so the label is that of 91
        (90994, 100000, "Baik"),
        (76, 100, "Baik"),
        (66, 100, "Cukup"),
        (51, 100, "Kurang"),
        (50994, 100000, "Sangat Kurang"),
        (0, 100, "Sangat Kurang"),
    ],
)
def test_predikat_is_read_from_the_printed_number(a, b, label):
    assert classify(compute_sel([deret(sah(1, a, b))], 1, None).capaian, SKALA_SAMPANG) == label


def kosong(status, kolom=1, **lain):
    return deret(Butir(status, kolom, **lain))


B, D, A, K = S.BELUM_DIISI, S.DRAF, S.DIAJUKAN, S.DIKEMBALIKAN


@pytest.mark.parametrize(
    ("semua", "keadaan", "teks"),
    [
        ([kosong(B)], Keadaan.BELUM_DIISI, "Belum diisi"),
        ([kosong(B), kosong(B)], Keadaan.BELUM_DIISI, "Belum diisi"),
        ([kosong(D)], Keadaan.DRAF, "Draf"),
        ([kosong(A)], Keadaan.DIAJUKAN, "Diajukan"),
        ([kosong(K)], Keadaan.DIKEMBALIKAN, "Dikembalikan"),
        ([kosong(K), deret(sah(1, 9))], Keadaan.DIKEMBALIKAN, "1 dikembalikan"),
        ([kosong(A), *[deret(sah(1, 9))] * 3], Keadaan.SEBAGIAN, "3 dari 4 disetujui"),
        ([kosong(A), kosong(B)], Keadaan.DIAJUKAN, "1 dari 2 diajukan"),
        ([kosong(D), kosong(B), kosong(B)], Keadaan.DRAF, "1 dari 3 draf"),
        ([kosong(B, mulai=False)], Keadaan.BELUM_MULAI, "–"),
        ([kosong(B, kolom=4)], Keadaan.TIDAK_ADA, "–"),
        ([kosong(B, dikecualikan=True)], Keadaan.DIKECUALIKAN, "dikecualikan"),
        ([deret(sah(1, 0, 0))], Keadaan.NIHIL, "Nihil"),
        ([deret(sah(1, 0, 100))], Keadaan.LENGKAP, ""),
        ([deret(sah(1, 9, target=None), target=None)], Keadaan.REALISASI, "realisasi"),
        (
            [deret(sah(1, 9, target=None), target=None)] * 2,
            Keadaan.TARGET_BELUM,
            "target belum ditetapkan",
        ),
        (
            [deret(sah(1, 9, target=None, tanpa_target=True), tanpa_target=True)],
            Keadaan.TIDAK_DITARGETKAN,
            "tidak ditargetkan",
        ),
    ],
)
def test_state_of_a_cell(semua, keadaan, teks):
    sel = compute_sel(semua, 1, None)
    assert (sel.keadaan, sel.teks) == (keadaan, teks)


def test_empty_zero_and_untargeted_are_three_different_things():
    strip = deret(sah(1, 9, target=None, tanpa_target=True), target=None, tanpa_target=True)
    tiga = [compute_sel([satu], 1, None) for satu in (kosong(B), deret(sah(1, 0)), strip)]
    assert len({sel.keadaan for sel in tiga}) == 3
    assert [cetak(sel.capaian) for sel in tiga] == [None, "0,00", None]


def test_one_nihil_beside_a_figure_is_said():
    sel = compute_sel([deret(sah(1, 90)), deret(sah(1, 0, 0))], 1, None)
    assert (sel.keadaan, cetak(sel.capaian), sel.nihil) == (Keadaan.LENGKAP, "90,00", 1)


def test_excepted_entries_are_not_waited_for_but_count_when_handed_in():
    lepas = kosong(B, dikecualikan=True)
    assert compute_sel([deret(sah(1, 90)), lepas], 1, None).keadaan is Keadaan.LENGKAP
    tetap = deret(sah(1, 90, dikecualikan=True))
    assert cetak(compute_sel([tetap], 1, None).capaian) == "90,00"


def test_months_of_a_quarter_give_their_indicator_one_voice():
    bulanan = deret(sah(1, 1, 1), sah(1, 0, 9), sah(1, 0, 0))
    sel = compute_sel([bulanan, deret(sah(1, 90))], 1, None)
    assert (cetak(sel.capaian), sel.dihitung) == ("50,00", 2)


def test_office_is_the_mean_over_positions():
    posisi = [
        compute_tahun([deret(sah(1, 100))] * 3, None),
        compute_tahun([deret(sah(1, 50))], None),
        compute_tahun([kosong(B)], None),
        compute_tahun([kosong(B, mulai=False)], None),
    ]
    assert compute_kantor(posisi) == Rerata(Decimal(75), 2, 3)


@pytest.mark.parametrize(
    ("kode", "kolom"),
    [("2026-TW1", 1), ("2026-S1", 2), ("2026-S2", 4), ("2026", 4), ("2026-03", 1), ("2026-04", 2)],
)
def test_an_entry_counts_in_the_quarter_in_which_its_period_ends(kode, kolom):
    assert find_kolom(parse_kode(kode)) == kolom


@pytest.mark.parametrize(
    ("hari", "ke"),
    [
        ((2026, 1, 5), 1),
        ((2026, 3, 31), 1),
        ((2026, 4, 1), 1),
        ((2026, 7, 1), 2),
        ((2027, 2, 1), 4),
    ],
)
def test_the_quarter_reported_on_is_the_last_one_over(hari, ke):
    assert find_berjalan(list_kode(2026, JenisPeriode.TRIWULANAN), date(*hari)) == ke


def test_rule_names_scale_and_cap():
    polos = format_aturan(SKALA_SAMPANG, None)
    assert (
        "≥ 91 Sangat Baik, ≥ 76 Baik, ≥ 66 Cukup, ≥ 51 Kurang, di bawahnya Sangat Kurang" in polos
    )
    assert "paling tinggi" not in polos
    assert "paling tinggi 120" in format_aturan(SKALA_PERMENDAGRI, Decimal(120))


hitungan = st.integers(0, 400).flatmap(
    lambda b: st.tuples(st.integers(0, 800 if b else 0), st.just(b))
)


@given(
    st.lists(st.tuples(st.sampled_from(list(CaraHitung)), st.lists(hitungan, max_size=4))),
    st.randoms(use_true_random=False),
)
def test_order_of_approvals_does_not_change_a_recap(isi, acak):
    """Whoever decides first: indicators and positions come out the same to the last digit."""
    semua = [
        deret(*(sah(n, a, b) for n, (a, b) in enumerate(angka, 1)), cara=cara)
        for cara, angka in isi
    ]
    acakan = list(semua)
    acak.shuffle(acakan)
    for plafon in (None, Decimal(100)):
        assert compute_tahun(semua, plafon) == compute_tahun(acakan, plafon)
        kolom = [compute_sel(semua, n, plafon) for n in range(1, 5)]
        assert kolom == [compute_sel(acakan, n, plafon) for n in range(1, 5)]
        assert compute_kantor(kolom) == compute_kantor(kolom[::-1])


@given(st.lists(hitungan, min_size=1, max_size=8), st.integers(1, 150))
def test_capped_mean_lies_between_its_figures(angka, plafon):
    sel = compute_sel([deret(sah(1, a, b)) for a, b in angka], 1, Decimal(plafon))
    if sel.capaian is not None:
        tiap = [min(Decimal(a) * 100 / b, Decimal(plafon)) for a, b in angka if b]
        renik = Decimal("1e-20")
        assert min(tiap) - renik <= sel.capaian <= max(tiap) + renik
