"""The life of an entry through the real acts; what is refused changes nothing at all."""

from datetime import timedelta
from decimal import Decimal

import pytest

from iki_web.actions.periode import open_tahun
from iki_web.actions.realisasi import remove_bukti
from iki_web.rules.alur import TABEL, Aksi, Peran, Status
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from tests.pendukung.entri import simpan_berkas
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import Meja
from tests.storage.pembuat_berkas import pdf

A, S = Aksi, Status

#: What each person is to an entry of staf-umum, and what he is told where he has no part in it.
PERAN = {
    "staf-umum": {Peran.PEMILIK, Peran.PENGAJU},
    "kasubbag-umum": {Peran.PENYETUJU, Peran.ATASAN},
    "sekretaris": {Peran.ATASAN},
    "camat": {Peran.ATASAN},
    "pengelola": set(),
}
LUAR = ("kasubbag-keuangan", "staf-keuangan", "kasi-pmd", "staf-pmd")


@pytest.fixture
def meja(app, entri):
    """`meja("DIAJUKAN")`: an entry in a state, with the people who may act on it."""
    return lambda *args, **isian: Meja(app, *entri(*args, **isian))


def test_full_life_of_an_entry(app, meja):
    m = meja("DRAF", pembilang=5, penyebut=10)
    m.lakukan("staf-umum", A.AJUKAN)
    m.lakukan("staf-umum", A.TARIK)
    m.lakukan("staf-umum", A.SIMPAN, pembilang=6, penyebut=10)
    m.lakukan("staf-umum", A.AJUKAN)
    m.lakukan("kasubbag-umum", A.KEMBALIKAN, alasan="SALAH_PERIODE", catatan="Ini triwulan lain.")
    m.lakukan("staf-umum", A.SIMPAN, pembilang=7, penyebut=10)
    assert m.lihat("staf-umum").status is S.DIKEMBALIKAN
    m.lakukan("staf-umum", A.AJUKAN)
    m.lakukan("kasubbag-umum", A.SETUJUI)
    m.lakukan("camat", A.BUKA_KEMBALI, catatan="Ada surat susulan.")
    m.lakukan("staf-umum", A.SIMPAN, pembilang=8, penyebut=10)
    m.lakukan("staf-umum", A.AJUKAN)
    assert m.lakukan("kasubbag-umum", A.SETUJUI) == 13
    akhir = m.lihat("staf-umum")
    assert (akhir.status, akhir.baris.nilai) == (S.DISETUJUI, Decimal(80))
    assert [p.versi for p in akhir.riwayat] == list(range(1, 14))
    assert [p.aksi for p in akhir.riwayat].count(A.SIMPAN) == 4
    kembali = next(p for p in akhir.riwayat if p.aksi is A.KEMBALIKAN)
    assert (kembali.alasan, kembali.catatan) == ("Salah periode", "Ini triwulan lain.")
    assert hitung_jejak(app, "realisasi.disetujui") == 2


@pytest.mark.parametrize("status", list(Status))
def test_every_refused_step_changes_nothing(app, meja, status):
    m = meja(status.value)
    awal, versi = ambil_keadaan(app), m.versi
    belum_diajukan = {Peran.PENGAJU} if status in (S.BELUM_DIISI, S.DRAF) else set()
    for siapa, peran in PERAN.items():
        for aksi in Aksi:
            baris = [x for x in TABEL if x.aksi is aksi and x.oleh & (peran - belum_diajukan)]
            if any(x.dari is status for x in baris):
                continue
            with pytest.raises(Ditolak if baris else TidakBerwenang):
                m.lakukan(siapa, aksi, pembilang=1, penyebut=3)
    for siapa in LUAR:
        for aksi in Aksi:
            with pytest.raises(TidakTerlihat):
                m.lakukan(siapa, aksi)
    assert ambil_keadaan(app) == awal
    assert m.versi == versi


@pytest.mark.parametrize("langkah", TABEL, ids=lambda x: f"{x.dari}-{x.aksi}")
def test_stale_closed_or_incomplete_steps_change_nothing(app, meja, jam_uji, langkah):
    m = meja(langkah.dari.value)
    siapa = "staf-umum" if langkah.oleh & {Peran.PEMILIK, Peran.PENGAJU} else "kasubbag-umum"
    batas = m.lihat("staf-umum").periode.batas
    awal, versi = ambil_keadaan(app), m.versi
    for salah in (versi - 1, versi + 1):
        with pytest.raises(Basi):
            m.lakukan(siapa, langkah.aksi, versi=salah, pembilang=1, penyebut=3)
    if langkah.wajib_catatan:
        with pytest.raises(Ditolak):
            m.lakukan(siapa, langkah.aksi, catatan=" ")
    if langkah.wajib_alasan:
        with pytest.raises(Ditolak):
            m.lakukan(siapa, langkah.aksi, alasan="")
    jam_uji.set(batas)
    with pytest.raises(Ditolak, match="Periode ini sudah ditutup"):
        m.lakukan(siapa, langkah.aksi, pembilang=1, penyebut=3)
    assert ambil_keadaan(app) == awal
    jam_uji.set(batas - timedelta(microseconds=1))
    assert m.lakukan(siapa, langkah.aksi, pembilang=1, penyebut=3) == versi + 1


