"""Numbers typed and printed the Indonesian way; dates, times and sizes."""

import decimal
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki_web.rules import bilangan
from iki_web.rules.bilangan import format_angka, format_cacah, parse_angka, round_half_up

DALAM_TATA_TULIS = st.builds(
    lambda n, tempat: Decimal(n).scaleb(-tempat),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 4),
)


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("0", "0"),
        ("9", "9"),
        ("66,7", "66.7"),
        ("1.234", "1234"),
        ("1234", "1234"),
        ("1.234,56", "1234.56"),
        ("1234,5678", "1234.5678"),
        ("-12,5", "-12.5"),
        ("-1.234.567,89", "-1234567.89"),
        ("007", "7"),
        ("  90  ", "90"),
        ("999.999.999.999.999,9999", "999999999999999.9999"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_what_the_grammar_allows_is_read_exactly(teks: str, nilai: str) -> None:
    assert parse_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize(
    "teks",
    [
        *("", " ", "-", ",", ".", ",5", "5,", "1,23456", "--1", "- 1", "+1", "1-", "(1)"),
        *("NaN", "sNaN", "Infinity", "-inf", "1e5", "1E5", "1_000", "0x10", "1/2", "90%", "Rp5"),
        *("٣", "١٢", "９０", "९", "5²", "½", "−5", "–5", "１.２３４"),
        *("5\n", "\n5", "5\t", "5\r", "5\0", "\0", "5\u00a0", "\u00a05", "5\u2003", "1 234"),
        *("1\u00a0234", "1'234", "12.34", "1.23", "1.2345", "1..234", ".123", "1.", "1.234."),
        *("1234.567", "1,234.5", "1,234,567", "1.234,", "1.234,5,6", "12,5.6", "1,5\n", "\ud800"),
        *("1000000000000000", "1.000.000.000.000.000", "9" * 10_000, "." * 10_000),
    ],
)
def test_everything_outside_the_grammar_is_refused_with_a_sentence(teks: str) -> None:
    with pytest.raises(ValueError, match=r"[.?]$") as galat:
        parse_angka(teks)
    assert len(str(galat.value)) < 160
    assert "\n" not in str(galat.value)
    assert "\0" not in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "tanya"),
    [
        ("66.7", 'Angka "66.7" meragukan: apakah maksudnya 66,7 atau 667? '),
        ("-66.7", 'Angka "-66.7" meragukan: apakah maksudnya -66,7 atau -667? '),
        ("1,234.5", 'Angka "1,234.5" meragukan: apakah maksudnya 1.234,5? '),
        ("1,234,567", 'Angka "1,234,567" meragukan: apakah maksudnya 1.234,567 atau 1.234.567? '),
        ("1.2345", 'Angka "1.2345" meragukan: apakah maksudnya 1,2345 atau 12.345? '),
        ("0.5", 'Angka "0.5" meragukan: apakah maksudnya 0,5 atau 5? '),
    ],
)
def test_doubtful_numbers_are_answered_with_the_question_what_was_meant(
    teks: str, tanya: str
) -> None:
    with pytest.raises(ValueError, match="meragukan") as galat:
        parse_angka(teks)
    assert str(galat.value) == tanya + "Tulis desimal dengan koma."


@given(st.text("0123456789.,", min_size=1, max_size=12))
@settings(max_examples=100)
def test_every_reading_offered_in_the_question_can_itself_be_typed(teks: str) -> None:
    try:
        parse_angka(teks)
    except ValueError as galat:
        _, ada, sisa = str(galat).partition("apakah maksudnya ")
        for tafsir in sisa.partition("?")[0].split(" atau ") if ada else []:
            parse_angka(tafsir)


@pytest.mark.parametrize("teks", ["-0", "-0,00", "-000,0"])
def test_minus_zero_is_zero_and_prints_without_a_sign(teks: str) -> None:
    assert str(parse_angka(teks)).startswith("0")
    assert format_angka(parse_angka(teks)) == "0,00"


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        ("0", 2, "0,00"),
        ("-0", 2, "0,00"),
        ("-0.004", 2, "0,00"),
        ("-0.005", 2, "-0,01"),
        ("0.005", 2, "0,01"),
        ("2.675", 2, "2,68"),
        ("90.995", 2, "91,00"),
        ("999.995", 2, "1.000,00"),
        ("1234567.891", 2, "1.234.567,89"),
        ("-1234.5", 1, "-1.234,5"),
        ("1E+3", 0, "1.000"),
        ("0.5", 0, "1"),
        ("1.00005", 4, "1,0001"),
        ("9" * 50 + ".995", 2, "100." + ".".join(["000"] * 16) + ",00"),
    ],
)
def test_numbers_print_in_indonesian_rounded_half_up(nilai: str, desimal: int, teks: str) -> None:
    assert format_angka(Decimal(nilai), desimal) == teks


