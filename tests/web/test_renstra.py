"""The sheet of the Renstra's end targets over HTTP, and where its figures are compared."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from iki_web.extensions import db
from iki_web.models import Jejak, Pegawai, Renstra
from tests.pendukung.draf import isi_formulir
from tests.pendukung.entri import id_indikator
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import akhiri, ubah
from tests.pendukung.renstra import AKHIR, atur_akhir, tetapkan_renstra

ALAMAT = "/target/renstra"


@pytest.fixture
def akhir(app):
    atur_akhir(app)


@pytest.fixture
def nomor(app):
    def cari(kode="staf-umum-1"):
        with app.app_context():
            return id_indikator(kode)

    return cari


def medan(nomor, isi, awal="", versi=0):
    return {f"r-{nomor}": isi, f"a-{nomor}": awal, f"v-{nomor}": str(versi), "tahun": str(AKHIR)}


def tersimpan(app):
    with app.app_context():
        pilih = select(Renstra.indikator_id, Renstra.nilai, Renstra.versi, Renstra.tahun)
        return [tuple(b) for b in db.session.execute(pilih.order_by(Renstra.indikator_id))]


def test_without_an_end_year_the_page_says_what_to_do_first(app, masuk, nomor):
    isi = teks(masuk("pengelola").get(ALAMAT))
    assert "Tahun akhir Renstra belum diatur" in isi
    assert "/kelola/pengaturan" in isi
    camat = teks(masuk("camat").get(ALAMAT))
    assert "setelah pengelola mengatur tahunnya" in camat
    assert "/kelola/pengaturan" not in camat
    klien = masuk("pengelola")
    awal = ambil_keadaan(app)
    assert klien.post(ALAMAT, data=medan(nomor(), "90")).status_code == 422
    assert ambil_keadaan(app) == awal


@pytest.mark.usefixtures("akhir")
@pytest.mark.parametrize("nama", ["pengelola", "camat"])
def test_the_sheet_is_kept_as_sent(app, masuk, nomor, nama):
    klien = masuk(nama)
    isi = isi_formulir(klien.get(ALAMAT).text)
    assert re.search(r'aria-current="page"[^>]*>\s*Target', klien.get(ALAMAT).text)
    assert sum(satu.startswith("r-") for satu in isi) == 32
    dua = nomor("kasi-pmd-2")
    jawab = klien.post(ALAMAT, data=isi | {f"r-{nomor()}": "92,5", f"r-{dua}": " 100 "})
    assert (jawab.status_code, jawab.headers["Location"]) == (303, ALAMAT)
    assert sorted(tersimpan(app)) == sorted([(nomor(), 92.5, 1, AKHIR), (dua, 100, 1, AKHIR)])
    isi = klien.get(ALAMAT).text
    assert "2 target akhir Renstra disimpan." in isi
    assert "2 dari 32 indikator sudah bertarget" in isi
    assert isi_formulir(isi)[f"r-{nomor()}"] == "92,5"


@pytest.mark.usefixtures("akhir")
def test_an_act_is_one_line_with_before_and_after(app, masuk, nomor):
    tetapkan_renstra(app, "camat", {"staf-umum-1": "90"})
    masuk("pengelola").post(ALAMAT, data=medan(nomor(), "", "90", 1))
    assert hitung_jejak(app, "renstra.ditetapkan") == 2
    with app.app_context():
        baris = db.session.execute(select(Jejak).order_by(Jejak.seq.desc()).limit(1)).scalar_one()
        assert (baris.aksi, baris.objek) == ("renstra.ditetapkan", f"renstra:{AKHIR}")
        assert (baris.sebelum, baris.sesudah) == ('{"staf-umum-1":"90"}', '{"staf-umum-1":null}')
    assert tersimpan(app) == [(nomor(), None, 2, AKHIR)]


@pytest.mark.usefixtures("akhir")
@pytest.mark.parametrize("salah", ["80%", "66.7", "abc", "0", "-5", "-", "1" * 16, "<b>1</b>"])
def test_a_fault_stands_at_its_field_and_nothing_is_written(app, masuk, nomor, salah):
    baik, buruk = nomor(), nomor("kasi-pmd-2")
    klien = masuk("pengelola")
    awal = ambil_keadaan(app)
    jawab = klien.post(ALAMAT, data=medan(baik, "91") | medan(buruk, salah))
    assert jawab.status_code == 422
    assert f'id="r-{buruk}-galat"' in jawab.text
    assert f'id="r-{baik}-galat"' not in jawab.text
    assert 'value="91"' in jawab.text
    assert "<b>1</b>" not in jawab.text
    assert ambil_keadaan(app) == awal


@pytest.mark.usefixtures("akhir")
def test_nothing_changed_says_so(app, masuk, nomor):
    tetapkan_renstra(app, "camat", {"staf-umum-1": "90"})
    klien = masuk("pengelola")
    for isi in (medan(nomor(), "90", "90", 1), medan(nomor(), "90,0", "90", 1)):
        jawab = klien.post(ALAMAT, data=isi)
        assert jawab.status_code == 422
        assert "Belum ada target yang diubah" in teks(jawab)
    assert hitung_jejak(app, "renstra.ditetapkan") == 1


@pytest.mark.usefixtures("akhir")
def test_a_stale_field_is_answered_with_both_values_and_stays_as_typed(app, masuk, nomor):
    klien = masuk("pengelola")
    lembar = isi_formulir(klien.get(ALAMAT).text)
    tetapkan_renstra(app, "camat", {"staf-umum-1": "90", "kasi-pmd-2": "80"})
    dua, tiga = nomor("kasi-pmd-2"), nomor("kasi-pmd-3")
    jawab = klien.post(ALAMAT, data=lembar | {f"r-{nomor()}": "95", f"r-{tiga}": "70"})
    assert jawab.status_code == 409
    assert "kini tersimpan “90\u00a0%”, Anda menulis “95\u00a0%”" in teks(jawab)
    ulang = isi_formulir(jawab.text)
    # What he did not touch shows what is stored, so sending again undoes nobody's work.
    assert [ulang[f"r-{n}"] for n in (nomor(), dua, tiga)] == ["95", "80", "70"]
    assert len(tersimpan(app)) == 2
    assert klien.post(ALAMAT, data=ulang).status_code == 303
    assert {b[0]: b[1:3] for b in tersimpan(app)} == {nomor(): (95, 2), dua: (80, 1), tiga: (70, 1)}


@pytest.mark.usefixtures("akhir")
def test_fields_others_fixed_meanwhile_do_not_stop_another_one(app, masuk, nomor):
    klien = masuk("pengelola")
    lembar = isi_formulir(klien.get(ALAMAT).text)
    tetapkan_renstra(app, "camat", {"staf-umum-1": "90"})
    jawab = klien.post(ALAMAT, data=lembar | {f"r-{nomor('kasi-pmd-2')}": "80"})
    assert jawab.status_code == 303
    assert sorted(b[1] for b in tersimpan(app)) == [80, 90]


@pytest.mark.usefixtures("akhir")
def test_a_fault_does_not_hide_that_a_field_became_stale(app, masuk, nomor):
    klien, dua = masuk("pengelola"), nomor("kasi-pmd-2")
    lembar = isi_formulir(klien.get(ALAMAT).text)
    jawab = klien.post(ALAMAT, data=lembar | {f"r-{nomor()}": "95", f"r-{dua}": "8O"})
    assert jawab.status_code == 422
    tetapkan_renstra(app, "camat", {"staf-umum-1": "90", "kasi-pmd-2": "80"})
    for isi in (isi_formulir(jawab.text), isi_formulir(jawab.text) | {f"r-{dua}": "81"}):
        lagi = klien.post(ALAMAT, data=isi)
        assert lagi.status_code == 409
        assert teks(lagi).count("kini tersimpan") == 2


@pytest.mark.usefixtures("akhir")
def test_another_end_year_makes_the_whole_sheet_stale(app, masuk, nomor):
    klien = masuk("pengelola")
    lembar = isi_formulir(klien.get(ALAMAT).text)
    atur_akhir(app, AKHIR + 5)
    jawab = klien.post(ALAMAT, data=lembar | {f"r-{nomor()}": "95"})
    assert jawab.status_code == 409
    assert f"kini {AKHIR + 5}, bukan lagi {AKHIR}" in teks(jawab)
    assert isi_formulir(jawab.text)[f"r-{nomor()}"] == "95"
    assert tersimpan(app) == []


@pytest.mark.usefixtures("akhir")
@pytest.mark.parametrize("ubahan", [{"tahun": ""}, {"v-1": "x", "r-1": "9"}, {"tahun": ["1", "2"]}])
def test_a_form_in_pieces_is_refused(app, masuk, ubahan):
    jawab = masuk("camat").post(ALAMAT, data={"tahun": str(AKHIR)} | ubahan)
    assert jawab.status_code == 422
    assert tersimpan(app) == []


@pytest.mark.usefixtures("akhir")
def test_an_indicator_that_is_not_there_is_not_found(app, masuk):
    assert masuk("camat").post(ALAMAT, data=medan(99999, "90")).status_code == 404
    assert tersimpan(app) == []


@pytest.mark.usefixtures("akhir")
@pytest.mark.parametrize("nama", ["staf-umum", "sekretaris", "kasi-pmd"])
def test_others_neither_read_nor_write_and_see_no_link(app, masuk, nomor, nama):
    klien = masuk(nama)
    assert klien.get(ALAMAT).status_code == 403
    assert klien.post(ALAMAT, data=medan(nomor(), "90")).status_code == 403
    assert tersimpan(app) == []
    assert ALAMAT not in klien.get("/target/2026").text


@pytest.mark.usefixtures("akhir")
def test_the_pemeriksa_reads_only(app, masuk, nomor):
    akhiri(app, "kasi-trantib", "kasi-trantib")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "kasi-trantib", pemeriksa=True)
    tetapkan_renstra(app, "camat", {"staf-umum-1": "92.5"})
    klien = masuk("kasi-trantib")
    isi = teks(klien.get(ALAMAT))
    assert "92,5\u00a0%" in isi
    assert 'name="r-' not in isi
    assert "Simpan target" not in isi
    assert klien.post(ALAMAT, data=medan(nomor(), "90")).status_code == 403


@pytest.mark.parametrize("nama", ["pengelola", "camat"])
def test_the_page_of_targets_leads_there(masuk, nama):
    assert ALAMAT in masuk(nama).get("/target/2026").text


def perbandingan(klien, ekor=""):
    return re.sub(r"[ \n]+", " ", teks(klien.get(f"/rekap/2026/perbandingan{ekor}")))


def test_the_comparison_shows_it_and_what_is_left(app, masuk, entri):
    assert "belum ditetapkan, jadi tidak dibandingkan" in perbandingan(masuk("camat"))
    entri("DISETUJUI", pembilang=90, penyebut=100)
    entri("DISETUJUI", "kasi-pmd-2", pembilang=90, penyebut=100)
    atur_akhir(app)
    tetapkan_renstra(app, "camat", {"staf-umum-1": "92.5", "kasi-pmd-2": "80", "kasi-pmd-3": "70"})
    isi = perbandingan(masuk("camat"))
    assert f"Target akhir Renstra {AKHIR}" in isi
    assert "92,5\u00a0%<small>kurang 2,50\u00a0poin</small>" in isi
    assert "80\u00a0%<small>tercapai</small>" in isi
    assert "70\u00a0%</td>" in isi
    assert "92,5\u00a0%" not in perbandingan(masuk("kasi-pmd"))
    kuartal = perbandingan(masuk("camat"), "?periode=2026-TW1")
    assert "hanya dibandingkan dengan hasil setahun" in kuartal
    assert f"Target akhir Renstra {AKHIR}" not in kuartal


def test_the_workbook_has_it_as_numbers(app, masuk, entri):
    entri("DISETUJUI", pembilang=90, penyebut=100)
    atur_akhir(app)
    tetapkan_renstra(app, "camat", {"staf-umum-1": "92.5"})
    buku = CalamineWorkbook.from_filelike(io.BytesIO(masuk("camat").get("/rekap/2026.xlsx").data))
    kepala, *baris = buku.get_sheet_by_name("Perbandingan").to_python()
    semua = [dict(zip(kepala, b, strict=True)) for b in baris]
    satu = next(b for b in semua if b["Kode"] == "staf-umum-1")
    assert satu[f"Target akhir Renstra {AKHIR}"] == 92.5
    assert satu["Sisa ke target akhir Renstra"] == 2.5
