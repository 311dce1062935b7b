"""The room of targets over HTTP: who sees what, the grid, one value for many, proposals."""

import re
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import HasilLalu, Target
from iki_web.rules.jejak import Peristiwa
from tests.pendukung.entri import id_indikator
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import akhiri
from tests.pendukung.target import tetapkan, usulkan

ISI, SAMA, USUL = (f"/target/2026/{kata}" for kata in ("isi", "sama", "usul"))
PK = {"tanggal": "2026-01-20", "alasan": ""}


@pytest.fixture
def nomor(app):
    def cari(kode="staf-umum-1"):
        with app.app_context():
            return id_indikator(kode)

    return cari


@pytest.fixture
def hasil_lalu(app, nomor):
    @transaction
    def tulis(nilai):
        db.session.add(HasilLalu(indikator_id=nomor(), tahun=2025, nilai=Decimal(nilai)))
        add_jejak(None, Peristiwa.TARGET_DITETAPKAN, "uji")

    def buat(nilai):
        with app.app_context():
            tulis(nilai)

    return buat


def medan(tempat, nilai, versi=0):
    return {f"t-{tempat}": nilai, f"v-{tempat}": str(versi)}


def rata(jawab):
    return re.sub(r"\s+", " ", teks(jawab))


def banyak(app):
    with app.app_context():
        return db.session.execute(select(func.count(Target.id))).scalar_one()


def test_address_without_a_year_leads_to_this_one(masuk):
    assert masuk("camat").get("/target").headers["Location"] == "/target/2026"


@pytest.mark.parametrize("tahun", [1999, 2024, 2028, 99999])
def test_years_without_targets_are_not_found(masuk, tahun):
    assert masuk("camat").get(f"/target/{tahun}").status_code == 404


@pytest.mark.parametrize("jabatan", ["999", "x", "1;", "10"])
def test_a_position_one_may_not_know_is_not_found(masuk, jabatan):
    alamat = f"/target/2026?jabatan={jabatan}"
    assert masuk("staf-umum").get(alamat).status_code == 404


def test_year_ahead_can_be_prepared(masuk):
    assert "Target 2027" in teks(masuk("pengelola").get("/target/2027"))


def test_who_holds_nothing_gets_an_empty_page(app, masuk):
    akhiri(app, "staf-umum", "staf-umum")
    assert "Tidak ada target untuk Anda" in teks(masuk("staf-umum").get("/target/2026"))


def test_grid_fixes_many_at_once(app, masuk, nomor):
    klien, dua = masuk("sekretaris"), [nomor(f"kasubbag-umum-{n}") for n in (1, 2)]
    isi = medan(dua[0], "92,5") | medan(f"{dua[1]}-2026-TW2", "-") | PK | {"t-99": ""}
    jawab = klien.post(ISI, data=isi)
    assert jawab.status_code == 303
    assert "2 target ditetapkan." in teks(klien.get(jawab.headers["Location"]))
    assert hitung_jejak(app, "target.ditetapkan") == 1
    assert "92,5\u00a0%" in teks(klien.get("/target/2026"))


@pytest.mark.parametrize("salah", ["80%", "66.7", "abc", "0", "-5", "1" * 16, "<b>1</b>"])
def test_a_fault_stands_at_its_field_and_nothing_is_written(app, masuk, nomor, salah):
    baik, buruk = nomor("kasubbag-umum-1"), nomor("kasubbag-umum-2")
    klien = masuk("sekretaris")
    awal = ambil_keadaan(app)
    jawab = klien.post(ISI, data=medan(baik, "90") | medan(buruk, salah) | PK)
    assert jawab.status_code == 422
    assert f'id="t-{buruk}-galat"' in jawab.text
    assert f'id="t-{baik}-galat"' not in jawab.text
    assert 'value="90"' in jawab.text
    assert "<b>1</b>" not in jawab.text
    assert ambil_keadaan(app) == awal


def test_all_faults_are_told_together(masuk, nomor):
    satu, dua = nomor("kasubbag-umum-1"), nomor("kasubbag-umum-2")
    isi = medan(satu, "80%") | medan(dua, "0") | {"tanggal": "", "alasan": ""}
    jawab = masuk("sekretaris").post(ISI, data=isi)
    assert jawab.status_code == 422
    for tempat in (f"t-{satu}", f"t-{dua}", "tanggal"):
        assert f'id="{tempat}-galat"' in jawab.text


def test_nothing_typed_changes_nothing(app, masuk, nomor):
    for isi in (PK, medan(nomor(), " ") | PK):
        jawab = masuk("kasubbag-umum").post(ISI, data=isi)
        assert jawab.status_code == 422
        assert "Belum ada target yang diubah" in teks(jawab)
    assert banyak(app) == 0


