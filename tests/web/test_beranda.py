"""The first page says what this person must do now, and nothing about anyone else's."""

import html
import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Pegawai, Pengecualian
from iki_web.queries.beranda import get_beranda
from iki_web.queries.persetujuan import list_antrean
from iki_web.rules.keterlihatan import JenisPenugasan
from iki_web.rules.periode import WIB
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.langkah import akhiri, tugaskan, ubah


def _baca(klien) -> str:
    jawab = klien.get("/")
    assert jawab.status_code == 200
    teks = re.sub(r"<[^>]+>", " ", jawab.get_data(as_text=True))
    return html.unescape(re.sub(r"\s+", " ", teks))


def _beranda(app, sebagai, nama):
    pelaku = sebagai(nama)
    with app.app_context():
        return get_beranda(pelaku, list_antrean(pelaku))


def test_first_use_shows_where_to_begin(masuk):
    teks = _baca(masuk("staf-umum"))
    assert "Mulai dari sini" in teks
    assert "Rasio Surat Menyurat yang terdistribusi sesuai tujuan" in teks
    assert "14 Januari 2027 pukul 23.59 WIB" in teks
    assert "hari kerja lagi" in teks


def test_beginning_is_not_told_twice(masuk, entri):
    entri("DRAF")
    assert "Mulai dari sini" not in _baca(masuk("staf-umum"))


def test_current_quarter_comes_first_then_the_earlier_ones(app, sebagai):
    beranda = _beranda(app, sebagai, "kasi-pemerintahan")
    kode = [k.periode.kode.kode for k in beranda.kelompok]
    assert kode == ["2026-TW2", "2026", "2026-TW1"]
    assert [k.berjalan for k in beranda.kelompok] == [True, True, False]


def test_nearest_deadline_comes_before_the_current_quarter(app, sebagai):
    tulis_langsung(
        app,
        "UPDATE periode SET batas = :batas, versi = versi + 1 WHERE kode = '2026-TW1'",
        batas="2026-04-14T17:00:00.000000Z",
    )
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    beranda = _beranda(app, sebagai, "staf-umum")
    assert [k.periode.kode.kode for k in beranda.kelompok] == ["2026-TW1", "2026-TW2"]


def test_each_line_leads_to_where_it_is_done(masuk, entri):
    nomor, kode, _ = entri("DRAF")
    jawab = masuk("staf-umum").get("/").get_data(as_text=True)
    assert f'href="/realisasi/{nomor}/{kode}"' in jawab
    entri("DIAJUKAN", periode="2026-TW2")
    assert 'href="/persetujuan"' in masuk("kasubbag-umum").get("/").get_data(as_text=True)


def test_returned_entry_stands_on_top_with_its_reason(masuk, entri):
    entri("DIKEMBALIKAN")
    teks = _baca(masuk("staf-umum"))
    assert teks.index("Dikembalikan kepada Anda") < teks.index("belum diajukan")
    assert "Angka tidak sesuai bukti: Cocokkan dengan buku register · oleh" in teks
    assert "Kasubbag Umum" in teks


def test_only_the_latest_reason_is_shown(app, sebagai, entri):
    from iki_web.rules.alur import Aksi
    from tests.pendukung.langkah import Meja

    meja = Meja(app, *entri("DIKEMBALIKAN"))
    meja.lakukan("staf-umum", Aksi.AJUKAN)
    meja.lakukan("kasubbag-umum", Aksi.KEMBALIKAN, alasan="TAK_TERBACA", catatan="Pindai ulang.")
    kembali = _beranda(app, sebagai, "staf-umum").kembali
    assert [(k.alasan, k.catatan) for k in kembali] == [("Bukti tak terbaca", "Pindai ulang.")]


def test_all_done_says_so_and_who_has_it_now(masuk, entri):
    entri("DIAJUKAN")
    entri("DIAJUKAN", periode="2026-TW2")
    teks = _baca(masuk("staf-umum"))
    assert "Semua beres" in teks
    assert "2 realisasi Anda sedang diperiksa atasan" in teks


def test_queue_is_one_line_with_its_oldest(masuk, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.maju(timedelta(days=4))
    entri("DIAJUKAN", periode="2026-TW2")
    teks = _baca(masuk("kasubbag-umum"))
    assert "2 realisasi" in teks
    assert "Paling lama 2 hari kerja, sejak 10 Apr 2026" in teks


def test_closed_period_does_not_pretend_to_be_work(app, masuk, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2027, 1, 20, 9, 0, tzinfo=WIB))
    teks = _baca(masuk("kasubbag-umum"))
    assert "1 realisasi pada periode yang sudah ditutup" in teks
    assert "Paling lama" not in teks
    assert "belum diajukan" not in teks


