"""An edition read from one file: there and back over HTTP, every fault said, nothing changed."""

import io
import tomllib
from dataclasses import replace

import pytest
import tomli_w
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Indikator, Jabatan, Keputusan, StatusKeputusan
from iki_web.queries.keputusan import get_edisi
from iki_web.rules.keputusan import Edisi
from iki_web.rules.mutu import PERTANYAAN
from iki_web.rules.naskah import LEMBAR, build_toml, list_baris
from iki_web.storage import BerkasDitolak
from iki_web.storage.naskah import terima_naskah
from tests.pendukung.draf import isi_formulir
from tests.pendukung.edisi import TERKOREKSI, buat_bersih
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.lembar import Rumus, build_xls, build_xlsx
from tests.storage.berkas_uji import BERKAS_JAHAT
from tests.storage.pembuat_berkas import Anggota, docx, nol_termampat, paket_bohong, xlsx

ALAMAT = "/kelola/edisi/muat"


@pytest.fixture
def pengelola(masuk):
    """The browser of the pengelola."""
    return masuk("pengelola")


def _buku(edisi: Edisi) -> dict[str, list[list[object]]]:
    return {
        nama: [[judul for judul, _ in LEMBAR[nama]], *map(list, baris)]
        for nama, baris in list_baris(edisi).items()
    }


def _toml(edisi: Edisi) -> bytes:
    return tomli_w.dumps(build_toml(edisi)).encode()


def _kirim(klien, isi, nama="edisi.xlsx", kode="2021b", **lain):
    data = {"berkas": (io.BytesIO(isi), nama), "kode": kode, **lain}
    return klien.post(ALAMAT, data=data)


def _draf(jawab) -> int:
    assert jawab.status_code == 303, teks(jawab)
    return int(jawab.location.rsplit("/", 1)[1])


def _isi_berkas(klien, draf, jenis):
    """The contents of an edition as downloaded, apart from its code and the day it was begun."""
    data = klien.get(f"/keputusan/{draf}.{jenis}").data
    if jenis == "toml":
        isi = tomllib.loads(data.decode())
        return isi | {"keputusan": isi["keputusan"] | {"kode": "", "tanggal": ""}}
    return data


@pytest.mark.parametrize("jenis", ["xlsx", "toml"])
def test_an_edition_goes_there_and_back(app, sebagai, pengelola, jenis):
    jejak = hitung_jejak(app, "keputusan.disusun")
    satu = _draf(_kirim(pengelola, pengelola.get(f"/keputusan/1.{jenis}").data, f"a.{jenis}"))
    assert "11 jabatan, 32 indikator" in teks(pengelola.get(f"/kelola/edisi/{satu}"))
    assert hitung_jejak(app, "keputusan.disusun") == jejak + 1
    dua_berkas = pengelola.get(f"/keputusan/{satu}.{jenis}").data
    dua = _draf(_kirim(pengelola, dua_berkas, f"b.{jenis}", "2021c"))
    assert _isi_berkas(pengelola, satu, "toml") == _isi_berkas(pengelola, dua, "toml")
    with app.app_context():
        baru = get_edisi(sebagai("pengelola"), satu)
    # All but what only the act of fixing gives.
    penetapan = ("nomor", "nomor_lain", "tanggal", "berlaku_mulai", "penutup", "penetap_nama",
                 "penetap_pangkat", "penetap_nip")  # fmt: skip
    sama = {nama: getattr(baru, nama) for nama in penetapan}
    assert baru == replace(TERKOREKSI, kode="2021b", **sama)
    assert (baru.nomor, baru.penetap_nama, baru.penutup) == ("", "", ())


