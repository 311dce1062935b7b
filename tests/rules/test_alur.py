"""The step table, clause by clause of DOMAIN section 5, and nothing outside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.alur import (
    ALASAN_KEMBALI,
    KATA_STATUS,
    TABEL,
    Aksi,
    Entri,
    Isi,
    Peran,
    Status,
    steps_for,
    take,
)
from iki_web.rules.galat import Basi, Ditolak, Galat, TidakBerwenang

S, A, P = Status, Aksi, Peran
VERSI = 3

#: DOMAIN section 5 as printed: from, step, by, to. Written out here a second time on purpose.
KLAUSUL = (
    (S.BELUM_DIISI, A.SIMPAN, {P.PEMILIK}, S.DRAF),
    (S.DRAF, A.SIMPAN, {P.PEMILIK}, S.DRAF),
    (S.DIKEMBALIKAN, A.SIMPAN, {P.PEMILIK}, S.DIKEMBALIKAN),
    (S.DRAF, A.AJUKAN, {P.PEMILIK}, S.DIAJUKAN),
    (S.DIKEMBALIKAN, A.AJUKAN, {P.PEMILIK}, S.DIAJUKAN),
    (S.DIAJUKAN, A.TARIK, {P.PENGAJU}, S.DRAF),
    (S.DIAJUKAN, A.KEMBALIKAN, {P.PENYETUJU}, S.DIKEMBALIKAN),
    (S.DIAJUKAN, A.SETUJUI, {P.PENYETUJU}, S.DISETUJUI),
    (S.DISETUJUI, A.BUKA_KEMBALI, {P.PENYETUJU, P.ATASAN}, S.DIKEMBALIKAN),
)
LENGKAP = Isi(VERSI, alasan="LAINNYA", catatan="Cocokkan dengan register.")


def _entri(status: Status, *peran: Peran, terbuka: bool = True) -> Entri:
    return Entri(status, VERSI, frozenset(peran), terbuka)


def _coba(entri: Entri, aksi: Aksi, isi: Isi = LENGKAP) -> Status | type[Galat]:
    try:
        return take(entri, aksi, isi)
    except Galat as galat:
        return type(galat)


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("aksi", list(Aksi))
@pytest.mark.parametrize("status", list(Status))
def test_every_cell_of_state_step_and_person(status, aksi, peran):
    baris = [k for k in KLAUSUL if k[1] is aksi and peran in k[2]]
    if not baris:
        harap: Status | type[Galat] = TidakBerwenang
    else:
        harap = next((k[3] for k in baris if k[0] is status), Ditolak)
    assert _coba(_entri(status, peran), aksi) == harap


@pytest.mark.parametrize("aksi", list(Aksi))
@pytest.mark.parametrize("status", list(Status))
def test_nobody_to_the_entry_may_do_nothing(status, aksi):
    assert _coba(_entri(status), aksi) is TidakBerwenang


@pytest.mark.parametrize(("dari", "aksi", "peran", "ke"), KLAUSUL)
def test_nothing_moves_in_a_closed_period(dari, aksi, peran, ke):
    with pytest.raises(Ditolak, match="Periode ini sudah ditutup"):
        take(_entri(dari, *peran, terbuka=False), aksi, LENGKAP)


@pytest.mark.parametrize(("dari", "aksi", "peran", "ke"), KLAUSUL)
def test_a_stale_version_moves_nothing(dari, aksi, peran, ke):
    for versi in (VERSI - 1, VERSI + 1, 0):
        assert _coba(_entri(dari, *peran), aksi, Isi(versi, "LAINNYA", "catatan")) is Basi


@pytest.mark.parametrize("status", [S.DRAF, S.DIKEMBALIKAN])
def test_submitting_needs_everything_filled(status):
    kurang = {"pembilang": "Isi angka ini dahulu."}
    with pytest.raises(Ditolak) as tolak:
        take(_entri(status, P.PEMILIK), A.AJUKAN, Isi(VERSI, kekurangan=kurang))
    assert tolak.value.isian == kurang


def test_saving_a_draft_needs_nothing_filled():
    isi = Isi(VERSI, kekurangan={"pembilang": "Isi angka ini dahulu."})
    assert take(_entri(S.DRAF, P.PEMILIK), A.SIMPAN, isi) is S.DRAF


@pytest.mark.parametrize("catatan", ["", " ", "\n\t "])
@pytest.mark.parametrize(
    ("status", "aksi"), [(S.DIAJUKAN, A.KEMBALIKAN), (S.DISETUJUI, A.BUKA_KEMBALI)]
)
def test_a_return_and_a_reopening_need_a_note(status, aksi, catatan):
    with pytest.raises(Ditolak) as tolak:
        take(_entri(status, P.PENYETUJU), aksi, Isi(VERSI, "LAINNYA", catatan))
    assert list(tolak.value.isian) == ["catatan"]


@pytest.mark.parametrize("alasan", ["", "lainnya", "SALAH", "Lainnya"])
def test_a_return_needs_a_reason_from_the_list(alasan):
    with pytest.raises(Ditolak) as tolak:
        take(_entri(S.DIAJUKAN, P.PENYETUJU), A.KEMBALIKAN, Isi(VERSI, alasan, "catatan"))
    assert list(tolak.value.isian) == ["alasan"]


def test_the_reasons_are_those_of_the_office():
    assert [kata.lower() for kata in ALASAN_KEMBALI.values()] == [
        "bukti tak terbaca",
        "salah periode",
        "angka tidak sesuai bukti",
        "bukti belum ditandatangani",
        "bukti bukan dari sumber data",
        "lainnya",
    ]
    assert set(KATA_STATUS) == set(Status)


def test_refusals_come_in_order_not_yours_stale_wrong_state_closed_incomplete():
    basi = Isi(VERSI - 1, kekurangan={"pembilang": "Isi."})
    orang_lain = _entri(S.DISETUJUI, P.PENYETUJU, terbuka=False)
    pemilik = _entri(S.DISETUJUI, P.PEMILIK, terbuka=False)
    assert _coba(orang_lain, A.AJUKAN, basi) is TidakBerwenang
    assert _coba(pemilik, A.AJUKAN, basi) is Basi
    with pytest.raises(Ditolak, match="berstatus disetujui"):
        take(pemilik, A.AJUKAN, Isi(VERSI))
    with pytest.raises(Ditolak, match="Periode ini sudah ditutup"):
        take(_entri(S.DRAF, P.PEMILIK, terbuka=False), A.AJUKAN, Isi(VERSI, kekurangan={"a": "b"}))


sebarang_entri = st.builds(
    Entri,
    status=st.sampled_from(Status),
    versi=st.integers(0, 5),
    peran=st.frozensets(st.sampled_from(Peran)),
    terbuka=st.booleans(),
)
sebarang_isi = st.builds(
    Isi,
    versi=st.integers(0, 5),
    alasan=st.sampled_from(["", "LAINNYA", "SALAH_PERIODE", "lain"]),
    catatan=st.text(max_size=5),
    kekurangan=st.none() | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


@given(sebarang_entri, st.sampled_from(Aksi), sebarang_isi)
def test_no_status_change_outside_the_table(entri, aksi, isi):
    hasil = _coba(entri, aksi, isi)
    if isinstance(hasil, Status):
        assert entri.terbuka
        assert isi.versi == entri.versi
        assert any(
            (entri.status, aksi, hasil) == (dari, a, ke) and oleh & entri.peran
            for dari, a, oleh, ke in KLAUSUL
        )


@given(sebarang_entri, st.sampled_from(Aksi))
def test_what_is_offered_is_exactly_what_is_taken(entri, aksi):
    """A button shows if and only if the step, done properly, would be done."""
    isi = Isi(entri.versi, alasan="LAINNYA", catatan="Cocokkan.")
    ditawarkan = [langkah.ke for langkah in steps_for(entri) if langkah.aksi is aksi]
    hasil = _coba(entri, aksi, isi)
    assert ditawarkan == ([hasil] if isinstance(hasil, Status) else [])


def test_a_state_and_a_step_lead_to_one_place():
    tujuan = [(langkah.dari, langkah.aksi) for langkah in TABEL]
    assert len(tujuan) == len(set(tujuan)) == len(KLAUSUL)
