"""An invented sheet with every kind of block: a Word template is tried on it before it is kept."""

from decimal import Decimal

from iki_web.rules.dokumen.isi import (
    Butir,
    Halaman,
    Isi,
    Judul,
    Kolom,
    Paragraf,
    Pecahan,
    Penanda,
    Rata,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
)

_KOLOM = (
    Kolom("No", 1, Rata.TENGAH),
    Kolom("Indikator", 6),
    Kolom("Rumus", 6),
    Kolom("Capaian (%)", 2, Rata.KANAN),
)
_RUMUS = Pecahan("Jumlah surat yang dijawab tepat waktu", "Jumlah surat yang masuk")
_TABEL = Tabel(
    "Tabel contoh",
    _KOLOM,
    (
        (Sel("1"), Sel("Surat dijawab", baris=2), Sel(pecahan=_RUMUS), Sel("90,00", Decimal(90))),
        (Sel("2"), None, Sel(butir=("buku agenda", "buku ekspedisi")), Sel("n/a")),
        (Sel(), Sel("Rata-rata"), Sel("1 dari 2"), Sel("90,00", Decimal(90))),
    ),
    kaki=1,
)
_TANDA = TandaTangan(
    Penanda(("Mengetahui,",), "CAMAT CONTOH", "BUDI, S.Sos.", "Pembina", "NIP. 19700101"),
    Penanda(("Contoh, 5 Januari 2026",), "Plt. SEKRETARIS", "", "", ""),
)
CONTOH = Isi(
    nama="Dokumen contoh",
    kop=("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", "Jalan Contoh No. 1"),
    logo="",
    kertas="F4",
    lanskap=False,
    judul=("DOKUMEN CONTOH", "TAHUN 2026"),
    sub=("Kecamatan Contoh & sekitarnya", "Nomor: 001/2026"),
    badan=(
        Judul("A. CONTOH"),
        Paragraf("Teks dengan tanda <, >, & dan “kutip”."),
        Rincian("Menimbang", (Butir("a", "bahwa ini contoh;", ("rincian",)), Butir("b", "dst."))),
        Rincian("", (Butir("KESATU", "Berlaku."), Butir("", "Tanpa tanda."))),
        Halaman(lanskap=True),
        _TABEL,
        Paragraf("Catatan di bawah tabel.", Rata.KANAN, kecil=True),
        Halaman(lanskap=True),
        _TANDA,
    ),
    catatan=("Catatan di akhir.",),
)
