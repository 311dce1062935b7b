"""The second step as pages: no half session, texts carried through, demanded of the pengelola."""

import re

import pytest

from iki_web.models import Kantor, Pegawai
from tests.pendukung.basis import SANDI
from tests.pendukung.dua_langkah import Ponsel, nyalakan
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.langkah import ubah

STAF = "staf-umum"


def _masuk(klien, nama=STAF, **isi):
    return klien.post("/masuk", data={"nama_pengguna": nama, "sandi": SANDI, **isi})


def _medan(teks: str, nama: str) -> str:
    cocok = re.search(rf'name="{nama}"\s+value="([^"]*)"', teks)
    assert cocok is not None, nama
    return cocok[1]


def _kode(klien, jawab, kode: str, **isi):
    tiket = _medan(jawab.text, "sandi_tiket")
    return klien.post("/masuk/kode", data={"sandi_tiket": tiket, "sandi_kode": kode, **isi})


def test_after_the_password_there_is_no_session_for_anything_else(app, tamu):
    ponsel = nyalakan(app, STAF)
    awal = ambil_keadaan(app)
    jawab = _masuk(tamu, next="/rekap")
    assert jawab.status_code == 200
    assert "Langkah kedua" in jawab.text
    assert ambil_keadaan(app) == awal
    for alamat in ("/", "/indikator", "/akun/sandi", "/akun/dua-langkah"):
        assert tamu.get(alamat).location.startswith("/masuk")
    assert tamu.post("/akun/sandi", data={}).status_code == 401
    jawab = _kode(tamu, jawab, ponsel.kode(), next="/rekap")
    assert (jawab.status_code, jawab.location) == (303, "/rekap")
    assert tamu.get("/").status_code == 200


def test_wrong_used_and_old_codes_answer_alike(app, tamu):
    ponsel = nyalakan(app, STAF)
    jawab = _masuk(tamu)
    _kode(app.test_client(), jawab, ponsel.kode())
    isi = set()
    for kode in ("000000", ponsel.kode(), ponsel.kode(-2), "", "abcd-efgh-jkmn", "\x00"):
        salah = _kode(tamu, jawab, kode)
        assert salah.status_code == 422
        isi.add(re.sub(r'(name="csrf_token"\s[^>]*?value=)"[^"]*"', r"\1", salah.text))
    assert len(isi) == 1


def test_texts_of_a_form_whose_session_ended_come_through_both_steps(app, tamu):
    ponsel = nyalakan(app, STAF)
    bawa = {
        "titip-tujuan": "/realisasi/12/2026-TW1/simpan",
        "titip-isi-kendala": "listrik <padam>",
        "next": "//jahat.example",
    }
    jawab = _masuk(tamu, **bawa)
    assert _medan(jawab.text, "titip-isi-kendala") == "listrik &lt;padam&gt;"
    assert "jahat" not in jawab.text
    salah = _kode(tamu, jawab, "000000", **bawa)
    jawab = _kode(tamu, salah, ponsel.kode(), **bawa)
    assert "Lanjutkan isian" in jawab.text
    assert "listrik &lt;padam&gt;" in jawab.text


def test_an_old_ticket_leads_back_to_the_first_step_with_the_texts(tamu):
    jawab = tamu.post(
        "/masuk/kode", data={"sandi_tiket": "x", "sandi_kode": "1", "titip-isi-a": "tetap"}
    )
    assert jawab.status_code == 422
    assert "dari awal" in jawab.text
    assert "tetap" in jawab.text
    assert tamu.get("/masuk/kode").status_code == 405


def test_codes_and_sealed_secrets_are_never_carried_along(tamu):
    isi = {"sandi_kode": "123456", "sandi_rahasia": "gAAAAsegel"}
    jawab = tamu.post("/akun/dua-langkah", data=isi)
    assert jawab.status_code == 401
    assert "123456" not in jawab.text
    assert "gAAAA" not in jawab.text


def test_the_forced_change_of_a_password_comes_after_the_second_step(app, tamu):
    ponsel = nyalakan(app, STAF)
    ubah(app, Pegawai, Pegawai.nama_pengguna, STAF, wajib_ganti=True)
    jawab = _kode(tamu, _masuk(tamu), ponsel.kode())
    assert jawab.status_code == 303
    for alamat in ("/", "/akun/dua-langkah"):
        assert tamu.get(alamat).location == "/akun/sandi"


