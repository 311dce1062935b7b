"""Filling in one entry: what appears while typing, what stays after an error, files, steps."""

import base64

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pemeriksaan import periksa_halaman
from tests.e2e.peramban import LEBAR, PONSEL
from tests.storage.pembuat_berkas import pdf

STAF = "staf-umum"


@pytest.fixture
def buka_entri(peramban, nomor, tahun):
    """`buka_entri()` -> (browser of Staf Umum, card of an entry nobody has filled in)."""

    def buka(ukuran=LEBAR, kode=""):
        satu = peramban(STAF, ukuran)
        return satu, satu.entri(nomor("staf-umum-1"), kode or f"{tahun}-TW1")

    return buka


def isi(satu: Locator, pembilang: str, penyebut: str) -> None:
    satu.locator("[name=pembilang]").fill(pembilang)
    satu.locator("[name=penyebut]").fill(penyebut)


def tekan(satu: Locator, nama: str) -> None:
    satu.get_by_role("button", name=nama, exact=True).click()


def keadaan(satu: Locator) -> Locator:
    return satu.locator(".kartu-kepala .lencana")


def jatuhkan(page: Page, tempat: Locator, *nama: str) -> None:
    """Drop files from the desktop on a place."""
    isi_berkas = [(n, base64.b64encode(pdf(i + 1)).decode()) for i, n in enumerate(nama)]
    muatan = page.evaluate_handle(
        """(semua) => {
          const muatan = new DataTransfer();
          for (const [nama, isi] of semua) {
            const bita = Uint8Array.from(atob(isi), (c) => c.charCodeAt(0));
            muatan.items.add(new File([bita], nama, { type: "application/pdf" }));
          }
          return muatan;
        }""",
        isi_berkas,
    )
    for peristiwa in ("dragenter", "dragover", "drop"):
        tempat.dispatch_event(peristiwa, {"dataTransfer": muatan})


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_the_result_follows_every_number(buka_entri, ukuran):
    orang, satu = buka_entri(ukuran)
    hasil = satu.locator(".hitung-hasil")
    expect(hasil).to_contain_text("isi semua angka")
    isi(satu, "82", "64")
    expect(hasil).to_contain_text("128,13 %")
    periksa_halaman(orang.page)
    satu.locator("[name=pembilang]").fill("1.5")
    expect(hasil.locator(".galat-isian")).to_be_visible()
    satu.locator("[name=pembilang]").press_sequentially("00")
    satu.locator("[name=penyebut]").fill("3.000")
    expect(hasil).to_contain_text("50,00 %")


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_an_amount_of_money_is_seen_whole(buka_entri, ukuran):
    _, satu = buka_entri(ukuran)
    isi(satu, "888.888.888.888", "888.888.888.888")
    for nama in ("pembilang", "penyebut"):
        medan = satu.locator(f"[name={nama}]")
        isi_lebar, lebar = medan.evaluate("satu => [satu.scrollWidth, satu.clientWidth]")
        assert isi_lebar <= lebar, nama


@pytest.mark.parametrize("ukuran", [LEBAR, PONSEL], ids=["1366x768", "390x844"])
def test_a_refused_number_keeps_everything_typed(buka_entri, ukuran):
    orang, satu = buka_entri(ukuran)
    isi(satu, "66.7", "200")
    satu.get_by_label("Keterangan").fill("Dua surat tertukar.")
    with orang.boleh(422, "/simpan"):
        tekan(satu, "Simpan")
        expect(satu.get_by_role("alert")).to_contain_text("Belum tersimpan")
    salah = satu.locator("[name=pembilang]")
    expect(salah).to_have_value("66.7")
    expect(salah).to_have_attribute("aria-invalid", "true")
    expect(salah).to_be_focused()
    expect(satu.locator(f"#{salah.get_attribute('aria-describedby')}")).to_be_visible()
    expect(satu.locator("[name=penyebut]")).to_have_value("200")
    expect(satu.get_by_label("Keterangan")).to_have_value("Dua surat tertukar.")
    periksa_halaman(orang.page)
    salah.fill("66,7")
    tekan(satu, "Simpan")
    expect(satu.locator(".langkah-kabar")).to_contain_text("Draf tersimpan")
    expect(satu.locator("[name=pembilang]")).to_have_value("66,7")


