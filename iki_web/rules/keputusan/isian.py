"""The forms of an edition: what is typed becomes its plain shape, and its shape fills the form."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.formulir import Pembaca
from iki_web.rules.keputusan.baris import (
    Baris,
    format_berurut,
    read_berurut,
    read_sebaris,
)
from iki_web.rules.keputusan.isi import (
    BERALASAN,
    BarisNaskah,
    ButirDokumen,
    ButirIndikator,
    CatatanNaskah,
    Edisi,
    LembarJabatan,
    format_huruf,
)
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus

#: A code stands in addresses of files and in the audit trail.
_POLA_KODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIKTUM = ("Menetapkan", "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH",
           "KEDELAPAN", "KESEMBILAN", "KESEPULUH", "KESEBELAS", "KEDUA BELAS", "KETIGA BELAS",
           "KEEMPAT BELAS", "KELIMA BELAS")  # fmt: skip

_TANDA: Mapping[str, Callable[[int], str]] = {
    "menimbang": format_huruf,
    "mengingat": lambda n: str(n + 1),
    "memutuskan": lambda n: _DIKTUM[n],
}
#: How many rows each list of a form may have.
PALING_BARIS = {
    "menimbang": 15,
    "mengingat": 40,
    "memutuskan": len(_DIKTUM),
    "fungsi": 40,
    "dokumen": 30,
}


@dataclass(frozen=True, slots=True)
class Penetapan:
    """What the head writes when fixing an edition; `alasan`: why with findings still open."""

    nomor: str
    tanggal: date
    berlaku_mulai: date
    alasan: str = ""


def read_pokok(form: Mapping[str, str], baca: Pembaca | None = None) -> tuple[str, str]:
    """Return code and subject of an edition. Raises Ditolak unless an own reader is given."""
    sendiri = baca or Pembaca(form)
    kode = read_kode(sendiri)
    tentang = sendiri.baris("tentang", "Tentang", 500, wajib=True)
    if baca is None:
        sendiri.check()
    return kode, tentang


def read_kode(baca: Pembaca) -> str:
    """Return the code of an edition; its faults stay with the reader."""
    kode = baca.baris("kode", "Kode", 20, wajib=True).lower()
    if kode and not _POLA_KODE.fullmatch(kode):
        baca.refuse("kode", "Kode hanya huruf kecil, angka, dan tanda hubung. Contoh: 2026.")
    return kode


def read_naskah(form: Mapping[str, str], edisi: Edisi) -> Edisi:
    """Return the edition with its own sheet as typed. Raises Ditolak with all faults."""
    baca = Pembaca(form)
    kode, tentang = read_pokok(form, baca)
    baris: dict[str, Any] = {
        nama: tuple(
            BarisNaskah(tanda(n), b.isi, b.rincian)
            for n, b in enumerate(read_berurut(baca, form, nama, 2000, PALING_BARIS[nama]))
        )
        for nama, tanda in _TANDA.items()
    }
    hasil = replace(
        edisi,
        kode=kode,
        tentang=tentang,
        tempat=baca.baris("tempat", "Tempat penetapan", 100),
        kop=read_sebaris(baca, "kop", "Kepala surat", 6, 150),
        pembuka=baca.baris("pembuka", "Pembuka", 150),
        penetap_jabatan=baca.baris("penetap_jabatan", "Jabatan penetap", 150),
        **baris,
    )
    baca.check()
    return hasil


def format_isian_naskah(edisi: Edisi) -> dict[str, str]:
    """Return what fills the form of `read_naskah`."""
    hasil = {
        nama: getattr(edisi, nama)
        for nama in ("kode", "tentang", "tempat", "pembuka", "penetap_jabatan")
    }
    hasil["kop"] = "\n".join(edisi.kop)
    for nama in _TANDA:
        hasil |= format_berurut(nama, _baris(getattr(edisi, nama)))
    return hasil


def _baris(baris: Sequence[BarisNaskah]) -> list[Baris]:
    return [Baris(b.isi, b.rincian) for b in baris]


def read_catatan(form: Mapping[str, str], catatan: Sequence[CatatanNaskah]) -> tuple[str, ...]:
    """Return the remarks as typed, in their order; "" for one that goes, a missing field stays.

    Raises Ditolak with all faults.
    """
    baca = Pembaca(form)
    hasil = tuple(
        baca.teks(nama, "Catatan", 2000) if nama in form else satu.isi
        for nomor, satu in enumerate(catatan, start=1)
        for nama in (f"catatan-{nomor}",)
    )
    baca.check()
    return hasil


def read_lembar(form: Mapping[str, str], lembar: LembarJabatan) -> LembarJabatan:
    """Return a sheet with name, duty and functions as typed. Raises Ditolak with all faults."""
    baca = Pembaca(form)
    fungsi = read_berurut(baca, form, "fungsi", 1000, PALING_BARIS["fungsi"])
    hasil = replace(
        lembar,
        nama_lampiran=baca.baris("nama_lampiran", "Nama jabatan", 300, wajib=True),
        nama_asli=None,
        tugas=baca.teks("tugas", "Tugas", 2000),
        fungsi=tuple(BarisNaskah(format_huruf(n), b.isi) for n, b in enumerate(fungsi)),
    )
    baca.check()
    return hasil


def format_lembar(lembar: LembarJabatan) -> dict[str, str]:
    """Return what fills the form of `read_lembar`."""
    pokok = {"nama_lampiran": lembar.nama_lampiran or "", "tugas": lembar.tugas}
    return pokok | format_berurut("fungsi", _baris(lembar.fungsi))


def read_indikator(
    form: Mapping[str, str], kode: str, induk: Sequence[str], *, periksa: bool = True
) -> ButirIndikator:
    """Return an indicator as typed; only its name must be there, the rest may come later.

    `induk`: codes of the superior's indicators to choose from. What its kind of formula does not
    use is left out. Raises Ditolak with all faults, unless `periksa` is False (the preview).
    """
    baca = Pembaca(form)
    jenis = baca.pilihan("jenis_rumus", "jenis rumus", JenisRumus) or JenisRumus.RASIO
    rasio, angka = jenis is JenisRumus.RASIO, jenis is JenisRumus.ANGKA
    pilih = form.get("induk", "")
    if pilih and pilih not in induk:
        baca.refuse("induk", "Pilih indikator atasan dari daftar.")
    hasil = ButirIndikator(
        kode=kode,
        sasaran=baca.baris("sasaran", "Sasaran", 500),
        nama=baca.baris("nama", "Nama indikator", 500, wajib=True),
        jenis_rumus=jenis,
        pembilang=baca.baris("pembilang", "Pembilang", 500) if rasio else "",
        penyebut=baca.baris("penyebut", "Penyebut", 500) if rasio else "",
        kali_100=not rasio or baca.centang("kali_100"),
        satuan=baca.baris("satuan", "Satuan", 30, wajib=periksa) if angka else "%",
        arah=baca.pilihan("arah", "arah", Arah) or Arah.NAIK,
        rumus_turun=baca.pilihan("rumus_turun", "rumus capaian", RumusTurun) or RumusTurun.SELISIH,
        cara_hitung=baca.pilihan("cara_hitung", "cara hitung", CaraHitung) or CaraHitung.JUMLAH,
        frekuensi=baca.pilihan("frekuensi", "frekuensi", JenisPeriode) or JenisPeriode.TRIWULANAN,
        alasan={nama: baca.baris(f"alasan_{nama}", "Alasan", 500) for nama in BERALASAN},
        contoh=baca.baris("contoh", "Contoh", 1000),
        dokumen=_read_dokumen(baca, form) if jenis is JenisRumus.DAFTAR_DOKUMEN else (),
        sumber_data=read_sebaris(baca, "sumber_data", "Sumber data", 20, 300),
        induk=pilih or None,
    )
    if periksa:
        baca.check()
    return hasil


def _read_dokumen(baca: Pembaca, form: Mapping[str, str]) -> tuple[ButirDokumen, ...]:
    """Read the rows of a document list; the number a year may be left open."""
    hasil = []
    for baris in read_berurut(baca, form, "dokumen", 300, PALING_BARIS["dokumen"]):
        tempat = f"dokumen-{baris.nomor}-setahun"
        setahun = baca.bulat(tempat, "Banyaknya setahun", 1, 366) if form.get(tempat) else None
        hasil.append(ButirDokumen(baris.isi, setahun))
    return tuple(hasil)


def format_indikator(indikator: ButirIndikator) -> dict[str, str]:
    """Return what fills the form of `read_indikator`."""
    sama = ("sasaran", "nama", "jenis_rumus", "pembilang", "penyebut", "satuan", "arah",
            "rumus_turun", "cara_hitung", "frekuensi", "contoh")  # fmt: skip
    hasil = {nama: str(getattr(indikator, nama)) for nama in sama}
    hasil |= {f"alasan_{nama}": indikator.alasan.get(nama, "") for nama in BERALASAN}
    hasil["kali_100"] = "1" if indikator.kali_100 else ""
    hasil["induk"] = indikator.induk or ""
    hasil["sumber_data"] = "\n".join(indikator.sumber_data)
    hasil |= format_berurut("dokumen", [Baris(d.nama) for d in indikator.dokumen])
    for nomor, dokumen in enumerate(indikator.dokumen):
        hasil[f"dokumen-{nomor}-setahun"] = str(dokumen.setahun or "")
    return hasil


def read_penetapan(form: Mapping[str, str], hari_ini: date) -> Penetapan:
    """Return number, days and reason of fixing an edition. Raises Ditolak with all faults."""
    baca = Pembaca(form)
    nomor = baca.baris("nomor", "Nomor keputusan", 100, wajib=True)
    tanggal = baca.tanggal("tanggal", "Tanggal penetapan", wajib=True)
    mulai = baca.tanggal("berlaku_mulai", "Berlaku mulai", wajib=True)
    alasan = baca.teks("alasan", "Alasan", 2000)
    if tanggal and tanggal > hari_ini:
        baca.refuse("tanggal", "Tanggal penetapan tidak boleh sesudah hari ini.")
    if tanggal and mulai and mulai < tanggal:
        baca.refuse("berlaku_mulai", "Keputusan tidak berlaku surut: paling cepat tanggalnya.")
    baca.check()
    assert tanggal is not None
    assert mulai is not None
    return Penetapan(nomor, tanggal, mulai, alasan)
