"""Who decides: climbing past vacancies and past everyone involved; hints never block."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.alur import Peran
from iki_web.rules.keterlihatan import JenisPenugasan, Pegangan, Pelaku
from iki_web.rules.persetujuan import (
    Pembanding,
    Pemegang,
    Simpul,
    classify_peran,
    compute_penyetuju,
    list_petunjuk,
)

DEFINITIF, PLT, PLH = JenisPenugasan
CAMAT, SEKRETARIS, KASUBBAG, STAF = 1, 2, 3, 4
JALUR = {CAMAT: "/1/", SEKRETARIS: "/1/2/", KASUBBAG: "/1/2/3/", STAF: "/1/2/3/4/"}


def _pohon(**pemegang: list[tuple[int, JenisPenugasan]]) -> dict[int, Simpul]:
    """The office's longest branch; person n holds position n unless said otherwise."""
    nama = ("camat", "sekretaris", "kasubbag", "staf")
    pohon = {}
    for nomor, kata in enumerate(nama, start=1):
        orang = pemegang.get(kata, [(nomor, DEFINITIF)])
        isi = tuple(Pemegang(n, f"orang {n}", jenis) for n, jenis in orang)
        pohon[nomor] = Simpul(nomor, nomor - 1 or None, kata.capitalize(), isi)
    return pohon


def _penyetuju(pohon: dict[int, Simpul], jabatan: int, *terlibat: int) -> tuple[int, list[int]]:
    hasil = compute_penyetuju(pohon, jabatan, frozenset(terlibat))
    assert hasil is not None
    return hasil.jabatan_id, [p.pegawai_id for p in hasil.pemegang]


def test_the_direct_superior_decides():
    assert _penyetuju(_pohon(), STAF, 4) == (KASUBBAG, [3])
    assert _penyetuju(_pohon(), SEKRETARIS, 2) == (CAMAT, [1])


def test_authority_climbs_past_a_vacant_position_and_says_so():
    pohon = _pohon(kasubbag=[])
    assert _penyetuju(pohon, STAF, 4) == (SEKRETARIS, [2])
    hasil = compute_penyetuju(pohon, STAF, frozenset({4}))
    assert hasil is not None
    assert hasil.alasan_naik == ("jabatan Kasubbag sedang kosong",)


def test_authority_climbs_past_a_holder_who_is_the_submitter_acting():
    pohon = _pohon(kasubbag=[(4, PLT)])
    assert _penyetuju(pohon, STAF, 4) == (SEKRETARIS, [2])
    hasil = compute_penyetuju(pohon, STAF, frozenset({4}))
    assert hasil is not None
    assert "ikut mengisi atau mengajukan" in hasil.alasan_naik[0]


def test_authority_climbs_several_levels():
    pohon = _pohon(kasubbag=[], sekretaris=[(4, PLH)])
    assert _penyetuju(pohon, STAF, 4) == (CAMAT, [1])
    hasil = compute_penyetuju(pohon, STAF, frozenset({4}))
    assert hasil is not None
    assert len(hasil.alasan_naik) == 2


def test_a_second_holder_decides_before_authority_climbs():
    pohon = _pohon(kasubbag=[(3, DEFINITIF), (9, PLH)])
    assert _penyetuju(pohon, STAF, 3, 4) == (KASUBBAG, [9])


def test_nobody_is_left_above_the_head_or_in_an_empty_office():
    assert compute_penyetuju(_pohon(), CAMAT, frozenset()) is None
    kosong = _pohon(kasubbag=[], sekretaris=[], camat=[])
    assert compute_penyetuju(kosong, STAF, frozenset()) is None


def test_the_decider_signs_as_acting_only_where_he_acts():
    hasil = compute_penyetuju(_pohon(kasubbag=[(3, PLT), (9, DEFINITIF)]), STAF, frozenset())
    assert hasil is not None
    assert hasil.teks_untuk(3) == "Plt. Kasubbag"
    assert hasil.teks_untuk(9) == "Kasubbag"
    assert hasil.teks == "Kasubbag"
    assert hasil.teks_lengkap == "Kasubbag atau Plt. orang 3"
    tunggal = compute_penyetuju(_pohon(kasubbag=[(3, PLH)]), STAF, frozenset())
    assert tunggal is not None
    assert tunggal.teks == tunggal.teks_lengkap == "Plh. Kasubbag"


@st.composite
def kantor_sebarang(draw: st.DrawFn) -> tuple[dict[int, Simpul], dict[int, str]]:
    """A random tree with random holders of every kind, people in several positions too."""
    banyak = draw(st.integers(1, 9))
    pohon: dict[int, Simpul] = {}
    jalur: dict[int, str] = {}
    for nomor in range(1, banyak + 1):
        atasan = draw(st.integers(1, nomor - 1)) if nomor > 1 else None
        orang = draw(
            st.lists(
                st.tuples(st.integers(1, 6), st.sampled_from(JenisPenugasan)),
                max_size=2,
                unique_by=lambda p: p[0],
            )
        )
        pemegang = tuple(Pemegang(n, f"orang {n}", jenis) for n, jenis in orang)
        pohon[nomor] = Simpul(nomor, atasan, f"Jabatan {nomor}", pemegang)
        jalur[nomor] = f"{jalur[atasan] if atasan else '/'}{nomor}/"
    return pohon, jalur


