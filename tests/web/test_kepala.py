"""What every answer carries: headers, type, nothing inner in an error; and which doors are shut."""

import re

import pytest
from werkzeug.http import parse_options_header

from iki_web import create_app
from iki_web.web.access import public
from tests.pendukung.basis import tutup
from tests.pendukung.halaman import alamat, berkas
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.kepala import periksa_kepala
from tests.pendukung.klien import KlienUji

ORANG = ("staf-umum", "kasubbag-umum", "camat", "pengelola")


@pytest.mark.parametrize("siapa", ORANG)
def test_pages_files_and_refusals_carry_the_headers(app, masuk, entri, siapa):
    nomor, kode, _ = entri("DIAJUKAN")
    klien = masuk(siapa)
    jalur = [
        *("/", "/masuk", "/indikator", "/persetujuan", "/rekap/2026", "/rekap/2026.xlsx"),
        *("/kelola", "/kelola/pegawai", "/panduan", "/keputusan", "/dokumen", "/sehat"),
        *("/bukti/1", "/bukti/1/lihat", "/bukti/1/pratinjau", "/verifikasi", "/tidak-ada"),
        *("/keluar", f"/persetujuan/{nomor}/{kode}", alamat(nomor, kode), "/bukti/999999"),
    ]
    with app.test_request_context():
        aset = app.jinja_env.globals["aset"]
        jalur += [aset(nama) for nama in ("tema.css", "app.js", "favicon.svg", "htmx.js")]
    for satu in jalur:
        for lain in ({}, {"HX-Request": "true"}, {"Accept-Encoding": "gzip"}):
            periksa_kepala(klien.get(satu, headers=lain))


def test_refusals_of_acts_carry_the_headers(app, masuk, tamu, entri):
    nomor, kode, _ = entri("DRAF")
    klien = masuk("staf-umum")
    jawab = [
        klien.post("/keluar", csrf=False),
        klien.post("/kelola/tahun", data={"tahun": "2027"}),
        klien.post(f"{alamat(nomor, kode)}/simpan", data={"versi": "99", "kendala": "hujan"}),
        klien.post(f"{alamat(nomor, kode)}/simpan", data={"berkas": berkas("x.exe", b"MZ")}),
        klien.post("/masuk", data={}, headers={"Origin": "https://jahat.example"}),
        klien.post("/masuk", data={"nama_pengguna": "camat", "sandi": "salah sekali ini"}),
        tamu.post("/masuk", data={"sandi": "a" * 70_000}),
        tamu.post(f"{alamat(nomor, kode)}/simpan", data={"versi": "1"}),
        tamu.open("/masuk", method="TRACE"),
        tamu.open("/masuk", method="DELETE"),
    ]
    assert {j.status_code for j in jawab} >= {400, 401, 403, 405, 409, 413, 422}
    for satu in jawab:
        periksa_kepala(satu)


@pytest.fixture
def peladen(app):
    """The app as it is served: not testing, with a room in which something unforeseen happens."""
    setelan = app.config["IKI"]
    hasil = create_app(
        {"IKI_INSTANCE": str(setelan.instance), "IKI_DATABASE_URL": setelan.database_url}
    )
    hasil.test_client_class = KlienUji

    @public(reason="only in this test")
    def gagal():
        raise RuntimeError("SELECT sandi_hash FROM pegawai; kunci rahasia-sekali")

    hasil.view_functions["panduan.index"] = gagal
    yield hasil
    tutup(hasil)


@pytest.mark.parametrize("kepala", [{}, {"HX-Request": "true"}])
def test_the_unforeseen_is_told_in_general_words_with_a_code(peladen, caplog, kepala):
    jawab = peladen.test_client().get("/panduan", headers=kepala)
    assert jawab.status_code == 500
    periksa_kepala(jawab)
    for isi in ("Traceback", "RuntimeError", "SELECT", "rahasia-sekali", "iki_web/", ".py"):
        assert isi not in jawab.text
    assert re.search(r"\b[0-9a-f]{16}\b", jawab.text)
    assert "RuntimeError" in caplog.text


def test_the_app_goes_on_after_something_unforeseen(peladen):
    klien = peladen.test_client()
    assert klien.get("/panduan").status_code == 500
    assert klien.get("/masuk").status_code == 200


def test_debug_stays_off_whatever_the_environment_says(app, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    setelan = app.config["IKI"]
    lain = create_app({"IKI_INSTANCE": str(setelan.instance)})
    assert lain.debug is False
    assert lain.testing is False
    tutup(lain)


def test_acts_answer_to_post_only(app, tamu):
    """No act by a safe method, none by one that a form or link of another site could not send."""
    metode = {m for aturan in app.url_map.iter_rules() for m in aturan.methods or ()}
    assert metode == {"GET", "HEAD", "OPTIONS", "POST"}
    for satu in ("TRACE", "PUT", "PATCH", "DELETE"):
        assert tamu.open("/masuk", method=satu).status_code == 405


def test_a_preflight_of_another_origin_gets_no_leave(masuk):
    kepala = {"Origin": "https://jahat.example", "Access-Control-Request-Method": "POST"}
    jawab = masuk("camat").open("/kelola/tahun", method="OPTIONS", headers=kepala)
    assert "Access-Control" not in str(jawab.headers)


@pytest.mark.parametrize("siapa", ORANG)
def test_every_page_offers_to_sign_out(masuk, siapa):
    klien = masuk(siapa)
    for jalur in (
        "/",
        "/panduan",
        "/keputusan",
        "/dokumen",
        "/akun/sandi",
        "/tidak-ada",
        "/kelola",
    ):
        isi = klien.get(jalur, follow_redirects=True).text
        assert 'action="/keluar"' in isi
        assert "Keluar" in isi


@pytest.mark.parametrize("nama", ['surat "aneh"; x=y.pdf', "laporan — Méi №7.pdf", "a;b,c'd.pdf"])
def test_an_odd_name_travels_in_the_header_as_one_name(app, masuk, entri, nama):
    entri("DRAF")
    tulis_langsung(app, "UPDATE bukti SET nama = :nama", nama=nama)
    _, pilihan = parse_options_header(
        masuk("staf-umum").get("/bukti/1").headers["Content-Disposition"]
    )
    assert pilihan == {"filename": nama}


@pytest.mark.parametrize(
    ("port", "tls", "dikirim"), [("443", "1", 1), ("8443", "1", 0), ("443", "0", 0)]
)
def test_browsers_are_told_to_keep_to_https_where_the_whole_name_is_ours(app, port, tls, dikirim):
    setelan = app.config["IKI"]
    lingkungan = {
        "IKI_INSTANCE": str(setelan.instance),
        "IKI_DATABASE_URL": setelan.database_url,
        "IKI_PORT": port,
        "IKI_TLS": tls,
    }
    lain = create_app(lingkungan)
    for jalur in ("/masuk", "/tidak-ada", "/sehat"):
        kepala = lain.test_client().get(jalur, base_url="https://localhost").headers
        assert kepala.getlist("Strict-Transport-Security") == ["max-age=31536000"] * dikirim
    tutup(lain)
