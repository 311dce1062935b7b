"""The bridge to e-Kinerja: whose rows, of which periods, with whose name."""

from dataclasses import replace
from datetime import date

import pytest

from iki_web.extensions import db
from iki_web.models import Pegawai
from iki_web.queries.acuan import find_acuan
from iki_web.queries.ekinerja import list_ekinerja, list_jabatan_ekinerja
from iki_web.queries.rekap import Saringan, find_saringan
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.periode import parse_kode
from tests.pendukung.bundel import buat_pdf, setujui
from tests.pendukung.langkah import akhiri, tugaskan, ubah

pytestmark = pytest.mark.usefixtures("konteks_app")


@pytest.fixture
def baca(sebagai):
    """`baca("camat", periode, code of a position)`: the rows, read as a new request does."""

    def jalan(siapa, periode=None, jabatan=None):
        db.session.rollback()
        pelaku = sebagai(siapa)
        nomor = None
        if jabatan:
            semua = find_acuan(pelaku).jabatan.values()
            nomor = next(str(j.id) for j in semua if j.kode == jabatan)
        return list_ekinerja(pelaku, find_saringan(pelaku, 2026, periode, nomor))

    return jalan


def kode(baris):
    return [(b.jabatan.kode, b.periode.kode) for b in baris]


def test_the_default_is_ones_own_and_a_superior_chooses_his_subtree(baca, entri):
    entri("DISETUJUI", "staf-umum-1")
    entri("DISETUJUI", "kasubbag-umum-2")
    assert kode(baca("staf-umum")) == [("staf-umum", "2026-TW1")]
    assert kode(baca("kasubbag-umum")) == [("kasubbag-umum", "2026-TW1")]
    dua = [("kasubbag-umum", "2026-TW1"), ("staf-umum", "2026-TW1")]
    assert kode(baca("kasubbag-umum", jabatan="kasubbag-umum")) == dua
    assert kode(baca("kasubbag-umum", jabatan="staf-umum")) == dua[1:]
    # The head has no indicators of his own: he gets all he reads.
    assert kode(baca("camat")) == dua
    assert baca("kasi-pmd") == ()


def test_drafts_are_their_owners_only(baca, entri):
    entri("DRAF")
    assert [b.status for b in baca("staf-umum")] == [Status.DRAF]
    assert baca("kasubbag-umum", jabatan="staf-umum") == ()
    assert baca("camat") == ()


def test_a_period_takes_what_ends_in_it(baca, entri):
    for periode in ("2026-TW1", "2026-TW2"):
        entri("DIAJUKAN", "staf-umum-1", periode)
    entri("DISETUJUI", "kasi-pemerintahan-2", "2026", nihil=True, alasan_nihil="Tidak ada.")
    assert kode(baca("staf-umum", "2026-TW2")) == [("staf-umum", "2026-TW2")]
    assert kode(baca("kasi-pemerintahan", "2026-TW4")) == [("kasi-pemerintahan", "2026")]
    assert baca("kasi-pemerintahan", "2026-TW3") == ()


def test_a_row_says_what_is_typed_there(app, baca):
    isi = {"pembilang": 82, "penyebut": 64, "keterangan": "Surat dicatat setiap hari."}
    setujui(app, [("agenda.pdf", buat_pdf("a")), ("buku.pdf", buat_pdf("b"))], **isi)
    (satu,) = baca("staf-umum")
    assert satu.rencana == "Rasio Surat Menyurat yang terdistribusi sesuai tujuan"
    assert satu.kegiatan == "Surat dicatat setiap hari."
    assert (satu.tanggal, satu.disetujui) == (date(2026, 3, 31), date(2026, 4, 10))
    assert (satu.hasil.pembilang, satu.hasil.penyebut) == (82, 64)
    assert str(satu.hasil.nilai) == "128.125"
    assert satu.bukti == ("agenda.pdf", "buku.pdf")


def test_without_keterangan_the_indicator_is_the_activity(baca, entri):
    entri("DIAJUKAN")
    (satu,) = baca("staf-umum")
    assert satu.kegiatan == satu.rencana
    assert satu.disetujui is None


def test_the_name_is_that_of_the_holder_when_the_period_ended(app, baca, entri):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", nip="198001012005011001")
    entri("DISETUJUI", periode="2026-TW1")
    entri("DIAJUKAN", periode="2026-TW2")
    akhiri(app, "staf-umum", "staf-umum", date(2026, 4, 9))
    tugaskan(app, "staf-pmd", "staf-umum", JenisPenugasan.PLT, date(2026, 4, 10))
    satu, dua = baca("camat")
    assert satu.pemegang == (("198001012005011001", "Staf Umum"),)
    assert dua.pemegang == (("", "Staf PMD"),)


def test_who_reads_nothing_has_no_positions(sebagai):
    pengelola = sebagai("pengelola")
    saringan = Saringan(2026, 1)
    assert list_jabatan_ekinerja(pengelola, saringan) == ()
    assert list_ekinerja(pengelola, saringan) == ()
    # A filter somebody else's address carried gives nothing either.
    camat = sebagai("camat")
    jabatan = list_jabatan_ekinerja(camat, saringan)[0]
    pilih = replace(saringan, jabatan=jabatan, periode=parse_kode("2026-TW1"))
    assert list_jabatan_ekinerja(sebagai("staf-pmd"), pilih) == ()
