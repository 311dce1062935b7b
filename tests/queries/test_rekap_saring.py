"""A recap cut by an address: subtree, states, unknown words; submissions of what is visible."""

from collections import Counter
from dataclasses import replace

import pytest

from iki_web.extensions import db
from iki_web.queries.acuan import find_acuan
from iki_web.queries.rekap import get_rekap
from iki_web.queries.rekap.pengajuan import get_pengajuan
from iki_web.queries.rekap.saring import find_tersaring
from iki_web.rules.alur import Status
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pandangan, classify_pandangan, compute_lingkup
from iki_web.rules.rekap import compute_kantor

pytestmark = pytest.mark.usefixtures("konteks_app")

STATUS = ("DRAF", "DIAJUKAN", "DIKEMBALIKAN", "DISETUJUI")


def cari(pelaku, **alamat):
    db.session.rollback()
    return find_tersaring(pelaku, 2026, alamat)


def id_jabatan(pelaku, kode):
    return str(next(j.id for j in find_acuan(pelaku).jabatan.values() if j.kode == kode))


def kode_isian(hasil):
    return [(i.indikator.kode, t.periode.kode.kode) for _, i, t in hasil.list_isian()]


def test_subtree_is_a_position_with_all_below_and_means_are_its_own(sebagai, entri):
    entri("DISETUJUI", "staf-umum-1")
    entri("DISETUJUI", "staf-pmd-1")
    camat = sebagai("camat")
    hasil = cari(camat, jabatan=id_jabatan(camat, "kasubbag-umum"))
    assert [j.jabatan.kode for j in hasil.rekap.jabatan] == ["kasubbag-umum", "staf-umum"]
    assert [j.tingkat for j in hasil.rekap.jabatan] == [0, 1]
    assert hasil.rekap.setahun == compute_kantor([j.setahun for j in hasil.rekap.jabatan])
    assert not hasil.rekap.seluruh
    # The same picture the subtree's own head has.
    milik = get_rekap(sebagai("kasubbag-umum"), 2026)
    assert hasil.rekap.setahun == milik.setahun
    assert hasil.rekap.kantor == milik.kantor


def test_states_and_quarters_cut_the_entries_only(sebagai, entri):
    for nomor, status in enumerate(STATUS, start=1):
        entri(status, f"kasubbag-umum-{nomor}")
    entri("DIAJUKAN", "kasubbag-umum-2", "2026-TW2")
    camat = sebagai("camat")
    diajukan = cari(camat, status="diajukan")
    assert kode_isian(diajukan) == [
        ("kasubbag-umum-2", "2026-TW1"),
        ("kasubbag-umum-2", "2026-TW2"),
    ]
    assert diajukan.rekap.setahun == cari(camat).rekap.setahun
    satu = cari(camat, status="diajukan", periode="2026-TW2")
    assert kode_isian(satu) == [("kasubbag-umum-2", "2026-TW2")]
    belum = cari(camat, status="belum-diajukan", periode="2026-TW1")
    assert ("kasubbag-umum-3", "2026-TW1") in kode_isian(belum)
    assert len(kode_isian(belum)) == belum.rekap.count_angka(1).belum


def test_a_year_or_month_asks_for_its_own_entries(sebagai):
    hasil = cari(sebagai("camat"), periode="2026")
    assert {kode for _, kode in kode_isian(hasil)} == {"2026"}
    assert kode_isian(cari(sebagai("camat"), periode="2026-05")) == []


@pytest.mark.parametrize(
    "alamat",
    [
        {"status": "beres"},
        {"status": "DIAJUKAN"},
        {"predikat": "Hebat"},
        {"periode": "2025-TW1"},
        {"jabatan": "0"},
    ],
)
def test_unknown_words_are_not_found(sebagai, alamat):
    with pytest.raises(TidakTerlihat):
        cari(sebagai("camat"), **alamat)


def test_positions_aside_are_as_unknown_as_none(sebagai):
    asing = id_jabatan(sebagai("camat"), "kasi-pmd")
    with pytest.raises(TidakTerlihat):
        cari(sebagai("staf-umum"), jabatan=asing)


def _pelaku(sebagai, siapa):
    if siapa != "pemeriksa":
        return sebagai(siapa)
    return replace(sebagai("pengelola"), pegangan=(), pengelola=False, pemeriksa=True)


@pytest.mark.parametrize("siapa", ["camat", "kasubbag-umum", "staf-umum", "kasi-pmd", "pemeriksa"])
def test_only_what_a_viewer_may_read_is_counted_anywhere(sebagai, entri, siapa):
    """What the SQL counts is what the pure predicate opens, entry by entry."""
    ada = {}
    for nomor, status in enumerate(STATUS, start=1):
        ada[f"kasubbag-umum-{nomor}"] = status
    ada |= {"staf-umum-1": "DIKEMBALIKAN", "kasi-pmd-2": "DISETUJUI", "staf-pmd-1": "DRAF"}
    for kode, status in ada.items():
        entri(status, kode, berkas=False)
    pelaku = _pelaku(sebagai, siapa)
    db.session.rollback()
    acuan, lingkup = find_acuan(pelaku), compute_lingkup(pelaku)
    terbaca = []
    for indikator in acuan.indikator.values():
        status = Status(ada.get(indikator.kode, "BELUM_DIISI"))
        jabatan = acuan.jabatan[indikator.jabatan_id]
        lihat = classify_pandangan(lingkup, pelaku.kantor_id, jabatan.id, jabatan.jalur, status)
        if lihat is Pandangan.ISI and status not in (Status.BELUM_DIISI, Status.DRAF):
            terbaca.append(status)
    hasil = cari(pelaku, periode="2026-TW1")
    pengajuan = get_pengajuan(pelaku, hasil)
    # What came back waits with its owner: not handed in, here as on the recap's tiles.
    assert pengajuan.sudah == len(terbaca) - Counter(terbaca)[Status.DIKEMBALIKAN]
    assert pengajuan.sudah == pengajuan.wajib - hasil.rekap.count_angka(1).belum
    assert pengajuan.dikembalikan == Counter(terbaca)[Status.DIKEMBALIKAN]
    assert pengajuan.wajib == hasil.rekap.count_angka(1).wajib
    assert sum(n for _, n in pengajuan.alasan) == pengajuan.dikembalikan
