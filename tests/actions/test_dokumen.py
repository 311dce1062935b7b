"""Issuing: what was read is what is frozen, one number each, versions after one another."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from iki_web.actions.dokumen import issue_dokumen
from iki_web.extensions import db, jam
from iki_web.models import Jabatan, Jejak, Keputusan, Pegawai, Terbitan
from iki_web.queries.dokumen import find_terbitan, list_terbitan
from iki_web.queries.periksa import find_kerusakan
from iki_web.rules.dokumen import Jenis, Penerbitan, format_isi, format_teks
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.keterlihatan import JenisPenugasan
from tests.pendukung.dokumen import (
    ALAMAT,
    LAPORAN,
    PERJANJIAN,
    baca_isi,
    baca_sidik,
    cari_pokok,
    terbitkan,
)
from tests.pendukung.keadaan import ambil_keadaan, tulis_langsung
from tests.pendukung.langkah import akhiri, tugaskan, ubah
from tests.pendukung.orang import buat_pelaku


def _ambil(app, nomor: int) -> Terbitan:
    with app.app_context():
        return db.session.get_one(Terbitan, nomor)


def _terbitkan_dengan(app, satu, sidik, nama="staf-umum", **terbit):
    with app.app_context():
        isi = Penerbitan(terbit.pop("tanggal", jam.today()), **terbit)
        pokok = cari_pokok(app, nama, satu)
        return issue_dokumen(buat_pelaku(app, nama), pokok, isi, sidik, ALAMAT)


def test_what_was_issued_stays_when_everything_changes(app, entri):
    nomor, _, _ = entri("DISETUJUI")
    dokumen, kode = terbitkan(app, "staf-umum", LAPORAN)
    awal = _ambil(app, dokumen)
    ubah(app, Jabatan, Jabatan.kode, "staf-umum", nama="Jabatan Baru", nama_singkat="Baru")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", nama="Orang Baru")
    kini = _ambil(app, dokumen)
    assert (kini.isi, kini.sidik, kini.kode) == (awal.isi, awal.sidik, kode)
    with app.app_context():
        utuh = find_terbitan(buat_pelaku(app, "staf-umum"), dokumen)
        assert "Staf Sub Bagian Umum" in format_teks(utuh.isi)
        assert format_isi(utuh.isi) == awal.isi
    assert nomor


def test_issuing_is_one_line_on_top_of_the_head_it_names(app):
    with app.app_context():
        kepala = db.session.execute(
            sa.select(Jejak.seq, Jejak.mac).order_by(Jejak.seq.desc()).limit(1)
        ).one()
    dokumen, kode = terbitkan(app, "staf-umum", PERJANJIAN)
    baris = _ambil(app, dokumen)
    assert (baris.jejak_seq, baris.jejak_mac) == tuple(kepala)
    with app.app_context():
        jejak = db.session.execute(sa.select(Jejak).where(Jejak.seq > kepala.seq)).scalars().all()
        assert [satu.aksi for satu in jejak] == ["dokumen.diterbitkan"]
        assert kode in jejak[0].sesudah


def test_a_later_version_takes_its_place_and_the_first_stays(app):
    satu, _ = terbitkan(app, "staf-umum", PERJANJIAN, "1/PK")
    dua, _ = terbitkan(app, "staf-umum", PERJANJIAN, "2/PK")
    with app.app_context():
        pelaku = buat_pelaku(app, "staf-umum")
        lama, baru = find_terbitan(pelaku, satu), find_terbitan(pelaku, dua)
        assert (lama.baris.berlaku, baru.baris.berlaku) == (False, True)
        assert (lama.baris.versi, baru.baris.versi) == (1, 2)
        assert lama.kini == baru.baris
        assert [b.id for b in list_terbitan(pelaku, 2026)] == [dua, satu]


def test_a_number_is_used_once_and_proposed_in_order(app):
    terbitkan(app, "staf-umum", PERJANJIAN)
    dokumen, _ = terbitkan(app, "staf-umum", LAPORAN)
    assert _ambil(app, dokumen).nomor.startswith("002/LC/")
    sidik = baca_sidik(app, "staf-pmd", (Jenis.PERJANJIAN, "staf-pmd", ""))
    with pytest.raises(Ditolak, match="sudah dipakai oleh Laporan Capaian") as galat:
        _terbitkan_dengan(
            app,
            (Jenis.PERJANJIAN, "staf-pmd", ""),
            sidik,
            "staf-pmd",
            nomor=_ambil(app, dokumen).nomor,
        )
    assert "nomor" in galat.value.isian


def test_a_preview_whose_data_changed_is_not_issued(app, entri):
    sidik = baca_sidik(app, "staf-umum", LAPORAN)
    entri("DISETUJUI")
    with pytest.raises(Basi, match="berubah sejak"):
        _terbitkan_dengan(app, LAPORAN, sidik)
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Terbitan.id))).scalar_one() == 0


def test_another_day_or_number_is_not_another_content(app, entri):
    entri("DISETUJUI")
    sidik = baca_sidik(app, "staf-umum", LAPORAN)
    besok = jam.today() + timedelta(days=1)
    dokumen = _terbitkan_dengan(app, LAPORAN, sidik, tanggal=besok, nomor="7", tempat="Jrengik")
    baris = _ambil(app, dokumen)
    assert (baris.nomor, baris.tanggal) == ("7", besok)


def test_nobody_signs_for_a_vacant_position(app):
    akhiri(app, "kasubbag-umum", "kasubbag-umum")
    sidik = baca_sidik(app, "staf-umum", PERJANJIAN)
    with pytest.raises(Ditolak, match="KEPALA SUB BAGIAN UMUM DAN KEPEGAWAIAN"):
        _terbitkan_dengan(app, PERJANJIAN, sidik)


def test_who_acts_signs_with_plh(app):
    tugaskan(app, "kasi-pmd", "kasubbag-umum", JenisPenugasan.PLH)
    kiri = baca_isi(app, "staf-umum", PERJANJIAN).penanda[0]
    assert kiri.jabatan == "Plh. KEPALA SUB BAGIAN UMUM DAN KEPEGAWAIAN"
    assert kiri.nama == "Kasi PMD"


@pytest.mark.parametrize("nama", ["staf-pmd", "kasi-pmd", "kasubbag-keuangan"])
def test_side_branches_know_nothing_of_it(app, nama):
    dokumen, _ = terbitkan(app, "staf-umum", PERJANJIAN)
    with app.app_context():
        with pytest.raises(TidakTerlihat):
            find_terbitan(buat_pelaku(app, nama), dokumen)
        assert list_terbitan(buat_pelaku(app, nama), 2026) == ()
        with pytest.raises(TidakTerlihat):
            cari_pokok(app, nama, PERJANJIAN)


def test_the_pengelola_issues_agreements_and_reads_no_figures(app):
    dokumen, _ = terbitkan(app, "pengelola", PERJANJIAN)
    laporan, _ = terbitkan(app, "staf-umum", LAPORAN)
    with app.app_context():
        pelaku = buat_pelaku(app, "pengelola")
        assert [b.id for b in list_terbitan(pelaku, 2026)] == [dokumen]
        with pytest.raises(TidakTerlihat):
            find_terbitan(pelaku, laporan)


def test_the_pemeriksa_reads_and_issues_nothing(app):
    akhiri(app, "kasi-trantib", "kasi-trantib")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-trantib", pemeriksa=True)
    dokumen, _ = terbitkan(app, "staf-umum", LAPORAN)
    sidik = baca_sidik(app, "kasi-trantib", LAPORAN)
    with pytest.raises(TidakBerwenang):
        _terbitkan_dengan(app, LAPORAN, sidik, "kasi-trantib")
    with app.app_context():
        assert find_terbitan(buat_pelaku(app, "kasi-trantib"), dokumen)


@pytest.mark.parametrize("perintah", ["UPDATE terbitan SET judul = 'Lain'", "DELETE FROM terbitan"])
def test_the_database_refuses_to_change_or_drop_what_was_issued(app, perintah):
    terbitkan(app, "staf-umum", PERJANJIAN)
    awal = ambil_keadaan(app)
    with pytest.raises(sa.exc.DBAPIError, match="tidak dapat diubah"):
        tulis_langsung(app, perintah)
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize(
    ("perintah", "kalimat"),
    [
        (
            "UPDATE terbitan SET isi = replace(isi, 'Staf', 'Kepala')",
            "Dokumen 9/PK: isinya tidak cocok dengan yang diterbitkan.",
        ),
        (
            "UPDATE terbitan SET nomor = '8/PK'",
            "Dokumen 8/PK: isinya tidak cocok dengan yang diterbitkan.",
        ),
        ("DELETE FROM terbitan", "Dokumen 9/PK: terbitannya hilang."),
    ],
)
def test_the_check_finds_a_document_changed_behind_the_app(app, perintah, kalimat):
    terbitkan(app, "staf-umum", PERJANJIAN, "9/PK")
    kunci, simpanan = app.config["IKI_KUNCI_JEJAK"], app.extensions["iki_simpanan"]
    with app.app_context():
        pelaku = buat_pelaku(app, "pengelola")
        assert find_kerusakan(pelaku, kunci, simpanan) == []
        sqlite = db.engine.dialect.name == "sqlite"
    lepas = (
        ["DROP TRIGGER terbitan_tolak_update", "DROP TRIGGER terbitan_tolak_delete"]
        if sqlite
        else ["ALTER TABLE terbitan DISABLE TRIGGER USER"]
    )
    for satu in (*lepas, perintah):
        tulis_langsung(app, satu)
    with app.app_context():
        assert find_kerusakan(pelaku, kunci, simpanan) == [kalimat]


def test_many_at_once_get_numbers_of_their_own(app):
    orang = ("staf-umum", "staf-keuangan", "staf-pemerintahan", "staf-trantib", "staf-pmd")
    satu = {nama: (Jenis.PERJANJIAN, nama, "") for nama in orang}
    sidik = {nama: baca_sidik(app, nama, isi) for nama, isi in satu.items()}

    def kerja(nama: str) -> int:
        return _terbitkan_dengan(app, satu[nama], sidik[nama], nama)

    with ThreadPoolExecutor(5) as kolam:
        dokumen = list(kolam.map(kerja, orang))
    nomor = sorted(_ambil(app, satu).nomor[:3] for satu in dokumen)
    assert nomor == ["001", "002", "003", "004", "005"]


@pytest.mark.parametrize("satu", [(Jenis.KEPUTUSAN, "", ""), (Jenis.LAMPIRAN, "staf-umum", "")])
def test_an_edition_that_names_no_signer_is_said_to_lack_him(app, satu):
    with app.app_context():
        naskah = json.loads(db.session.execute(sa.select(Keputusan.naskah)).scalar_one())
    tanpa = json.dumps(naskah | {"penetap_nama": ""})
    ubah(app, Keputusan, Keputusan.kode, "2021", naskah=tanpa)
    with pytest.raises(Ditolak, match="tidak memuat nama pejabat") as galat:
        terbitkan(app, "camat", satu)
    assert "tanggal lain" not in galat.value.kalimat
