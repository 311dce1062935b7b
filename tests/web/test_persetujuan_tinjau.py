"""The review over HTTP: what changes around it with a decision, decisions that came too late."""

import re

import pytest

from tests.pendukung.halaman import alamat, teks

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
