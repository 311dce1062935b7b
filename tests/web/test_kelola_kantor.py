"""Settings of the office: kept with both versions in view; closed periods keep what they had."""

import io
import re
from decimal import Decimal

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Kantor, Periode
from iki_web.queries.acuan import find_acuan
from iki_web.queries.bukti import list_sha256
from iki_web.storage import BerkasTerlaluBesar
from tests.pendukung.akses.kantor import SETELAN
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak, tulis_langsung

ALAMAT = "/kelola/pengaturan"
CAPAI = (("staf-umum-1", 180), ("kasubbag-umum-1", 150))


def _gambar(sisi=(300, 200), jenis="PNG") -> bytes:
    isi = io.BytesIO()
    Image.new("RGB", sisi, "teal").save(isi, jenis)
    return isi.getvalue()


def _kantor(app):
    with app.app_context():
        return db.session.execute(select(Kantor)).scalar_one()


def _isi(app, **lain):
    return {**SETELAN, "versi": str(_kantor(app).versi), **lain}


@pytest.fixture
def pengelola(masuk):
    return masuk("pengelola")


def test_settings_are_kept_and_the_door_shows_the_name(app, pengelola, tamu):
    assert pengelola.post(ALAMAT, data=_isi(app)).status_code == 303
    halaman = teks(pengelola.get(ALAMAT))
    assert "Pengaturan disimpan: Nama kantor, Alamat, Kertas" in halaman
    for klien in (pengelola, tamu):
        assert "Kantor Kecamatan Baru" in teks(klien.get("/masuk", follow_redirects=True))
    kantor = _kantor(app)
    assert (kantor.kertas, kantor.batas_hari, kantor.plafon) == ("F4", 5, Decimal(120))
    assert hitung_jejak(app, "kantor.diubah") == 1
    pengelola.post(ALAMAT, data=_isi(app))
    assert hitung_jejak(app, "kantor.diubah") == 1, "nothing differed"


def test_stale_settings_show_both_versions_and_keep_what_was_typed(app, pengelola):
    lama = _isi(app, nama="Kantor Saya")
    pengelola.post(ALAMAT, data=_isi(app))
    sebelum = ambil_keadaan(app, "jejak")
    jawab = pengelola.post(ALAMAT, data=lama)
    assert jawab.status_code == 409
    halaman = teks(jawab)
    assert "kini tersimpan “Kantor Kecamatan Baru”, Anda menulis “Kantor Saya”" in halaman
    assert 'value="Kantor Saya"' in halaman
    assert ambil_keadaan(app, "jejak") == sebelum


@pytest.mark.parametrize(
    ("medan", "nilai", "kalimat"),
    [
        ("nama", " ", "Nama kantor belum diisi"),
        ("nama", "x" * 101, "paling banyak 100 huruf"),
        ("kop", "a\nb\nc\nd\ne\nf\ng", "paling banyak 6 baris"),
        ("kertas", "A3", "Pilih ukuran kertas dari daftar"),
        ("batas_hari", "0", "bilangan bulat dari 1 sampai 60"),
        ("batas_hari", "5,5", "bilangan bulat dari 1 sampai 60"),
        ("skala_batas_1", "", "Tulis batas bawah baris ini"),
        ("skala_batas_1", "91,005", "paling banyak 2 angka"),
        ("skala_batas_1", "NaN", "bukan angka"),
        ("skala_batas_1", "-3", "lebih dari 0"),
        ("skala_batas_2", "60", "Baris terakhir berbatas 0"),
        ("skala_label_1", "", "Tulis predikat untuk baris ini"),
        ("skala_label_2", "baik", "sudah dipakai"),
    ],
)
def test_wrong_settings_are_said_beside_the_field(app, pengelola, medan, nilai, kalimat):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post(ALAMAT, data=_isi(app, **{medan: nilai}))
    assert jawab.status_code == 422
    assert re.search(rf'id="{medan}-galat">.*?{re.escape(kalimat)}', teks(jawab), re.S)
    assert ambil_keadaan(app) == sebelum


