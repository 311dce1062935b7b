"""Sheets of rows read back into an edition, with every fault at its sheet, row and column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.jabatan import PANJANG_NAMA, PANJANG_SINGKAT
from iki_web.rules.keputusan import (
    BERALASAN,
    BarisNaskah,
    ButirDokumen,
    ButirIndikator,
    CatatanNaskah,
    Edisi,
    LembarJabatan,
    format_huruf,
)
from iki_web.rules.naskah.baris import Baris, Salah
from iki_web.rules.naskah.lembar import BERASLI, BERTANDA, BERULANG, LEMBAR, RINCIAN, SEKALI
from iki_web.rules.naskah.susunan import check_susunan
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus

PALING_BARIS = 5_000
Buku = Mapping[str, Sequence[Sequence[Any]]]


def parse_lembar(buku: Buku) -> tuple[Edisi | None, tuple[Salah, ...]]:
    """Return the edition of a workbook, or None with every fault found."""
    salah: list[Salah] = []
    isi = {nama: list(_list_isi(buku, nama, salah)) for nama in LEMBAR}
    if salah:
        return None, tuple(salah)
    kepala = _read_keputusan(isi["Keputusan"], salah)
    jabatan = _read_jabatan(isi, salah)
    catatan = tuple(_read_catatan(b) for b in isi["Catatan"])
    if not salah:
        edisi = Edisi(jabatan=jabatan, catatan=catatan, **kepala)
        check_susunan(edisi, salah)
    return (None, tuple(salah)) if salah else (edisi, ())


def _list_isi(buku: Buku, lembar: str, salah: list[Salah]) -> Iterator[Baris]:
    """Yield the filled rows of a sheet, after its headings have been judged."""
    if lembar not in buku:
        salah.append(Salah(lembar, 0, "", f"Lembar “{lembar}” tidak ada di berkas ini."))
        return
    judul, *baris = buku[lembar] or [()]
    harap = [nama for nama, _ in LEMBAR[lembar]]
    if [str(sel or "").strip() for sel in judul][: len(harap)] != harap:
        kalimat = f"Judul kolom harus: {', '.join(harap)}."
        salah.append(Salah(lembar, 1, "", kalimat))
        return
    if len(baris) > PALING_BARIS:
        salah.append(Salah(lembar, 0, "", f"Paling banyak {PALING_BARIS} baris."))
        return
    for nomor, isi in enumerate(baris, start=2):
        if any(sel not in (None, "") for sel in isi):
            yield Baris(lembar, nomor, isi, salah)


def _read_keputusan(baris: list[Baris], salah: list[Salah]) -> dict[str, Any]:
    """Read the first sheet by the fields of Edisi."""
    sekali = {bagian: nama for nama, bagian in SEKALI.items()}
    berulang = {bagian: nama for nama, bagian in (BERULANG | BERTANDA).items()}
    hasil: dict[str, Any] = {nama: [] for nama in (*BERULANG, *BERTANDA)}
    terakhir: list[BarisNaskah] = []
    for satu in baris:
        bagian = satu.teks("Bagian", wajib=True)
        if bagian in sekali:
            nama = sekali[bagian]
            hari = nama in ("tanggal", "berlaku_mulai")
            hasil[nama] = satu.tanggal("Isi") if hari else satu.teks("Isi", wajib=True)
        elif bagian == RINCIAN and terakhir:
            lama = terakhir.pop()
            rincian = (*lama.rincian, satu.teks("Isi", wajib=True))
            terakhir.append(BarisNaskah(lama.tanda, lama.isi, rincian, lama.teks_asli))
        elif bagian in BERULANG.values():
            hasil[berulang[bagian]].append(satu.teks("Isi", wajib=True))
        elif bagian in BERTANDA.values():
            terakhir = hasil[berulang[bagian]]
            teks = satu.teks("Isi", wajib=True)
            asli = satu.teks("Teks asli") or None
            terakhir.append(BarisNaskah(satu.teks("Tanda", wajib=True), teks, (), asli))
        else:
            satu.refuse("Bagian", f"Bagian “{bagian[:40]}” tidak dikenal.")
    for nama in ("kode", "tentang", "tanggal", "berlaku_mulai"):
        if nama not in hasil:
            salah.append(Salah("Keputusan", 0, "", f"Baris “{SEKALI[nama]}” belum ada."))
    daftar = {nama: tuple(isi) for nama, isi in hasil.items() if isinstance(isi, list)}
    return {"nomor": ""} | hasil | daftar


def _read_jabatan(isi: Mapping[str, list[Baris]], salah: list[Salah]) -> tuple[Any, ...]:
    """Read the positions with everything that hangs on them."""
    kode = _check_kode(isi["Jabatan"])
    for satu in isi["Jabatan"]:
        if (atasan := satu.teks("Atasan")) and atasan not in kode:
            satu.refuse("Atasan", f"Jabatan “{atasan[:40]}” tidak ada di lembar Jabatan.")
    indikator = _check_kode(isi["Indikator"])
    fungsi = _group(isi["Fungsi"], "Jabatan", kode)
    per_jabatan = _group(isi["Indikator"], "Jabatan", kode)
    dokumen = _group(isi["Dokumen"], "Indikator", indikator)
    sumber = _group(isi["Sumber data"], "Indikator", indikator)
    for satu in isi["Indikator"]:
        if (induk := satu.teks("Induk")) and induk not in indikator:
            satu.refuse("Induk", f"Indikator “{induk[:40]}” tidak ada di lembar Indikator.")
    return tuple(
        LembarJabatan(
            kode=(k := satu.teks("Kode")),
            nama=satu.teks("Nama", wajib=True, paling=PANJANG_NAMA),
            nama_singkat=satu.teks("Nama singkat", wajib=True, paling=PANJANG_SINGKAT),
            atasan=satu.teks("Atasan") or None,
            nama_lampiran=satu.teks("Nama pada lampiran") or None,
            nama_asli=satu.teks("Nama asli") or None,
            tugas=satu.teks("Tugas"),
            fungsi=tuple(
                BarisNaskah(
                    format_huruf(n), b.teks("Isi", wajib=True), (), b.teks("Teks asli") or None
                )
                for n, b in enumerate(fungsi.get(k, ()))
            ),
            indikator=tuple(_read_indikator(i, dokumen, sumber) for i in per_jabatan.get(k, ())),
        )
        for satu in isi["Jabatan"]
    )


def _check_kode(baris: list[Baris]) -> set[str]:
    """Return the codes of a sheet; a missing or repeated one is a fault."""
    ada: set[str] = set()
    for satu in baris:
        kode = satu.kode("Kode")
        if kode in ada:
            satu.refuse("Kode", f"Kode “{kode[:40]}” sudah dipakai baris lain.")
        ada.add(kode)
    return ada


def _group(baris: list[Baris], kolom: str, ada: set[str]) -> dict[str, list[Baris]]:
    """Return the rows by the code in a column; an unknown code is a fault."""
    hasil: dict[str, list[Baris]] = {}
    for satu in baris:
        kode = satu.teks(kolom, wajib=True)
        if kode and kode not in ada:
            satu.refuse(kolom, f"Kode “{kode[:40]}” tidak ada di lembar {kolom}.")
        hasil.setdefault(kode, []).append(satu)
    return hasil


def _read_indikator(
    b: Baris, dokumen: Mapping[str, list[Baris]], sumber: Mapping[str, list[Baris]]
) -> ButirIndikator:
    kode = b.teks("Kode")
    asli: dict[str, Any] = {n: t for n in BERASLI if (t := b.teks(f"{n.capitalize()} asli"))}
    slot = sumber.get(kode, ())
    if any(s.teks("Teks asli") for s in slot):
        asli["sumber_data"] = tuple(s.teks("Teks asli") for s in slot)
    if b.teks("Kali 100").lower() not in ("ya", "tidak"):
        b.refuse("Kali 100", "Isi “Ya” atau “Tidak”.")
    return ButirIndikator(
        kode=kode,
        sasaran=b.teks("Sasaran"),
        nama=b.teks("Nama", wajib=True),
        jenis_rumus=b.pilihan("Jenis rumus", JenisRumus, JenisRumus.RASIO),
        pembilang=b.teks("Pembilang"),
        penyebut=b.teks("Penyebut"),
        kali_100=b.teks("Kali 100").lower() == "ya",
        satuan=b.teks("Satuan", wajib=True),
        arah=b.pilihan("Arah", Arah, Arah.NAIK),
        rumus_turun=b.pilihan("Rumus turun", RumusTurun, RumusTurun.SELISIH),
        cara_hitung=b.pilihan("Cara hitung", CaraHitung, CaraHitung.JUMLAH),
        frekuensi=b.pilihan("Frekuensi", JenisPeriode, JenisPeriode.TRIWULANAN),
        alasan={n: b.teks(f"Alasan {n.replace('_', ' ')}") for n in BERALASAN},
        contoh=b.teks("Contoh"),
        dokumen=tuple(
            ButirDokumen(
                d.teks("Nama", wajib=True), d.bulat("Setahun", 366), d.teks("Teks asli") or None
            )
            for d in dokumen.get(kode, ())
        ),
        sumber_data=tuple(nama for s in slot if (nama := s.teks("Nama"))),
        induk=b.teks("Induk") or None,
        teks_asli=asli,
    )


def _read_catatan(baris: Baris) -> CatatanNaskah:
    return CatatanNaskah(
        baris.bulat("Kelompok", 8) or 8,
        *(baris.teks(kolom, wajib=True) for kolom in ("Di", "Kolom", "Kutipan", "Catatan")),
    )
