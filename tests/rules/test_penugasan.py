"""Assignments beside each other: what excludes what, gaps, warnings, and the form."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.penugasan import (
    Tugas,
    check_tindih,
    find_kosong_sejak,
    list_kosong,
    list_peringatan,
    read_alasan,
    read_penugasan,
    read_selesai,
)

DEF, PLT, PLH = JenisPenugasan
AWAL = date(2026, 1, 1)


def tugas(nomor, orang, jenis, mulai, selesai=None, jabatan=5):
    """An assignment on days counted from 1 January 2026."""
    akhir = None if selesai is None else AWAL + timedelta(days=selesai)
    mulai = AWAL + timedelta(days=mulai)
    return Tugas(nomor, orang, f"Orang {orang}", jabatan, "Kasubbag", jenis, mulai, akhir)


@pytest.mark.parametrize(
    ("baru", "lain", "kata"),
    [
        ((DEF, 5, 9), [(DEF, 0, 5)], "Bertindih dengan Orang 2 (Definitif, 1 Jan 2026"),
        ((DEF, 6, 9), [(DEF, 0, 5)], ""),
        ((PLT, 5, 9), [(DEF, 0, None)], "tidak kosong"),
        ((PLT, 6, 9), [(DEF, 0, 5)], ""),
        ((PLT, 6, 9), [], ""),
        ((PLT, 6, 9), [(PLT, 9, None)], "Bertindih"),
        ((PLH, 5, 9), [(DEF, 0, None)], ""),
        ((PLH, 5, 9), [(DEF, 0, 9)], ""),
        ((PLH, 5, 9), [(DEF, 0, 8)], "sejak|10 Jan 2026 sampai 10 Jan 2026"),
        ((PLH, 5, None), [(DEF, 0, 8)], "sejak 10 Jan 2026"),
        ((PLH, 5, 9), [], "tetapkan Plt."),
        ((PLH, 5, 9), [(DEF, 0, None), (PLH, 9, 12)], "Bertindih"),
        ((PLH, 5, 9), [(DEF, 0, 6), (DEF, 7, None)], ""),
        ((DEF, 5, None), [(PLT, 0, 5)], "Bertindih"),
        ((DEF, 0, 6), [(PLH, 3, 9)], ""),
    ],
)
def test_what_excludes_what_on_the_same_day(baru, lain, kata):
    daftar = [tugas(n + 1, n + 2, *isi) for n, isi in enumerate(lain)]
    satu = tugas(0, 1, *baru)
    if not kata:
        check_tindih(satu, daftar)
        return
    with pytest.raises(Ditolak) as galat:
        check_tindih(satu, daftar)
    assert any(bagian in galat.value.isian["mulai"] for bagian in kata.split("|"))


def test_nobody_holds_the_same_position_twice_on_a_day():
    with pytest.raises(Ditolak, match="sudah memegang"):
        check_tindih(tugas(0, 1, PLH, 3, 5), [tugas(7, 1, DEF, 0)])


def test_an_assignment_is_not_in_its_own_way():
    check_tindih(tugas(7, 1, DEF, 0, 9), [tugas(7, 1, DEF, 0)])


def test_gaps_are_the_days_without_a_definitive_holder():
    daftar = [tugas(1, 1, DEF, 5, 9), tugas(2, 2, PLT, 10, 14), tugas(3, 3, DEF, 15, 19)]
    hari = {n: AWAL + timedelta(days=n) for n in range(40)}
    assert list_kosong(daftar, hari[0], hari[30]) == (
        (hari[0], hari[4]),
        (hari[10], hari[14]),
        (hari[20], hari[30]),
    )
    assert find_kosong_sejak(daftar, hari[2]) == date.min
    assert find_kosong_sejak(daftar, hari[9]) is None
    assert find_kosong_sejak(daftar, hari[12]) == hari[10]
    assert find_kosong_sejak(daftar, hari[39]) == hari[20]
    assert find_kosong_sejak([], hari[0]) == date.min


_RENTANG = st.tuples(st.integers(0, 40), st.none() | st.integers(0, 20))


@given(st.lists(_RENTANG, max_size=6), st.integers(0, 60))
def test_a_day_is_in_a_gap_exactly_when_nobody_holds_it(rentang, hari):
    daftar = [
        tugas(n, n, DEF, mulai, None if lama is None else mulai + lama)
        for n, (mulai, lama) in enumerate(rentang, 1)
    ]
    satu = AWAL + timedelta(days=hari)
    kosong = list_kosong(daftar, AWAL, AWAL + timedelta(days=60))
    ada = any(t.is_berlaku(satu) for t in daftar)
    assert any(dari <= satu <= sampai for dari, sampai in kosong) is not ada
    assert (find_kosong_sejak(daftar, satu) is None) is ada


@given(st.lists(st.tuples(st.sampled_from([DEF, PLT, PLH]), _RENTANG), max_size=8))
def test_what_was_let_in_never_has_two_who_exclude_each_other(usul):
    daftar = []
    for n, (jenis, (mulai, lama)) in enumerate(usul, 1):
        satu = tugas(n, n, jenis, mulai, None if lama is None else mulai + lama)
        try:
            check_tindih(satu, daftar)
        except Ditolak:
            continue
        daftar.append(satu)
    for hari in (AWAL + timedelta(days=n) for n in range(70)):
        berlaku = [t.jenis for t in daftar if t.is_berlaku(hari)]
        assert len(berlaku) == len(set(berlaku))
        assert not (DEF in berlaku and PLT in berlaku)
        assert PLH not in berlaku or DEF in berlaku


def test_what_is_allowed_but_odd_is_said():
    lama = tugas(1, 2, DEF, 0)
    assert "3 bulan" in list_peringatan(tugas(0, 1, PLH, 0), [lama], [])[0]
    assert list_peringatan(tugas(0, 1, PLH, 0, 30), [lama], []) == ()
    dua = list_peringatan(tugas(0, 1, DEF, 0), [], [tugas(4, 1, DEF, 0, jabatan=9)])
    assert "secara definitif" in dua[0]
    surat = list_peringatan(tugas(0, 1, DEF, 0), [], [], AWAL + timedelta(days=1))
    assert "sesudah hari pertama" in surat[0]
    tinggal = list_peringatan(tugas(1, 2, DEF, 0, 6), [lama, tugas(3, 3, PLH, 5, 9)], [])
    assert tinggal == (
        "Plh. Orang 3 menjadi tanpa pejabat definitif 8 Jan 2026 sampai 10 Jan 2026; "
        "gantikan dengan Plt.",
    )


_FORM = {"pegawai_id": "1", "jabatan_id": "5", "jenis": "PLH", "mulai": "2026-03-02"}


def test_acting_needs_an_order_and_being_appointed_may_do_without():
    with pytest.raises(Ditolak) as galat:
        read_penugasan(_FORM, {1: 1}, {5: 5})
    assert set(galat.value.isian) == {"nomor_surat", "tanggal_surat"}
    isian = read_penugasan(_FORM | {"jenis": "DEFINITIF"}, {1: 1}, {5: 5})
    assert (isian.pegawai_id, isian.jabatan_id, isian.selesai) == (1, 5, None)


def test_every_fault_of_the_form_stands_at_its_field():
    isi = {"pegawai_id": "9", "jenis": "X", "mulai": "kapan", "selesai": "2026-13-01"}
    with pytest.raises(Ditolak) as galat:
        read_penugasan(isi, {1: 1}, {5: 5})
    assert set(galat.value.isian) == {"pegawai_id", "jabatan_id", "jenis", "mulai", "selesai"}
    with pytest.raises(Ditolak) as galat:
        read_penugasan(_FORM | {"jenis": "DEFINITIF", "selesai": "2026-03-01"}, {1: 1}, {5: 5})
    assert set(galat.value.isian) == {"selesai"}


def test_ending_and_annulling_say_what_is_missing():
    assert read_selesai({"selesai": "2026-03-02"}, date(2026, 3, 2)) == date(2026, 3, 2)
    for isi in ({}, {"selesai": "2026-03-01"}, {"selesai": "kemarin"}):
        with pytest.raises(Ditolak) as galat:
            read_selesai(isi, date(2026, 3, 2))
        assert set(galat.value.isian) == {"selesai"}
    assert read_alasan({"alasan": " Salah orang. "}) == "Salah orang."
    for isi in ({}, {"alasan": " "}, {"alasan": "x" * 501}):
        with pytest.raises(Ditolak):
            read_alasan(isi)