def test_the_deadline_second_holds_for_a_file_that_was_on_its_way(app, meja, jam_uji):
    m = meja("DRAF")
    berkas = simpan_berkas(app, pdf(2), "terlambat.pdf")
    jam_uji.set(m.lihat("staf-umum").periode.batas)
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="ditutup"):
        m.lakukan("staf-umum", A.SIMPAN, berkas={1: [berkas]})
    assert ambil_keadaan(app) == awal


def test_a_period_not_yet_open_takes_nothing(app, meja, sebagai):
    with app.app_context():
        open_tahun(sebagai("pengelola"), 2027)
    m = meja("BELUM_DIISI", periode="2027-TW1")
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="belum dibuka"):
        m.lakukan("staf-umum", A.SIMPAN)
    assert ambil_keadaan(app) == awal


def test_an_unknown_place_answers_like_an_unseen_one(app, meja):
    m = meja("DRAF")
    kalimat = []
    for nomor, kode, siapa in (
        (m.indikator_id, m.kode, "staf-pmd"),
        (999_999, m.kode, "staf-umum"),
        (m.indikator_id, "2026-S1", "staf-umum"),
        (m.indikator_id, "2031-TW1", "staf-umum"),
        (m.indikator_id, "omong", "staf-umum"),
    ):
        with pytest.raises(TidakTerlihat) as tolak:
            Meja(app, nomor, kode, 0).lihat(siapa)
        kalimat.append(tolak.value.kalimat)
    assert len(set(kalimat)) == 1


def test_saving_the_same_again_makes_no_version(app, meja):
    m = meja("DRAF", pembilang=5, penyebut=10)
    awal = ambil_keadaan(app)
    assert m.lakukan("staf-umum", A.SIMPAN, pembilang=5, penyebut=10) == 1
    assert m.lakukan("staf-umum", A.SIMPAN, pembilang="5.0", penyebut=10, versi=0) == 1
    assert ambil_keadaan(app) == awal


def test_the_same_file_twice_in_a_slot_is_kept_once(app, meja):
    m = meja("DRAF", pembilang=5, penyebut=10)
    berkas = simpan_berkas(app, pdf() + b"\n")
    ada = len(m.lihat("staf-umum").berkas)
    m.lakukan("staf-umum", A.SIMPAN, pembilang=5, penyebut=10, berkas={1: [berkas, berkas]})
    assert len(m.lihat("staf-umum").berkas) == ada + 1
    awal = ambil_keadaan(app)
    assert m.lakukan("staf-umum", A.SIMPAN, pembilang=5, penyebut=10, berkas={1: [berkas]}) == 2
    assert ambil_keadaan(app) == awal, "sent once more it is no new version"


def test_a_stale_save_says_what_happened_meanwhile(app, meja):
    m = meja("DRAF", pembilang=5, penyebut=10)
    m.lakukan("staf-umum", A.SIMPAN, pembilang=6, penyebut=10)
    m.lakukan("staf-umum", A.AJUKAN)
    with pytest.raises(Basi) as basi:
        m.lakukan("staf-umum", A.SIMPAN, versi=1, pembilang=7, penyebut=10)
    assert len(basi.value.perubahan) == 2
    assert "60,00 % (6/10)" in basi.value.perubahan[0]
    assert "mengajukan" in basi.value.perubahan[1]


def test_nihil_lives_as_a_value_does(app, meja):
    m = meja("DRAF", nihil=True)
    with pytest.raises(Ditolak) as tolak:
        m.lakukan("staf-umum", A.AJUKAN)
    assert list(tolak.value.isian) == ["alasan_nihil"]
    m.lakukan("staf-umum", A.SIMPAN, nihil=True, alasan_nihil="Tidak ada surat masuk.")
    m.lakukan("staf-umum", A.AJUKAN)
    m.lakukan("kasubbag-umum", A.SETUJUI)
    entri = m.lihat("kasubbag-umum")
    assert entri.hasil.nihil
    assert (entri.baris.nilai, entri.capaian, entri.predikat) == (None, None, None)
    assert entri.isian.alasan_nihil == "Tidak ada surat masuk."


