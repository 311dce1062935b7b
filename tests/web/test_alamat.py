"""Trusted hosts without setting anything, further names by setting, proxies only when named."""

import socket

import pytest

from iki_web.config import load_setelan
from iki_web.jaringan import _nama_lengkap, is_sendiri, list_alamat, list_nama, split_host
from iki_web.models import Kantor
from tests.pendukung.basis import SANDI, buat_app, tutup
from tests.pendukung.keadaan import ambil_keadaan
from tests.pendukung.klien import KlienUji
from tests.pendukung.langkah import ubah

MESIN = socket.gethostname().lower()


def _minta(klien, host: str, jalur: str = "/masuk", **lain):
    return klien.get(jalur, headers={"Host": host, **lain})


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "LOCALHOST.", "127.0.0.1", "127.0.0.1:8000", "127.9.9.9"]
    + [f"[{a}]:8000" if ":" in a else a for a in list_alamat()]
    + [MESIN, MESIN.upper(), f"{MESIN}:8000", f"{MESIN}.local", f"{MESIN}.lan"],
)
def test_the_machines_own_names_and_addresses_need_no_setting(tamu, host):
    assert _minta(tamu, host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("", "jahat.example", "jahat.example:8000", "localhost.jahat.example", "0.0.0.0", "[::]"),
        *(f"{MESIN}.jahat.example", f"x{MESIN}", f"jahat.example@{MESIN}", "127.0.0.1.jahat.id"),
        *(
            "192.0.2.77",
            "8.8.8.8",
            "[2001:db8::77]",
            "224.0.0.1",
            "[",
            "]",
            "a b",
            "..",
            "2130706433",
        ),
        *("localhost,jahat.example", "localhost/jahat", "2130706433", "%6cocalhost", "\x7f", "é"),
    ],
)
@pytest.mark.parametrize("jalur", ["/masuk", "/sehat", "/tidak-ada"])
def test_any_other_host_is_refused_in_words(app, tamu, host, jalur):
    awal = ambil_keadaan(app)
    jawab = _minta(tamu, host, jalur)
    assert jawab.status_code == 400
    assert "jahat" not in jawab.headers.get("Location", "") + jawab.text
    assert "Content-Security-Policy" in jawab.headers
    assert ambil_keadaan(app) == awal


def test_the_refusal_says_what_to_do(tamu):
    jawab = _minta(tamu, "jahat.example")
    assert "IKI_NAMA" in jawab.text
    assert "<h1" in jawab.text


def test_the_address_among_the_settings_is_ours_too(app, tamu):
    assert _minta(tamu, "iki.sampang.example:8000").status_code == 400
    ubah(app, Kantor, Kantor.id, 1, alamat_jaringan="http://iki.sampang.example:8000")
    assert _minta(tamu, "iki.sampang.example:8000").status_code == 200


def test_settings_name_further_hosts_and_proxies():
    setelan = load_setelan({"IKI_HOST": "Iki.Kantor", "IKI_NAMA": " satu.id, DUA ,"})
    assert set(setelan.nama) == {"iki.kantor", "satu.id", "dua"}
    assert setelan.proxy == ()


def test_a_header_is_taken_apart_as_browsers_write_it():
    assert split_host("Satu.Dua.:80") == "satu.dua"
    assert split_host("[FD00::1]:8000") == "fd00::1"
    assert split_host("") == ""


def test_a_name_is_not_ours_because_it_begins_like_ours(monkeypatch):
    monkeypatch.setattr("iki_web.jaringan._nama_lengkap", lambda: f"{list_nama()[0]}.kantor.id")
    assert is_sendiri(f"{list_nama()[0]}.kantor.id")
    assert not is_sendiri(f"{list_nama()[0]}.lain.id")
    assert _nama_lengkap()


@pytest.fixture
def lewat_proxy(app):
    """`lewat_proxy()`: the same instance behind a proxy at 10.0.0.9, which serves iki.example."""
    setelan = app.config["IKI"]
    lagi = buat_app(
        {
            "IKI_INSTANCE": str(setelan.instance),
            "IKI_DATABASE_URL": setelan.database_url,
            "IKI_PROXY": "10.0.0.9",
            "IKI_NAMA": "iki.example",
        }
    )
    lagi.test_client_class = KlienUji
    yield lagi
    tutup(lagi)


@pytest.mark.parametrize(
    ("tls", "port", "ada"), [("1", "443", 1), ("1", "8000", 0), ("0", "443", 0)]
)
def test_browsers_are_held_to_https_only_where_the_app_has_the_whole_name(app, tls, port, ada):
    app.config["IKI"] = load_setelan(
        {"IKI_INSTANCE": str(app.config["IKI"].instance), "IKI_TLS": tls, "IKI_PORT": port}
    )
    kepala = app.test_client().get("/masuk").headers
    assert ("Strict-Transport-Security" in kepala) == ada


def _masuk(klien, dari: str, sandi: str = SANDI, **kepala: str):
    return klien.post(
        "/masuk",
        data={"nama_pengguna": "staf-umum", "sandi": sandi},
        headers={"X-Forwarded-For": "10.7.7.7", **kepala},
        environ_base={"REMOTE_ADDR": dari},
    )


@pytest.mark.parametrize(("dari", "tercatat"), [("10.0.0.9", "10.7.7.7"), ("10.0.0.8", "10.0.0.8")])
def test_only_a_named_proxy_speaks_for_others(lewat_proxy, dari, tercatat):
    assert _masuk(lewat_proxy.test_client(), dari).status_code == 303
    assert tercatat in repr(ambil_keadaan(lewat_proxy)["jejak"][-1])


def test_a_proxy_hands_on_the_name_and_the_scheme_and_the_name_is_checked(lewat_proxy):
    def minta(host: str, dari: str):
        return lewat_proxy.test_client().get(
            "/masuk",
            headers={"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"},
            environ_base={"REMOTE_ADDR": dari},
        )

    assert minta("iki.example", "10.0.0.9").status_code == 200
    assert minta("jahat.example", "10.0.0.9").status_code == 400
    assert minta("jahat.example", "10.0.0.8").status_code == 200  # not believed: it asked localhost


def test_the_nearest_address_counts_where_a_browser_sends_one_of_its_own(lewat_proxy):
    klien = lewat_proxy.test_client()
    _masuk(klien, "10.0.0.9", **{"X-Forwarded-For": "10.1.1.1, 10.7.7.7"})
    assert "10.7.7.7" in repr(ambil_keadaan(lewat_proxy)["jejak"][-1])
