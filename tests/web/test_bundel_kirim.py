"""The transfer: exact length, the rest of a broken one, what changed meanwhile, and turns."""

import pytest

from iki_web.storage import BerkasRusak, RuangPenuh
from iki_web.web.bundel import kirim
from tests.pendukung.bundel import ZIP, buat_pdf, setujui, tempat_berkas
from tests.pendukung.keadaan import hitung_jejak


@pytest.fixture
def klien(app, masuk):
    """A reader of a bundle with one approved file."""
    setujui(app, [("agenda.pdf", buat_pdf("satu"))])
    return masuk("staf-umum")


@pytest.fixture
def utuh(klien):
    """The whole bundle."""
    return klien.get(ZIP)


def test_the_same_content_gives_the_same_bytes(klien, utuh, jam_uji):
    assert klien.get(ZIP).data == utuh.data
    assert klien.get(ZIP).headers["ETag"] == utuh.headers["ETag"]
    kepala = klien.head(ZIP)
    assert kepala.data == b""
    for nama in ("Content-Length", "ETag", "Accept-Ranges", "Content-Disposition"):
        assert kepala.headers[nama] == utuh.headers[nama]


@pytest.mark.parametrize("mulai", [0, 1, 5000, -1, -700])
def test_a_broken_transfer_goes_on_where_it_ended(app, klien, utuh, mulai):
    penuh = utuh.data
    minta = f"bytes={mulai}-" if mulai >= 0 else f"bytes={mulai}"
    jawab = klien.get(ZIP, headers={"Range": minta, "If-Range": utuh.headers["ETag"]})
    assert jawab.status_code == (206 if mulai else 200)
    assert jawab.data == penuh[mulai:]
    assert int(jawab.headers["Content-Length"]) == len(jawab.data)
    if mulai:
        awal = mulai % len(penuh)
        harap = f"bytes {awal}-{len(penuh) - 1}/{len(penuh)}"
        assert jawab.headers["Content-Range"] == harap
    assert hitung_jejak(app, "bundel.diunduh") == 2


def test_a_part_in_the_middle(klien, utuh):
    jawab = klien.get(ZIP, headers={"Range": "bytes=100-299"})
    assert (jawab.status_code, jawab.data) == (206, utuh.data[100:300])
    jawab = klien.get(ZIP, headers={"Range": f"bytes=100-{10**12}"})
    assert (jawab.status_code, jawab.data) == (206, utuh.data[100:])


def test_what_has_changed_meanwhile_comes_anew_and_whole(app, klien, utuh):
    setujui(app, [("susulan.pdf", buat_pdf("dua"))], kode="2026-TW2")
    jawab = klien.get(ZIP, headers={"Range": "bytes=500-", "If-Range": utuh.headers["ETag"]})
    assert jawab.status_code == 200
    assert len(jawab.data) > len(utuh.data)
    tanggal = {"Range": "bytes=500-", "If-Range": "Fri, 10 Apr 2026 02:00:00 GMT"}
    assert klien.get(ZIP, headers=tanggal).status_code == 200


@pytest.mark.parametrize("aneh", ["bytes=a-b", "baris=1-2", "bytes=1-2,5-9", "bytes=", "x"])
def test_a_range_nobody_understands_is_none(klien, utuh, aneh):
    jawab = klien.get(ZIP, headers={"Range": aneh})
    assert (jawab.status_code, jawab.data) == (200, utuh.data)


def test_beyond_the_end_there_is_nothing(app, klien, utuh):
    panjang = len(utuh.data)
    awal = hitung_jejak(app)
    jawab = klien.get(ZIP, headers={"Range": f"bytes={panjang}-"})
    assert jawab.status_code == 416
    assert jawab.headers["Content-Range"] == f"bytes */{panjang}"
    assert hitung_jejak(app) == awal


def test_a_file_altered_while_it_is_sent_breaks_the_transfer_off(app, klien):
    isi = buat_pdf("satu")
    jawab = klien.get(ZIP, buffered=False)
    potongan = jawab.iter_encoded()
    next(potongan)
    tempat_berkas(app, isi).write_bytes(isi[:-2] + b"X\n")
    terkirim: list[bytes] = []
    with pytest.raises(BerkasRusak):
        terkirim.extend(potongan)
    assert not any(isi[:-2] in satu for satu in terkirim)
    jawab.close()
    assert "TIDAK-LENGKAP.txt" in klien.get(ZIP).get_data().decode("latin-1")


def test_few_transfers_at_once_and_every_turn_is_given_back(app, klien):
    terbuka = [klien.get(ZIP, buffered=False) for _ in range(kirim.SEKALIGUS)]
    awal = hitung_jejak(app)
    penuh = klien.get(ZIP)
    assert penuh.status_code == 429
    assert "sedang diunduh" in penuh.text
    assert hitung_jejak(app) == awal
    for satu in terbuka:
        satu.close()
        satu.close()
    assert klien.get(ZIP).status_code == 200
    for _ in range(2 * kirim.SEKALIGUS):
        assert klien.get(ZIP).status_code == 200


def test_a_line_that_cannot_be_written_sends_nothing_and_keeps_no_turn(klien, monkeypatch):
    def penuh(*_isi: object) -> None:
        raise RuangPenuh

    with monkeypatch.context() as tambal:
        tambal.setattr("iki_web.web.bundel.create_jejak", penuh)
        for _ in range(kirim.SEKALIGUS + 1):
            assert klien.get(ZIP).status_code == 507
    assert klien.get(ZIP).status_code == 200
