"""Sessions: dead cookies, idle and longest time, CSRF, origin, what survives their end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Pegawai, Sesi
from iki_web.web.sesi import KUKI_DIINGAT
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.klien import KlienUji
from tests.pendukung.langkah import ubah


def _masuk(klien, **isi):
    return klien.post("/masuk", data={"nama_pengguna": "staf-umum", "sandi": SANDI, **isi})


def _kuki(klien) -> str:
    kuki = klien.get_cookie("iki")
    assert kuki is not None
    return kuki.value


def _tiru(app, nilai: str):
    """A browser with a copied cookie."""
    klien = app.test_client()
    klien.set_cookie("iki", nilai)
    return klien


def test_signing_out_kills_every_copy_of_the_cookie(app, tamu):
    _masuk(tamu)
    salinan = _kuki(tamu)
    assert _tiru(app, salinan).get("/").status_code == 200
    jawab = tamu.post("/keluar")
    assert (jawab.status_code, jawab.location) == (303, "/masuk")
    assert "Clear-Site-Data" not in jawab.headers
    assert _tiru(app, salinan).get("/").status_code == 303
    assert hitung_jejak(app, "keluar") == 1


def test_under_tls_signing_out_empties_what_the_browser_keeps(masuk):
    jawab = masuk("staf-umum").post("/keluar", base_url="https://localhost")
    assert '"cache"' in jawab.headers["Clear-Site-Data"]
    assert jawab.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_changing_the_password_keeps_this_session_and_kills_the_others(app, masuk):
    sini, sana = masuk("staf-umum"), masuk("staf-umum")
    isi = {"sandi_lama": SANDI, "sandi": "sawah padi hujan 3", "sandi_ulang": "sawah padi hujan 3"}
    assert sini.post("/akun/sandi", data=isi).status_code == 303
    assert sini.get("/").status_code == 200
    assert sana.get("/").status_code == 303


def test_changing_the_password_gives_the_session_a_new_id(app, tamu):
    _masuk(tamu)
    salinan, token = _kuki(tamu), tamu.token()
    isi = {"sandi_lama": SANDI, "sandi": "sawah padi hujan 3", "sandi_ulang": "sawah padi hujan 3"}
    assert tamu.post("/akun/sandi", data=isi).status_code == 303
    assert tamu.get("/").status_code == 200
    assert tamu.token() != token
    assert _tiru(app, salinan).get("/").status_code == 303


@pytest.mark.parametrize(
    "kepala", [{"Origin": "http://["}, {"HX-Current-URL": "http://[", "HX-Request": "true"}]
)
def test_a_header_nobody_can_read_is_answered_in_words(tamu, kepala):
    assert 400 <= tamu.post("/realisasi/1/2026-TW1/simpan", headers=kepala).status_code < 500


def test_disabling_takes_effect_on_the_next_request(app, masuk):
    klien = masuk("staf-umum")
    assert klien.get("/").status_code == 200
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", aktif=False)
    assert klien.get("/").status_code == 303


def test_an_hour_idle_ends_a_session(app, masuk, jam_uji):
    klien = masuk("staf-umum")
    for _ in range(3):
        jam_uji.maju(timedelta(minutes=60))
        assert klien.get("/").status_code == 200
    jam_uji.maju(timedelta(minutes=60, seconds=1))
    assert klien.get("/").status_code == 303


def test_twelve_hours_end_any_session(app, masuk, jam_uji):
    klien = masuk("staf-umum")
    for _ in range(24):
        jam_uji.maju(timedelta(minutes=30))
        assert klien.get("/").status_code == 200
    jam_uji.maju(timedelta(seconds=1))
    assert klien.get("/").status_code == 303


def test_an_hour_idle_ends_it_too_after_the_clock_was_put_back(masuk, jam_uji):
    klien = masuk("staf-umum")
    jam_uji.maju(-timedelta(hours=3))
    assert klien.get("/").status_code == 200
    jam_uji.maju(timedelta(minutes=60, seconds=1))
    assert klien.get("/").status_code == 303


def test_a_fresh_token_at_every_sign_in_and_none_in_the_database(app, tamu):
    token = set()
    for _ in range(2):
        klien = app.test_client()
        with klien.session_transaction() as sesi:
            sesi["titipan"] = "ditanam orang lain"
        _masuk(klien)
        with klien.session_transaction() as sesi:
            token.add(sesi["_user_id"].partition("|")[2])
            assert "titipan" not in sesi
    assert len(token) == 2
    with app.app_context():
        sidik = set(db.session.execute(select(Sesi.sidik)).scalars())
    assert not token & sidik


@pytest.mark.parametrize("isi", ["", "1", "1|", "x|y", "1|salah", "٣|a", "-1|a", "1|a|b", "9" * 40])
def test_an_invented_session_is_no_session(app, tamu, isi):
    with tamu.session_transaction() as sesi:
        sesi["_user_id"] = isi
    assert tamu.get("/").status_code == 303


def test_a_cookie_seen_before_is_still_good_to_the_letter_only(app, masuk):
    klien = masuk("staf-umum")
    assert [klien.get("/").status_code for _ in range(2)] == [200, 200]
    kuki = _kuki(klien)
    for tempat in (0, kuki.index(".") + 1, len(kuki) - 2):
        lain = kuki[:tempat] + ("A" if kuki[tempat] != "A" else "B") + kuki[tempat + 1 :]
        assert _tiru(app, lain).get("/").status_code == 303
    assert _tiru(app, kuki).get("/").status_code == 200


def test_a_message_in_a_cookie_is_said_to_each_copy_once(app, masuk):
    """What a cookie holds is remembered between requests, and none may change it for the next."""
    klien = masuk("staf-umum")
    with klien.session_transaction() as sesi:
        sesi["_flashes"] = [("positif", "Sekali saja.")]
    kuki = _kuki(klien)
    for _ in range(2):
        satu = _tiru(app, kuki)
        kali = [satu.get("/").text.count("Sekali saja.") for _ in range(2)]
        assert kali == [1, 0]
    ingatan = app.extensions["iki_kuki_terbaca"]
    assert ingatan
    assert all("_flashes" not in isi for _, isi in ingatan.values())


def test_cookies_remembered_are_few(app, masuk):
    klien = masuk("staf-umum")
    for nomor in range(KUKI_DIINGAT + 5):
        with klien.session_transaction() as sesi:
            sesi["nomor"] = str(nomor)
        klien.get("/sehat")
    assert 0 < len(app.extensions["iki_kuki_terbaca"]) <= KUKI_DIINGAT


def test_cookies_are_closed_to_scripts_and_other_sites(tamu):
    kuki = _masuk(tamu).headers["Set-Cookie"]
    assert "HttpOnly" in kuki
    assert "SameSite=Lax" in kuki
    assert "Secure" not in kuki


def test_under_tls_the_cookie_is_held_to_this_host(app):
    setelan = app.config["IKI"]
    tls = buat_app(
        {
            "IKI_INSTANCE": str(setelan.instance),
            "IKI_DATABASE_URL": setelan.database_url,
            "IKI_TLS": "1",
        }
    )
    tls.test_client_class = KlienUji
    try:
        kuki = tls.test_client().get("/masuk", base_url="https://localhost").headers["Set-Cookie"]
    finally:
        tutup(tls)
    assert kuki.startswith("__Host-iki=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kuki.split("; "))
    assert "Domain" not in kuki


@pytest.mark.parametrize("alamat", ["/masuk", "/keluar", "/akun/sandi", "/kelola/tahun"])
def test_a_form_without_its_token_does_nothing(app, masuk, alamat):
    klien = masuk("pengelola")
    klien.get("/")
    awal = ambil_keadaan(app)
    for isi in ({}, {"csrf_token": "karangan"}, {"csrf_token": masuk("staf-umum").token()}):
        jawab = klien.post(alamat, data={"tahun": "2027", **isi}, csrf=False)
        assert jawab.status_code == 400
        assert "<h1" in jawab.text
    akhir = ambil_keadaan(app)
    assert {t: b for t, b in akhir.items() if t not in ("jejak", "sesi")} == {
        t: b for t, b in awal.items() if t not in ("jejak", "sesi")
    }


@pytest.mark.parametrize(
    "asal",
    ["https://jahat.example", "http://localhost.jahat.example", "http://localhost:81", "null"],
)
def test_a_form_from_another_site_does_nothing(app, masuk, asal):
    klien = masuk("pengelola")
    token = klien.token()
    awal = ambil_keadaan(app, "jejak")
    isi = {"tahun": "2027", "csrf_token": token}
    assert klien.post("/kelola/tahun", data=isi, headers={"Origin": asal}).status_code == 403
    assert ambil_keadaan(app, "jejak") == awal
    sendiri = {"Origin": "http://localhost"}
    assert klien.post("/kelola/tahun", data=isi, headers=sendiri).status_code == 303


def test_nothing_changes_by_reading_an_address_that_acts(app, masuk):
    klien = masuk("pengelola")
    awal = ambil_keadaan(app)
    for aturan in app.url_map.iter_rules():
        if "POST" in (aturan.methods or ()) and "<" not in aturan.rule:
            klien.get(aturan.rule)
    assert ambil_keadaan(app) == awal


def test_a_session_that_ends_in_a_fragment_moves_the_whole_page(tamu):
    kepala = {"HX-Request": "true", "HX-Current-URL": "http://localhost/indikator"}
    jawab = tamu.post("/realisasi/1/2026-TW1/simpan", headers=kepala)
    assert jawab.status_code == 401
    assert jawab.headers["HX-Redirect"] == "/masuk?next=/indikator"
    asing = {"HX-Request": "true", "HX-Current-URL": "https://jahat.example//jahat.example/"}
    lanjut = tamu.get("/", headers=asing).headers["HX-Redirect"]
    assert "jahat" not in tamu.get(lanjut).text


def test_what_was_typed_survives_the_end_of_a_session_but_no_password_does(tamu):
    isi = {"pembilang": "12", "kendala": "listrik <padam>", "versi": "1"}
    jawab = tamu.post("/realisasi/12/2026-TW1/simpan", data=isi)
    assert jawab.status_code == 401
    assert "listrik &lt;padam&gt;" in jawab.text
    rahasia = {
        "sandi_lama": "rahasia satu dua",
        "sandi": "rahasia tiga empat",
        "sandi_ulang": "x y",
    }
    jawab = tamu.post("/akun/sandi", data=rahasia)
    assert "rahasia" not in jawab.text
    assert "x y" not in jawab.text


def test_private_pages_are_not_kept_anywhere(masuk, tamu):
    klien = masuk("staf-umum")
    for alamat in ("/", "/indikator", "/panduan", "/tidak-ada"):
        kepala = klien.get(alamat).headers
        assert kepala["Cache-Control"] == "no-store"
        assert "HX-Request" in kepala["Vary"]
    assert tamu.get("/masuk").headers["Cache-Control"] == "no-store"
