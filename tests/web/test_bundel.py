"""The inspection bundle over HTTP: who gets what, the page, and the ZIP as its reader opens it."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.actions.instance import find_sistem
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Jabatan, Jejak, Pegawai
from iki_web.rules.bundel import PANJANG_JALUR
from tests.pendukung.bundel import (
    ZIP,
    buat_pdf,
    buka_zip,
    bukti,
    periksa_jumlah,
    setujui,
    tempat_berkas,
)
from tests.pendukung.entri import id_indikator
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import hitung_jejak
from tests.pendukung.langkah import akhiri, ubah

HALAMAN = "/dokumen/bundel/2026"


@pytest.fixture
def id_jabatan(app):
    """`id_jabatan("staf-umum")`."""

    def cari(kode):
        with app.app_context():
            return db.session.execute(select(Jabatan.id).where(Jabatan.kode == kode)).scalar_one()

    return cari


@pytest.fixture
def pemeriksa(app, masuk):
    """Someone who reads everything and holds nothing."""
    akhiri(app, "kasi-trantib", "kasi-trantib")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-trantib", pemeriksa=True)
    return masuk("kasi-trantib")


def test_the_bundle_is_numbered_indexed_and_checks_with_the_systems_tool(app, masuk, tmp_path):
    isi = buat_pdf("satu")
    setujui(app, [("agenda surat.pdf", isi)])
    jawab = masuk("camat").get(ZIP)
    assert jawab.mimetype == "application/zip"
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="bundel-2026.zip"'
    assert int(jawab.headers["Content-Length"]) == len(jawab.data)
    arsip = buka_zip(jawab.data)
    assert arsip.namelist()[:5] == [
        "indeks.html",
        "indeks.xlsx",
        "rekap.csv",
        "jejak.csv",
        "SHA256SUMS",
    ]
    (jalur,) = bukti(arsip)
    assert re.fullmatch(r"03 Staf Umum/3\.1 [^/]+/2026-TW1/01-agenda surat\.pdf", jalur)
    assert arsip.read(jalur) == isi
    periksa_jumlah(arsip, tmp_path)
    # The evidence is dated by its approval, in the office's time.
    assert arsip.getinfo(jalur).date_time[:5] == (2026, 4, 10, 9, 0)


@pytest.mark.parametrize(
    ("siapa", "ada"),
    [
        ("camat", True),
        ("sekretaris", True),
        ("kasubbag-umum", True),
        ("staf-umum", True),
        ("kasubbag-keuangan", False),
        ("staf-keuangan", False),
        ("kasi-pmd", False),
    ],
)
def test_everyone_gets_what_he_reads_and_no_word_of_the_rest(app, masuk, siapa, ada):
    setujui(app, [("rahasia-sekali.pdf", buat_pdf("r"))], keterangan="catatan khusus")
    arsip = buka_zip(masuk(siapa).get(ZIP).data)
    assert len(bukti(arsip)) == ada
    semua = "".join(arsip.read(nama).decode("utf-8-sig") for nama in ("indeks.html", "jejak.csv"))
    buku = CalamineWorkbook.from_filelike(io.BytesIO(arsip.read("indeks.xlsx")))
    semua += repr([buku.get_sheet_by_name(n).to_python() for n in buku.sheet_names])
    assert ("rahasia-sekali" in semua) == ada
    assert ("catatan khusus" in semua) == ada
    assert ("Staf Sub Bagian Umum" in semua) == ada


def test_the_inspector_gets_everything_but_drafts(app, pemeriksa, entri):
    setujui(app, [("agenda.pdf", buat_pdf("a"))])
    entri("DRAF", "kasi-pmd-2", pembilang=77, penyebut=99)
    arsip = buka_zip(pemeriksa.get(ZIP).data)
    assert len(bukti(arsip)) == 1
    isian = CalamineWorkbook.from_filelike(io.BytesIO(arsip.read("indeks.xlsx")))
    baris = isian.get_sheet_by_name("Realisasi").to_python()
    assert len({b[1] for b in baris[1:]}) == 11
    assert not [b for b in baris if 77.0 in b or 99.0 in b]


def test_strangers_are_led_to_sign_in_and_the_unentitled_are_told(tamu, masuk):
    for alamat in (HALAMAN, ZIP):
        assert tamu.get(alamat).status_code == 303
    pengelola = masuk("pengelola")
    assert pengelola.get(ZIP).status_code == 403
    assert "Tidak ada bukti untuk dibundel" in teks(pengelola.get(HALAMAN))


def test_a_position_of_a_side_branch_answers_as_one_that_never_was(masuk, id_jabatan):
    klien = masuk("kasubbag-umum")
    klien.get("/")
    for alamat in (HALAMAN, ZIP):
        samping = klien.get(alamat, query_string={"jabatan": id_jabatan("staf-keuangan")})
        acak = klien.get(alamat, query_string={"jabatan": 987654})
        assert samping.status_code == acak.status_code == 404
        assert samping.data == acak.data
        for salah in ("0", "-1", "x", "1'--", "9" * 40):
            assert klien.get(alamat, query_string={"jabatan": salah}).status_code == 404
        assert klien.get(f"{alamat}?jabatan=1&jabatan=2").status_code == 404
        assert klien.get(alamat.replace("2026", "1999")).status_code == 404


def test_a_subtree_is_a_bundle_of_its_own(app, masuk, id_jabatan):
    setujui(app, [("agenda.pdf", buat_pdf("a"))])
    setujui(app, [("bantuan.pdf", buat_pdf("b"))], "kasi-pmd-2", "camat")
    camat = masuk("camat")
    jawab = camat.get(ZIP, query_string={"jabatan": id_jabatan("kasubbag-umum")})
    assert 'filename="bundel-2026-kasubbag-umum.zip"' in jawab.headers["Content-Disposition"]
    arsip = buka_zip(jawab.data)
    assert [satu[:2] for satu in bukti(arsip)] == ["03"]
    assert re.search(r"Sampang\s+· Kepala Sub Bagian Umum", arsip.read("indeks.html").decode())
    # The empty choice of the form is no choice.
    assert len(bukti(buka_zip(camat.get(f"{ZIP}?jabatan=").data))) == 2


NAMA = (
    "=CMD|calc.pdf",
    "CON.pdf",
    'laporan: "akhir" <1>?*|.pdf',
    "agenda.pdf",
    "AGENDA.pdf",
    "agenda.pdf",
    "surat masuk dan keluar " * 6 + ".pdf",
    "café 表 😀 e\u0301.pdf",
    "100%#&;'.pdf",
    " . .pdf",
)


def test_odd_names_are_safe_on_every_system_and_lead_from_the_index(app, masuk, tmp_path):
    isi = {buat_pdf(f"n{n}"): nama for n, nama in enumerate(NAMA)}
    setujui(app, [(nama, satu) for satu, nama in isi.items()])
    arsip = buka_zip(masuk("staf-umum").get(ZIP).data)
    jalur = bukti(arsip)
    assert {arsip.read(satu) for satu in jalur} == set(isi)
    assert len({satu.casefold() for satu in jalur}) == len(NAMA)
    for satu in jalur:
        assert len(satu.encode("utf-16-le")) // 2 <= PANJANG_JALUR
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[ .](/|$)', satu)
    periksa_jumlah(arsip, tmp_path)
    html = arsip.read("indeks.html").decode()
    tautan = [unquote(satu) for satu in re.findall(r'<a href="([^"]+)"', html)]
    assert set(tautan) == {*jalur, "indeks.xlsx", "rekap.csv", "jejak.csv", "SHA256SUMS"}
    baris = list(
        csv.reader(io.StringIO(arsip.read("jejak.csv").decode("utf-8-sig")), delimiter=";")
    )
    assert not [sel for satu in baris for sel in satu if sel[:1] in tuple("=+-@")]


def test_the_index_opens_alone(app, masuk):
    setujui(app, [("a.pdf", buat_pdf("a"))], keterangan="<script>alert(1)</script>")
    html = buka_zip(masuk("camat").get(ZIP).data).read("indeks.html").decode()
    assert html.count("<style>") == 1
    assert not re.search(r"<script|<link|\son\w+=|https?://|src=", html)
    assert 'lang="id"' in html
    assert "90,00 % (180/200)" in html


@pytest.mark.parametrize(("rusak", "kata"), [("hilang", "tidak ada"), ("ubah", "isinya berubah")])
def test_a_missing_or_altered_file_is_said_everywhere_and_never_sent(
    app, masuk, tmp_path, rusak, kata
):
    baik, buruk = buat_pdf("baik"), buat_pdf("buruk")
    setujui(app, [("baik.pdf", baik), ("buruk.pdf", buruk)])
    klien = masuk("kasubbag-umum")
    lama = klien.get(ZIP)
    tempat = tempat_berkas(app, buruk)
    # The same length and almost the same bytes: only the hash tells.
    tempat.unlink() if rusak == "hilang" else tempat.write_bytes(buruk[:-2] + b"X\n")
    halaman = teks(klien.get(HALAMAN))
    assert "Bundel ini tidak lengkap" in halaman
    assert re.search(rf"“buruk\.pdf”\s+{kata}", halaman)
    jawab = klien.get(ZIP)
    assert jawab.headers["ETag"] != lama.headers["ETag"]
    arsip = buka_zip(jawab.data)
    assert [satu.rpartition("-")[2] for satu in bukti(arsip)] == ["baik.pdf"]
    for nama in ("TIDAK-LENGKAP.txt", "indeks.html"):
        isi = arsip.read(nama).decode()
        assert "buruk.pdf" in isi
        assert kata in isi
    assert "Bundel ini tidak lengkap" in arsip.read("indeks.html").decode()
    buku = CalamineWorkbook.from_filelike(io.BytesIO(arsip.read("indeks.xlsx")))
    periksa = {b[6]: b[10] for b in buku.get_sheet_by_name("Bukti").to_python()[1:]}
    assert periksa["baik.pdf"] == "utuh"
    assert periksa["buruk.pdf"].startswith(kata)
    periksa_jumlah(arsip, tmp_path)
    with app.app_context():
        akhir = db.session.execute(select(Jejak).order_by(Jejak.seq.desc()).limit(1)).scalar_one()
        assert '"tidak_disertakan":1' in akhir.sesudah


def test_a_download_is_one_line_in_the_trail_and_looking_is_none(app, masuk):
    setujui(app, [("a.pdf", buat_pdf("a"))])
    klien = masuk("staf-umum")
    awal = hitung_jejak(app)
    klien.get(HALAMAN)
    assert klien.head(ZIP).status_code == 200
    assert hitung_jejak(app) == awal
    klien.get(ZIP)
    assert hitung_jejak(app, "bundel.diunduh") == 1
    assert hitung_jejak(app) == awal + 1


def test_no_secret_and_no_address_leaves_with_the_trail(app, masuk):
    setujui(app, [("a.pdf", buat_pdf("a"))])
    isi = buka_zip(masuk("camat").get(ZIP).data).read("jejak.csv").decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(isi), delimiter=";"))
    assert len(baris) == 4
    assert baris[0][:5] == ["Baris jejak", "Waktu (WIB)", "Pelaku", "Peristiwa", "Nomor"]
    assert [b[4] for b in baris[1:]] == ["3.1 2026-TW1"] * 3
    assert baris[3][3] == "realisasi.disetujui"
    for kata in ("127.0.0.1", "sandi", "token", app.config["IKI_KUNCI_JEJAK"].hex()):
        assert kata not in isi


def test_figures_are_the_recaps_with_the_counts_behind_them(app, masuk):
    setujui(app, [("a.pdf", buat_pdf("a"))], pembilang=82, penyebut=64)
    setujui(app, [("b.pdf", buat_pdf("b"))], kode="2026-TW2", pembilang=1, penyebut=3)
    klien = masuk("staf-umum")
    arsip = buka_zip(klien.get(ZIP).data)
    buku = CalamineWorkbook.from_filelike(io.BytesIO(arsip.read("indeks.xlsx")))
    (rekap,) = [b for b in buku.get_sheet_by_name("Rekap").to_python() if b[0] == "3.1"]
    lembar = CalamineWorkbook.from_filelike(io.BytesIO(klien.get("/rekap/2026.xlsx").data))
    rincian = lembar.get_sheet_by_name("Rincian").to_python()
    tahun = next(b for b in rincian if b[1] == "staf-umum-1" and b[3] == "Setahun 2026")
    assert rekap[3:6] == tahun[5:8] == [83.0, 67.0, pytest.approx(83 / 67 * 100)]
    assert rekap[10:] == [2.0, 4.0]
    baris = arsip.read("rekap.csv").decode("utf-8-sig").splitlines()
    assert baris[1].split(";")[3:6] == ["83", "67", "123,88"]
    assert "123,88 % (83/67)" in arsip.read("indeks.html").decode()


def test_the_page_reads_a_part_at_a_time_and_comes_to_an_end(app, masuk, monkeypatch):
    monkeypatch.setattr("iki_web.web.bundel.JATAH", 0)
    setujui(app, [(f"{n}.pdf", buat_pdf(f"n{n}")) for n in range(3)])
    klien = masuk("staf-umum")
    for n in (1, 2):
        halaman = teks(klien.get(HALAMAN))
        assert f"{n} dari 3" in halaman
        assert "Lanjutkan pemeriksaan" in halaman
        assert "Unduh bundel" not in halaman
    assert "Unduh bundel" in teks(klien.get(HALAMAN))
    potong = teks(klien.get(HALAMAN, headers={"HX-Request": "true"}))
    assert potong.lstrip().startswith('<div id="bundel">')


def test_nothing_approved_is_a_bundle_too(masuk, tmp_path):
    arsip = buka_zip(masuk("staf-umum").get(ZIP).data)
    assert bukti(arsip) == []
    periksa_jumlah(arsip, tmp_path)


def test_nihil_not_targeted_and_empty_are_three_things(app, masuk, entri):
    with app.app_context():
        create_target(find_sistem(), 2026, {id_indikator("kasi-pmd-3"): None})
    entri("DISETUJUI", "kasi-pmd-2", nihil=True, alasan_nihil="Tidak ada.")
    entri("DISETUJUI", "kasi-pmd-3")
    arsip = buka_zip(masuk("kasi-pmd").get(ZIP).data)
    buku = CalamineWorkbook.from_filelike(io.BytesIO(arsip.read("indeks.xlsx")))
    isian = {
        (b[0], b[3]): b[4:11]
        for b in buku.get_sheet_by_name("Realisasi").to_python()
        if b[0] != "Nomor"
    }
    assert isian["10.2", "2026-TW1"] == ["disetujui, nihil", "", "", "n/a", "%", "", ""]
    assert isian["10.3", "2026-TW1"] == ["disetujui", 180.0, 200.0, 90.0, "%", "-", ""]
    assert isian["10.2", "2026-TW2"] == ["belum diisi", "", "", "", "%", "", ""]
    rekap = {b.split(";")[0]: b.split(";") for b in arsip.read("rekap.csv").decode().splitlines()}
    assert rekap["10.2"][3:9] == ["", "", "n/a", "%", "", ""]
    assert rekap["10.3"][3:9] == ["180", "200", "90,00", "%", "-", ""]
