"""Assignments by workbook, written all at once: what stands afterwards never contradicts itself."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iki_web.queries.penugasan import list_penugasan
from iki_web.rules.galat import Ditolak
from iki_web.rules.impor import JenisImpor, NasibBaris
from iki_web.rules.keterlihatan import JenisPenugasan
from tests.pendukung.impor import build_berkas, lihat, terapkan, unggah
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.orang import buat_pelaku

G = JenisImpor.PENUGASAN
DEF, PLT, PLH = JenisPenugasan


def _tugas(app):
    pelaku = buat_pelaku(app, "pengelola")
    with app.app_context():
        return [p for p in list_penugasan(pelaku) if not p.batal]


def _pemegang(app, jabatan):
    """Return who holds a position from when to when, in order."""
    semua = [p.tugas for p in _tugas(app) if p.tugas.jabatan == jabatan]
    return [(t.pegawai, t.mulai, t.selesai) for t in sorted(semua, key=lambda t: t.mulai)]


def test_a_position_is_handed_over_in_one_file_and_one_line(app):
    baris = [
        ["staf-pmd", "staf-pmd", "DEFINITIF", date(2026, 1, 1), date(2026, 4, 30)],
        ["staf-umum", "staf-pmd", "DEFINITIF", date(2026, 5, 1)],
    ]
    awal, versi = hitung_jejak(app, "impor.diterapkan"), {p.tugas.id: p.versi for p in _tugas(app)}
    terapkan(app, unggah(app, G, build_berkas(G, baris)))
    nama = "Staf Seksi Pemberdayaan Masyarakat Desa dan Kesejahteraan Sosial"
    assert _pemegang(app, nama) == [
        ("Staf PMD", date(2026, 1, 1), date(2026, 4, 30)),
        ("Staf Umum", date(2026, 5, 1), None),
    ]
    assert hitung_jejak(app, "impor.diterapkan") == awal + 1
    naik = [p for p in _tugas(app) if p.versi > versi.get(p.tugas.id, 1)]
    assert [p.tugas.pegawai for p in naik] == ["Staf PMD"]


def _berlawanan(satu, dua):
    """Whether two assignments to one position cannot both be; said anew, not by the rule."""
    if satu.jabatan_id != dua.jabatan_id:
        return False
    if satu.mulai > (dua.selesai or date.max) or dua.mulai > (satu.selesai or date.max):
        return False
    return satu.pegawai_id == dua.pegawai_id or {satu.jenis, dua.jenis} != {DEF, PLH}


_HARI = st.integers(1, 28).map(lambda hari: date(2026, 5, hari))
_BARIS = st.tuples(
    st.sampled_from(["staf-umum", "staf-pmd", "kasi-pmd"]),
    st.sampled_from(["staf-umum", "staf-pmd"]),
    st.sampled_from(["DEFINITIF", "PLT", "PLH"]),
    st.one_of(_HARI, st.just(date(2026, 1, 1))),
    st.one_of(st.none(), _HARI),
).map(lambda b: [*b, "800/1", "1-1-2026"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_BARIS, min_size=1, max_size=6))
def test_whatever_a_file_brings_no_two_assignments_exclude_each_other(app, baris):
    berkas = build_berkas(G, baris)
    nomor = unggah(app, G, berkas)
    pratinjau, awal = lihat(app, nomor), ambil_keadaan(app)
    if not pratinjau.siap:
        with pytest.raises(Ditolak):
            terapkan(app, nomor)
        assert ambil_keadaan(app) == awal
        return
    terapkan(app, nomor)
    assert not [pasang for pasang in combinations([p.tugas for p in _tugas(app)], 2)
                if _berlawanan(*pasang)]  # fmt: skip
    ulang = lihat(app, unggah(app, G, berkas))
    assert {t.nasib for t in ulang.tinjauan} == {NasibBaris.TETAP}
