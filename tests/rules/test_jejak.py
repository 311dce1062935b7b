"""The audit chain: canonical words, a mac over everything, the first bad line named."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.jejak import MAC_AWAL, Baris, Peristiwa, compute_mac, find_putus, format_kanonik

KUNCI = b"kunci uji"
WAKTU = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)


def _rantai(banyak: int) -> list[tuple[Baris, str]]:
    hasil: list[tuple[Baris, str]] = []
    sebelum = MAC_AWAL
    for seq in range(1, banyak + 1):
        baris = Baris(
            seq, 1, WAKTU + timedelta(seconds=seq), 4, "A (Staf)", "realisasi.disimpan",
            "realisasi:1/2026-TW1", seq, "{}", '{"pembilang":"9"}', "r1", "10.0.0.1", sebelum,
        )  # fmt: skip
        sebelum = compute_mac(KUNCI, baris)
        hasil.append((baris, sebelum))
    return hasil


def test_a_whole_chain_holds():
    assert find_putus(KUNCI, _rantai(20)) is None
    assert find_putus(KUNCI, []) is None


#: One other value for every field of a line.
PALSU = {
    "seq": 99,
    "kantor_id": 2,
    "waktu": WAKTU + timedelta(days=1),
    "pelaku_id": 5,
    "pelaku": "B (Staf)",
    "aksi": "realisasi.disetujui",
    "objek": "realisasi:2/2026-TW1",
    "versi": 9,
    "sebelum": "null",
    "sesudah": '{"pembilang":"10"}',
    "permintaan": "r2",
    "alamat": "10.0.0.2",
    "mac_sebelum": "f" * 64,
    "keadaan": '{"pegawai":{"3":["","ab"]}}',
}


@pytest.mark.parametrize("kolom", Baris.__dataclass_fields__)
def test_a_changed_field_is_found_at_its_line(kolom):
    rantai = _rantai(9)
    baris, mac = rantai[4]
    rantai[4] = (replace(baris, **{kolom: PALSU[kolom]}), mac)
    putus = find_putus(KUNCI, rantai)
    assert putus is not None
    assert putus[0] == 5


def test_a_changed_field_with_a_mac_made_without_the_key_is_found():
    rantai = _rantai(9)
    baris = replace(rantai[4][0], pelaku="B (Staf)")
    rantai[4] = (baris, compute_mac(b"kunci lain", baris))
    assert find_putus(KUNCI, rantai) == (5, "isi baris tidak cocok dengan tanda pengamannya")


@given(st.integers(2, 12), st.data())
def test_lines_removed_swapped_or_repeated_are_found(banyak, data):
    rantai = _rantai(banyak)
    posisi = data.draw(st.integers(0, banyak - 2))
    assert find_putus(KUNCI, rantai[:posisi] + rantai[posisi + 1 :]) is not None
    tukar = [*rantai]
    tukar[posisi], tukar[posisi + 1] = tukar[posisi + 1], tukar[posisi]
    assert find_putus(KUNCI, tukar) is not None
    assert find_putus(KUNCI, rantai[: posisi + 1] + rantai[posisi:]) is not None


def test_canonical_text_is_the_same_for_the_same_content():
    wib = timezone(timedelta(hours=7))
    a = {"b": Decimal("1E+2"), "a": [datetime(2026, 1, 1, 7, tzinfo=wib), date(2026, 1, 2)]}
    b = {"a": [datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 2)], "b": Decimal("100")}
    assert format_kanonik(a) == format_kanonik(b)
    assert format_kanonik(a) == (
        '{"a":["2026-01-01T00:00:00.000000+00:00","2026-01-02"],"b":"100"}'
    )


def test_what_has_no_exact_text_is_refused():
    with pytest.raises(TypeError, match="no canonical text"):
        format_kanonik({"a": object()})


def test_events_are_past_tense_words_said_once():
    kata = [p.value for p in Peristiwa]
    assert len(kata) == len(set(kata))
    assert all(k == k.lower() and " " not in k for k in kata)