def test_the_draft_is_in_force_for_nobody_continues_and_can_be_deleted(app, masuk, pengelola):
    awal = ambil_keadaan(app, "jejak", "sesi", "kantor")
    draf = _draf(_kirim(pengelola, _toml(TERKOREKSI), "a.toml"))
    with app.app_context():
        baris = db.session.execute(select(Keputusan).where(Keputusan.id == draf)).scalar_one()
        milik = select(Indikator.asal_id).where(Indikator.keputusan_id == draf)
        asal = db.session.execute(milik).scalars().all()
        jabatan = len(db.session.execute(select(Jabatan.id)).all())
    assert (baris.status, baris.nomor, baris.dasar_id) == (StatusKeputusan.DRAF, "", 1)
    assert len(asal) == 32
    assert all(asal)
    assert jabatan == len(awal["jabatan"])
    assert masuk("staf-umum").get(f"/keputusan/{draf}").status_code == 404
    for akhir in ("", "/catatan", "/staf-umum", "/perbandingan"):
        assert masuk("camat").get(f"/keputusan/{draf}{akhir}").status_code == 200
    assert "Tidak ada perubahan" in teks(pengelola.get(f"/keputusan/{draf}/perbandingan"))
    assert pengelola.post(f"/kelola/edisi/{draf}/hapus", data={"versi": "1"}).status_code == 303
    assert ambil_keadaan(app, "jejak", "sesi", "kantor") == awal


def test_unknown_positions_are_named_and_added_only_when_asked(app, pengelola):
    awal = ambil_keadaan(app)
    tolak = _kirim(pengelola, _toml(buat_bersih()), "a.toml", "2026")
    assert tolak.status_code == 422
    assert "“kasubbag” (Kepala Sub Bagian Umum) belum ada di kantor ini" in teks(tolak)
    assert ambil_keadaan(app) == awal
    draf = _draf(_kirim(pengelola, _toml(buat_bersih()), "a.toml", "2026", tambah="1"))
    kalimat = "1 jabatan, 1 indikator. Jabatan baru di susunan: Kepala Sub Bagian Umum."
    assert kalimat in teks(pengelola.get(f"/kelola/edisi/{draf}"))
    with app.app_context():
        baru = db.session.execute(select(Jabatan).where(Jabatan.kode == "kasubbag")).scalar_one()
        camat = db.session.execute(select(Jabatan).where(Jabatan.kode == "camat")).scalar_one()
    assert (baru.atasan_id, baru.jalur) == (camat.id, f"{camat.jalur}{baru.id}/")


def test_a_file_brings_no_second_head(app, pengelola):
    bersih = buat_bersih()
    asing = replace(bersih.jabatan[0], kode="bupati")
    edisi = replace(bersih, jabatan=(asing, replace(bersih.jabatan[1], atasan="bupati")))
    awal = ambil_keadaan(app)
    jawab = _kirim(pengelola, _toml(edisi), "a.toml", "2026", tambah="1")
    assert jawab.status_code == 422
    assert "samakan kodenya dengan “camat”" in teks(jawab)
    assert ambil_keadaan(app) == awal


def test_a_clean_and_assessed_edition_is_fixed_without_a_reason(app, masuk, pengelola):
    draf = _draf(_kirim(pengelola, _toml(buat_bersih()), "a.toml", "2026", tambah="1"))
    camat, alamat = masuk("camat"), f"/keputusan/{draf}/tetapkan"
    halaman = teks(camat.get(alamat))
    assert "1 indikator belum dinilai" in halaman
    isi = isi_formulir(halaman) | {"nomor": "188/9", "tanggal": "2026-04-10", "alasan": ""}
    tolak = camat.post(alamat, data=isi)
    assert tolak.status_code == 422
    assert "Masih terbuka: 1 indikator belum dinilai." in teks(tolak)
    with app.app_context():
        milik = select(Indikator.id).where(Indikator.keputusan_id == draf)
        nomor = db.session.execute(milik).scalar_one()
    ya = {satu.nama: "ya" for satu in PERTANYAAN} | {"versi": "0"}
    pengelola.post(f"/kelola/edisi/{draf}/mutu/{nomor}", data=ya)
    assert 'name="alasan"' not in teks(camat.get(alamat))
    assert camat.post(alamat, data=isi).status_code == 303


