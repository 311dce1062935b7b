"""Signing in and out: one answer for every wrong pair, throttle, dead cookies, CSRF, origin."""

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from iki_web.actions.percobaan import BATAS_AKUN, BATAS_ALAMAT
from iki_web.actions.sandi import hash_sandi
from iki_web.models import Pegawai
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.klien import KlienUji
from tests.pendukung.langkah import ubah

SALAH = "kata sandi yang keliru"


def _coba(klien, nama="staf-umum", sandi=SANDI, alamat="10.0.0.1", **isi):
    return klien.post(
        "/masuk",
        data={"nama_pengguna": nama, "sandi": sandi, **isi},
        environ_base={"REMOTE_ADDR": alamat},
    )


def _isi_pokok(jawab) -> str:
    """The answer without what differs by nature: the token and the name typed."""
    return re.sub(r'(name="(csrf_token|nama_pengguna)"\s[^>]*?value=)"[^"]*"', r"\1", jawab.text)


def test_the_right_pair_leads_to_the_first_page(tamu):
    jawab = _coba(tamu)
    assert (jawab.status_code, jawab.location) == (303, "/")
    assert tamu.get("/").status_code == 200
    assert tamu.get("/masuk").location == "/"


@pytest.mark.parametrize("nama", ["STAF-UMUM", "  staf-umum "])
def test_names_are_forgiving_in_case_and_space(tamu, nama):
    assert _coba(tamu, nama).status_code == 303


@pytest.mark.parametrize("sandi", [SANDI.upper(), SANDI + " ", " " + SANDI])
def test_passwords_are_not(tamu, sandi):
    assert _coba(tamu, sandi=sandi).status_code == 422


def test_unknown_wrong_and_disabled_answer_alike(app, tamu):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-pmd", aktif=False)
    tidak_ada = _coba(tamu, "tidak-ada-orangnya", SALAH)
    salah = _coba(tamu, "staf-umum", SALAH)
    nonaktif = _coba(tamu, "staf-pmd", SANDI)
    assert {j.status_code for j in (tidak_ada, salah, nonaktif)} == {422}
    assert _isi_pokok(tidak_ada) == _isi_pokok(salah) == _isi_pokok(nonaktif)
    assert "tidak cocok" in salah.text
    assert SALAH not in salah.text


@pytest.mark.usefixtures("sandi_asli")
def test_unknown_names_cost_the_same_work(app, tamu):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", sandi_hash=hash_sandi(SANDI))

    def ukur(nama: str) -> float:
        awal = time.process_time()  # work, not waiting: a busy machine makes nothing unequal
        _coba(tamu, nama, SALAH)
        return time.process_time() - awal

    _coba(tamu, "pemanasan", SALAH)
    tidak_ada = min(ukur("tidak-ada") for _ in range(4))
    ada = min(ukur("staf-umum") for _ in range(4))
    assert tidak_ada > ada * 0.5


@pytest.mark.parametrize(("nama", "sandi"), [("", SANDI), ("staf-umum", ""), ("  ", "  ")])
def test_an_empty_form_is_said_and_not_counted(app, tamu, nama, sandi):
    awal = ambil_keadaan(app)
    assert _coba(tamu, nama, sandi).status_code == 422
    assert ambil_keadaan(app) == awal


def test_an_account_is_throttled_from_one_address_only(app, tamu, jam_uji):
    for _ in range(BATAS_AKUN):
        assert _coba(tamu, sandi=SALAH).status_code == 422
    tolak = _coba(tamu)
    assert tolak.status_code == 429
    assert "5 menit" in tolak.text
    assert _coba(tamu, "kasubbag-umum").status_code == 303
    assert _coba(app.test_client(), alamat="10.0.0.2").status_code == 303
    jam_uji.maju(timedelta(minutes=5, seconds=1))
    assert _coba(app.test_client()).status_code == 303


def test_tries_of_a_clock_put_back_since_keep_nobody_out(app, tamu, jam_uji):
    for _ in range(BATAS_AKUN):
        _coba(tamu, sandi=SALAH)
    jam_uji.maju(-timedelta(hours=3))
    for _ in range(BATAS_AKUN - 1):
        assert _coba(tamu, sandi=SALAH).status_code == 422
    assert _coba(app.test_client()).status_code == 303
    assert _coba(tamu, sandi=SALAH).status_code == 422
    assert _coba(tamu).status_code == 429
    # When the hour comes again, what was tried in the first one is long past.
    jam_uji.maju(timedelta(hours=3))
    assert _coba(app.test_client()).status_code == 303


def test_an_address_is_throttled_over_all_names(app, tamu):
    for nomor in range(BATAS_ALAMAT):
        assert _coba(tamu, f"nama-{nomor}", SALAH).status_code == 422
    assert _coba(tamu).status_code == 429
    assert _coba(tamu, alamat="10.0.0.2").status_code == 303


