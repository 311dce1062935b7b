"""An edition read from a file, a proposal chosen into it, and its indicator answered for."""

from functools import partial
from pathlib import Path

import pytest
import tomli_w
from playwright.sync_api import expect

from iki_web.rules.naskah import build_toml
from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.pendukung.basis import SANDI
from tests.pendukung.edisi import TERKOREKSI, buat_bersih
from tests.pendukung.usulan import ISI


def _muat(page, berkas: Path, kode: str) -> None:
    page.get_by_label("Berkas edisi").set_input_files(berkas)
    page.get_by_label("Kode draf").fill(kode)
    page.get_by_role("button", name="Muat sebagai draf").click()


def _jawab(page) -> None:
    """Answer every question with yes."""
    for satu in page.get_by_role("radio", name="Ya", exact=True).all():
        satu.check()


def _usulkan(page) -> str:
    """Hand a proposal in; returns its address."""
    periksa_halaman(page)
    for nama in ("nama", "sasaran", "pembilang", "penyebut"):
        page.locator(f"[name={nama}]").fill(getattr(ISI, nama))
    page.locator("[name=sumber_data]").fill("Buku agenda surat")
    page.get_by_label("Alasan usulan").fill("Surat belum diukur.")
    page.get_by_role("button", name="Kirim usulan").click()
    page.get_by_text("Usulan dikirim.").wait_for()
    return "/usulan/" + page.url.rsplit("/", 1)[1]


def _pilih(page, draf: str) -> None:
    """Choose the proposal into the draft."""
    periksa_halaman(page)
    page.get_by_label("Dipilih, dimuat ke draf").check()
    page.get_by_label("Draf edisi").select_option(draf)
    page.get_by_label("Alasan").fill("Sesuai tugas jabatan.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_role("button", name="Simpan keputusan")).to_have_count(0)
    periksa_halaman(page)


def _nilai(page) -> None:
    """Answer for the chosen indicator in place."""
    expect(page.get_by_text("0 dari 33 sudah dinilai")).to_be_visible()
    periksa_halaman(page)
    page.get_by_role("link", name=f"Nilai {ISI.nama}").click()
    page.locator(".mutu-form").wait_for()
    _jawab(page)
    periksa_halaman(page)
    page.get_by_role("button", name="Simpan penilaian").click()
    expect(page.get_by_text("1 dari 33 sudah dinilai")).to_be_visible()


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_from_a_file_to_a_proposal_in_the_draft(server_baru, buka_peramban, tmp_path, ukuran):
    for nama, edisi in (("asing", buat_bersih()), ("edisi", TERKOREKSI)):
        (tmp_path / f"{nama}.toml").write_text(tomli_w.dumps(build_toml(edisi)), encoding="utf-8")
    buka = partial(buka_peramban, server_baru.alamat, ukuran)
    pengelola = buka()
    pengelola.masuk("pengelola", SANDI)
    page = pengelola.buka("/kelola/edisi/muat")
    periksa_halaman(page)
    with pengelola.boleh(422, "/kelola/edisi/muat"):
        _muat(page, tmp_path / "asing.toml", "uji")
        page.get_by_text("belum ada di kantor ini").wait_for()
    periksa_halaman(page)
    _muat(page, tmp_path / "edisi.toml", "uji")
    page.get_by_text("11 jabatan, 32 indikator").wait_for()
    periksa_halaman(page)
    draf = page.url.rsplit("/", 1)[1]
    staf, kasubbag = buka(), buka()
    staf.masuk("staf-umum", SANDI)
    usulan = _usulkan(staf.buka("/usulan/baru"))
    kasubbag.masuk("kasubbag-umum", SANDI)
    page = kasubbag.buka(usulan)
    periksa_halaman(page)
    _jawab(page)
    page.get_by_role("button", name="Simpan penilaian").click()
    expect(page.get_by_role("button", name="Simpan penilaian")).to_have_count(0)
    _pilih(pengelola.buka(usulan), draf)
    _nilai(pengelola.buka(f"/kelola/edisi/{draf}/mutu"))
    page = pengelola.buka(f"/kelola/edisi/{draf}")
    expect(page.get_by_text("32 indikator belum dinilai")).to_be_visible()