def test_every_fault_of_a_workbook_is_listed_at_its_cell(app, pengelola):
    buku = _buku(buat_bersih())
    buku["Jabatan"][2][3] = "bupati"
    buku["Indikator"][1][7] = "1"
    buku["Catatan"].append([9, "tiada", "nama", "x", "y"])
    awal = ambil_keadaan(app)
    jawab = _kirim(pengelola, build_xlsx(buku), kode="2026")
    assert jawab.status_code == 422
    isi = teks(jawab)
    for bagian in ("Yang harus diperbaiki (3)", "Lembar Jabatan", "baris 3", "Kali 100",
                   "“bupati” tidak ada di lembar Jabatan", 'value="2026"'):  # fmt: skip
        assert bagian in isi
    assert ambil_keadaan(app) == awal


def test_formulas_are_refused_with_their_cell(pengelola):
    buku = _buku(buat_bersih())
    buku["Indikator"][1][3] = Rumus("=1+1", 2)
    isi = teks(_kirim(pengelola, build_xlsx(buku)))
    assert "Sel ini berisi rumus" in isi
    assert "baris 2" in isi


def _susunan():
    bersih = buat_bersih()
    kasubbag = bersih.jabatan[1]
    satu = kasubbag.indikator[0]
    return [
        (replace(kasubbag, nama_lampiran=None), "nama pada lampiran harus diisi"),
        (replace(kasubbag, kode="Kasubbag/1"), "Kode hanya huruf kecil"),
        (replace(kasubbag, nama="x" * 400), "paling banyak"),
        (replace(kasubbag, fungsi=kasubbag.fungsi * 41), "paling banyak 40 baris"),
        (replace(kasubbag, indikator=(replace(satu, sumber_data=("a",) * 21),)), "20 baris"),
        (replace(kasubbag, indikator=(satu, satu)), "sudah dipakai baris lain"),
        (replace(kasubbag, atasan="kasubbag"), "atasan dirinya sendiri"),
    ]


@pytest.mark.parametrize(("lembar", "kalimat"), _susunan())
def test_parts_that_do_not_fit_each_other_are_refused(app, pengelola, lembar, kalimat):
    bersih = buat_bersih()
    isi = _toml(replace(bersih, jabatan=(bersih.jabatan[0], lembar)))
    awal = ambil_keadaan(app)
    jawab = _kirim(pengelola, isi, "a.toml", "2026", tambah="1")
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert ambil_keadaan(app) == awal


def _ganti(lama: str, baru: str) -> bytes:
    isi = _toml(buat_bersih()).decode()
    assert lama in isi
    return isi.replace(lama, baru, 1).encode()