def test_enter_in_a_field_saves_and_detaches_nothing(buka_entri, agenda):
    _, satu = buka_entri()
    satu.locator("input[type=file]").first.set_input_files(agenda)
    expect(satu.locator(".daftar-berkas li")).to_have_count(1)
    isi(satu, "170", "200")
    satu.locator("[name=penyebut]").press("Enter")
    expect(satu.locator(".langkah-kabar")).to_contain_text("Draf tersimpan ·")
    expect(satu.locator(".daftar-berkas li")).to_have_count(1)
    expect(satu.locator("[name=pembilang]")).to_have_value("170")


def test_files_dropped_at_once_are_all_attached_and_what_is_typed_stays(buka_entri):
    orang, satu = buka_entri()
    isi(satu, "170", "200")
    satu.get_by_label("Kendala").fill("Listrik padam dua hari.")
    zona = satu.locator(".slot-jatuh").first
    jatuhkan(orang.page, zona, "Januari.pdf", "Februari v2.pdf")
    daftar = satu.locator(".daftar-berkas li")
    expect(daftar).to_have_count(2)
    expect(daftar.nth(1)).to_contain_text("Februari v2.pdf")
    expect(satu.locator("[name=pembilang]")).to_have_value("170")
    expect(satu.get_by_label("Kendala")).to_have_value("Listrik padam dua hari.")
    periksa_halaman(orang.page)
    tekan(satu, "Ajukan")
    expect(keadaan(satu)).to_have_text("Diajukan")


def test_a_file_dropped_astray_does_not_replace_the_page(buka_entri):
    orang, satu = buka_entri()
    isi(satu, "170", "200")
    jatuhkan(orang.page, orang.page.locator("footer"), "Nyasar.pdf")
    expect(satu.locator("[name=pembilang]")).to_have_value("170")
    expect(satu.locator(".daftar-berkas li")).to_have_count(0)


def test_an_upload_shows_its_progress_and_nothing_else_can_be_pressed(buka_entri, agenda):
    orang, satu = buka_entri()
    tahan = []
    orang.page.route("**/bukti", lambda rute: tahan.append(rute))
    satu.locator("input[type=file]").first.set_input_files(agenda)
    kemajuan = satu.get_by_role("progressbar", name="Kemajuan unggahan")
    expect(kemajuan).not_to_have_class("visually-hidden")
    expect(satu.locator(".slot-terpilih")).to_contain_text("agenda surat.pdf")
    ajukan = satu.get_by_role("button", name="Ajukan")
    expect(ajukan).to_have_attribute("aria-disabled", "true")
    ajukan.click(force=True)
    periksa_halaman(orang.page)
    assert len(tahan) == 1
    tahan[0].continue_()
    expect(satu.locator(".daftar-berkas li")).to_have_count(1)
    expect(kemajuan).to_have_class("visually-hidden")
    expect(ajukan).not_to_have_attribute("aria-disabled", "true")
    expect(keadaan(satu)).not_to_have_text("Diajukan")


def test_a_refused_file_is_named_and_the_good_one_stays(buka_entri, agenda, tmp_path):
    orang, satu = buka_entri()
    palsu = tmp_path / "foto.pdf"
    palsu.write_bytes(b"GIF89a bukan PDF")
    isi(satu, "170", "200")
    with orang.boleh(422, "/bukti"):
        satu.locator("input[type=file]").first.set_input_files([agenda, palsu])
        expect(satu.locator(".slot .galat-isian")).to_contain_text("foto.pdf")
    expect(satu.locator(".daftar-berkas li")).to_have_count(1)
    expect(satu.locator("[name=pembilang]")).to_have_value("170")
    periksa_halaman(orang.page)


