"""The lines of health: each check at its limits, the worst first, words for every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from iki_web.rules.sehat import (
    GIB,
    MIB,
    Bahan,
    Disk,
    Isi,
    Keadaan,
    Kejadian,
    Laju,
    Mundur,
    Proses,
    classify_ruang,
    list_butir,
)

KINI = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
LUAS = (500 * GIB, 200 * GIB)
SEHAT = Bahan(
    kini=KINI,
    proses=Proses(
        mulai=KINI - timedelta(days=2, hours=3),
        mundur=None,
        galat=0,
        lambat=[Laju("rekap.show", 20, 12.0, 40.0)],
        catatan=0,
        aman=True,
        versi="0.1.0",
        python="3.11.7",
        zona="WIB (UTC+0700)",
    ),
    isi=Isi(
        ukuran=3 * MIB,
        mesin="SQLite 3.40.1",
        skema="003",
        skema_terbaru="003",
        ditolak_hari=2,
        ditolak_minggu=9,
        jejak_terakhir=KINI - timedelta(minutes=1),
        cadangan=KINI - timedelta(hours=9),
        cadangan_akhir=Kejadian(KINI - timedelta(hours=9), True),
        pemeriksaan=Kejadian(KINI - timedelta(days=1), True),
    ),
    disk=[Disk("Data", LUAS), Disk("Bukti", LUAS)],
)


def _butir(judul: str, bahan: Bahan = SEHAT):
    return next(satu for satu in list_butir(bahan) if satu.judul == judul)


def _ubah_isi(**lain):
    return replace(SEHAT, isi=replace(SEHAT.isi, **lain))


def _ubah_proses(**lain):
    return replace(SEHAT, proses=replace(SEHAT.proses, **lain))


def _cadangan(umur):
    saat = None if umur is None else KINI - umur
    return _ubah_isi(cadangan=saat, cadangan_akhir=Kejadian(saat, True) if saat else None)


def test_a_healthy_instance_has_nothing_but_good_lines():
    semua = list_butir(SEHAT)
    assert {satu.keadaan for satu in semua} == {Keadaan.BAIK}
    assert all(satu.kini and satu.arti for satu in semua)
    assert len({satu.judul for satu in semua}) == len(semua)
    assert _butir("Berjalan").kini == "2 hari 3 jam, sejak 8 Apr 2026 06.00"
    assert _butir("Ruang disk").kini == "200 GB kosong dari 500 GB"
    assert _butir("Versi").kini == "IKI Web 0.1.0, Python 3.11.7, SQLite 3.40.1, skema 003"


@pytest.mark.parametrize(
    ("judul", "bahan", "keadaan", "kata"),
    [
        ("Cadangan", _cadangan(timedelta(days=2)), Keadaan.BAIK, "luar komputer"),
        ("Cadangan", _cadangan(timedelta(days=2, minutes=1)), Keadaan.PERLU, "luar komputer"),
        ("Cadangan", _cadangan(timedelta(days=7, minutes=1)), Keadaan.MASALAH, "hari ini"),
        ("Cadangan", _cadangan(None), Keadaan.PERLU, "hari ini"),
        ("Cadangan", _ubah_isi(cadangan_akhir=Kejadian(KINI, False)), Keadaan.MASALAH, "gagal"),
        ("Pemeriksaan data", _ubah_isi(pemeriksaan=None), Keadaan.PERLU, "Jalankan pemeriksaan"),
        (
            "Pemeriksaan data",
            _ubah_isi(pemeriksaan=Kejadian(KINI - timedelta(days=32), True)),
            Keadaan.PERLU,
            "Jalankan pemeriksaan",
        ),
        (
            "Pemeriksaan data",
            _ubah_isi(pemeriksaan=Kejadian(KINI, False)),
            Keadaan.MASALAH,
            "tidak cocok",
        ),
        ("Masuk yang ditolak", _ubah_isi(ditolak_hari=19), Keadaan.BAIK, "biasa"),
        ("Masuk yang ditolak", _ubah_isi(ditolak_hari=20), Keadaan.PERLU, "tanyakan"),
        ("Masuk yang ditolak", _ubah_isi(ditolak_hari=200), Keadaan.MASALAH, "tanyakan"),
        ("Galat", _ubah_proses(galat=1), Keadaan.PERLU, "Kode"),
        ("Kecepatan", _ubah_proses(lambat=[]), Keadaan.BAIK, "Dinilai"),
        ("Kecepatan", _ubah_proses(lambat=[Laju("x", 19, 1.0, 9e3)]), Keadaan.BAIK, "Dinilai"),
        ("Kecepatan", _ubah_proses(lambat=[Laju("x", 20, 1.0, 999.0)]), Keadaan.BAIK, "cepat"),
        ("Kecepatan", _ubah_proses(lambat=[Laju("x", 20, 1.0, 1e3)]), Keadaan.PERLU, "lambat"),
        ("Sambungan", _ubah_proses(aman=False), Keadaan.PERLU, "tanpa disandikan"),
        ("Catatan aplikasi", _ubah_proses(catatan=3), Keadaan.PERLU, "ruang disk"),
        ("Catatan aplikasi", _ubah_proses(catatan=None), Keadaan.PERLU, "wsgi.py"),
        ("Jangkar jejak", replace(SEHAT, jangkar=["/mnt/x"]), Keadaan.PERLU, "Pasang lagi"),
        ("Versi", _ubah_isi(skema="002"), Keadaan.MASALAH, "skema 003"),
        ("Jam komputer", _ubah_isi(jejak_terakhir=None), Keadaan.BAIK, "WIB"),
        (
            "Jam komputer",
            _ubah_isi(jejak_terakhir=KINI + timedelta(seconds=30)),
            Keadaan.BAIK,
            "WIB",
        ),
        (
            "Jam komputer",
            _ubah_isi(jejak_terakhir=KINI + timedelta(seconds=31)),
            Keadaan.MASALAH,
            "Betulkan jam",
        ),
        (
            "Jam komputer",
            _ubah_proses(mundur=Mundur(KINI, KINI - timedelta(hours=3))),
            Keadaan.PERLU,
            "dari 10 Apr 2026 09.00 ke 10 Apr 2026 06.00",
        ),
    ],
)
def test_each_line_at_its_limits(judul, bahan, keadaan, kata):
    butir = _butir(judul, bahan)
    assert butir.keadaan is keadaan
    assert kata in butir.arti


@pytest.mark.parametrize(
    ("bukti", "keadaan", "kini"),
    [
        ((100 * GIB, 4 * GIB), Keadaan.PERLU, "Bukti: 4 GB kosong dari 100 GB"),
        ((100 * GIB, 400 * MIB), Keadaan.MASALAH, "Bukti: 400 MB kosong dari 100 GB"),
        (None, Keadaan.MASALAH, "Bukti: tidak menjawab"),
    ],
)
def test_two_disks_are_judged_by_the_worse(bukti, keadaan, kini):
    butir = _butir("Ruang disk", replace(SEHAT, disk=[Disk("Data", LUAS), Disk("Bukti", bukti)]))
    assert butir.keadaan is keadaan
    assert butir.kini == f"Data: 200 GB kosong dari 500 GB; {kini}"


def test_what_is_wrong_comes_first_then_what_needs_a_look():
    bahan = replace(_ubah_isi(skema="002"), disk=[Disk("Data", (100 * GIB, 4 * GIB))])
    assert [satu.judul for satu in list_butir(bahan)][:2] == ["Versi", "Ruang disk"]


@pytest.mark.parametrize(
    ("total", "bebas", "keadaan"),
    [
        (100 * GIB, 5 * GIB, Keadaan.BAIK),
        (100 * GIB, 5 * GIB - 1, Keadaan.PERLU),
        (100 * GIB, 512 * MIB, Keadaan.PERLU),
        (100 * GIB, 512 * MIB - 1, Keadaan.MASALAH),
        (100 * MIB, 10 * MIB, Keadaan.BAIK),
        (100 * MIB, 10 * MIB - 1, Keadaan.PERLU),
        (100 * MIB, 5 * MIB - 1, Keadaan.MASALAH),
        (0, 0, Keadaan.BAIK),
    ],
)
def test_room_is_judged_by_share_and_by_size(total, bebas, keadaan):
    assert classify_ruang(total, bebas) is keadaan
