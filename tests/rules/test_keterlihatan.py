"""Who sees what: owner, superiors, side branches, pemeriksa, pengelola (DOMAIN section 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import (
    JenisPenugasan,
    Pandangan,
    Pegangan,
    Pelaku,
    can_see_jabatan,
    classify_pandangan,
    compute_lingkup,
    is_bawahan,
)

STAF = (4, "/1/2/3/4/")
PEMEGANG = {
    "pemilik": ("/1/2/3/4/",),
    "atasan": ("/1/2/3/",),
    "atasan di atasnya": ("/1/2/",),
    "camat": ("/1/",),
    "samping": ("/1/2/5/",),
    "cabang lain": ("/1/6/",),
    "mirip nomornya": ("/1/2/30/", "/1/2/3/40/"),
    "tanpa jabatan": (),
}
ISI, STATUS, TIADA = Pandangan.ISI, Pandangan.STATUS, Pandangan.TIADA
TERBUKA = (Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.DISETUJUI)
TERTUTUP = (Status.BELUM_DIISI, Status.DRAF)


def _pelaku(*jalur: str, pengelola: bool = False, pemeriksa: bool = False, kantor: int = 1):
    pegangan = tuple(
        Pegangan(int(j.strip("/").split("/")[-1]), j, "Jabatan", JenisPenugasan.DEFINITIF)
        for j in jalur
    )
    return Pelaku(1, kantor, "A", "a", pegangan, pengelola=pengelola, pemeriksa=pemeriksa)


def _lihat(pelaku: Pelaku, status: Status) -> Pandangan:
    return classify_pandangan(compute_lingkup(pelaku), 1, *STAF, status)


@pytest.mark.parametrize(
    ("siapa", "terbuka", "tertutup"),
    [
        ("pemilik", ISI, ISI),
        ("atasan", ISI, STATUS),
        ("atasan di atasnya", ISI, STATUS),
        ("camat", ISI, STATUS),
        ("samping", TIADA, TIADA),
        ("cabang lain", TIADA, TIADA),
        ("mirip nomornya", TIADA, TIADA),
        ("tanpa jabatan", TIADA, TIADA),
    ],
)
def test_position_decides_what_is_seen(siapa, terbuka, tertutup):
    pelaku = _pelaku(*PEMEGANG[siapa])
    assert {_lihat(pelaku, status) for status in TERBUKA} == {terbuka}
    assert {_lihat(pelaku, status) for status in TERTUTUP} == {tertutup}


def test_pemeriksa_sees_all_but_drafts():
    pelaku = _pelaku(pemeriksa=True)
    assert {_lihat(pelaku, status) for status in TERBUKA} == {ISI}
    assert {_lihat(pelaku, status) for status in TERTUTUP} == {TIADA}


def test_pengelola_sees_the_state_of_everything_and_no_value():
    pelaku = _pelaku(pengelola=True)
    assert {_lihat(pelaku, status) for status in Status} == {STATUS}


def test_pengelola_sees_values_through_positions_of_his_own():
    assert _lihat(_pelaku("/1/2/3/4/", pengelola=True), Status.DRAF) is ISI
    assert _lihat(_pelaku("/1/2/", pengelola=True), Status.DIAJUKAN) is ISI


def test_another_office_does_not_exist():
    for pelaku in (
        _pelaku("/1/", kantor=2),
        _pelaku("/1/2/3/4/", kantor=2),
        _pelaku(pengelola=True, pemeriksa=True, kantor=2),
    ):
        assert {_lihat(pelaku, status) for status in Status} == {TIADA}
        assert not can_see_jabatan(compute_lingkup(pelaku), 1, *STAF)


pohon_sebarang = st.lists(st.integers(0, 20), min_size=1, max_size=12).map(
    lambda induk: _susun(list(enumerate(induk)))
)


def _susun(induk: list[tuple[int, int]]) -> dict[int, str]:
    jalur: dict[int, str] = {}
    for urut, calon in induk:
        nomor = urut * 7 + 1
        atas = list(jalur.values())[calon % urut] if urut else "/"
        jalur[nomor] = f"{atas}{nomor}/"
    return jalur


@given(pohon_sebarang, st.data(), st.booleans(), st.booleans())
def test_seeing_an_entry_never_exceeds_knowing_its_position(pohon, data, pengelola, pemeriksa):
    pegang = data.draw(st.lists(st.sampled_from(list(pohon.values())), max_size=3, unique=True))
    lingkup = compute_lingkup(_pelaku(*pegang, pengelola=pengelola, pemeriksa=pemeriksa))
    for nomor, jalur in pohon.items():
        lihat = {s: classify_pandangan(lingkup, 1, nomor, jalur, s) for s in Status}
        if not can_see_jabatan(lingkup, 1, nomor, jalur):
            assert set(lihat.values()) == {TIADA}
        if jalur in pegang:
            assert set(lihat.values()) == {ISI}
        elif not any(jalur.startswith(p) for p in pegang):
            harap = ISI if pemeriksa else STATUS if pengelola else TIADA
            assert {lihat[s] for s in TERBUKA} == {harap}
            assert lihat[Status.DRAF] < ISI


@given(pohon_sebarang, st.data())
def test_below_is_strict_and_follows_the_tree(pohon, data):
    pegang = data.draw(st.sampled_from(list(pohon.values())))
    lingkup = compute_lingkup(_pelaku(pegang))
    leluhur = {nomor: jalur.strip("/").split("/")[:-1] for nomor, jalur in pohon.items()}
    sendiri = pegang.strip("/").split("/")[-1]
    for nomor, jalur in pohon.items():
        assert is_bawahan(lingkup, jalur) == (sendiri in leluhur[nomor])


def test_words_for_positions_name_acting_and_duties():
    pelaku = Pelaku(
        1,
        1,
        "A",
        "a",
        (Pegangan(1, "/1/", "Kepala Seksi", JenisPenugasan.PLT),),
        pengelola=True,
        pemeriksa=True,
    )
    assert pelaku.jabatan_teks == "Plt. Kepala Seksi, Pengelola, Pemeriksa"
    assert _pelaku().jabatan_teks == "Tanpa jabatan"
