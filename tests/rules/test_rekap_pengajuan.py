"""When an entry was first handed in, the running total by day, and reasons counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from iki_web.rules.alur import Aksi
from iki_web.rules.rekap.pengajuan import (
    DIBUKA_KEMBALI,
    compute_kurva,
    count_alasan,
    find_pertama,
)

AWAL = datetime(2026, 4, 1, tzinfo=UTC)
A = Aksi


@pytest.mark.parametrize(
    ("aksi", "ke"),
    [
        ((), None),
        ((A.AJUKAN,), 0),
        ((A.AJUKAN, A.SETUJUI), 0),
        # Taken back: it was not handed in; sent again it was, the second time.
        ((A.AJUKAN, A.TARIK), None),
        ((A.AJUKAN, A.TARIK, A.AJUKAN), 2),
        # Returned and sent again: the first time stays.
        ((A.AJUKAN, A.KEMBALIKAN, A.AJUKAN, A.SETUJUI), 0),
        ((A.AJUKAN, A.KEMBALIKAN, A.AJUKAN, A.TARIK), 0),
        ((A.AJUKAN, A.SETUJUI, A.BUKA_KEMBALI, A.AJUKAN), 0),
    ],
)
def test_first_time(aksi, ke):
    riwayat = [(satu, AWAL + timedelta(days=n)) for n, satu in enumerate(aksi)]
    assert find_pertama(riwayat) == (None if ke is None else AWAL + timedelta(days=ke))


def test_running_total_is_in_order_and_skips_empty_days():
    hari = [date(2026, 4, 9), date(2026, 4, 1), date(2026, 4, 9)]
    assert compute_kurva(hari) == ((date(2026, 4, 1), 1), (date(2026, 4, 9), 3))
    assert compute_kurva([]) == ()


def test_reasons_are_counted_the_most_frequent_first():
    kembali = [
        (A.KEMBALIKAN, "Salah periode"),
        (A.BUKA_KEMBALI, ""),
        (A.KEMBALIKAN, "Bukti tak terbaca"),
        (A.KEMBALIKAN, "Salah periode"),
        (A.KEMBALIKAN, ""),
    ]
    assert count_alasan(kembali) == (
        ("Salah periode", 2),
        ("Bukti tak terbaca", 1),
        (DIBUKA_KEMBALI, 1),
        ("Lainnya", 1),
    )