def _jahat():
    nol, crc = nol_termampat(300)
    bom = paket_bohong(
        [
            Anggota("[Content_Types].xml", b"<a/>"),
            Anggota("xl/a", b"", mentah=nol, crc=crc, ukuran=300 * 1024**2),
        ]
    )
    banyak = _buku(buat_bersih())
    banyak["Fungsi"] += [["kasubbag", "x", None]] * 10_500
    return [
        ("a.xlsx", b"", "kosong"),
        ("a.csv", b"kode;nama", "Jenis berkas ini tidak diterima"),
        ("a.xlsx", b"kode;nama", "tidak dikenali"),
        ("a.xlsx", docx(), "bukan buku kerja Excel"),
        ("a.xlsx", bom, "unggah lagi"),
        ("a.xlsx", xlsx(5), "Lembar “Keputusan” tidak ada"),
        ("a.xls", build_xls({"Data": [["Nama"]]}), "Lembar “Keputusan” tidak ada"),
        ("a.xlsx", build_xlsx({nama: [["Nama"]] for nama in LEMBAR}), "Judul kolom harus"),
        ("a.xlsx", build_xlsx({nama: [] for nama in LEMBAR}), "Judul kolom harus"),
        ("a.xlsx", build_xlsx(banyak), "10.000 baris"),
        ("a.toml", b" \n", "kosong"),
        ("a.toml", b"\x89PNG\xff\xfe", "bukan teks TOML"),
        ("a.toml", b"kode = ", "bukan TOML yang benar"),
        ("a.toml", b"kode = 1", "keputusan belum ada"),
        ("a.toml", b"keputusan = 5\njabatan = 3\ncatatan = 'x'", "jabatan harus berupa daftar"),
        ("a.toml", b"a = " + b"[" * 9000 + b"]" * 9000, "bersarang terlalu dalam"),
        ("a.toml", b"a." * 20_000 + b"b = 1", "terlalu panjang"),
        ("a.toml", b"a = " + b"9" * 6000, "bukan TOML yang benar"),
        ("a.toml", _ganti('tentang = "', 'perihal = "'), "tentang belum ada"),
        ("a.toml", _ganti("tanggal = 2026-01-05", 'tanggal = "besok"'), "harus berupa tanggal"),
        ("a.toml", _ganti('"RASIO"', '"AKAR"'), "jenis_rumus harus salah satu dari RASIO"),
        ("a.toml", _ganti('"RASIO"', "[1]"), "jenis_rumus harus salah satu dari RASIO"),
        ("a.toml", _ganti("kali_100 = true", "kali_100 = 1"), "harus benar atau salah"),
        ("a.toml", _ganti("[[jabatan]]", "[jabatan]"), "bukan TOML yang benar"),
    ]


@pytest.mark.parametrize(("nama", "isi", "kalimat"), _jahat(), ids=range(24))
def test_what_is_no_edition_is_refused_in_words(app, pengelola, nama, isi, kalimat):
    awal = ambil_keadaan(app)
    jawab = _kirim(pengelola, isi, nama)
    assert jawab.status_code == 422
    assert kalimat in teks(jawab)
    assert 'aria-describedby="berkas-galat"' in teks(jawab)
    assert ambil_keadaan(app) == awal


def test_huge_files_are_refused_before_they_are_laid_out():
    buku = _buku(buat_bersih())
    buku["Fungsi"] += [["kasubbag", "x", None]] * 100_000
    for nama, isi, kalimat in (
        ("a.xlsx", build_xlsx(buku), "10.000 baris"),
        ("a.toml", b"# x\n" * 600_000, "lebih dari 2 MB"),
    ):
        with pytest.raises(BerkasDitolak, match=kalimat):
            terima_naskah(io.BytesIO(isi), nama)


def test_hostile_workbooks_are_refused(app, pengelola):
    awal = ambil_keadaan(app)
    buku = [(nama, isi) for nama, isi in BERKAS_JAHAT if nama.endswith((".xlsx", ".xls", ".ods"))]
    assert len(buku) > 10
    for nama, isi in buku:
        assert _kirim(pengelola, isi, nama).status_code == 422, nama
    assert ambil_keadaan(app) == awal


def test_no_file_a_bad_code_and_a_code_in_use_are_said(app, pengelola):
    awal = ambil_keadaan(app)
    for data, kalimat in (
        ({"kode": "2026"}, "Pilih dahulu berkas"),
        ({"kode": "A B", "berkas": (io.BytesIO(b"x"), "a.toml")}, "Kode hanya huruf kecil"),
        (
            {"kode": "2021", "berkas": (io.BytesIO(_toml(TERKOREKSI)), "a.toml")},
            "Kode 2021 sudah dipakai",
        ),
    ):
        jawab = pengelola.post(ALAMAT, data=data)
        assert jawab.status_code == 422
        assert kalimat in teks(jawab)
    assert ambil_keadaan(app) == awal


def test_the_room_leads_to_the_form(pengelola):
    assert f'href="{ALAMAT}"' in pengelola.get("/kelola/edisi").text
    assert 'enctype="multipart/form-data"' in pengelola.get(ALAMAT).text