def test_bounds_must_fall_and_the_cap_must_be_a_number(app, pengelola):
    isi = _isi(app, skala_batas_2="60", skala_label_3="Buruk", skala_batas_3="0")
    jawab = pengelola.post(ALAMAT, data=isi)
    assert re.search(r'id="skala_batas_2-galat">.*?lebih kecil daripada 50', teks(jawab), re.S)
    jawab = pengelola.post(ALAMAT, data=_isi(app, plafon_cara="LAIN", plafon=""))
    assert "Batas atas belum diisi" in teks(jawab)
    assert pengelola.post(ALAMAT, data={"versi": "1"}).status_code == 422
    assert pengelola.post(ALAMAT, data=_isi(app, plafon_cara="LAIN", plafon="110,5")).status_code
    assert _kantor(app).plafon == Decimal("110.5")
    assert 'value="110,5"' in teks(pengelola.get(ALAMAT))


def test_a_ready_made_scale_fills_the_rows_and_keeps_nothing_yet(app, pengelola):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post(ALAMAT, data=_isi(app, siapkan="PERMENDAGRI", nama="Sedang diketik"))
    assert jawab.status_code == 200
    assert 'value="Sangat Tinggi"' in teks(jawab)
    assert 'value="Sedang diketik"' in teks(jawab)
    assert "belum disimpan" in teks(jawab)
    assert ambil_keadaan(app) == sebelum


@pytest.fixture
def dua_kuartal(app, entri):
    """TW I and TW II approved (capaian 100 and 83,33, and half of them), TW I closed."""
    with app.app_context():
        acuan = find_acuan(find_sistem())
        nomor = {i.kode: i.id for i in acuan.indikator.values()}
        target = {nomor["staf-umum-1"]: Decimal(60), nomor["kasubbag-umum-1"]: Decimal(90)}
        create_target(find_sistem(), 2026, target)
    for kode, pembilang in CAPAI:
        for ke in (1, 2):
            entri("DISETUJUI", kode, f"2026-TW{ke}", pembilang=pembilang)
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP' WHERE kode = '2026-TW1'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")


def _lembar(klien) -> list[dict[str, object]]:
    buku = CalamineWorkbook.from_filelike(io.BytesIO(klien.get("/rekap/2026.xlsx").data))
    kepala, *baris = buku.get_sheet_by_name("Rekap").to_python()
    return [dict(zip(kepala, satu, strict=True)) for satu in baris]


@pytest.mark.usefixtures("dua_kuartal")
def test_a_closed_period_keeps_its_scale_and_cap(app, masuk, pengelola):
    camat = masuk("camat")
    awal = _lembar(camat)
    tw1 = teks(camat.get("/rekap/2026?periode=2026-TW1"))
    assert "150,00" in tw1
    assert pengelola.post(ALAMAT, data=_isi(app, plafon_cara="100")).status_code == 303
    assert "1 periode yang sudah ditutup tetap memakai yang lama" in teks(pengelola.get(ALAMAT))
    akhir = _lembar(camat)
    for sebelum, sesudah in zip(awal, akhir, strict=True):
        assert sesudah["Capaian TW I (%)"] == sebelum["Capaian TW I (%)"]
    staf = next(b for b in akhir if str(b["Jabatan"]).startswith("Staf Sub Bagian Umum"))
    assert (staf["Capaian TW I (%)"], staf["Capaian TW II (%)"]) == (150, 100)
    assert staf["Predikat capaian"] == "Baik", "the year is read by its last quarter"
    tw1 = teks(camat.get("/rekap/2026?periode=2026-TW1"))
    assert "TW I tetap memakai aturan saat ditutup: ≥ 91 Sangat Baik" in tw1
    assert "tiap capaian dihitung apa adanya" in tw1
    assert 'predikat-1">Sangat Baik' in tw1
    tw2 = teks(camat.get("/rekap/2026?periode=2026-TW2"))
    assert re.search(r'ubin.*?predikat-1">Baik', tw2, re.S)


