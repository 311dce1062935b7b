"""Documents over HTTP: preview, issue, the files of an issued one, and the check of a sheet."""

import hashlib
import io
import re

import pypdfium2
import pytest
import segno

from iki_web.actions.periode import close_periode
from iki_web.queries.acuan import get_acuan
from tests.pendukung.dokumen import ALAMAT, LAPORAN, PERJANJIAN, baca_sidik, terbitkan
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.orang import buat_pelaku


@pytest.fixture
def laporan(app, entri):
    """The address fields of the report of staf-umum with one approved entry."""
    entri("DISETUJUI")
    jabatan = next(p for p in buat_pelaku(app, "staf-umum").pegangan).jabatan_id
    return {"tahun": "2026", "jabatan": str(jabatan), "periode": "2026-TW1"}


def _baca_pdf(isi: bytes) -> str:
    dokumen = pypdfium2.PdfDocument(isi)
    semua = " ".join(halaman.get_textpage().get_text_bounded() for halaman in dokumen)
    return re.sub(r"\s+", " ", semua)


def test_the_preview_says_what_would_be_issued_and_issues_it(masuk, laporan):
    klien = masuk("staf-umum")
    halaman = teks(klien.get("/dokumen/konsep/laporan", query_string=laporan))
    assert "Laporan Capaian Triwulan I 2026: Staf Sub Bagian Umum dan Kepegawaian" in halaman
    assert "90,00" in halaman
    sidik = re.search(r'name="sidik" value="([0-9a-f]{64})"', halaman)[1]
    isi = laporan | {"sidik": sidik, "tanggal": "2026-04-10", "nomor": "", "tempat": "Jrengik"}
    jawab = klien.post("/dokumen/konsep/laporan", data=isi)
    assert jawab.status_code == 303
    halaman = teks(klien.get(jawab.location))
    assert "001/LC/IV/2026" in halaman
    assert "Jrengik, 10 April 2026" in halaman
    assert "Dokumen diterbitkan" in halaman


@pytest.mark.parametrize(
    ("ganti", "status", "kalimat"),
    [
        ({"sidik": "0" * 64}, 409, "berubah sejak Anda membuka pratinjaunya"),
        ({"tanggal": "10 April"}, 422, "bukan tanggal yang benar"),
        ({"nomor": "x" * 81}, 422, "Nomor dokumen"),
        ({"tempat": "x" * 61}, 422, "Tempat"),
        ({"tanggal": "2025-01-01"}, 422, "Tidak ada yang memegang jabatan"),
        ({"nomor": "sudah/dipakai"}, 422, "sudah dipakai oleh Perjanjian Kinerja 2026"),
        ({"periode": "2026-TW9"}, 404, "tidak ditemukan"),
        ({"periode": ""}, 404, "tidak ditemukan"),
        ({"jabatan": "999"}, 404, "tidak ditemukan"),
        ({"tahun": "tahun ini"}, 404, "tidak ditemukan"),
        ({"tahun": "1999"}, 404, "tidak ditemukan"),
    ],
)
def test_what_is_wrong_is_said_kept_and_issues_nothing(app, masuk, laporan, ganti, status, kalimat):
    terbitkan(app, "staf-umum", PERJANJIAN, "sudah/dipakai")
    isi = laporan | {"sidik": baca_sidik(app, "staf-umum", LAPORAN), "tanggal": "2026-04-10"}
    awal = ambil_keadaan(app, "jejak", "sesi")
    jawab = masuk("staf-umum").post("/dokumen/konsep/laporan", data=isi | ganti)
    assert jawab.status_code == status
    assert kalimat in teks(jawab)
    if status == 422:
        assert f'value="{next(iter(ganti.values()))}"' in teks(jawab)
    assert ambil_keadaan(app, "jejak", "sesi") == awal


def test_the_text_file_has_the_digest_that_is_printed(app, masuk, laporan):
    nomor, _ = terbitkan(app, "staf-umum", LAPORAN)
    klien = masuk("camat")
    jawab = klien.get(f"/dokumen/{nomor}.txt")
    sidik = hashlib.sha256(jawab.data).hexdigest()
    assert sidik in teks(klien.get(f"/dokumen/{nomor}"))
    assert sidik[:16] in _baca_pdf(klien.get(f"/dokumen/{nomor}.pdf").data)
    assert klien.get(f"/dokumen/{nomor}.txt").data == jawab.data