def test_the_throttle_outlives_a_restart(app, tamu):
    for _ in range(BATAS_AKUN):
        _coba(tamu, sandi=SALAH)
    lingkungan = {
        "IKI_INSTANCE": str(app.config["IKI"].instance),
        "IKI_DATABASE_URL": app.config["IKI"].database_url,
    }
    lagi = buat_app(lingkungan)
    lagi.test_client_class = KlienUji
    try:
        assert _coba(lagi.test_client()).status_code == 429
    finally:
        tutup(lagi)


@pytest.mark.parametrize("benar", [False, True])
def test_of_many_tries_at_once_no_more_than_the_limit_learn_anything(app, tamu, benar):
    """Also the right one is told nothing once the others have used the limit up."""
    for _ in range(BATAS_AKUN - 1):
        _coba(tamu, sandi=SALAH)

    def coba(nomor: int) -> int:
        return _coba(app.test_client(), sandi=SANDI if benar and nomor == 0 else SALAH).status_code

    with ThreadPoolExecutor(8) as serentak:
        jawab = Counter(serentak.map(coba, range(8)))
    assert jawab[422] == 1
    assert jawab[303] <= benar
    assert jawab[429] == 8 - jawab[422] - jawab[303]
    assert hitung_jejak(app, "masuk.ditolak") == BATAS_AKUN


def test_a_forwarded_address_is_not_believed(tamu):
    for nomor in range(BATAS_AKUN):
        tamu.post(
            "/masuk",
            data={"nama_pengguna": "staf-umum", "sandi": SALAH},
            headers={"X-Forwarded-For": f"10.1.1.{nomor}"},
        )
    jawab = tamu.post(
        "/masuk",
        data={"nama_pengguna": "staf-umum", "sandi": SANDI},
        headers={"X-Forwarded-For": "10.1.1.99"},
    )
    assert jawab.status_code == 429


def test_sign_ins_right_and_wrong_are_lines_of_the_trail(app, tamu):
    _coba(tamu, sandi=SALAH)
    _coba(tamu)
    assert hitung_jejak(app, "masuk.ditolak") == 1
    assert hitung_jejak(app, "masuk.berhasil") == 1
    assert "10.0.0.1" in repr(ambil_keadaan(app)["jejak"][-1])


def test_a_one_time_password_forces_a_change_before_anything_else(app, tamu):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-umum", wajib_ganti=True)
    _coba(tamu)
    for alamat in ("/", "/indikator", "/rekap", "/keputusan", "/panduan"):
        assert tamu.get(alamat).location == "/akun/sandi"
    isi = {"sandi_lama": SANDI, "sandi": "sawah padi hujan 3", "sandi_ulang": "sawah padi hujan 3"}
    assert tamu.post("/akun/sandi", data={**isi, "sandi_lama": SALAH}).status_code == 422
    assert tamu.post("/akun/sandi", data=isi).location == "/"
    assert tamu.get("/").status_code == 200


@pytest.mark.parametrize(
    "tujuan",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "\\\\jahat.example",
        "/\t/jahat.example",
        "javascript:alert(1)",
        "http:jahat.example",
        "jahat.example",
        "/ok\r\nSet-Cookie: a=b",
        "//[",
        "http://[",
        "/\\[jahat.example",
        " /rekap",
        "",
    ],
)
def test_next_never_leaves_this_app(app, tamu, tujuan):
    assert _coba(tamu, next=tujuan).location == "/"
    lagi = app.test_client()
    assert "jahat" not in lagi.get("/masuk", query_string={"next": tujuan}).text


def test_next_leads_to_where_the_person_wanted_to_go(tamu):
    jawab = tamu.get("/indikator?periode=2026-TW2")
    assert jawab.location == "/masuk?next=/indikator?periode%3D2026-TW2"
    assert _coba(tamu, next="/indikator?periode=2026-TW2").location == "/indikator?periode=2026-TW2"


def test_who_signs_in_at_a_pc_ends_the_session_that_was_left_open(app, tamu):
    _coba(tamu)
    kuki = tamu.get_cookie("iki")
    assert _coba(tamu, "kasubbag-umum").status_code == 303
    salinan = app.test_client()
    salinan.set_cookie("iki", kuki.value)
    assert salinan.get("/").status_code == 303
    assert hitung_jejak(app, "keluar") == 1
    assert tamu.get("/").status_code == 200


def test_a_refused_sign_in_leaves_the_open_session_alone(tamu):
    _coba(tamu)
    assert _coba(tamu, "kasubbag-umum", SALAH).status_code == 422
    assert tamu.get("/").status_code == 200
