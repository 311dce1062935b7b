"""The app's log: one line a request, nothing of what people type, bounded, on any clock."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from iki_web.extensions import db
from iki_web.models import Jejak
from iki_web.queries.periksa import find_kerusakan
from iki_web.storage.catatan import BANYAK, open_catatan
from iki_web.web.catatan import _SAMPEL, Denyut, get_denyut
from tests.pendukung.basis import SANDI
from tests.pendukung.halaman import TW1, alamat

RAHASIA = "jangan-pernah-tercatat"


@pytest.fixture
def catatan(app):
    """`catatan()`: the lines written so far."""
    folder = app.config["IKI"].catatan
    with open_catatan(folder) as berkas:

        def baca():
            berkas.flush()
            isi = "".join(b.read_text("utf-8") for b in sorted(folder.iterdir()))
            return [json.loads(baris) for baris in isi.splitlines()]

        yield baca


def test_a_request_is_one_line_with_what_helps_to_find_it(masuk, catatan, tamu):
    klien = masuk("staf-umum")
    assert klien.get("/indikator?periode=2026-TW1").status_code == 200
    tamu.get("/tidak/ada?kata=kunci")
    satu, dua = catatan()[-2:]
    assert satu | {"waktu": "", "permintaan": "", "ms": 0, "akun": 0} == {
        "waktu": "",
        "tingkat": "INFO",
        "pesan": "permintaan",
        "permintaan": "",
        "metode": "GET",
        "endpoint": "indikator.index",
        "status": 200,
        "akun": 0,
        "ms": 0,
    }
    assert satu["akun"] > 0
    assert satu["ms"] > 0
    assert re.fullmatch(r"[0-9a-f]{16}", satu["permintaan"])
    assert (dua["endpoint"], dua["status"], dua["akun"]) == ("-", 404, None)


def test_the_code_is_the_one_of_the_audit_line(app, tamu, catatan):
    tamu.post("/masuk", data={"nama_pengguna": "staf-umum", "sandi": SANDI})
    with app.app_context():
        kode = db.session.execute(
            select(Jejak.permintaan).order_by(Jejak.seq.desc()).limit(1)
        ).scalar_one()
    assert catatan()[-1]["permintaan"] == kode


def _gagalkan(monkeypatch, galat):
    def gagal(*_args):
        raise galat

    monkeypatch.setattr("iki_web.web.indikator.page", gagal)
    monkeypatch.setattr("iki_web.web.indikator.get_pelaku", gagal)


def test_a_failure_is_written_with_its_trace_and_the_code_on_the_page(
    app, masuk, catatan, monkeypatch
):
    from iki_web.web.errors import _handle_tak_terduga

    app.register_error_handler(Exception, _handle_tak_terduga)
    _gagalkan(monkeypatch, ValueError(f"isi {RAHASIA}"))
    jawab = masuk("staf-umum").get("/indikator")
    assert jawab.status_code == 500
    galat, permintaan = catatan()[-2:]
    assert permintaan["status"] == 500
    assert galat["permintaan"] == permintaan["permintaan"]
    assert f"Kode permintaan: {galat['permintaan']}" in jawab.text
    assert galat["galat"].endswith("builtins.ValueError")
    assert "web/indikator.py" in galat["galat"]
    assert RAHASIA not in json.dumps(catatan())
    with app.app_context():
        denyut = get_denyut()
    assert denyut.jumlah_galat == 1
    assert denyut.galat[-1].kode == galat["permintaan"]


def test_a_database_failure_names_its_own_words_but_no_values(masuk, catatan, monkeypatch):
    import sqlite3

    asal = sqlite3.OperationalError("disk I/O error")
    galat = OperationalError("UPDATE x SET y = ?", {"sandi": RAHASIA}, asal)
    galat.__cause__ = asal
    _gagalkan(monkeypatch, galat)
    assert masuk("staf-umum").get("/indikator").status_code == 503
    teks = json.dumps(catatan())
    assert "sqlite3.OperationalError: disk I/O error" in teks
    assert RAHASIA not in teks
    assert "UPDATE x" not in teks


def test_no_text_password_token_or_cookie_is_ever_written(app, masuk, tamu, entri, catatan, capfd):
    nomor, kode, versi = entri("DRAF")
    klien = masuk("staf-umum")
    for satu, boleh in ((tamu, _publik), (klien, _kerja), (masuk("pengelola"), _kelola)):
        for aturan in app.url_map.iter_rules():
            jalur = aturan.rule.replace("<int:indikator_id>/<kode>", f"{nomor}/{kode}")
            jalur = re.sub(r"<\w+>", RAHASIA, re.sub(r"<int:\w+>", "1", jalur))
            for metode in sorted(aturan.methods - {"OPTIONS", "HEAD"}):
                if aturan.endpoint == "masuk.keluar" or not boleh(app, aturan.endpoint):
                    continue
                satu.open(
                    f"{jalur}?kata={RAHASIA}",
                    method=metode,
                    data=None if metode == "GET" else _isian(versi),
                    headers={"Referer": f"http://localhost/{RAHASIA}", "X-Lain": RAHASIA},
                )
    tamu.open("/masuk", method="POST", data={"nama_pengguna": RAHASIA, "sandi": RAHASIA * 2})
    tamu.open("/", method=RAHASIA.upper().replace("-", ""))
    logging.getLogger("waitress").warning("Invalid request %s: %d", RAHASIA, 7)
    logging.getLogger("pihak.lain").error(f"isi {RAHASIA}")
    baris = catatan()
    assert len([b for b in baris if b.get("akun")]) > 150
    kuki = klien.get_cookie("iki").value
    teks = json.dumps(baris) + "".join(capfd.readouterr())
    for larangan in (RAHASIA, RAHASIA.upper().replace("-", ""), SANDI, kuki, klien.token()):
        assert larangan not in teks
    assert "Invalid request …: 7" in json.dumps(baris, ensure_ascii=False)


def _publik(app, endpoint):
    return app.view_functions[endpoint].izin.syarat is None


def _kelola(_app, endpoint):
    return endpoint.startswith("kelola.")


def _kerja(app, endpoint):
    return not _publik(app, endpoint) and not _kelola(app, endpoint)


def _isian(versi: int) -> dict[str, str]:
    medan = (
        "nama_pengguna", "sandi", "sandi_lama", "sandi_ulang", "pembilang", "penyebut", "kendala",
        "keterangan", "tindak_lanjut", "catatan", "alasan", "nama", "next", "tempel",
    )  # fmt: skip
    return dict.fromkeys(medan, RAHASIA) | {"versi": str(versi)}


def test_files_turn_over_and_are_bounded(tmp_path):
    catat = logging.getLogger("iki_web.uji")
    with open_catatan(tmp_path, ukuran=2000) as berkas:
        for nomor in range(400):
            catat.info("baris", extra={"isi": {"nomor": nomor}})
            berkas.flush()
    semua = sorted(tmp_path.iterdir())
    assert len(semua) == BANYAK + 1
    assert all(b.stat().st_size <= 2000 for b in semua)
    assert '"nomor": 399' in (tmp_path / "aplikasi.log").read_text("utf-8")


def test_a_disk_that_refuses_costs_lines_and_nothing_else(tmp_path):
    catat = logging.getLogger("iki_web.uji")
    with open_catatan(tmp_path) as berkas:
        catat.info("pertama")
        berkas.flush()
        asli = berkas.stream

        class Penuh:
            def tell(self):
                return asli.tell()

            def write(self, isi):
                raise OSError(28, "No space left on device")

        berkas.stream = Penuh()
        for _ in range(3):
            catat.error("hilang")
            berkas.flush()
        hilang, berkas.stream = berkas.hilang, asli
        assert hilang == 3
        catat.info("kembali")
        berkas.flush()
        assert berkas.hilang == 0
    baris = [json.loads(b) for b in (tmp_path / "aplikasi.log").read_text("utf-8").splitlines()]
    assert [b["pesan"] for b in baris] == ["pertama", "kembali", "baris hilang"]
    assert baris[-1]["jumlah"] == 3


def test_what_is_remembered_is_bounded():
    kini = datetime.now(UTC)
    denyut = Denyut(kini, kini)
    for lama in range(_SAMPEL + 100):
        denyut.add("lambat.index", 500 if lama % 2 else 200, "kode", float(lama))
        denyut.add("cepat.index", 200, "kode", 1.0)
    lambat, cepat = denyut.list_lambat()
    assert (lambat.endpoint, lambat.kali) == ("lambat.index", _SAMPEL + 100)
    # Only the last ones count: 100 to 299.
    assert (lambat.tengah, lambat.p95) == (199.5, 290.0)
    assert (cepat.tengah, cepat.p95) == (1.0, 1.0)
    assert denyut.jumlah_galat == (_SAMPEL + 100) // 2
    assert len(denyut.galat) == 50


def test_a_clock_that_jumps_back_warns_and_breaks_nothing(
    app, masuk, entri, catatan, jam_uji, sebagai
):
    nomor, kode, versi = entri("DIAJUKAN")
    staf, atasan = masuk("staf-umum"), masuk("kasubbag-umum")
    assert staf.get("/").status_code == atasan.get("/").status_code == 200
    jam_uji.maju(-timedelta(hours=3))
    for klien in (staf, atasan):
        assert klien.get("/").status_code == 200
    jawab = atasan.post(f"{alamat(nomor, kode)}/setujui", data={"versi": str(versi)})
    assert jawab.status_code == 303
    assert _masuk(app).status_code == 303
    mundur = [b for b in catatan() if "mundur" in b["pesan"]]
    assert [b["pesan"] for b in mundur] == ["jam komputer mundur 10800 detik"]
    with app.app_context():
        assert get_denyut().mundur.dari - get_denyut().mundur.ke == timedelta(hours=3)
        rusak = find_kerusakan(
            sebagai("pengelola"), app.config["IKI_KUNCI_JEJAK"], app.extensions["iki_simpanan"]
        )
    assert rusak == []
    assert kode == TW1


def _masuk(app):
    return app.test_client().post("/masuk", data={"nama_pengguna": "camat", "sandi": SANDI})


def test_a_clock_set_right_by_seconds_is_no_news(app, masuk, catatan, jam_uji):
    klien = masuk("staf-umum")
    klien.get("/")
    jam_uji.maju(-timedelta(seconds=29))
    klien.get("/")
    assert not [b for b in catatan() if "mundur" in b["pesan"]]