def test_the_sheets_are_the_same_bytes_whenever_printed(app, masuk, laporan, jam_uji):
    from datetime import timedelta

    nomor, kode = terbitkan(app, "staf-umum", LAPORAN)
    klien = masuk("staf-umum")
    awal = klien.get(f"/dokumen/{nomor}.pdf").data
    jam_uji.maju(timedelta(minutes=40))
    assert klien.get(f"/dokumen/{nomor}.pdf").data == awal
    isi = _baca_pdf(awal)
    for kata in ("KONSEP", "Konsep"):
        assert kata not in isi
    for kata in (f"{kode[:5]}-{kode[5:]}", "Halaman 1 dari 1", "90,00", "KEPALA SUB BAGIAN UMUM"):
        assert kata in isi
    assert b"pdfaid" in awal
    assert b"pdfuaid" in awal


def test_a_draft_says_so_on_its_sheet(masuk, laporan):
    jawab = masuk("staf-umum").get("/dokumen/konsep/laporan.pdf", query_string=laporan)
    assert "KONSEP" in _baca_pdf(jawab.data)


def test_the_qr_on_the_sheet_leads_to_its_own_page(app, masuk, laporan):
    nomor, kode = terbitkan(app, "staf-umum", LAPORAN)
    halaman = pypdfium2.PdfDocument(masuk("staf-umum").get(f"/dokumen/{nomor}.pdf").data)[0]
    gambar = halaman.render(scale=8).to_pil().convert("L")
    qr = segno.make_qr(f"{ALAMAT}/verifikasi/{kode[:5]}-{kode[5:]}", error="m")
    # The square of dark modules at the foot, on the left.
    lebar, tinggi = gambar.size
    kaki = gambar.crop((0, int(tinggi * 0.85), int(lebar * 0.115), tinggi))
    kiri, atas, kanan, _ = kaki.point(lambda x: 255 * (x < 128)).getbbox()
    langkah = (kanan - kiri) / len(qr.matrix)
    terbaca = [
        [
            kaki.getpixel((kiri + (x + 0.5) * langkah, atas + (y + 0.5) * langkah)) < 128
            for x in range(len(qr.matrix))
        ]
        for y in range(len(qr.matrix))
    ]
    assert terbaca == [[bool(satu) for satu in baris] for baris in qr.matrix]


def test_downloads_are_lines_of_the_trail(app, masuk, laporan):
    nomor, _ = terbitkan(app, "staf-umum", LAPORAN)
    klien, awal = masuk("staf-umum"), hitung_jejak(app, "dokumen.diunduh")
    for akhiran in ("pdf", "txt"):
        assert klien.get(f"/dokumen/{nomor}.{akhiran}").status_code == 200
    assert hitung_jejak(app, "dokumen.diunduh") == awal + 2


def test_a_stranger_checks_a_sheet_and_learns_nothing_private(app, tamu, laporan):
    nomor, kode = terbitkan(app, "staf-umum", LAPORAN, "12/LC/2026")
    halaman = teks(tamu.get(f"/verifikasi/{kode.lower()}"))
    for kata in ("Kode ini asli", "12/LC/2026", "10 April 2026", "masih berlaku"):
        assert kata in halaman
    # Neither figures nor who holds the position.
    for kata in ("90,00", "Kasubbag Umum", f"/dokumen/{nomor}"):
        assert kata not in halaman
    terbitkan(app, "staf-umum", LAPORAN, "13/LC/2026")
    assert "sudah digantikan" in teks(tamu.get(f"/verifikasi/{kode}"))


def test_what_can_be_made_begins_at_ones_own_position(masuk):
    for orang, singkat in (("kasubbag-umum", "Kasubbag Umum"), ("staf-umum", "Staf Umum")):
        pilihan = re.findall(
            r'<select[^>]*name="jabatan".*?</select>', masuk(orang).get("/dokumen").text, re.S
        )
        assert len(pilihan) > 1
        for satu in pilihan:
            assert re.findall(r"selected>([^<]*)<", satu) == [singkat]


@pytest.mark.parametrize("kode", ["ABCDE-12345", "x", "%00", "0" * 300, "<script>", "../dokumen"])
def test_an_unknown_code_is_not_a_sheet_of_ours(tamu, kode):
    jawab = tamu.get(f"/verifikasi/{kode}")
    assert jawab.status_code == 404
    assert "<script>" not in jawab.get_data(as_text=True).split("</head>")[1]


@pytest.mark.parametrize(
    "ketik",
    ["12/PK/XI/2026", "../..", "..", ".", "a?b#c", "/", "\\\\lain", "K7M2P-9QX4T", "%2e%2e"],
)
def test_what_is_no_code_is_said_beside_what_was_typed(tamu, ketik):
    jawab = tamu.get("/verifikasi", query_string={"kode": ketik}, follow_redirects=True)
    assert jawab.status_code == 404
    assert "Kode tidak dikenal" in jawab.text
    assert f'value="{ketik}"' in jawab.text


