"""Loading an edition: whole or not at all, once, and reported in full."""

import pytest
from sqlalchemy import func, select

from iki_web.actions.keputusan import SK_2021, create_keputusan
from iki_web.extensions import db
from iki_web.models import (
    Catatan,
    Dokumen,
    Indikator,
    Jabatan,
    Jejak,
    Kantor,
    Keputusan,
    Lampiran,
    SumberData,
)
from iki_web.rules.galat import Ditolak

ASLI = SK_2021.read_text(encoding="utf-8")
TABEL = (Catatan, Dokumen, Indikator, Jabatan, Jejak, Keputusan, Lampiran, SumberData)


def _isi() -> tuple[int, ...]:
    """How many rows each table has, and the version of the reference data."""
    db.session.rollback()
    banyak = [db.session.execute(select(func.count()).select_from(t)).scalar_one() for t in TABEL]
    return (*banyak, db.session.execute(select(Kantor.versi_acuan)).scalar_one())


@pytest.fixture
def tulis(tmp_path):
    """`tulis(isi)` -> a file with that content."""

    def buat(isi: str):
        berkas = tmp_path / "sk.toml"
        berkas.write_text(isi, encoding="utf-8")
        return berkas

    return buat


@pytest.fixture
def pengelola(sebagai, konteks_app):
    return sebagai("pengelola")


def test_the_first_edition_is_whole(konteks_app):
    hitung = dict(zip(TABEL, _isi(), strict=False))
    assert (hitung[Jabatan], hitung[Lampiran], hitung[Indikator]) == (12, 11, 32)
    assert (hitung[SumberData], hitung[Dokumen], hitung[Catatan]) == (33, 6, 133)


def test_loading_the_same_again_changes_nothing(pengelola):
    sebelum = _isi()
    laporan = create_keputusan(pengelola)
    assert not laporan.baru
    assert "sudah ada dan tidak diubah" in laporan.kalimat
    assert _isi() == sebelum


def test_the_report_counts_what_the_file_holds(pengelola, tulis):
    laporan = create_keputusan(pengelola, tulis(ASLI.replace('kode = "2021"', 'kode = "2027"', 1)))
    assert laporan.baru
    assert (laporan.jabatan, laporan.indikator, laporan.dikoreksi) == (11, 32, 39)
    assert len(laporan.catatan) == 133
    assert laporan.catatan[0].startswith("[1] keputusan · nomor · “188/1.A/KEP/434.507/2021”")


def test_a_second_edition_shares_the_positions_and_copies_the_rest(pengelola, tulis):
    sebelum = dict(zip(TABEL, _isi(), strict=False))
    create_keputusan(pengelola, tulis(ASLI.replace('kode = "2021"', 'kode = "2027"', 1)))
    sesudah = dict(zip(TABEL, _isi(), strict=False))
    assert sesudah[Jabatan] == sebelum[Jabatan]
    assert sesudah[Jejak] == sebelum[Jejak] + 1
    for tabel in (Catatan, Dokumen, Indikator, Keputusan, Lampiran, SumberData):
        assert sesudah[tabel] == 2 * sebelum[tabel]
    silang = select(func.count()).where(
        Indikator.keputusan_id == 2,
        Indikator.induk_id.in_(select(Indikator.id).where(Indikator.keputusan_id == 1)),
    )
    assert db.session.execute(silang).scalar_one() == 0


def test_the_same_code_with_other_content_is_refused(pengelola, tulis):
    sebelum = _isi()
    with pytest.raises(Ditolak) as galat:
        create_keputusan(pengelola, tulis(ASLI.replace("JRENGIK – 69272", "JRENGIK", 1)))
    assert "sudah ada dengan isi yang berbeda" in galat.value.kalimat
    assert _isi() == sebelum


RUSAK = {
    "bukan-toml": "ini bukan TOML",
    "terpotong": ASLI[: len(ASLI) // 2] + '\n"',
    "kosong": "",
    "tanpa-nomor": ASLI.replace('nomor = "188/1.A/KEP/434.507/2021"', "", 1),
    "tanpa-jabatan": ASLI.split("[[jabatan]]", 1)[0],
    "rumus-asing": ASLI.replace('jenis_rumus = "RASIO"', 'jenis_rumus = "KALI"', 1),
    "arah-asing": ASLI.replace('arah = "NAIK"', 'arah = "SAMPING"', 1),
    "tanpa-alasan": ASLI.replace("alasan_arah", "alasan_lain", 1),
    "atasan-tak-ada": ASLI.replace('kode = "sekretaris"', 'kode = "sekretaris-baru"', 1).replace(
        'atasan = "camat"', 'atasan = "bupati"', 1
    ),
    "induk-tak-ada": ASLI.replace('induk = "kasi-pmd-3"', 'induk = "kasi-pmd-9"', 1),
    "catatan-asing": ASLI.replace("kutipan =", "petikan =", 1),
}


@pytest.mark.parametrize("nama", RUSAK)
def test_a_broken_file_is_refused_in_words_and_leaves_nothing(pengelola, tulis, nama):
    sebelum = _isi()
    isi = RUSAK[nama].replace('kode = "2021"', 'kode = "2027"', 1)
    with pytest.raises(Ditolak) as galat:
        create_keputusan(pengelola, tulis(isi))
    assert galat.value.kalimat.startswith("Berkas ")
    assert "sk.toml" in galat.value.kalimat
    assert _isi() == sebelum


def test_a_file_that_is_no_text_or_not_there_is_refused(pengelola, tmp_path):
    gambar = tmp_path / "sk.toml"
    gambar.write_bytes(b"\x89PNG\xff\xfe")
    for berkas in (gambar, tmp_path, tmp_path / "tidak-ada.toml"):
        with pytest.raises(Ditolak, match="Berkas"):
            create_keputusan(pengelola, berkas)


def test_the_command_reports_every_remark(app, tulis):
    berkas = tulis(ASLI.replace('kode = "2021"', 'kode = "2027"', 1))
    hasil = app.test_cli_runner().invoke(args=["iki", "muat-sk", str(berkas)])
    assert hasil.exit_code == 0
    baris = hasil.stdout.splitlines()
    assert "dimuat: 11 jabatan, 32 indikator, 39 teks dikoreksi, 133 catatan" in baris[0]
    assert len(baris) == 134
    ulang = app.test_cli_runner().invoke(args=["iki", "muat-sk", str(berkas)])
    assert ulang.exit_code == 0
    assert "sudah ada dan tidak diubah" in ulang.stdout


def test_the_command_refuses_with_a_sentence_and_fails(app, tulis):
    hasil = app.test_cli_runner().invoke(args=["iki", "muat-sk", str(tulis("rusak"))])
    assert hasil.exit_code == 1
    assert hasil.stdout == ""
    assert "bukan berkas edisi yang benar" in hasil.stderr
    assert "Traceback" not in hasil.stderr


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ('kode = "sekretaris-2"', 'kode = "sekretaris-1"'),
        ("tanggal = 2021-01-20", 'tanggal = "20 Januari 2021"'),
        ('huruf = "a"\n', ""),
        ('sumber_data = ["NPD"]', 'sumber_data = "NPD"'),
    ],
)
def test_a_malformed_edition_is_refused_and_nothing_is_written(pengelola, tulis, lama, baru):
    assert lama in ASLI
    naskah = ASLI.replace(lama, baru, 1).replace('kode = "2021"', 'kode = "2027"', 1)
    sebelum = _isi()
    with pytest.raises(Ditolak):
        create_keputusan(pengelola, tulis(naskah))
    assert _isi() == sebelum