@pytest.mark.parametrize(
    "isi",
    [{"v-{}": ""}, {"v-{}": "x"}, {"v-{}": "9" * 30}, {"tanggal": "kemarin"}, {"tanggal": ""}],
)
def test_what_no_page_sends_is_refused_in_words(app, masuk, nomor, isi):
    ganti = {nama.format(nomor()): nilai for nama, nilai in isi.items()}
    jawab = masuk("kasubbag-umum").post(ISI, data=medan(nomor(), "90") | PK | ganti)
    assert jawab.status_code == 422
    assert banyak(app) == 0


def test_a_change_needs_its_reason_and_keeps_what_was_typed(app, masuk, nomor):
    tetapkan(app, "kasubbag-umum", nomor(), 90)
    klien = masuk("kasubbag-umum")
    jawab = klien.post(ISI, data=medan(nomor(), "95", 1) | PK)
    assert jawab.status_code == 422
    assert 'id="alasan-galat"' in jawab.text
    assert 'value="95"' in jawab.text
    isi = medan(nomor(), "95", 1) | PK | {"alasan": "Anggaran <i>berubah</i>"}
    assert klien.post(ISI, data=isi).status_code == 303
    riwayat = klien.get(f"/target/2026/{nomor()}").text
    assert "Perubahan ke-1" in riwayat
    assert "&lt;i&gt;berubah&lt;/i&gt;" in riwayat
    assert "90\u00a0% (Induk)" in riwayat


def test_second_of_two_sees_both_values_and_may_then_insist(app, masuk, nomor):
    tetapkan(app, "kasubbag-umum", nomor(), 90)
    klien = masuk("pengelola")
    isi = medan(nomor(), "95", 0) | PK | {"alasan": "Koreksi"}
    jawab = klien.post(ISI, data=isi)
    assert jawab.status_code == 409
    assert "kini tersimpan “90\u00a0%”, Anda menulis “95\u00a0%”" in teks(jawab)
    assert 'value="95"' in jawab.text
    assert f'name="v-{nomor()}" value="1"' in rata(jawab)
    assert banyak(app) == 1
    assert klien.post(ISI, data=isi | medan(nomor(), "95", 1)).status_code == 303


def test_one_value_for_the_ticked(app, masuk, nomor):
    pilih = [nomor(f"kasubbag-umum-{n}") for n in range(1, 5)]
    isi = {"pilih-3": [str(n) for n in pilih], "nilai": "90", "lingkup": "pilih"} | PK
    isi |= {f"v-{n}": "0" for n in pilih}
    klien = masuk("pengelola")
    assert klien.post(SAMA, data=isi).status_code == 303
    assert banyak(app) == 4
    assert hitung_jejak(app, "target.ditetapkan") == 1


def test_one_value_for_all_that_have_none(app, masuk, nomor):
    tetapkan(app, "pengelola", nomor(), 75)
    isi = {"nilai": "100", "lingkup": "kosong"} | PK
    klien = masuk("pengelola")
    assert "Semua yang belum ada targetnya (31 indikator)" in rata(klien.get(SAMA))
    assert klien.post(SAMA, data=isi).status_code == 303
    assert banyak(app) == 32
    halaman = rata(klien.get("/target/2026"))
    assert "32 dari 32 indikator sudah bertarget" in halaman
    assert "75 %" in halaman
    assert klien.post(SAMA, data=isi).status_code == 422


@pytest.mark.parametrize(
    ("isi", "galat"),
    [
        ({"nilai": "90"}, "untuk"),
        ({"nilai": ""}, "nilai"),
        ({"nilai": "9o", "pilih-1": "1"}, "nilai"),
    ],
)
def test_one_value_without_value_or_ticks_is_refused(app, masuk, isi, galat):
    jawab = masuk("pengelola").post(SAMA, data=isi | PK)
    assert jawab.status_code == 422
    kalimat = "Centang dahulu" if galat == "untuk" else 'id="nilai-galat"'
    assert kalimat in jawab.text
    assert banyak(app) == 0


def test_owner_proposes_superior_agrees(app, masuk, nomor):
    staf, atasan = masuk("staf-umum"), masuk("kasubbag-umum")
    isi = medan(nomor(), "85") | {"alasan": "Sesuai rencana."}
    assert staf.post(USUL, data=isi).status_code == 303
    assert "Menunggu Kepala Sub Bagian Umum" in rata(staf.get("/target/2026"))
    assert "1 usulan target 2026" in rata(atasan.get("/"))
    halaman = atasan.get("/target/2026")
    (pilih,) = re.findall(r'name="pilih"\s+value="([^"]+)"', halaman.text)
    jawab = atasan.post("/target/2026/usulan/setujui", data={"pilih": pilih})
    assert jawab.status_code == 303
    assert "1 usulan disetujui." in teks(atasan.get("/target/2026"))
    assert "85\u00a0%" in teks(staf.get("/target/2026"))
    stale = atasan.post("/target/2026/usulan/setujui", data={"pilih": pilih})
    assert stale.status_code == 409
    assert "sudah disetujui" in teks(stale)


