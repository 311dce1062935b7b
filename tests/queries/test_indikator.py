"""One indicator over a year: its year is the recap's, to the last unrounded digit."""

from decimal import Decimal

import pytest

from iki_web.actions.instance import find_sistem
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.queries.acuan import find_acuan
from iki_web.queries.indikator import find_rincian
from iki_web.queries.rekap import get_rekap

pytestmark = pytest.mark.usefixtures("konteks_app")

NIHIL = {"nihil": True, "alasan_nihil": "Tidak ada."}


def buat_target(nilai):
    sistem = find_sistem()
    semua = find_acuan(sistem).indikator
    create_target(sistem, 2026, dict.fromkeys(semua, nilai), "Perubahan")


@pytest.mark.parametrize("siapa", ["camat", "kasi-pemerintahan"])
def test_the_year_is_the_one_the_recap_prints(sebagai, entri, siapa):
    buat_target(Decimal(90))
    entri("DISETUJUI", "kasi-pemerintahan-2", "2026", berkas=False, pembilang=2, penyebut=3)
    # A year that is one entry stays as approved; all others follow the target of the day.
    buat_target(Decimal(70))
    # A sum, a last period, a list of documents, nothing to measure, and what does not count yet.
    for periode, pembilang in (("2026-TW1", 1), ("2026-TW2", 2)):
        entri("DISETUJUI", "staf-umum-1", periode, berkas=False, pembilang=pembilang, penyebut=7)
        kolom = {"pembilang": pembilang, "penyebut": 7}
        entri("DISETUJUI", "kasi-pemerintahan-1", periode, berkas=False, **kolom)
    entri("DISETUJUI", "staf-keuangan-1", berkas=False)
    entri("DISETUJUI", "kasi-pemerintahan-4", berkas=False, **NIHIL)
    entri("DIAJUKAN", "kasi-pemerintahan-5", berkas=False)
    db.session.rollback()
    pelaku = sebagai(siapa)
    rekap = {
        i.indikator.id: i.setahun for j in get_rekap(pelaku, 2026).jabatan for i in j.indikator
    }
    assert {n: find_rincian(pelaku, n, 2026).setahun for n in rekap} == rekap
    assert {satu.target for satu in rekap.values()} == {Decimal(70), Decimal(90)}
    assert sum(satu.capaian is not None for satu in rekap.values()) >= 2


def test_who_sees_states_only_gets_no_figure_of_the_year(sebagai, entri):
    buat_target(Decimal(90))
    nomor, *_ = entri("DISETUJUI")
    setahun = find_rincian(sebagai("pengelola"), nomor, 2026).setahun
    assert (setahun.hasil, setahun.capaian) == (None, None)