def test_printing_ignores_what_others_do_to_the_global_decimal_context() -> None:
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_DOWN)):
        assert format_angka(Decimal("12345.675")) == "12.345,68"
        assert parse_angka("12.345,675") == Decimal("12345.675")


@pytest.mark.parametrize("nilai", ["NaN", "Infinity", "-Infinity", "1E+61"])
def test_what_is_no_printable_number_is_refused(nilai: str) -> None:
    with pytest.raises(ValueError, match="tidak dapat dibulatkan"):
        format_angka(Decimal(nilai))


@given(DALAM_TATA_TULIS)
@settings(max_examples=100)
def test_parsing_what_was_printed_gives_the_same_number(nilai: Decimal) -> None:
    assert parse_angka(format_angka(nilai, 4)) == nilai
    assert parse_angka(format_cacah(nilai)) == nilai


@given(DALAM_TATA_TULIS.filter(lambda x: abs(x) < 10**14), st.integers(0, 4))
@settings(max_examples=100)
def test_printed_text_can_always_be_typed_back(nilai: Decimal, desimal: int) -> None:
    assert parse_angka(format_angka(nilai, desimal)) == round_half_up(nilai, desimal)


@given(st.integers(-(10**45), 10**45), st.integers(0, 12), st.integers(0, 4))
@settings(max_examples=100)
def test_rounding_half_up_equals_whole_number_arithmetic(n: int, tempat: int, desimal: int) -> None:
    # n / 10^tempat rounded to `desimal`: floor(|n| * 10^desimal / 10^tempat + 1/2), sign put back.
    bulat = (2 * abs(n) * 10**desimal + 10**tempat) // (2 * 10**tempat)
    digit = str(bulat).zfill(desimal + 1)
    utuh, pecahan = digit[: len(digit) - desimal], digit[len(digit) - desimal :]
    harapan = ("-" if n < 0 < bulat else "") + f"{int(utuh):,}".replace(",", ".")
    harapan += f",{pecahan}" if desimal else ""
    asal = Decimal((int(n < 0), tuple(map(int, str(abs(n)))), -tempat))
    assert format_angka(asal, desimal) == harapan


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        ("1234", "1.234"),
        ("1234.5", "1.234,5"),
        ("1234.50", "1.234,5"),
        ("100", "100"),
        ("0", "0"),
        ("0.00", "0"),
        ("0.00005", "0,0001"),
        ("-3.1400", "-3,14"),
    ],
)
def test_counts_print_with_as_many_decimals_as_they_have(nilai: str, teks: str) -> None:
    assert format_cacah(Decimal(nilai)) == teks


def test_percentages_carry_their_sign_after_a_space() -> None:
    assert bilangan.format_persen(Decimal(90)) == "90,00 %"


@pytest.mark.parametrize(
    ("ukuran", "teks"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (1_887_436, "1,8 MB"),
        (20 * 1024 * 1024, "20 MB"),
        (5 * 1024**5, "5.120 TB"),
    ],
)
def test_sizes_print_in_the_largest_unit_that_fits(ukuran: int, teks: str) -> None:
    assert bilangan.format_ukuran(ukuran) == teks


def test_dates_print_with_indonesian_names() -> None:
    assert bilangan.format_tanggal(date(2021, 1, 20)) == "20 Januari 2021"
    assert bilangan.format_tanggal_pendek(date(2021, 1, 20)) == "20 Jan 2021"
    assert bilangan.format_hari_tanggal(date(2026, 10, 14)) == "Rabu, 14 Oktober 2026"
    pendek = [bilangan.format_tanggal_pendek(date(2026, b, 1))[2:5] for b in range(1, 13)]
    assert " ".join(pendek) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
    sepekan = [
        bilangan.format_hari_tanggal(date(2026, 10, h)).partition(",")[0] for h in range(12, 19)
    ]
    assert sepekan == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_times_print_in_wib_whatever_zone_they_come_in() -> None:
    waktu = datetime(2026, 10, 12, 3, 2, 59, tzinfo=UTC)
    for jam in (-8, 0, 9):
        lain = waktu.astimezone(timezone(timedelta(hours=jam)))
        assert bilangan.format_waktu(lain) == "12 Okt 2026 10.02"
    assert bilangan.format_waktu(datetime(2026, 12, 31, 17, tzinfo=UTC)) == "1 Jan 2027 00.00"


def test_the_deadline_prints_as_its_last_minute() -> None:
    batas = datetime(2026, 10, 14, 17, tzinfo=UTC)
    assert bilangan.format_batas(batas) == "14 Oktober 2026 pukul 23.59 WIB"


def test_a_time_without_a_zone_is_refused() -> None:
    naif = datetime(2026, 10, 12, 10, 2)
    for cetak in (bilangan.format_waktu, bilangan.format_batas):
        with pytest.raises(ValueError, match="zona"):
            cetak(naif)