@pytest.mark.usefixtures("dua_kuartal")
def test_only_the_first_change_after_closing_is_kept(app, masuk, pengelola):
    pengelola.post(ALAMAT, data=_isi(app, plafon_cara="100"))
    pengelola.post(ALAMAT, data=_isi(app, plafon_cara="120"))
    with app.app_context():
        punya = db.session.execute(
            select(Periode.kode, Periode.plafon).where(Periode.skala.is_not(None))
        ).all()
    assert [tuple(satu) for satu in punya] == [("2026-TW1", None)]
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP' WHERE kode = '2026-TW2'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    pengelola.post(ALAMAT, data=_isi(app, plafon_cara="TANPA"))
    assert "TW II tetap memakai aturan saat ditutup" in teks(masuk("camat").get("/rekap/2026"))


def test_logo_is_checked_kept_shown_and_taken_away(app, pengelola):
    isi = {"versi": "1", "berkas": (io.BytesIO(_gambar()), "logo kantor.png")}
    assert pengelola.post(f"{ALAMAT}/logo", data=isi).status_code == 303
    sidik = _kantor(app).logo
    with app.app_context():
        assert sidik in list_sha256(), "the sweep of unused files must leave it"
    gambar = pengelola.get(f"{ALAMAT}/logo")
    assert (gambar.mimetype, gambar.data) == ("image/png", _gambar())
    assert "Logo yang tersimpan" in teks(pengelola.get(ALAMAT))
    isi = {"versi": "1", "berkas": (io.BytesIO(_gambar()), "logo.png")}
    jawab = pengelola.post(f"{ALAMAT}/logo", data=isi)
    assert jawab.status_code == 409
    assert "sudah diubah orang lain" in teks(jawab)
    assert pengelola.post(f"{ALAMAT}/logo/hapus", data={"versi": "2"}).status_code == 303
    assert _kantor(app).logo == ""
    assert pengelola.get(f"{ALAMAT}/logo").status_code == 404


def test_a_logo_that_is_too_large_is_not_stored(app):
    simpanan = app.extensions["iki_simpanan"]
    with pytest.raises(BerkasTerlaluBesar, match="lebih dari 2 MB"):
        simpanan.terima_logo(io.BytesIO(_gambar() + b"x" * 2_100_000), "logo.png")
    assert not any(simpanan.akar.rglob("??/??/*"))


@pytest.mark.parametrize(
    ("nama", "isi", "status", "kalimat"),
    [
        ("", b"", 422, "Pilih berkas gambar"),
        ("logo.pdf", b"%PDF-1.4", 422, "JPG atau PNG"),
        *((f"logo.{apa}", b"# IKI", 422, "gambar JPG atau PNG") for apa in ("md", "svg", "docx")),
        ("logo.png", b"GIF89a", 422, "isinya gambar GIF"),
        ("logo.png", _gambar((30, 300)), 422, "30 x 300 piksel"),
        ("logo.png", _gambar((30, 300)), 422, "antara 64 dan 4.000 piksel"),
        ("logo.jpg", _gambar((5000, 100), "JPEG"), 422, "5.000 x 100 piksel"),
        ("logo.png", _gambar()[:-40], 422, "rusak atau terpotong"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(app, pengelola, nama, isi, status, kalimat):
    sebelum = ambil_keadaan(app)
    jawab = pengelola.post(f"{ALAMAT}/logo", data={"versi": "1", "berkas": (io.BytesIO(isi), nama)})
    assert jawab.status_code == status
    assert kalimat in teks(jawab)
    assert "Unggah PDF, JPG" not in teks(jawab)
    assert ambil_keadaan(app) == sebelum
