"""What the recap reads: whose figures, in one statement, and since when somebody must act."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from iki_web.actions.instance import find_sistem
from iki_web.actions.jejak import add_jejak
from iki_web.actions.realisasi import Tempat, update_realisasi
from iki_web.actions.realisasi.isi import Kiriman
from iki_web.actions.target import create_target
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Pengecualian
from iki_web.queries.acuan import find_acuan
from iki_web.queries.rekap import find_saringan, find_tahun, get_kunci, get_rekap
from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_angka
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.periode import WIB
from iki_web.rules.realisasi import Isian
from iki_web.rules.rekap import Keadaan

pytestmark = pytest.mark.usefixtures("konteks_app")


def buat_target(nilai=90, tahun=2026):
    sistem = find_sistem()
    semua = find_acuan(sistem).indikator
    create_target(sistem, tahun, {nomor: Decimal(nilai) for nomor in semua}, "Perubahan")


def baca(pelaku):
    """Read as a new request does: not in the snapshot of an earlier one."""
    db.session.rollback()
    return get_rekap(pelaku, 2026)


def kode(rekap):
    return [satu.jabatan.kode for satu in rekap.jabatan]


def cari(rekap, nama):
    return next(satu for satu in rekap.jabatan if satu.jabatan.kode == nama)


@pytest.mark.parametrize(
    ("siapa", "terlihat"),
    [
        ("staf-umum", ["staf-umum"]),
        ("kasubbag-umum", ["kasubbag-umum", "staf-umum"]),
        (
            "sekretaris",
            ["sekretaris", "kasubbag-umum", "staf-umum", "kasubbag-keuangan", "staf-keuangan"],
        ),
        ("pengelola", []),
    ],
)
def test_viewer_reads_his_own_and_what_is_below(sebagai, siapa, terlihat):
    assert kode(baca(sebagai(siapa))) == terlihat


def test_camat_reads_the_whole_office(sebagai):
    rekap = baca(sebagai("camat"))
    assert rekap.seluruh
    assert len(rekap.jabatan) == 11
    assert sum(len(satu.indikator) for satu in rekap.jabatan) == 32
    # The camat has no indicators of his own; those under him begin at the left edge.
    assert {satu.jabatan.kode: satu.tingkat for satu in rekap.jabatan}["sekretaris"] == 0


def test_draft_is_a_state_above_and_not_even_that_aside(sebagai, entri):
    entri("DRAF")
    assert cari(baca(sebagai("camat")), "staf-umum").sel[0].keadaan is Keadaan.DRAF
    atas = cari(baca(sebagai("kasubbag-umum")), "staf-umum")
    assert atas.list_tempat(1)[0].sejak is None
    pemeriksa = sebagai("pengelola").__class__(
        **{k: getattr(sebagai("pengelola"), k) for k in ("pegawai_id", "kantor_id", "nama")},
        nama_pengguna="pemeriksa",
        pemeriksa=True,
        versi_acuan=sebagai("pengelola").versi_acuan,
    )
    rekap = baca(pemeriksa)
    assert len(rekap.jabatan) == 11
    assert cari(rekap, "staf-umum").sel[0].keadaan is Keadaan.BELUM_DIISI


def test_approved_figures_roll_up_to_office(sebagai, entri):
    buat_target(90)
    entri("DISETUJUI")
    entri("DISETUJUI", "staf-trantib-1", pembilang=45, penyebut=100)
    entri("DIAJUKAN", "staf-pmd-1")
    rekap = baca(sebagai("camat"))
    assert format_angka(cari(rekap, "staf-umum").setahun.capaian) == "100,00"
    assert (rekap.kantor[0].nilai, rekap.kantor[0].n, rekap.kantor[0].m) == (75, 2, 11)
    angka = rekap.count_angka(1)
    assert (angka.disetujui, angka.wajib, angka.menunggu, angka.belum) == (2, 30, 1, 27)


def test_quarter_stays_frozen_and_year_follows_the_target_of_the_year(sebagai, entri):
    buat_target(90)
    entri("DISETUJUI")
    buat_target(45)
    satu = cari(baca(sebagai("camat")), "staf-umum")
    assert (satu.sel[0].capaian, satu.setahun.capaian) == (100, 200)


@pytest.mark.parametrize("awal", [None, "belum"])
def test_without_a_target_at_approval_stays_so_whatever_is_set_later(sebagai, entri, awal):
    """Not targeted ("-") and not set yet are two things, and approval freezes which it was."""
    sistem = find_sistem()
    semua = find_acuan(sistem).indikator
    if awal is None:
        create_target(sistem, 2026, dict.fromkeys(semua))
    entri("DISETUJUI")
    create_target(sistem, 2026, dict.fromkeys(semua, Decimal(90)), "Perubahan")
    butir = cari(baca(sebagai("camat")), "staf-umum").indikator[0].tempat[0].butir
    assert (butir.target, butir.capaian) == (None, None)
    assert butir.tanpa_target is (awal is None)


def test_document_list_has_its_counts_behind_it(sebagai, entri):
    entri("DISETUJUI", "staf-keuangan-1")
    satu = cari(baca(sebagai("camat")), "staf-keuangan").indikator[0]
    hasil = satu.setahun.hasil
    assert hasil.pembilang == hasil.penyebut == 3 * len(satu.indikator.dokumen)


def test_yearly_entry_is_not_missed_before_its_quarter(sebagai, entri, jam_uji):
    tempat = cari(baca(sebagai("camat")), "kasi-pemerintahan").list_tempat(4)
    assert tempat == ()
    entri("DISETUJUI", "kasi-pemerintahan-2", "2026", nihil=True, alasan_nihil="Tidak ada.")
    satu = cari(baca(sebagai("camat")), "kasi-pemerintahan")
    assert [t.periode.kode.kode for t in satu.list_tempat(4)] == ["2026"]
    jam_uji.set(datetime(2026, 10, 1, tzinfo=WIB))
    satu = cari(baca(sebagai("camat")), "kasi-pemerintahan")
    assert len(satu.list_tempat(4)) == 5


def test_excepted_position_is_not_waited_for(sebagai):
    sistem = find_sistem()
    acuan = find_acuan(sistem)
    staf = next(j.id for j in acuan.jabatan.values() if j.kode == "staf-umum")

    @transaction
    def kecualikan():
        baris = {"jabatan_id": staf, "periode_id": acuan.periode["2026-TW1"].id}
        db.session.add(Pengecualian(**baris, alasan="Jabatan kosong"))
        add_jejak(sistem, Peristiwa.PENUGASAN_DITETAPKAN, "pengecualian")

    kecualikan()
    rekap = baca(sebagai("camat"))
    satu = cari(rekap, "staf-umum")
    assert satu.sel[0].keadaan is Keadaan.DIKECUALIKAN
    assert satu.indikator[0].tempat[0].alasan == "Jabatan kosong"
    assert rekap.count_angka(1).wajib == 29


def test_return_is_dated_by_itself_not_by_the_last_save(sebagai, entri, jam_uji):
    nomor, periode, versi = entri("DIKEMBALIKAN")
    jam_uji.set(datetime(2026, 4, 14, 9, tzinfo=WIB))
    isian = Isian(pembilang=Decimal(1), penyebut=Decimal(2))
    update_realisasi(sebagai("staf-umum"), Tempat(nomor, periode), Kiriman(versi, isian))
    tempat = cari(baca(sebagai("camat")), "staf-umum").list_tempat(1)[0]
    assert tempat.butir.status is Status.DIKEMBALIKAN
    assert tempat.sejak.astimezone(WIB).day == 10


def test_waiting_names_the_decider_and_counts_working_days(sebagai, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2026, 4, 16, 9, tzinfo=WIB))
    rekap = baca(sebagai("camat"))
    tempat = cari(rekap, "staf-umum").list_tempat(1)[0]
    assert rekap.singkat[tempat.penyetuju.jabatan_id] == "Kasubbag Umum"
    assert tempat.hitung_tunggu(rekap.hari_ini, rekap.libur) == 4
    assert rekap.count_angka(1).lama == 1


def test_one_statement_whatever_the_data(sebagai, entri):
    camat = sebagai("camat")
    baca(camat)
    for nomor in range(1, 5):
        entri("DISETUJUI", periode=f"2026-TW{nomor}")
    camat = sebagai("camat")
    baca(camat)
    jumlah = []

    def catat(_koneksi, _kursor, pernyataan, *_):
        jumlah.append(pernyataan)

    event.listen(db.engine, "before_cursor_execute", catat)
    try:
        rekap = baca(camat)
    finally:
        event.remove(db.engine, "before_cursor_execute", catat)
    assert sum(satu.startswith("SELECT") for satu in jumlah) == 1
    assert cari(rekap, "staf-umum").setahun.keadaan is Keadaan.REALISASI


def test_address_is_read_for_the_viewer(sebagai):
    camat, staf = sebagai("camat"), sebagai("staf-umum")
    assert find_tahun(camat) == 2026
    saringan = find_saringan(camat, 2026, "2026-S1", None)
    assert (saringan.kolom, saringan.periode.kode) == (2, "2026-S1")
    assert find_saringan(camat, 2026, None, None).kolom == 1
    milik = str(staf.pegangan[0].jabatan_id)
    assert find_saringan(staf, 2026, None, milik).jabatan.kode == "staf-umum"
    asing = str(sebagai("kasi-pmd").pegangan[0].jabatan_id)
    for salah in ((1999, None, None), (2026, "2026-TW9", None), (2026, "2025-TW1", None)):
        with pytest.raises(TidakTerlihat):
            find_saringan(camat, *salah)
    for jabatan in (asing, "0", "x", "", f"0{milik}"):
        with pytest.raises(TidakTerlihat):
            find_saringan(staf, 2026, None, jabatan)


def test_key_changes_with_data_scope_and_day(sebagai, entri, jam_uji):
    awal = get_kunci(sebagai("camat"))
    assert awal == get_kunci(sebagai("camat"))
    assert awal != get_kunci(sebagai("sekretaris"))
    entri("DRAF")
    kini = get_kunci(sebagai("camat"))
    assert kini != awal
    jam_uji.set(datetime(2026, 4, 11, 9, tzinfo=WIB))
    assert get_kunci(sebagai("camat")) != kini


def test_what_nobody_decided_in_time_does_not_wait(sebagai, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2027, 2, 16, 9, tzinfo=WIB))
    rekap = baca(sebagai("camat"))
    angka = rekap.count_angka(1)
    assert (angka.menunggu, angka.lama, angka.lepas) == (0, 0, 1)