def test_refusing_without_a_reason_keeps_the_tick(app, masuk, nomor):
    usulan = usulkan(app, "staf-umum", nomor())
    klien = masuk("kasubbag-umum")
    isi = {"pilih": f"{usulan}/1", "catatan": " "}
    jawab = klien.post("/target/2026/usulan/tolak", data=isi)
    assert jawab.status_code == 422
    assert 'id="catatan-galat"' in jawab.text
    assert "checked" in jawab.text
    isi["catatan"] = "Terlalu rendah."
    assert klien.post("/target/2026/usulan/tolak", data=isi).status_code == 303
    assert "Terlalu rendah." in teks(masuk("staf-umum").get(f"/target/2026/{nomor()}"))


@pytest.mark.parametrize("pilih", ["", "x", "1", "1/x", "1/1/1"])
def test_ticks_that_mean_nothing_are_refused(masuk, pilih):
    klien = masuk("kasubbag-umum")
    assert klien.post("/target/2026/usulan/setujui", data={"pilih": pilih}).status_code == 422
    assert klien.post("/target/2026/usulan/setujui", data={}).status_code == 422


def test_a_proposal_stands_beside_todays_target_and_last_years_figure(
    app, masuk, nomor, hasil_lalu
):
    hasil_lalu("91.25")
    tetapkan(app, "kasubbag-umum", nomor(), 80)
    usulkan(app, "staf-umum", nomor())
    halaman = rata(masuk("kasubbag-umum").get("/target/2026"))
    assert re.search(r"Kini 80\s% · hasil 2025 91,25\s% · Staf Umum", halaman)


def test_a_proposal_of_another_year_is_not_there(app, masuk, nomor):
    usulan = usulkan(app, "staf-umum", nomor())
    klien = masuk("kasubbag-umum")
    isi = {"pilih": f"{usulan}/1"}
    assert klien.post("/target/2027/usulan/setujui", data=isi).status_code == 404


def test_last_years_figure_and_its_warning_are_for_readers_of_values(app, masuk, nomor, hasil_lalu):
    hasil_lalu("91.25")
    tetapkan(app, "kasubbag-umum", nomor(), 80)
    for alamat in ("/target/2026", ISI, f"/target/2026/{nomor()}", "/target/2026/sama"):
        for nama, boleh in (("kasubbag-umum", True), ("pengelola", False)):
            halaman = teks(masuk(nama).get(alamat))
            assert ("91,25" in halaman) is boleh, (alamat, nama)
            if alamat != SAMA:
                assert ("Lebih rendah daripada hasil tahun lalu" in halaman) is boleh, alamat


def test_more_than_100_is_kept_with_a_warning(app, masuk, nomor):
    klien = masuk("kasubbag-umum")
    assert klien.post(ISI, data=medan(nomor(), "110") | PK).status_code == 303
    assert "tidak mungkin tercapai" in teks(klien.get("/target/2026"))


def test_missing_stands_with_who_must_act(masuk):
    halaman = rata(masuk("pengelola").get("/target/2026"))
    assert "0 dari 32 indikator sudah bertarget" in halaman
    assert "Camat Jrengik (Camat) menetapkan" in halaman
    assert "Target 2026 belum ditetapkan" in rata(masuk("kasubbag-umum").get("/"))
    rekap = masuk("camat").get("/rekap/2026").text
    assert 'href="/target/2026"' in rekap


def test_what_is_odd_is_said_while_typing_and_with_what_was_refused(app, masuk, nomor, hasil_lalu):
    hasil_lalu(90)
    kasubbag, satu = masuk("kasubbag-umum"), nomor()
    alamat = f"/target/2026/{satu}/timbang"

    def timbang(nilai):
        return teks(kasubbag.get(alamat, query_string={f"t-{satu}": nilai}))

    sebelum = ambil_keadaan(app)
    assert "Lebih rendah daripada hasil tahun lalu (90" in timbang("40")
    assert "tidak mungkin tercapai" in timbang("120")
    assert [timbang(nilai).strip() for nilai in ("91", "-", "4O", "")] == [""] * 4
    assert ambil_keadaan(app) == sebelum
    assert masuk("staf-keuangan").get(alamat).status_code == 404
    isi = {f"t-{satu}": "40", f"v-{satu}": "0", "tanggal": "kemarin", "alasan": ""}
    jawab = kasubbag.post(ISI, data=isi)
    assert jawab.status_code == 422
    assert "Lebih rendah daripada hasil tahun lalu" in teks(jawab)
