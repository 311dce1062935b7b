"""The owner's page per period, and one indicator over a year."""

import re
from datetime import datetime
from decimal import Decimal

import pytest

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_tahun
from iki_web.actions.target import create_target
from iki_web.rules.periode import WIB
from iki_web.web.grafik import build_grafik_realisasi
from tests.pendukung.halaman import alamat, teks
from tests.pendukung.keadaan import tulis_langsung

#: One entry's card.
KARTU = re.compile(r'<section\s+class="kartu"\s+id="entri-')


@pytest.mark.parametrize(
    ("nama", "jumlah"),
    [("sekretaris", 4), ("kasubbag-umum", 7), ("staf-umum", 1), ("kasi-pemerintahan", 4)],
)
def test_every_indicator_of_the_position_is_there(masuk, nama, jumlah):
    isi = teks(masuk(nama).get("/indikator?periode=2026-TW1"))
    assert len(KARTU.findall(isi)) == jumlah
    assert f"{jumlah} dari {jumlah} indikator belum diajukan" in isi
    assert "14 Januari 2027 pukul 23.59 WIB" in isi


def test_yearly_indicators_stand_under_the_year(masuk):
    klien = masuk("kasi-pemerintahan")
    assert "1 indikator lain diisi sekali setahun" in teks(klien.get("/indikator?periode=2026-TW1"))
    isi = teks(klien.get("/indikator?periode=2026"))
    assert len(KARTU.findall(isi)) == 1
    assert "Pemilihan Kepala Desa" in isi


def test_who_saves_half_a_year_in_the_list_is_led_back_to_its_quarter(app, masuk, entri):
    nomor = entri("BELUM_DIISI")[0]
    tulis_langsung(app, "UPDATE indikator SET frekuensi = 'SEMESTERAN' WHERE id = :n", n=nomor)
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    klien = masuk("staf-umum")
    data = {"versi": 0, "pembilang": "5", "kembali": "indikator"}
    jawab = klien.post(f"{alamat(nomor, '2026-S1')}/simpan", data=data, follow_redirects=True)
    assert jawab.status_code == 200
    assert "Batas pengajuan Triwulan II 2026" in teks(jawab)
    assert f'id="entri-{nomor}-2026-S1"' in teks(jawab)


@pytest.mark.parametrize(
    ("saat", "periode"),
    [
        (datetime(2026, 4, 10, tzinfo=WIB), "Triwulan I 2026"),
        (datetime(2026, 6, 1, tzinfo=WIB), "Triwulan II 2026"),
        (datetime(2026, 10, 12, tzinfo=WIB), "Triwulan III 2026"),
    ],
)
def test_the_page_opens_on_the_quarter_people_work_on(masuk, jam_uji, saat, periode):
    jam_uji.set(saat)
    assert f"Batas pengajuan {periode}" in teks(masuk("staf-umum").get("/indikator"))


def test_another_year_is_one_link_away_at_the_quarter_to_begin_with(app, masuk, jam_uji):
    with app.app_context():
        open_tahun(find_sistem(), 2027)
    isi = teks(masuk("staf-umum").get("/indikator"))
    assert '(tahun lain: <a href="/indikator?periode=2027-TW1">2027</a>)' in isi
    jam_uji.set(datetime(2027, 5, 4, tzinfo=WIB))
    klien = masuk("staf-umum")
    isi = teks(klien.get("/indikator"))
    assert 'href="/indikator?periode=2026-TW4"' in isi
    assert 'href="/indikator?periode=2027-TW2"' in teks(klien.get("/indikator?periode=2026-TW4"))


@pytest.mark.parametrize("kode", ["2026-TW9", "1999-TW1", "2026-01", "x", "2026-S1"])
def test_a_period_that_is_not_there_is_not_found(masuk, kode):
    assert masuk("staf-umum").get(f"/indikator?periode={kode}").status_code == 404


def test_without_a_position_the_page_says_what_to_do(masuk):
    assert "Anda tidak memegang jabatan hari ini" in teks(masuk("pengelola").get("/indikator"))


def test_the_head_of_the_tree_lives_without_indicators(masuk):
    assert "Tidak ada indikator pada periode ini" in teks(masuk("camat").get("/indikator"))


def test_a_fragment_is_the_block_of_the_page(masuk):
    jawab = masuk("staf-umum").get("/indikator", headers={"HX-Request": "true"})
    isi = teks(jawab)
    assert "<html" not in isi
    assert '<div id="indikator">' in isi
    kembali = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in teks(masuk("staf-umum").get("/indikator", headers=kembali))


def test_an_indicator_over_the_year_adds_the_approved_counts(masuk, entri):
    nomor, *_ = entri("DISETUJUI", periode="2026-TW1", pembilang=180, penyebut=200)
    entri("DISETUJUI", periode="2026-TW2", pembilang=146, penyebut=160)
    entri("DIAJUKAN", periode="2026-TW3", pembilang=1, penyebut=100)
    isi = teks(masuk("camat").get(f"/indikator/{nomor}"))
    assert "90,56 % (326/360)" in isi
    assert "Indikator ini juga menjadi indikator Kepala Sub Bagian Umum" in isi


def _tahun(jawab) -> str:
    """The row of the year, without markup."""
    kaki = teks(jawab).partition("<tfoot")[2].partition("</tfoot>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", f"<{kaki}").split())


def _tetapkan(app, nomor, nilai):
    with app.app_context():
        create_target(find_sistem(), 2026, {nomor: nilai}, "Ditetapkan kembali.")


