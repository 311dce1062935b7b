"""Period codes and dates, working days, and the deadline to the microsecond in any zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki_web.rules.bilangan import format_lama
from iki_web.rules.libur import list_geseran
from iki_web.rules.periode import (
    WIB,
    Aturan,
    CaraBatas,
    JenisPeriode,
    KodePeriode,
    StatusPeriode,
    batas_hari_kerja,
    compute_hari_batas,
    compute_sisa,
    hitung_hari_kerja,
    is_hari_kerja,
    is_terbuka,
    list_kode,
    parse_kode,
    tambah_hari_kerja,
)

HARI = st.dates(date(2000, 1, 1), date(2099, 12, 31))
LIBUR = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=20)
HARI_2026 = st.dates(date(2026, 1, 1), date(2026, 3, 31))
SEMUA_KODE = [kode for jenis in JenisPeriode for kode in list_kode(2026, jenis)]
DETIK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("kode", "nama", "singkat", "mulai", "selesai"),
    [
        ("2026", "Tahun 2026", "Tahun", "2026-01-01", "2026-12-31"),
        ("2026-S1", "Semester I 2026", "Smt I", "2026-01-01", "2026-06-30"),
        ("2026-S2", "Semester II 2026", "Smt II", "2026-07-01", "2026-12-31"),
        ("2026-TW1", "Triwulan I 2026", "TW I", "2026-01-01", "2026-03-31"),
        ("2026-TW2", "Triwulan II 2026", "TW II", "2026-04-01", "2026-06-30"),
        ("2026-TW3", "Triwulan III 2026", "TW III", "2026-07-01", "2026-09-30"),
        ("2026-TW4", "Triwulan IV 2026", "TW IV", "2026-10-01", "2026-12-31"),
        ("2026-01", "Januari 2026", "Jan", "2026-01-01", "2026-01-31"),
        ("2024-02", "Februari 2024", "Feb", "2024-02-01", "2024-02-29"),
        ("2026-02", "Februari 2026", "Feb", "2026-02-01", "2026-02-28"),
        ("2026-08", "Agustus 2026", "Agu", "2026-08-01", "2026-08-31"),
        ("2026-12", "Desember 2026", "Des", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_code_names_its_period_and_its_first_and_last_day(
    kode: str, nama: str, singkat: str, mulai: str, selesai: str
) -> None:
    periode = parse_kode(kode)
    assert periode.kode == kode
    assert (periode.nama, periode.singkat) == (nama, singkat)
    assert (periode.mulai.isoformat(), periode.selesai.isoformat()) == (mulai, selesai)


@pytest.mark.parametrize(
    "kode",
    [
        *("", "2026-TW0", "2026-TW5", "2026-S0", "2026-S3", "2026-00", "2026-13", "2026-1"),
        *("2026-001", "2026-tw1", "2026TW1", "2026-TW", "2026-TW01", "2026-TW1\n", " 2026"),
        *("2026 ", "2026-", "26", "20260", "-2026", "0000", "1999", "3000", "2026-01-01"),
        *("２０２６", "2026-TW１", "٢٠٢٦", "2026\u2013TW1", "2026/TW1", "2026\0", "triwulan"),
    ],
)
def test_any_other_text_is_refused_with_a_sentence(kode: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        parse_kode(kode)


@pytest.mark.parametrize("kode", SEMUA_KODE)
def test_every_code_reads_back_as_itself(kode: KodePeriode) -> None:
    assert parse_kode(kode.kode) == kode


@pytest.mark.parametrize("jenis", list(JenisPeriode))
def test_the_periods_of_a_kind_cover_the_year_without_gap_or_overlap(
    jenis: JenisPeriode,
) -> None:
    daftar = list_kode(2024, jenis)
    assert daftar[0].mulai == date(2024, 1, 1)
    assert daftar[-1].selesai == date(2024, 12, 31)
    for kini, lalu in zip(daftar[1:], daftar, strict=False):
        assert kini.mulai == lalu.selesai + timedelta(days=1)


def test_periods_sort_by_year_then_longest_kind_then_number() -> None:
    kode = [*SEMUA_KODE, parse_kode("2025-12"), parse_kode("2027")]
    terurut = [satu.kode for satu in sorted(kode, reverse=True)][::-1]
    assert terurut[:5] == ["2025-12", "2026", "2026-S1", "2026-S2", "2026-TW1"]
    assert terurut[-2:] == ["2026-12", "2027"]
    assert parse_kode("2026-TW4") <= parse_kode("2026-01")
    with pytest.raises(TypeError):
        sorted([parse_kode("2026"), "2027"])  # type: ignore[type-var]


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert is_hari_kerja(date(2026, 10, 16))
    assert not is_hari_kerja(date(2026, 10, 17))
    assert not is_hari_kerja(date(2026, 10, 18))
    assert not is_hari_kerja(date(2026, 10, 16), frozenset({date(2026, 10, 16)}))


def test_the_tenth_working_day_of_january_skips_weekends_and_new_year() -> None:
    libur = frozenset({date(2027, 1, 1)})
    assert tambah_hari_kerja(date(2026, 12, 31), 10) == date(2027, 1, 14)
    assert tambah_hari_kerja(date(2026, 12, 31), 10, libur) == date(2027, 1, 15)
    assert tambah_hari_kerja(date(2026, 10, 17), 0) == date(2026, 10, 17)
    with pytest.raises(ValueError, match="negatif"):
        tambah_hari_kerja(date(2026, 10, 17), -1)


def test_what_was_submitted_on_monday_has_waited_three_days_on_thursday() -> None:
    assert hitung_hari_kerja(date(2026, 10, 12), date(2026, 10, 15)) == 3
    assert hitung_hari_kerja(date(2026, 10, 16), date(2026, 10, 19)) == 1
    assert hitung_hari_kerja(date(2026, 10, 15), date(2026, 10, 12)) == 0


@given(HARI_2026, HARI_2026, LIBUR)
@settings(max_examples=100)
def test_counting_working_days_equals_looking_at_every_day(
    dari: date, sampai: date, libur: frozenset[date]
) -> None:
    di_antara = [dari + timedelta(days=n) for n in range(1, (sampai - dari).days + 1)]
    harapan = sum(is_hari_kerja(hari, libur) for hari in di_antara)
    assert hitung_hari_kerja(dari, sampai, libur) == harapan


@given(HARI_2026, st.integers(1, 60), LIBUR)
@settings(max_examples=100)
def test_adding_and_counting_working_days_are_inverse(
    hari: date, n: int, libur: frozenset[date]
) -> None:
    akhir = tambah_hari_kerja(hari, n, libur)
    assert is_hari_kerja(akhir, libur)
    assert hitung_hari_kerja(hari, akhir, libur) == n


def test_the_deadline_is_midnight_in_jakarta_at_the_end_of_the_day() -> None:
    batas = batas_hari_kerja(date(2026, 10, 14))
    assert batas.isoformat() == "2026-10-14T17:00:00+00:00"
    assert batas.astimezone(WIB).isoformat() == "2026-10-15T00:00:00+07:00"


ZONA = st.one_of(
    st.sampled_from(["UTC", "Asia/Jayapura", "America/Los_Angeles", "Europe/Berlin"]).map(ZoneInfo),
    st.integers(-14 * 60, 14 * 60).map(lambda menit: timezone(timedelta(minutes=menit))),
)


@given(HARI, ZONA, ZONA)
@settings(max_examples=100)
def test_open_one_microsecond_before_and_closed_at_the_instant_in_every_zone(
    hari: date, zona: ZoneInfo | timezone, zona_batas: ZoneInfo | timezone
) -> None:
    tepat = batas_hari_kerja(hari)
    batas = tepat.astimezone(zona_batas)
    assert is_terbuka(StatusPeriode.DIBUKA, batas, (tepat - DETIK).astimezone(zona))
    assert not is_terbuka(StatusPeriode.DIBUKA, batas, tepat.astimezone(zona))
    assert not is_terbuka(StatusPeriode.DIBUKA, batas, (tepat + DETIK).astimezone(zona))


def test_the_hour_that_a_foreign_zone_has_twice_does_not_move_the_deadline() -> None:
    # 25 October 2026, Berlin: 02.30 summer time (00.30 UTC) comes an hour before 02.30 winter time.
    berlin = ZoneInfo("Europe/Berlin")
    batas = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=berlin)
    sekarang = datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=berlin)
    assert is_terbuka(StatusPeriode.DIBUKA, batas, sekarang)


@pytest.mark.parametrize("status", [StatusPeriode.BELUM_DIBUKA, StatusPeriode.DITUTUP])
def test_a_period_that_is_not_opened_is_closed_before_its_deadline_too(
    status: StatusPeriode,
) -> None:
    batas = batas_hari_kerja(date(2026, 10, 14))
    assert not is_terbuka(status, batas, batas - timedelta(days=1))


def test_a_moment_without_a_zone_is_refused() -> None:
    batas = datetime(2026, 10, 14, 17, tzinfo=UTC)
    with pytest.raises(ValueError, match="zona"):
        is_terbuka(StatusPeriode.DIBUKA, batas, datetime(2026, 10, 14))
    with pytest.raises(ValueError, match="zona"):
        is_terbuka(StatusPeriode.DIBUKA, datetime(2026, 10, 14), batas)


TW1, TW2 = list_kode(2026, JenisPeriode.TRIWULANAN)[:2]
TIGA = Aturan(CaraBatas.PERIODE, 3)


def test_a_deadline_is_counted_from_the_period_or_from_the_year():
    # 31 March 2026 is a Tuesday.
    assert compute_hari_batas(TW1, TIGA) == date(2026, 4, 3)
    assert compute_hari_batas(TW1, TIGA, {date(2026, 4, 3)}) == date(2026, 4, 6)
    assert compute_hari_batas(TW1, Aturan(CaraBatas.TAHUN, 10)) == date(2027, 1, 14)
    assert TIGA.teks == "hari kerja ke-3 setelah periodenya berakhir"


@given(st.sampled_from(SEMUA_KODE), st.integers(1, 60), LIBUR)
def test_a_deadline_by_rule_is_a_working_day_after_the_period(kode, hari, libur):
    batas = compute_hari_batas(kode, Aturan(CaraBatas.PERIODE, hari), libur)
    assert batas > kode.selesai
    assert is_hari_kerja(batas, libur)
    assert hitung_hari_kerja(kode.selesai, batas, libur) == hari


def test_a_holiday_moves_only_deadlines_that_follow_the_rule():
    batas = {TW1: date(2026, 4, 3), TW2: date(2026, 7, 9)}
    libur = {date(2026, 4, 2), date(2026, 7, 2)}
    geser = list_geseran(batas, [TIGA], frozenset(), libur, date(2026, 4, 1))
    assert [(g.kode, g.semula, g.menjadi) for g in geser] == [
        (TW1, date(2026, 4, 3), date(2026, 4, 6))
    ]
    kembali = list_geseran({TW1: date(2026, 4, 6)}, [TIGA], libur, frozenset(), date(2026, 4, 1))
    assert kembali[0].menjadi == date(2026, 4, 3)
    assert not list_geseran({TW1: date(2026, 4, 6)}, [TIGA], libur, frozenset(), date(2026, 4, 4))


def test_what_is_left_is_counted_in_working_days_and_to_the_second():
    batas = batas_hari_kerja(date(2026, 4, 13))
    jumat = datetime(2026, 4, 10, 21, 50, tzinfo=WIB)
    sisa = compute_sisa(batas, jumat)
    assert (sisa.hari_kerja, sisa.hari) == (1, 3)
    assert compute_sisa(batas, jumat, {date(2026, 4, 13)}).hari_kerja == 0
    terakhir = compute_sisa(batas, datetime(2026, 4, 13, 21, 50, tzinfo=WIB))
    assert (terakhir.hari_kerja, terakhir.hari, terakhir.detik) == (0, 0, 7800)


@pytest.mark.parametrize(
    ("detik", "teks"),
    [
        (7800, "2 jam 10 menit lagi"),
        (7259, "2 jam lagi"),
        (600, "10 menit lagi"),
        (59, "kurang dari 1 menit lagi"),
        (-1, "kurang dari 1 menit lagi"),
    ],
)
def test_hours_and_minutes_left_in_words(detik, teks):
    assert format_lama(detik) == teks
