"""The review over HTTP: what changes around it with a decision, decisions that came too late."""

import re

import pytest

from iki_web.models import Periode
from tests.pendukung.halaman import alamat, teks
from tests.pendukung.keadaan import hitung_jejak
from tests.pendukung.langkah import ubah

HTMX = {"HX-Request": "true"}


@pytest.fixture
def atasan(masuk):
    return masuk("kasubbag-umum")


def _hitung(jawab) -> list[str]:
    """What an answer puts into the number on the menu."""
    oob = r'<i hx-swap-oob="innerHTML:\.hitung">(\d*)(?:<span.*?</span>)?</i>'
    return re.findall(oob, teks(jawab))


@pytest.mark.parametrize("langkah", ["setujui", "kembalikan"])
def test_the_number_on_the_menu_goes_down_with_every_decision(atasan, entri, langkah):
    semua = [entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (1, 2)]
    isi = {"alasan": "LAINNYA", "catatan": "Cocokkan."}
    for (nomor, kode, versi), sisa in zip(semua, ("1", ""), strict=True):
        tolak = atasan.post(
            f"{alamat(nomor, kode)}/{langkah}", data={"versi": versi - 1} | isi, headers=HTMX
        )
        assert (tolak.status_code, _hitung(tolak)) == (409, [f"{int(sisa or 0) + 1}"])
        jawab = atasan.post(
            f"{alamat(nomor, kode)}/{langkah}", data={"versi": versi} | isi, headers=HTMX
        )
        assert _hitung(jawab) == [sisa]
    for halaman in ("/persetujuan", f"/persetujuan/{nomor}/{kode}"):
        assert _hitung(atasan.get(halaman)) == []


def test_the_number_on_the_menu_goes_with_the_last_ones_of_the_list(atasan, entri):
    dua = [entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (1, 2)]
    pilih = ["/".join(map(str, satu)) for satu in dua]
    assert _hitung(atasan.post("/persetujuan", data={"pilih": pilih}, headers=HTMX)) == [""]


@pytest.fixture
def berikut(entri):
    """An entry that waits beside the one decided on; returns its address in the review."""
    nomor, kode, _ = entri("DIAJUKAN", periode="2026-TW3")
    return f"/persetujuan/{nomor}/{kode}"


def _setujui(klien, nomor, kode, versi, kepala) -> tuple[int, str]:
    jawab = klien.post(f"{alamat(nomor, kode)}/setujui", data={"versi": versi}, headers=kepala)
    return jawab.status_code, teks(jawab)


def _periksa_jalan(isi: str, berikut: str, kepala: dict[str, str]) -> None:
    """The way on is there, in the queue's own frame."""
    assert ("<html" in isi) == (kepala != HTMX)
    assert 'id="tinjau"' in isi
    assert 'href="/persetujuan"' in isi
    assert re.search(rf'href="{berikut}"\s+data-pintas="n"', isi)


@pytest.mark.parametrize("kepala", [HTMX, {}], ids=["htmx", "biasa"])
def test_approving_what_was_decided_says_what_happened_and_leads_on(
    app, atasan, entri, berikut, kepala
):
    satu = entri("DIAJUKAN")
    assert _setujui(atasan, *satu, {})[0] == 303
    status, isi = _setujui(atasan, *satu, kepala)
    assert status == 409
    assert "Realisasi ini sudah berubah sejak Anda membukanya" in isi
    assert "Kasubbag Umum (Kepala Sub Bagian Umum dan Kepegawaian) menyetujui realisasi ini." in isi
    assert "Disetujui oleh Kepala Sub Bagian Umum" in isi
    assert "90,00 %" in isi
    _periksa_jalan(isi, berikut, kepala)
    assert hitung_jejak(app, "realisasi.disetujui") == 1
    assert hitung_jejak(app, "ditolak") == 1


@pytest.mark.parametrize("kepala", [HTMX, {}], ids=["htmx", "biasa"])
def test_approving_what_was_withdrawn_says_so_and_shows_nothing_of_the_draft(
    app, atasan, masuk, entri, berikut, kepala
):
    nomor, kode, versi = entri("DIAJUKAN", kendala="rahasia dapur")
    tarik = masuk("staf-umum").post(f"{alamat(nomor, kode)}/tarik", data={"versi": versi})
    assert tarik.status_code == 303
    status, isi = _setujui(atasan, nomor, kode, versi, kepala)
    assert status == 409
    assert "Staf Umum menarik realisasi ini menjadi draf." in isi
    assert "belum dapat dilihat: masih di tangan pemiliknya" in isi
    assert "rahasia dapur" not in isi
    _periksa_jalan(isi, berikut, kepala)
    assert hitung_jejak(app, "realisasi.disetujui") == 0


def test_approving_an_older_version_offers_the_one_there_is_now(atasan, masuk, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    staf = masuk("staf-umum")
    staf.post(f"{alamat(nomor, kode)}/tarik", data={"versi": versi})
    isi = {"versi": versi + 1, "pembilang": "150", "penyebut": "200"}
    assert staf.post(f"{alamat(nomor, kode)}/ajukan", data=isi).status_code == 303
    status, isi = _setujui(atasan, nomor, kode, versi, HTMX)
    assert status == 409
    assert "mengajukan realisasi ini (nilai 75,00 % (150/200))." in isi
    assert f'name="versi" value="{versi + 2}"' in isi
    # He meant to approve: the form to return stays folded.
    assert not re.search(r'<details class="kembalikan"\s+open', isi)
    assert _setujui(atasan, nomor, kode, versi + 2, HTMX)[0] == 200


@pytest.mark.parametrize("kepala", [HTMX, {}], ids=["htmx", "biasa"])
def test_approving_in_a_period_that_closed_says_so_and_leads_on(
    app, atasan, entri, berikut, kepala
):
    satu = entri("DIAJUKAN")
    ubah(app, Periode, Periode.kode, "2026-TW1", status="DITUTUP")
    status, isi = _setujui(atasan, *satu, kepala)
    assert status == 422
    assert "Periode ini sudah ditutup" in isi
    assert "Tidak diputus" in isi
    assert "/setujui" not in isi
    _periksa_jalan(isi, berikut, kepala)