def test_an_indicator_over_the_year_has_the_target_and_capaian_of_the_recap(app, masuk, entri):
    nomor, *_ = entri("DISETUJUI", periode="2026-TW1", pembilang=180, penyebut=200)
    camat, alamat = masuk("camat"), f"/indikator/{nomor}?tahun=2026"
    awal = "Setahun dari yang disetujui 90,00 % (180/200)"
    assert _tahun(camat.get(alamat)) == f"{awal} belum ditetapkan –"
    _tetapkan(app, nomor, Decimal(80))
    assert _tahun(camat.get(alamat)) == f"{awal} 80,00 % 112,50 %"
    entri("DISETUJUI", periode="2026-TW2", pembilang=20, penyebut=100)
    isi = _tahun(camat.get(alamat))
    assert isi == "Setahun dari yang disetujui 66,67 % (200/300) 80,00 % 83,33 %"
    assert "capaian\u00a083,33" in teks(camat.get("/rekap/2026/indikator"))
    _tetapkan(app, nomor, None)
    assert _tahun(camat.get(alamat)).endswith("(200/300) tidak ditargetkan –")


def test_a_year_without_anything_to_measure_is_neither_empty_nor_a_dash(app, masuk, entri):
    nomor, *_ = entri("DISETUJUI", nihil=True, alasan_nihil="Tidak ada.")
    _tetapkan(app, nomor, Decimal(80))
    camat = masuk("camat")
    isi = _tahun(camat.get(f"/indikator/{nomor}?tahun=2026"))
    assert isi == "Setahun dari yang disetujui n/a 80,00 % n/a"


def test_a_year_before_anything_is_approved_has_its_target(app, masuk, entri):
    nomor, *_ = entri("DIAJUKAN")
    _tetapkan(app, nomor, Decimal(80))
    isi = _tahun(masuk("camat").get(f"/indikator/{nomor}?tahun=2026"))
    assert isi == "Setahun dari yang disetujui – 80,00 % –"


def test_the_trend_of_an_indicator_shows_values_and_leaves_the_counts_to_the_table(masuk, entri):
    nomor, kode, _ = entri("DISETUJUI")
    isi = teks(masuk("kasubbag-umum").get(f"/indikator/{nomor}?tahun={kode[:4]}"))
    grafik = isi[isi.index('<figure class="grafik"') :]
    kata = re.findall(r"<text[^>]*>([^<]*)</text>", grafik)
    assert kata == ["90,00", "TW I", "–", "TW II", "–", "TW III", "–", "TW IV"]
    assert "Realisasi (%)" in grafik
    assert "90,00 % (180/200)" in isi


@pytest.mark.parametrize("sampai", [0, 9, 12])
def test_a_trend_of_twelve_months_shows_the_last_value_and_all_of_them_in_its_table(app, sampai):
    titik = [(f"B{n}", Decimal(n) if n <= sampai else None) for n in range(1, 13)]
    grafik = build_grafik_realisasi("tren", "Tren", titik, "%")
    isi = str(app.jinja_env.globals["ui"].grafik_garis(grafik))
    kata = re.findall(r"<text[^>]*>([^<]*)</text>", isi)
    bulan = [f"B{n}" for n in range(1, 13)]
    assert [satu for satu in kata if satu in bulan] == bulan
    assert [satu for satu in kata if satu not in bulan] == ([f"{sampai},00"] if sampai else [])
    assert re.findall(r'<td class="angka">([^<]*)<', isi) == [
        f"{n},00" if n <= sampai else "–" for n in range(1, 13)
    ]


def test_an_indicator_of_a_side_branch_is_not_found(masuk, entri):
    nomor, *_ = entri("DISETUJUI")
    assert masuk("staf-keuangan").get(f"/indikator/{nomor}").status_code == 404
    assert masuk("staf-umum").get(f"/indikator/{nomor}?tahun=2031").status_code == 404


def _batas(jawab) -> list[str]:
    """What an answer puts above the cards of the list."""
    _, _, isi = teks(jawab).partition('<div hx-swap-oob="innerHTML:#batas">')
    return re.findall(r'<span class="pita-akhir">(.*?)</span>', isi)


def test_handing_in_and_withdrawing_a_card_changes_the_count_above_the_list(masuk, entri):
    nomor, kode, versi = entri("DRAF", "kasubbag-umum-1")
    klien, htmx = masuk("kasubbag-umum"), {"HX-Request": "true"}
    assert "7 dari 7 indikator belum diajukan" in teks(klien.get(f"/indikator?periode={kode}"))
    isi = {"versi": versi, "kembali": "indikator"}
    jawab = klien.post(f"{alamat(nomor, kode)}/ajukan", data=isi, headers=htmx)
    assert _batas(jawab) == ["6 dari 7 indikator belum diajukan"]
    assert "6 dari 7 indikator belum diajukan" in teks(klien.get(f"/indikator?periode={kode}"))
    isi["versi"] += 1
    basi = klien.post(f"{alamat(nomor, kode)}/tarik", data=isi | {"versi": 0}, headers=htmx)
    assert (basi.status_code, _batas(basi)) == (409, [])
    jawab = klien.post(f"{alamat(nomor, kode)}/tarik", data=isi, headers=htmx)
    assert _batas(jawab) == ["7 dari 7 indikator belum diajukan"]
    isi["versi"] += 1
    # On the entry's own page there is no list.
    sendiri = {"versi": isi["versi"]}
    assert _batas(klien.post(f"{alamat(nomor, kode)}/ajukan", data=sendiri, headers=htmx)) == []


def test_the_last_one_handed_in_says_that_all_are(masuk, entri):
    nomor, kode, versi = entri("DRAF")
    isi = {"versi": versi, "kembali": "indikator"}
    alamat_ajukan = f"{alamat(nomor, kode)}/ajukan"
    jawab = masuk("staf-umum").post(alamat_ajukan, data=isi, headers={"HX-Request": "true"})
    assert _batas(jawab) == ["Semua sudah diajukan"]
