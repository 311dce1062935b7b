"""Which backup may go where, which are let go, and when the next one is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.config import AKAR, VERSI
from iki_web.rules.cadangan import (
    AturanCadangan,
    KeadaanInstance,
    Manifes,
    build_nama,
    check_pulih,
    compute_instance,
    format_manifes,
    is_nama,
    is_perlu,
    list_buang,
    list_temuan,
    parse_manifes,
)
from iki_web.rules.galat import Ditolak
from iki_web.rules.periode import WIB

WAKTU = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)
LUAR = Manifes(1, "0.1.0", "006", "jrengik", "Kantor", "ini", WAKTU, 7, "a" * 64, True, ())
K = KeadaanInstance


def test_the_version_is_the_one_of_the_project():
    assert f'version = "{VERSI}"' in (AKAR / "pyproject.toml").read_text()


def test_a_manifest_reads_back_as_it_was_written():
    assert parse_manifes(format_manifes(LUAR)) == LUAR


def test_an_instance_is_known_by_its_key_without_telling_it():
    satu, dua = compute_instance(b"satu"), compute_instance(b"dua")
    assert satu != dua
    assert len(satu) == 32


@pytest.mark.parametrize(
    ("keadaan", "instance", "timpa", "skema", "tolak"),
    [
        (K.KOSONG, "lain", False, "006", ""),
        (K.BELUM_DIPAKAI, "lain", False, "006", ""),
        (K.DIPAKAI, "ini", True, "006", ""),
        (K.DIPAKAI, "ini", True, "007", ""),
        (K.RUSAK, "ini", True, "006", ""),
        (K.DIPAKAI, "ini", False, "006", "--timpa"),
        (K.RUSAK, "ini", False, "006", "--timpa"),
        (K.DIPAKAI, "lain", True, "006", "instance lain"),
        (K.RUSAK, "lain", True, "006", "instance lain"),
        (K.KOSONG, "ini", True, "005", "lebih baru"),
        (K.DIPAKAI, "ini", True, "005", "lebih baru"),
    ],
)
def test_where_a_backup_may_go(keadaan, instance, timpa, skema, tolak):
    def periksa():
        check_pulih(LUAR, skema, keadaan, instance, timpa=timpa)

    if tolak:
        with pytest.raises(Ditolak, match=tolak) as galat:
            periksa()
        assert galat.value.kalimat.endswith("Tidak ada yang berubah.")
    else:
        periksa()


@pytest.mark.parametrize(
    ("kantor", "nama"),
    [
        ("jrengik", "iki-jrengik-20261128-120000.zip"),
        ("Kec. Jrengik / 2", "iki-kec-jrengik-2-20261128-120000.zip"),
        ("///", "iki-cadangan-20261128-120000.zip"),
        ("x" * 99, f"iki-{'x' * 40}-20261128-120000.zip"),
    ],
)
def test_names_hold_office_and_time(kantor, nama):
    assert build_nama(kantor, WAKTU) == nama
    assert is_nama(nama)
    assert is_nama(build_nama(kantor, WAKTU, "pulih"))


@pytest.mark.parametrize(
    "nama", ["foto.zip", "iki-x.zip", "iki-x-20261128-120000.zip.exe", "", ".."]
)
def test_other_names_are_no_backups(nama):
    assert not is_nama(nama)
    assert list_buang([nama], AturanCadangan(harian=2, bulanan=0)) == ()


def _hari(mulai: datetime, banyak: int) -> list[str]:
    return [build_nama("x", mulai + timedelta(days=n)) for n in range(banyak)]


def test_the_newest_days_and_the_ends_of_months_stay():
    semua = _hari(datetime(2026, 1, 1, 5, tzinfo=UTC), 120)
    buang = list_buang(semua, AturanCadangan(harian=7, bulanan=3))
    tinggal = [nama[6:14] for nama in semua if nama not in buang]
    assert tinggal == ["20260228", "20260331", *(f"202604{n}" for n in range(24, 31))]


def test_of_one_second_the_last_stays():
    satu = build_nama("x", WAKTU)
    dua = satu.replace(".zip", "-2.zip")
    sepuluh = satu.replace(".zip", "-10.zip")
    assert list_buang([dua, sepuluh, satu], AturanCadangan()) == (satu, dua)


def test_safety_copies_are_counted_apart():
    biasa = _hari(WAKTU, 3)
    pengaman = [build_nama("x", WAKTU + timedelta(hours=n), "pulih") for n in range(7)]
    buang = list_buang([*biasa, *pengaman], AturanCadangan(harian=14, bulanan=0))
    assert buang == tuple(pengaman[:2])


@given(
    st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)), min_size=1, max_size=60),
    st.integers(2, 20),
    st.integers(0, 6),
)
def test_the_newest_is_never_let_go(saat, harian, bulanan):
    nama = {build_nama("x", satu.replace(tzinfo=UTC)) for satu in saat}
    buang = list_buang(nama, AturanCadangan(harian=harian, bulanan=bulanan))
    assert max(nama) not in buang
    assert set(buang) < nama
    assert list_buang(nama - set(buang), AturanCadangan(harian=harian, bulanan=bulanan)) == ()


@pytest.mark.parametrize(
    ("pukul", "berhasil", "coba", "perlu"),
    [
        (11, None, None, False),
        (12, None, None, True),
        (23, None, None, True),
        (12, 0, None, False),
        (12, -1, None, True),
        (13, -1, 0.5, False),
        (13, -1, 1.5, True),
        (13, None, 25, True),
    ],
)
def test_the_backup_of_the_day_is_due_once_after_its_hour(pukul, berhasil, coba, perlu):
    kini = datetime(2026, 11, 28, pukul, 0, tzinfo=WIB)
    jadi = None if berhasil is None else kini + timedelta(days=berhasil)
    gagal = None if coba is None else kini - timedelta(hours=coba)
    assert is_perlu(kini, 12, jadi, gagal) is perlu


def test_many_findings_are_counted():
    assert list_temuan(["a.", "b."]) == "a. b."
    assert list_temuan([str(n) for n in range(8)]).endswith("Dan 3 lainnya.")
