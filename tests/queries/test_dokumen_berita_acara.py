"""Berita Acara: states counted per position, when and why it closed, and never a figure."""

from datetime import timedelta

import pytest
from flask import Flask

from iki_web.actions.pengecualian import create_pengecualian
from iki_web.actions.periode import close_periode, open_periode
from iki_web.queries.acuan import find_acuan
from iki_web.rules.dokumen import Isi, Jenis, Rincian, TandaTangan, format_teks
from iki_web.rules.galat import Ditolak, TidakTerlihat
from iki_web.rules.pengecualian import IsiPengecualian
from tests.pendukung.dokumen import Satu, baca_isi
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.orang import buat_pelaku

BA: Satu = (Jenis.BERITA_ACARA, "", "2026-TW1")


def _versi(app: Flask) -> int:
    return find_acuan(buat_pelaku(app, "pengelola")).periode["2026-TW1"].versi


@pytest.fixture
def tutup(app):
    """Close the first quarter."""

    def lakukan() -> None:
        with app.app_context():
            close_periode(buat_pelaku(app, "pengelola"), "2026-TW1", _versi(app))

    return lakukan


def _hitungan(isi: Isi) -> dict[str, dict[str, str]]:
    """Return by position what stands in every column that is not 0."""
    (tabel,) = isi.tabel
    judul = [kolom.judul for kolom in tabel.kolom]
    return {
        baris[1].teks: {
            nama: sel.teks
            for nama, sel in zip(judul[2:], baris[2:], strict=True)
            if sel.teks != "0"
        }
        for baris in tabel.baris
    }


def _kecualikan(app: Flask, jabatan: str) -> None:
    with app.app_context():
        pengelola = buat_pelaku(app, "pengelola")
        nomor = next(j.id for j in find_acuan(pengelola).jabatan.values() if j.kode == jabatan)
        isi = IsiPengecualian((nomor,), ("2026-TW1",), "Cuti melahirkan")
        create_pengecualian(pengelola, isi)


def test_every_entry_is_counted_once_by_its_state(app, entri, tutup):
    entri("DISETUJUI", "kasi-pmd-2")
    entri("DIAJUKAN", "kasi-pmd-3")
    entri("DIKEMBALIKAN", "kasi-trantib-1")
    entri("DRAF", "kasi-trantib-2")
    entri("DRAF", "staf-trantib-1")
    _kecualikan(app, "staf-trantib")
    tutup()
    isi = baca_isi(app, "camat", BA)
    hitungan = _hitungan(isi)
    pmd = hitungan["Kepala Seksi Pemberdayaan Masyarakat Desa dan Kesejahteraan Sosial"]
    sisa = int(pmd["Jumlah"]) - 2
    assert pmd == {
        "Jumlah": str(sisa + 2),
        "Disetujui": "1",
        "Tidak diputus": "1",
        **({"Tidak diisi": str(sisa)} if sisa else {}),
    }
    trantib = {"Jumlah": "2", "Dikembalikan": "1", "Draf": "1"}
    assert hitungan["Kepala Seksi Ketentraman dan Ketertiban"] == trantib
    # A draft of an excepted position is asked of nobody.
    lepas = {"Jumlah": "1", "Dikecualikan": "1"}
    assert hitungan["Staf Seksi Ketentraman dan Ketertiban"] == lepas
    alasan = "Dikecualikan : – Staf Seksi Ketentraman dan Ketertiban: Cuti melahirkan"
    assert alasan in format_teks(isi)
    jumlah = hitungan.pop("Jumlah")
    for kolom, teks in jumlah.items():
        assert int(teks) == sum(int(satu.get(kolom, 0)) for satu in hitungan.values())
    assert int(jumlah["Jumlah"]) == sum(int(n) for k, n in jumlah.items() if k != "Jumlah")


def test_no_figure_of_an_entry_is_in_it(app, entri, tutup):
    entri("DISETUJUI", pembilang=8231, penyebut=9146)
    tutup()
    cetak = format_teks(baca_isi(app, "pengelola", BA))
    for angka in ("8.231", "9.146", "8231", "9146", "90,00"):
        assert angka not in cetak


def test_what_may_still_change_is_refused_with_its_deadline(app):
    with pytest.raises(Ditolak, match=r"Triwulan I 2026 masih terbuka sampai 14 Januari 2027"):
        baca_isi(app, "camat", BA)
    tulis_langsung(app, "UPDATE periode SET status = 'BELUM_DIBUKA' WHERE kode = '2026-TW4'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    with pytest.raises(Ditolak, match="Triwulan IV 2026 belum dibuka"):
        baca_isi(app, "camat", (Jenis.BERITA_ACARA, "", "2026-TW4"))


def _fakta(isi: Isi) -> dict[str, list[str]]:
    return {b.label: [s.teks for s in b.butir] for b in isi.badan if isinstance(b, Rincian)}


def test_closing_reopening_and_its_reason_are_told_in_order(app, tutup, jam_uji):
    tutup()
    jam_uji.maju(timedelta(days=3))
    with app.app_context():
        isi = ("2026-04-20", "Bukti menyusul dari desa.")
        open_periode(buat_pelaku(app, "pengelola"), "2026-TW1", _versi(app), *isi)
    with pytest.raises(Ditolak, match="masih terbuka sampai 20 April 2026"):
        baca_isi(app, "camat", BA)
    jam_uji.maju(timedelta(days=10))
    fakta = _fakta(baca_isi(app, "camat", BA))
    assert fakta["Periode"] == ["Triwulan I 2026 (1 Januari 2026 sampai 31 Maret 2026)"]
    assert fakta["Batas pengajuan"] == ["20 April 2026 pukul 23.59 WIB"]
    pertama, kedua, ketiga = fakta["Penutupan"]
    assert pertama == "Ditutup 10 Apr 2026 09.00 WIB oleh Pengelola."
    assert kedua.startswith("Dibuka kembali 13 Apr 2026 09.00 WIB oleh")
    assert kedua.endswith("dengan alasan: Bukti menyusul dari desa.")
    assert ketiga == "Ditutup pada batasnya, 20 April 2026 pukul 23.59 WIB."


def test_the_head_and_the_sekretaris_sign(app, tutup):
    tutup()
    isi = baca_isi(app, "pengelola", BA)
    (tanda,) = [b for b in isi.badan if isinstance(b, TandaTangan)]
    assert (tanda.kiri.jabatan, tanda.kiri.pengantar) == ("CAMAT JRENGIK", ("Mengetahui,",))
    assert tanda.kanan.jabatan == "SEKRETARIS KECAMATAN"


def test_months_of_the_quarter_must_be_closed_too(app, tutup):
    perintah = "UPDATE indikator SET frekuensi = 'BULANAN' WHERE kode = 'staf-umum-1'"
    tulis_langsung(app, perintah)
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    tutup()
    with pytest.raises(Ditolak, match="Januari 2026 masih terbuka"):
        baca_isi(app, "camat", BA)


@pytest.mark.parametrize("nama", ["sekretaris", "kasubbag-umum", "staf-umum"])
def test_it_is_not_everyones_to_read(app, tutup, nama):
    tutup()
    with pytest.raises(TidakTerlihat):
        baca_isi(app, nama, BA)