def test_set_up_shows_qr_and_key_and_the_recovery_codes_once(app, masuk):
    klien = masuk(STAF)
    jawab = klien.get("/akun/dua-langkah")
    assert "<svg" in jawab.text
    assert "style=" not in jawab.text
    kunci = re.search(r'kunci-kelompok">([A-Z2-7 ]+)<', jawab.text)
    assert kunci is not None
    ponsel = Ponsel(kunci[1].replace(" ", ""))
    segel = _medan(jawab.text, "sandi_rahasia")
    salah = klien.post("/akun/dua-langkah", data={"sandi_rahasia": segel, "sandi_kode": "1"})
    assert salah.status_code == 422
    assert kunci[1] in salah.text
    jawab = klien.post(
        "/akun/dua-langkah", data={"sandi_rahasia": segel, "sandi_kode": ponsel.kode()}
    )
    assert jawab.status_code == 200
    assert len(re.findall(r"<li>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}</li>", jawab.text)) == 10
    halaman = klien.get("/akun/dua-langkah").text
    assert "belum dipakai: 10" in halaman
    assert '<svg class="qr"' not in halaman
    # A resend does nothing: it is on already.
    lagi = klien.post(
        "/akun/dua-langkah", data={"sandi_rahasia": segel, "sandi_kode": ponsel.kode(1)}
    )
    assert lagi.status_code == 422


def test_it_is_switched_off_with_the_password(app, masuk):
    klien = masuk(STAF)
    with klien.session_transaction() as sesi:
        nomor = sesi["_user_id"]
    assert nomor
    jawab = klien.get("/akun/dua-langkah")
    kunci = re.search(r'kunci-kelompok">([A-Z2-7 ]+)<', jawab.text)
    assert kunci is not None
    isi = {
        "sandi_rahasia": _medan(jawab.text, "sandi_rahasia"),
        "sandi_kode": Ponsel(kunci[1].replace(" ", "")).kode(),
    }
    klien.post("/akun/dua-langkah", data=isi)
    assert klien.post("/akun/dua-langkah/matikan", data={"sandi": "salah"}).status_code == 422
    baru = klien.post("/akun/dua-langkah/pemulihan", data={"sandi": SANDI})
    assert "Kode pemulihan baru" in baru.text
    assert klien.post("/akun/dua-langkah/matikan", data={"sandi": SANDI}).status_code == 303
    assert "Menyalakan" in klien.get("/akun/dua-langkah").text
    assert klien.post("/akun/dua-langkah/matikan", data={"sandi": SANDI}).status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
def test_the_office_may_demand_it_of_the_pengelola(app, masuk, htmx):
    klien, staf = masuk("pengelola"), masuk(STAF)
    ubah(app, Kantor, Kantor.id, 1, wajib_dua_langkah=True)
    kepala = {"HX-Request": "true"} if htmx else {}
    for alamat in ("/", "/kelola", "/panduan"):
        jawab = klien.get(alamat, headers=kepala)
        dibawa = jawab.headers["HX-Redirect" if htmx else "Location"]
        assert dibawa == "/akun/dua-langkah"
    assert staf.get("/").status_code == 200
    jawab = klien.get("/akun/dua-langkah")
    assert "wajib" in jawab.text
    assert 'aria-label="Utama"' not in jawab.text
    assert klien.get("/akun/sandi").status_code == 200
    kunci = re.search(r'kunci-kelompok">([A-Z2-7 ]+)<', jawab.text)
    assert kunci is not None
    isi = {
        "sandi_rahasia": _medan(jawab.text, "sandi_rahasia"),
        "sandi_kode": Ponsel(kunci[1].replace(" ", "")).kode(),
    }
    assert klien.post("/akun/dua-langkah", data=isi).status_code == 200
    assert klien.get("/kelola").status_code == 200


def test_the_pengelola_sees_who_has_it_and_resets_it(app, masuk):
    klien = masuk("pengelola")
    nyalakan(app, STAF)
    nomor = re.search(r'/kelola/akun/(\d+)"[^>]*>Staf Umum', klien.get("/kelola/akun").text)
    assert nomor is not None
    alamat = f"/kelola/akun/{nomor[1]}"
    assert "langkah kedua menyala" in klien.get(alamat).text
    assert klien.get(f"{alamat}/dua-langkah").status_code == 200
    assert klien.post(f"{alamat}/dua-langkah").status_code == 303
    assert "langkah kedua menyala" not in klien.get(alamat).text


def test_the_setting_is_kept_and_noted(app, masuk):
    from tests.pendukung.akses.kantor import SETELAN

    klien = masuk("pengelola")
    isi = {**SETELAN, "wajib_dua_langkah": "1"}
    assert klien.post("/kelola/pengaturan", data=isi).status_code == 303
    assert klien.get("/").location == "/akun/dua-langkah"
    assert "Langkah kedua untuk pengelola" in repr(ambil_keadaan(app)["jejak"][-1])
