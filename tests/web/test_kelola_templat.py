"""Word templates: replaced and taken back by the pengelola; a wrong one is refused by its tag."""

from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from iki_web.actions.kantor import update_logo
from iki_web.extensions import db
from iki_web.models import Templat
from iki_web.queries.bukti import list_sha256
from tests.pendukung.dokumen import PERJANJIAN, pasang_templat, terbitkan
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.orang import buat_pelaku
from tests.pendukung.templat import BERKAS, buat_templat
from tests.storage.pembuat_berkas import pdf, png

HALAMAN = "/kelola/templat/perjanjian"


def _unggah(klien, isi: bytes, nama: str = "kantor.docx", versi: str = "0"):
    data = {"berkas": (BytesIO(isi), nama), "versi": versi}
    return klien.post(HALAMAN, data=data, content_type="multipart/form-data")


def _tambah(*teks: str, kaki: str = "") -> bytes:
    """Return our template with paragraphs added to the sheet, and a text to its footer."""

    def ubah(dokumen) -> None:
        for satu in teks:
            dokumen.add_paragraph(satu)
        if kaki:
            dokumen.sections[0].footer.add_paragraph(kaki)

    return buat_templat(ubah)


def _teks(isi: bytes) -> str:
    return "\n".join(p.text for p in Document(BytesIO(isi)).paragraphs)


@pytest.fixture
def pengelola(masuk):
    """The keeper's browser."""
    return masuk("pengelola")


def test_every_kind_starts_with_our_template_and_lists_its_fields(pengelola):
    halaman = pengelola.get("/kelola/templat").text
    assert halaman.count("Bawaan aplikasi") == 9
    assert "{{p badan }}" in halaman
    assert "{{ nomor }}" in halaman
    unduh = pengelola.get("/kelola/templat/lkjip.docx")
    assert unduh.data == BERKAS.read_bytes()


def test_the_offices_template_is_used_for_its_kind_only(app, pengelola, masuk):
    isi = _tambah("Dibuat oleh {{ kantor|upper }} nomor {{ nomor }}.")
    assert _unggah(pengelola, isi).status_code == 303
    assert "kantor.docx" in pengelola.get("/kelola/templat").text
    assert pengelola.get(f"{HALAMAN}.docx").data == isi
    nomor, _ = terbitkan(app, "staf-umum", PERJANJIAN, "7/PK & <1>/2026")
    teks = _teks(masuk("staf-umum").get(f"/dokumen/{nomor}.docx").data)
    assert "Dibuat oleh KANTOR KECAMATAN JRENGIK nomor 7/PK & <1>/2026." in teks


def test_taking_it_back_brings_ours_again(app, pengelola):
    pasang_templat(app, isi=_tambah("Milik kantor."))
    basi = pengelola.post(f"{HALAMAN}/hapus", data={"versi": "0"})
    assert basi.status_code == 409
    assert pengelola.post(f"{HALAMAN}/hapus", data={"versi": "1"}).status_code == 303
    assert pengelola.get(f"{HALAMAN}.docx").data == BERKAS.read_bytes()
    assert hitung_jejak(app, "templat.dihapus") == 1


def test_a_stale_upload_keeps_the_other_one(app, pengelola):
    pasang_templat(app, isi=_tambah("Yang pertama."))
    jawab = _unggah(pengelola, _tambah("Yang kedua."))
    assert jawab.status_code == 409
    assert "Yang pertama." in _teks(pengelola.get(f"{HALAMAN}.docx").data)


def test_a_template_and_the_logo_of_an_issued_sheet_are_never_swept(app):
    pasang_templat(app)
    pengelola = buat_pelaku(app, "pengelola")
    gambar = BytesIO(png())
    with app.app_context():
        logo = app.extensions["iki_simpanan"].terima_logo(gambar, "logo.png").sha256
        update_logo(pengelola, 1, logo)
    terbitkan(app, "staf-umum", PERJANJIAN)
    with app.app_context():
        update_logo(pengelola, 2, "")
        templat = db.session.execute(select(Templat.sha256)).scalar_one()
        assert {logo, templat} <= list_sha256()


@pytest.mark.parametrize("tag", ["{{ namaa }}", "{{ nama", "{{ nama.__class__ }}"])
@pytest.mark.parametrize("kaki", [False, True], ids=["badan", "kaki"])
def test_a_wrong_tag_is_named_and_nothing_is_kept(app, pengelola, tag, kaki):
    isi = _tambah(kaki=tag) if kaki else _tambah("Nomor surat: ", tag)
    awal = ambil_keadaan(app)
    jawab = _unggah(pengelola, isi)
    assert jawab.status_code == 422
    assert tag.strip("{ }") in jawab.text
    assert "yang dipakai tetap yang di bawah" in jawab.text
    assert ("kaki halaman" in jawab.text) == kaki
    assert ambil_keadaan(app) == awal


def test_what_is_no_plain_word_document_is_refused(pengelola):
    for isi, nama, sebab in (
        (pdf(), "kantor.docx", "isinya"),
        (pdf(), "kantor.pdf", "harus berupa dokumen Word (.docx)"),
        (b"# IKI", "kantor.md", "harus berupa dokumen Word (.docx)"),
        (b"", "kantor.docx", "kosong"),
        (buat_templat()[:-900], "kantor.docx", "rusak"),
    ):
        jawab = _unggah(pengelola, isi, nama)
        assert jawab.status_code == 422, nama
        assert sebab in jawab.text
        assert "Unggah PDF, JPG" not in jawab.text
    assert pengelola.post(HALAMAN, data={"versi": "0"}).status_code == 422


def test_a_template_that_gives_no_whole_document_is_refused(pengelola):
    def ubah(dokumen) -> None:
        dokumen.element.body.remove(dokumen.element.body.sectPr)

    jawab = _unggah(pengelola, buat_templat(ubah))
    assert jawab.status_code == 422
    assert "tidak menghasilkan dokumen Word yang utuh" in jawab.text


def test_a_template_without_any_tag_is_refused(pengelola):
    tujuan = BytesIO()
    Document().save(tujuan)
    assert "tidak memuat tag apa pun" in _unggah(pengelola, tujuan.getvalue()).text


def test_unknown_kinds_are_not_there(pengelola):
    assert pengelola.get("/kelola/templat/surat").status_code == 404
    assert pengelola.get("/kelola/templat/surat.docx").status_code == 404