def test_superior_sees_what_is_stuck_and_what_is_late(masuk, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.maju(timedelta(days=7))
    teks = _baca(masuk("camat"))
    assert "Tertahan lebih dari 3 hari kerja" in teks
    assert "Di meja Kepala Sub Bagian Umum dan Kepegawaian (Kasubbag Umum)" in teks
    assert "5 hari" in teks
    assert "Staf Sub Bagian Keuangan" in teks
    assert "Tertahan" not in _baca(masuk("kasubbag-umum")), "his own queue already says it"


def test_three_days_are_not_yet_long(masuk, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2026, 4, 15, 9, 0, tzinfo=WIB))
    assert "Tertahan" not in _baca(masuk("camat"))
    jam_uji.set(datetime(2026, 4, 16, 9, 0, tzinfo=WIB))
    assert "Tertahan" in _baca(masuk("camat"))


def test_late_is_counted_per_position(app, sebagai, entri):
    entri("DISETUJUI", "kasi-trantib-1")
    terlambat = {t.jabatan.kode: t for t in _beranda(app, sebagai, "camat").terlambat}
    assert len(terlambat) == 11
    assert terlambat["kasi-trantib"].jumlah == 1
    assert terlambat["kasubbag-umum"].jumlah == 7
    assert [p.kode.kode for p in terlambat["staf-umum"].periode] == ["2026-TW1"]


def test_nobody_learns_of_the_side_branches(app, sebagai, masuk):
    terlambat = _beranda(app, sebagai, "kasi-trantib").terlambat
    assert {t.jabatan.kode for t in terlambat} == {"staf-trantib"}
    assert "Kasi PMD" not in _baca(masuk("kasi-trantib"))
    assert _beranda(app, sebagai, "staf-umum").terlambat == ()


def test_excepted_position_is_not_late(app, sebagai):
    from iki_web.actions.jejak import add_jejak
    from iki_web.actions.transaksi import transaction
    from iki_web.queries.acuan import find_acuan
    from iki_web.rules.jejak import Peristiwa

    pengelola = sebagai("pengelola")

    @transaction
    def kecualikan() -> None:
        acuan = find_acuan(pengelola)
        jabatan = next(j for j in acuan.jabatan.values() if j.kode == "staf-umum")
        periode = acuan.periode["2026-TW1"]
        db.session.add(
            Pengecualian(jabatan_id=jabatan.id, periode_id=periode.id, alasan="Cuti panjang")
        )
        add_jejak(pengelola, Peristiwa.PENUGASAN_DITETAPKAN, "uji")

    with app.app_context():
        kecualikan()
    kode = [k.periode.kode.kode for k in _beranda(app, sebagai, "staf-umum").kelompok]
    assert kode == ["2026-TW2"]
    assert _beranda(app, sebagai, "kasubbag-umum").terlambat == ()


def test_acting_holder_gets_both_lists_and_each_says_which_position(app, masuk):
    tugaskan(app, "kasubbag-umum", "kasubbag-keuangan", JenisPenugasan.PLT)
    teks = _baca(masuk("kasubbag-umum"))
    assert "Kasubbag Umum · Bukti:" in teks
    assert "Kasubbag Keuangan · Bukti:" in teks


def test_no_position_today_is_said_kindly(app, masuk):
    akhiri(app, "staf-umum", "staf-umum")
    teks = _baca(masuk("staf-umum"))
    assert "Hari ini Anda tidak memegang jabatan" in teks
    assert "Rasio Surat" not in teks


def test_pengelola_sees_the_board_and_a_missing_year(app, masuk, sebagai, entri, jam_uji):
    entri("DIAJUKAN")
    teks = _baca(masuk("pengelola"))
    assert "Triwulan I 2026: 1 dari 30 sudah diajukan" in teks
    jam_uji.set(datetime(2028, 1, 3, 9, 0, tzinfo=WIB))
    jawab = masuk("pengelola").get("/").get_data(as_text=True)
    assert "Tahun 2028 belum memiliki periode" in jawab
    assert "/kelola/periode?tahun=2028" in jawab