def test_something_of_nothing_is_refused_even_in_a_draft(app, meja):
    m = meja("DRAF")
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak) as tolak:
        m.lakukan("staf-umum", A.SIMPAN, pembilang=5, penyebut=0)
    assert list(tolak.value.isian) == ["penyebut"]
    assert ambil_keadaan(app) == awal


def test_every_slot_needs_a_file_or_a_reason(app, meja):
    m = meja("BELUM_DIISI", "kasi-pemerintahan-3")
    m.lakukan("kasi-pemerintahan", A.SIMPAN, rujukan={1: "Buku 3", 2: "Buku 4 halaman 7"})
    with pytest.raises(Ditolak) as tolak:
        m.lakukan("kasi-pemerintahan", A.AJUKAN)
    assert list(tolak.value.isian) == ["alasan_tanpa_berkas", "alasan_tanpa_berkas-2"]
    m.lakukan(
        "kasi-pemerintahan",
        A.SIMPAN,
        berkas={1: [simpan_berkas(app)]},
        alasan_slot={2: "Register sedang dijilid."},
    )
    m.lakukan("kasi-pemerintahan", A.AJUKAN)
    slot = m.lihat("camat").slot
    assert [(len(s.berkas), s.rujukan, s.alasan) for s in slot] == [
        (1, "Buku 3", ""),
        (0, "Buku 4 halaman 7", "Register sedang dijilid."),
    ]


def test_an_entry_carries_at_most_twenty_files(app, meja):
    m = meja("DRAF")
    berkas = [simpan_berkas(app, pdf(n), f"{n}.pdf") for n in range(2, 22)]
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="20 berkas"):
        m.lakukan("staf-umum", A.SIMPAN, berkas={1: berkas})
    assert ambil_keadaan(app) == awal
    m.lakukan("staf-umum", A.SIMPAN, berkas={1: berkas[1:]})
    assert len(m.lihat("staf-umum").berkas) == 20


def test_a_file_is_detached_only_in_the_owners_hands(app, meja, sebagai):
    m = meja("DRAF")
    nomor = m.lihat("staf-umum").berkas[0].id
    with app.app_context():
        with pytest.raises(TidakTerlihat):
            remove_bukti(sebagai("staf-umum"), m.tempat, nomor + 999, m.versi)
        with pytest.raises(TidakBerwenang):
            remove_bukti(sebagai("kasubbag-umum"), m.tempat, nomor, m.versi)
        m.versi = remove_bukti(sebagai("staf-umum"), m.tempat, nomor, m.versi)
    assert m.lihat("staf-umum").berkas == ()
    assert len(ambil_keadaan(app)["bukti"]) == len(ambil_keadaan(app)["(berkas)"]) == 1
    m.lakukan("staf-umum", A.SIMPAN, berkas={1: [simpan_berkas(app)]})
    m.lakukan("staf-umum", A.AJUKAN)
    awal = ambil_keadaan(app)
    with app.app_context(), pytest.raises(Ditolak):
        remove_bukti(sebagai("staf-umum"), m.tempat, nomor, m.versi)
    assert ambil_keadaan(app) == awal


def test_a_file_used_elsewhere_is_pointed_out_to_the_decider(meja):
    meja("DISETUJUI", periode="2026-TW1")
    m = meja("DIAJUKAN", periode="2026-TW2")
    assert any("juga dipakai" in kalimat for kalimat in m.lihat("kasubbag-umum").petunjuk)


def test_a_draft_shows_its_state_to_superiors_and_nothing_of_its_values(meja):
    m = meja("DRAF", keterangan="rahasia draf")
    for siapa in ("kasubbag-umum", "camat", "pengelola"):
        entri = m.lihat(siapa)
        assert entri.status is S.DRAF
        assert entri.isian.pembilang is None
        assert (entri.berkas, entri.riwayat, entri.hasil) == ((), (), None)
        assert "rahasia draf" not in repr(entri)


def test_approving_changes_neither_author_nor_submission_date(meja, jam_uji):
    m = meja("DIAJUKAN")
    sebelum = m.lihat("kasubbag-umum").baris
    jam_uji.maju(timedelta(days=2))
    m.lakukan("kasubbag-umum", A.SETUJUI)
    sesudah = m.lihat("kasubbag-umum").baris
    assert (sesudah.pengaju_id, sesudah.diajukan) == (sebelum.pengaju_id, sebelum.diajukan)
    assert sesudah.disetujui == sebelum.diajukan + timedelta(days=2)