def test_detaching_a_file_keeps_what_is_being_typed(buka_entri, agenda):
    orang, satu = buka_entri()
    satu.locator("input[type=file]").first.set_input_files(agenda)
    expect(satu.locator(".daftar-berkas li")).to_have_count(1)
    isi(satu, "171", "200")
    satu.get_by_role("button", name="Lepas agenda surat.pdf").click()
    expect(satu.locator(".daftar-berkas li")).to_have_count(0)
    expect(satu.locator("[name=pembilang]")).to_have_value("171")
    expect(satu).to_contain_text("Belum ada bukti")
    expect(orang.page.locator(":focus")).to_have_count(1)
    tekan(satu, "Simpan")
    expect(satu.locator(".langkah-kabar")).to_contain_text("Draf tersimpan")
    expect(satu.locator("[name=pembilang]")).to_have_value("171")


def test_a_submitted_entry_can_be_withdrawn(peramban, nomor, entri, tahun):
    kode = f"{tahun}-TW1"
    entri("DIAJUKAN", "staf-umum-1", kode)
    orang = peramban(STAF)
    satu = orang.entri(nomor("staf-umum-1"), kode)
    expect(satu.locator("[name=pembilang]")).to_have_count(0)
    tekan(satu, "Tarik")
    expect(keadaan(satu)).to_have_text("Draf")
    expect(satu.locator("[name=pembilang]")).to_have_value("180")
    expect(satu.locator(".langkah-kabar")).to_contain_text("Ditarik kembali")
    expect(orang.page.locator(":focus")).to_have_count(1)
    periksa_halaman(orang.page)


def test_nihil_needs_a_reason_and_shows_as_nihil(buka_entri):
    orang, satu = buka_entri()
    kotak = satu.get_by_label("Nihil: tidak ada yang diukur pada periode ini")
    alasan = satu.get_by_label("Alasan nihil")
    expect(alasan).to_be_hidden()
    kotak.check()
    expect(satu.locator("[name=pembilang]")).to_be_disabled()
    with orang.boleh(422, "/ajukan"):
        tekan(satu, "Ajukan")
        expect(satu.get_by_role("alert")).to_be_visible()
    expect(kotak).to_be_checked()
    expect(alasan).to_be_visible()
    periksa_halaman(orang.page)
    alasan.fill("Tidak ada surat pada triwulan ini.")
    tekan(satu, "Ajukan")
    expect(keadaan(satu)).to_have_text("Diajukan")
    expect(satu.locator(".hasil-pita")).to_contain_text("Nihil")
    expect(satu).to_contain_text("Tidak ada surat pada triwulan ini.")
    periksa_halaman(orang.page)


def test_a_slot_without_a_file_needs_a_reason_which_the_approver_sees(
    buka_entri, peramban, nomor, tahun
):
    orang, satu = buka_entri()
    isi(satu, "170", "200")
    with orang.boleh(422, "/ajukan"):
        tekan(satu, "Ajukan")
        expect(satu.locator(".slot .galat-isian")).to_contain_text("Lampirkan berkas")
    expect(satu.locator("[name=pembilang]")).to_have_value("170")
    periksa_halaman(orang.page)
    satu.get_by_label("Alasan bila tidak ada berkas").fill("Buku di Inspektorat.")
    tekan(satu, "Ajukan")
    expect(keadaan(satu)).to_have_text("Diajukan")
    kasubbag = peramban("kasubbag-umum")
    page = kasubbag.buka(f"/persetujuan/{nomor('staf-umum-1')}/{tahun}-TW1")
    expect(page.locator(".pita-negatif")).to_contain_text("Buku di Inspektorat.")
    periksa_halaman(page)