def test_pemeriksa_is_led_to_the_recap_and_sees_no_drafts(app, masuk, entri):
    entri("DRAF")
    akhiri(app, "staf-pmd", "staf-pmd")
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-pmd", pemeriksa=True)
    jawab = masuk("staf-pmd").get("/").get_data(as_text=True)
    assert 'href="/rekap"' in jawab
    assert "Rekap capaian seluruh kantor" in jawab
    assert "Rasio Surat" not in jawab


@pytest.mark.parametrize("nama", ["staf-umum", "kasubbag-umum", "camat", "pengelola"])
def test_page_costs_at_most_six_statements(app, masuk, entri, nama):
    entri("DIKEMBALIKAN")
    entri("DIAJUKAN", periode="2026-TW2")
    entri("DIKEMBALIKAN", "kasubbag-umum-1")
    klien = masuk(nama)
    klien.get("/")
    perintah = []

    def catat(_koneksi, _kursor, teks, *_sisa):
        perintah.append(teks)

    event.listen(Engine, "before_cursor_execute", catat)
    try:
        assert klien.get("/").status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", catat)
    pilih = [teks for teks in perintah if teks.lstrip().upper().startswith("SELECT")]
    assert len(pilih) <= 6, pilih


def test_a_fall_of_ten_points_is_on_the_morning_list_for_a_month(
    app, masuk, sebagai, entri, jam_uji
):
    nomor = entri("BELUM_DIISI")[0]
    with app.app_context():
        create_target(sebagai("pengelola"), 2026, {nomor: Decimal(100)})
    entri("DISETUJUI", periode="2026-TW1", pembilang=95, penyebut=100)
    assert "Capaian turun" not in _baca(masuk("camat"))
    entri("DISETUJUI", periode="2026-TW2", pembilang=85, penyebut=100)
    teks = _baca(masuk("camat"))
    assert "Capaian turun 10 poin atau lebih" in teks
    assert "Staf Umum · capaian 95,00 (TW I) menjadi 85,00 (TW II)" in teks
    assert "turun 10,00" in teks
    assert "Capaian turun" not in _baca(masuk("staf-umum"))
    assert "Capaian turun" not in _baca(masuk("kasi-pmd"))
    jam_uji.maju(timedelta(days=32))
    assert "Capaian turun" not in _baca(masuk("camat"))


def test_last_day_is_told_in_hours_and_weekends_in_days(masuk, jam_uji):
    for saat, kata in (
        (
            datetime(2027, 1, 14, 21, 50, tzinfo=WIB),
            "hari ini pukul 23.59 WIB, 2 jam 10 menit lagi",
        ),
        (
            datetime(2027, 1, 13, 9, tzinfo=WIB),
            "Batas 14 Januari 2027 pukul 23.59 WIB, 1 hari kerja",
        ),
        (datetime(2027, 1, 8, 9, tzinfo=WIB), "4 hari kerja lagi (6 hari)"),
    ):
        jam_uji.set(saat)
        assert kata in _baca(masuk("staf-umum"))
    jam_uji.set(datetime(2027, 1, 14, 21, 50, tzinfo=WIB))
    assert 'data-sisa="7800"' in masuk("staf-umum").get("/").get_data(as_text=True)


def test_shrunk_denominators_and_twins_that_differ_are_on_the_morning_list(masuk, entri):
    entri("DISETUJUI", "kasubbag-umum-1", penyebut=200)
    nomor, kode, _ = entri("DISETUJUI", "kasubbag-umum-1", "2026-TW2", penyebut=199)
    entri("DISETUJUI", "kasubbag-umum-2", pembilang=180, penyebut=200)
    entri("DISETUJUI", "staf-umum-1", pembilang=170, penyebut=200)
    teks = _baca(masuk("camat"))
    assert "Kasubbag Umum · penyebut 200 (TW I) menjadi 199 (TW II)" in teks
    assert "Kasubbag Umum 90,00 % (180/200); Staf Umum 85,00 % (170/200)" in teks
    assert f'href="/realisasi/{nomor}/{kode}"' in masuk("camat").get("/").get_data(as_text=True)
    for lain in ("staf-umum", "kasi-pmd", "pengelola"):
        teks = _baca(masuk(lain))
        assert "Penyebut mengecil" not in teks
        assert "berbeda angka" not in teks


def test_only_the_pengelola_is_told_that_the_line_is_open_and_only_on_http(masuk):
    for nama in ("pengelola", "staf-umum", "camat"):
        klien = masuk(nama)
        assert ("masih dibuka dengan http" in klien.get("/").text) == (nama == "pengelola")
        assert "masih dibuka" not in klien.get("/", base_url="https://localhost").text