def _pelaku(pohon: dict[int, Simpul], jalur: dict[int, str], nomor: int) -> Pelaku:
    pegangan = tuple(
        Pegangan(s.jabatan_id, jalur[s.jabatan_id], s.nama, p.jenis)
        for s in pohon.values()
        for p in s.pemegang
        if p.pegawai_id == nomor
    )
    return Pelaku(nomor, 1, f"orang {nomor}", f"orang{nomor}", pegangan)


@given(kantor_sebarang(), st.integers(1, 9), st.frozensets(st.integers(1, 6)))
def test_nobody_involved_ever_decides(kantor, jabatan, terlibat):
    pohon, _ = kantor
    hasil = compute_penyetuju(pohon, min(jabatan, len(pohon)), terlibat)
    if hasil is not None:
        assert hasil.pemegang
        assert not {p.pegawai_id for p in hasil.pemegang} & terlibat


@given(kantor_sebarang(), st.integers(1, 9), st.frozensets(st.integers(1, 6)))
def test_authority_climbs_no_further_than_it_must(kantor, jabatan, terlibat):
    pohon, _ = kantor
    awal = min(jabatan, len(pohon))
    hasil = compute_penyetuju(pohon, awal, terlibat)
    dilewati = []
    atasan = pohon[awal].atasan_id
    while atasan is not None and (hasil is None or atasan != hasil.jabatan_id):
        dilewati.append(pohon[atasan])
        atasan = pohon[atasan].atasan_id
    assert (atasan is None) == (hasil is None)
    for simpul in dilewati:
        assert {p.pegawai_id for p in simpul.pemegang} <= terlibat
    if hasil is not None:
        assert len(hasil.alasan_naik) == len(dilewati)


@given(
    kantor_sebarang(),
    st.integers(1, 9),
    st.frozensets(st.integers(1, 6)),
    st.integers(1, 6),
    st.booleans(),
)
def test_whoever_is_involved_has_no_say_whatever_hats_he_wears(
    kantor, jabatan, terlibat, nomor, pengelola
):
    pohon, jalur = kantor
    awal = min(jabatan, len(pohon))
    pelaku = _pelaku(pohon, jalur, nomor)
    pelaku = Pelaku(nomor, 1, "x", "x", pelaku.pegangan, pengelola=pengelola, pemeriksa=pengelola)
    penyetuju = compute_penyetuju(pohon, awal, terlibat)
    peran = classify_peran(pelaku, awal, jalur[awal], terlibat, nomor, penyetuju)
    if nomor in terlibat:
        assert not peran & {Peran.PENYETUJU, Peran.ATASAN}
    if not pelaku.pegangan:
        assert peran == frozenset()
    if Peran.PENGAJU in peran:
        assert Peran.PEMILIK in peran


def test_being_pengelola_or_pemeriksa_gives_no_part_in_an_entry():
    pelaku = Pelaku(9, 1, "Pengelola", "pengelola", (), pengelola=True, pemeriksa=True)
    penyetuju = compute_penyetuju(_pohon(), STAF, frozenset({4}))
    assert classify_peran(pelaku, STAF, JALUR[STAF], frozenset({4}), 4, penyetuju) == frozenset()


def test_a_former_submitter_may_not_withdraw():
    pelaku = Pelaku(4, 1, "orang 4", "orang4", ())
    peran = classify_peran(pelaku, STAF, JALUR[STAF], frozenset({4}), 4, None)
    assert peran == frozenset()


def _banding(nilai: str, pembilang: str, penyebut: str, nama: str = "Triwulan I") -> Pembanding:
    return Pembanding(nama, Decimal(nilai), Decimal(pembilang), Decimal(penyebut))


def test_hints_name_what_is_odd():
    kini, lalu = _banding("120", "12", "10"), _banding("90", "18", "20")
    hasil = list_petunjuk(kini, lalu, (_banding("50", "5", "10", "Kasubbag"),), ("Pernah.",), True)
    assert hasil == (
        "Realisasi lebih dari 100 % (120,00 %).",
        "Naik 30,00 poin dari Triwulan I (90,00 %).",
        "Penyebut turun dari 20 (Triwulan I) menjadi 10, padahal biasanya bertambah.",
        "Indikator yang sama pada Kasubbag berbeda: 50,00 % (5/10).",
        "Pernah.",
    )


def test_ordinary_numbers_give_no_hint():
    kini, lalu = _banding("100", "10", "10"), _banding("70.01", "7", "10")
    assert list_petunjuk(kini, lalu, (_banding("100", "10", "10", "Staf"),), (), True) == ()
    assert list_petunjuk(Pembanding("TW I", None, None, None), lalu) == ()
    assert list_petunjuk(_banding("50", "5", "10"), _banding("50", "10", "20")) == ()