def test_a_code_may_be_typed_carelessly(app, tamu, laporan):
    _, kode = terbitkan(app, "staf-umum", LAPORAN)
    ketik = f" {kode[:5].lower()} {kode[5:]}".replace("0", "o").replace("1", "l")
    jawab = tamu.get("/verifikasi", query_string={"kode": ketik})
    assert jawab.status_code == 303
    assert "Kode ini asli" in teks(tamu.get(jawab.location))


def test_an_altered_copy_is_exposed(app, masuk, tamu, laporan):
    nomor, kode = terbitkan(app, "staf-umum", LAPORAN)
    klien = masuk("staf-umum")
    for akhiran in ("pdf", "txt"):
        asli = klien.get(f"/dokumen/{nomor}.{akhiran}").data
        for isi, kalimat in ((asli, "sama persis"), (asli[:-2] + b"x\n", "Berkas berbeda")):
            berkas = {"berkas": (io.BytesIO(isi), f"lembar.{akhiran}")}
            assert kalimat in teks(tamu.post(f"/verifikasi/{kode}", data=berkas))


def _bentuk(isi: bytes, nama: str, token: str) -> dict[str, object]:
    """Return a form as a browser sends it; the test client would leave a large one open."""
    bagian = [f'form-data; name="csrf_token"\r\n\r\n{token}'.encode()]
    kepala = f'form-data; name="berkas"; filename="{nama}"\r\n\r\n'.encode()
    bagian.append(kepala + isi)
    badan = b"".join(b"--BATAS\r\nContent-Disposition: " + b + b"\r\n" for b in bagian)
    jenis = "multipart/form-data; boundary=BATAS"
    return {"data": badan + b"--BATAS--\r\n", "content_type": jenis}


def test_a_stranger_compares_sheets_as_large_as_a_chapter(app, tamu, laporan):
    _, kode = terbitkan(app, "staf-umum", LAPORAN)
    kirim = _bentuk(b"x" * (1 << 20), "bab.pdf", tamu.token())
    assert "Berkas berbeda" in teks(tamu.post(f"/verifikasi/{kode}", **kirim))


@pytest.mark.parametrize(
    ("isi", "nama", "status"),
    [(b"", "", 422), (b"x" * ((4 << 20) + 1), "besar.pdf", 413), (b"x" * (5 << 20), "a.pdf", 413)],
)
def test_a_file_that_cannot_be_compared_is_said(app, tamu, laporan, isi, nama, status):
    _, kode = terbitkan(app, "staf-umum", LAPORAN)
    jawab = tamu.post(f"/verifikasi/{kode}", **_bentuk(isi, nama, tamu.token()))
    assert jawab.status_code == status
    assert "erkas" in teks(jawab)


def test_a_figure_leads_to_its_evidence_in_two_clicks(app, masuk, entri):
    entri("DISETUJUI")
    klien = masuk("camat")
    bab = teks(klien.get("/dokumen/konsep/lkjip", query_string={"tahun": "2026"}))
    angka = re.search(r'href="(/rekap/2026\?jabatan=[0-9]+)#(staf-umum-1)">90,00', bab)
    jabatan = teks(klien.get(angka[1]))
    baris = jabatan.split(f'id="{angka[2]}"')[1].split("</tr>")[0]
    isian = re.search(r'href="(/realisasi/[0-9]+/2026-TW1)"', baris)[1]
    assert "/bukti/" in teks(klien.get(isian))


def test_a_wrong_day_leaves_the_other_proposals_standing(masuk, laporan):
    klien = masuk("staf-umum")
    halaman = teks(
        klien.get("/dokumen/konsep/laporan", query_string=laporan | {"tanggal": "2026-13-01"})
    )
    assert "bukan tanggal yang benar" in halaman
    assert re.search(r'name="nomor"\s+value="001/LC/', halaman)


def test_a_record_is_offered_of_closed_quarters_only(app, masuk):
    klien = masuk("pengelola")
    semula = teks(klien.get("/dokumen"))
    assert "Belum ada triwulan yang sudah ditutup." in semula
    assert 'id="periode-berita-acara"' not in semula
    with app.app_context():
        pengelola = buat_pelaku(app, "pengelola")
        versi = get_acuan(pengelola).periode["2026-TW1"].versi
        close_periode(pengelola, "2026-TW1", versi)
    pilihan = re.search(r'id="periode-berita-acara".*?</select>', teks(klien.get("/dokumen")), re.S)
    assert re.findall(r'value="([^"]+)"', pilihan[0]) == ["2026-TW1"]
