"""Evidence over HTTP: downloads are verified attachments, previews are pictures."""

import errno
import hashlib
import io
import os
import tempfile

import pytest
from PIL import Image

from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import hitung_jejak, tulis_langsung
from tests.storage.pembuat_berkas import pdf


@pytest.fixture
def diajukan(entri):
    return entri("DIAJUKAN")


def test_a_download_is_the_original_as_an_attachment_and_a_line_in_the_trail(app, masuk, diajukan):
    jawab = masuk("kasubbag-umum").get("/bukti/1")
    assert jawab.status_code == 200
    assert jawab.headers["Content-Disposition"] == "attachment; filename=bukti.pdf"
    assert jawab.headers["X-Content-Type-Options"] == "nosniff"
    assert jawab.headers["Content-Security-Policy"].startswith("sandbox")
    assert hashlib.sha256(jawab.data).hexdigest() == hashlib.sha256(pdf()).hexdigest()
    assert hitung_jejak(app, "bukti.diunduh") == 1


def test_a_pdf_page_is_shown_as_a_picture(masuk, diajukan):
    klien = masuk("camat")
    jawab = klien.get("/bukti/1/pratinjau?halaman=1")
    assert jawab.mimetype == "image/png"
    assert Image.open(io.BytesIO(jawab.data)).width in range(998, 1003)
    assert klien.get("/bukti/1/pratinjau?halaman=99").status_code == 404
    assert klien.get("/bukti/1/pratinjau?halaman=0").status_code == 404
    assert "/bukti/1/pratinjau?halaman=1" in teks(klien.get("/bukti/1/lihat"))


@pytest.mark.parametrize("siapa", ["staf-keuangan", "kasubbag-keuangan", "kasi-pmd", "pengelola"])
@pytest.mark.parametrize("jalur", ["", "/lihat", "/pratinjau"])
def test_others_get_what_a_random_id_gets(masuk, diajukan, siapa, jalur):
    klien = masuk(siapa)
    assert klien.get(f"/bukti/1{jalur}").status_code == 404
    assert klien.get(f"/bukti/424242{jalur}").status_code == 404


def test_the_superior_does_not_get_the_evidence_of_a_draft(masuk, entri):
    entri("DRAF")
    assert masuk("kasubbag-umum").get("/bukti/1").status_code == 404
    assert masuk("staf-umum").get("/bukti/1").status_code == 200


def test_detaching_takes_a_file_from_the_entry_and_leaves_the_history(app, masuk, entri):
    nomor, kode, versi = entri("DRAF")
    staf = masuk("staf-umum")
    assert staf.post("/bukti/1/hapus", data={"versi": versi}).status_code == 303
    assert "Lepas" not in teks(staf.get(f"/realisasi/{nomor}/{kode}"))
    assert staf.get("/bukti/1").status_code == 404


def test_detaching_without_script_keeps_what_was_typed(masuk, entri):
    nomor, kode, versi = entri("DRAF")
    staf = masuk("staf-umum")
    data = {"versi": versi, "pembilang": "177", "penyebut": "200", "kendala": "hujan"}
    assert staf.post("/bukti/1/hapus", data=data).status_code == 303
    isi = teks(staf.get(f"/realisasi/{nomor}/{kode}"))
    assert 'value="177"' in isi
    assert "hujan" in isi
    assert "Lepas" not in isi


def test_nothing_is_detached_after_submitting_or_by_others(masuk, entri):
    _, _, versi = entri("DIAJUKAN")
    assert masuk("staf-umum").post("/bukti/1/hapus", data={"versi": versi}).status_code == 422
    assert masuk("kasubbag-umum").post("/bukti/1/hapus", data={"versi": versi}).status_code == 403
    assert masuk("staf-keuangan").post("/bukti/1/hapus", data={"versi": versi}).status_code == 404
    assert masuk("staf-umum").get("/bukti/1").status_code == 200


@pytest.mark.parametrize(("rusak", "status"), [("ubah", 500), ("hilang", 404)])
def test_a_damaged_or_missing_file_is_reported_never_served(app, masuk, diajukan, rusak, status):
    (berkas,) = [b for b in app.config["IKI"].bukti.rglob("*") if len(b.name) == 64]
    if rusak == "ubah":
        berkas.write_bytes(berkas.read_bytes()[:-1] + b"x")
    else:
        berkas.unlink()
    jawab = masuk("kasubbag-umum").get("/bukti/1")
    assert jawab.status_code == status
    assert b"%PDF" not in jawab.data
    assert masuk("kasubbag-umum").get("/persetujuan/12/2026-TW1").status_code == 200


def test_a_picture_without_preview_says_so(app, masuk, diajukan):
    tulis_langsung(app, "UPDATE bukti SET jenis = 'xlsx', nama = 'rekap.xlsx'")
    klien = masuk("kasubbag-umum")
    assert klien.get("/bukti/1/pratinjau").status_code == 404
    assert "Unduh untuk membukanya" in teks(klien.get("/bukti/1/lihat"))


@pytest.mark.parametrize(
    ("langkah", "medan"), [("simpan", "bukan-medan"), ("tarik", "berkas"), ("simpan", "berkas")]
)
def test_a_file_nobody_takes_is_gone_when_the_request_ends(app, masuk, diajukan, langkah, medan):
    nomor, kode, versi = diajukan
    simpanan = app.extensions["iki_simpanan"]
    ada = sorted(p for p in simpanan.akar.rglob("*") if p.is_file())
    data = {"versi": versi, medan: (io.BytesIO(pdf() + b"\n"), "baru.pdf")}
    masuk("staf-umum").post(f"/realisasi/{nomor}/{kode}/{langkah}", data=data)
    assert sorted(p for p in simpanan.akar.rglob("*") if p.is_file()) == ada


def test_a_full_disk_is_said_beside_the_slot_and_the_rest_is_kept(app, masuk, entri, monkeypatch):
    nomor, kode, versi = entri("DRAF")
    monkeypatch.setattr(tempfile, "mkstemp", _penuh)
    data = {"versi": versi, "kendala": "disk", "berkas": (io.BytesIO(pdf() + b"\n"), "baru.pdf")}
    jawab = masuk("staf-umum").post(f"/realisasi/{nomor}/{kode}/simpan", data=data)
    assert jawab.status_code == 422
    assert "Ruang penyimpanan penuh" in teks(jawab)
    assert "disk" in teks(masuk("staf-umum").get(f"/realisasi/{nomor}/{kode}"))


def _penuh(*_isi: object, **_lain: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
