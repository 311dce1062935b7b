"""An edition in the shape of its TOML file, and read back with every fault at its item."""

from collections.abc import Callable, Mapping
from typing import Any

from iki_web.rules.keputusan import (
    BERALASAN,
    BentukKeliru,
    ButirIndikator,
    Edisi,
    LembarJabatan,
    format_baris,
    format_naskah,
    parse_catatan,
    parse_edisi,
    parse_indikator,
    parse_jabatan,
)
from iki_web.rules.naskah.baca import parse_lembar
from iki_web.rules.naskah.baris import Salah
from iki_web.rules.naskah.lembar import LEMBAR, list_baris

_BENTUK = "Bentuknya tidak seperti pada berkas edisi."


def build_toml(edisi: Edisi) -> dict[str, Any]:
    """Return the contents of the edition's file (the shape of `sk_2021.toml`)."""
    pokok = ("kode", "nomor", "tentang", "tanggal", "berlaku_mulai")
    catatan = [
        {"kelompok": c.kelompok, "di": c.di, "kolom": c.kolom, "kutipan": c.kutipan, "isi": c.isi}
        for c in edisi.catatan
    ]
    return {
        "keputusan": {nama: getattr(edisi, nama) for nama in pokok} | format_naskah(edisi),
        "jabatan": [_format_jabatan(j) for j in edisi.jabatan],
        "catatan": catatan,
    }


def _format_jabatan(jabatan: LembarJabatan) -> dict[str, Any]:
    hasil: dict[str, Any] = {
        "kode": jabatan.kode,
        "nama": jabatan.nama,
        "nama_singkat": jabatan.nama_singkat,
    }
    if jabatan.atasan is not None:
        hasil["atasan"] = jabatan.atasan
    if jabatan.nama_lampiran is not None:
        hasil["nama_lampiran"] = jabatan.nama_asli or jabatan.nama_lampiran
    if jabatan.nama_asli is not None:
        hasil["nama_lampiran_baku"] = jabatan.nama_lampiran
    if jabatan.tugas:
        hasil["tugas"] = jabatan.tugas
    if jabatan.fungsi:
        hasil["fungsi"] = [format_baris(b) for b in jabatan.fungsi]
    if jabatan.indikator:
        hasil["indikator"] = [_format_indikator(i) for i in jabatan.indikator]
    return hasil


def _format_indikator(satu: ButirIndikator) -> dict[str, Any]:
    hasil: dict[str, Any] = {
        nama: getattr(satu, nama)
        for nama in ("kode", "sasaran", "nama", "pembilang", "penyebut", "satuan", "kali_100")
    }
    for nama in ("jenis_rumus", "arah", "rumus_turun", "cara_hitung", "frekuensi"):
        hasil[nama] = getattr(satu, nama).value
    hasil["sumber_data"] = list(satu.sumber_data)
    hasil |= {f"alasan_{nama}": satu.alasan.get(nama, "") for nama in BERALASAN}
    if satu.induk is not None:
        hasil["induk"] = satu.induk
    if satu.contoh:
        hasil["contoh"] = {"kalimat": satu.contoh}
    if satu.dokumen:
        hasil["dokumen"] = [
            {"nama": d.nama}
            | ({"setahun": d.setahun} if d.setahun is not None else {})
            | ({"teks_asli": d.teks_asli} if d.teks_asli is not None else {})
            for d in satu.dokumen
        ]
    if satu.teks_asli:
        hasil["teks_asli"] = {
            nama: list(isi) if isinstance(isi, tuple) else isi
            for nama, isi in satu.teks_asli.items()
        }
    return hasil


def parse_toml(isi: Mapping[str, Any]) -> tuple[Edisi | None, tuple[Salah, ...]]:
    """Return the edition of a TOML file's contents, or None with every fault found.

    Places count as in the workbook of the same edition: row 2 is the first item of its kind.
    """
    salah: list[Salah] = []
    _try("Keputusan", 0, salah, parse_edisi, {**isi, "jabatan": [], "catatan": []})
    indikator: list[Any] = []
    for nomor, satu in enumerate(_list(isi, "jabatan", "Jabatan", salah), start=2):
        if isinstance(satu, Mapping):
            indikator += _list(satu, "indikator", "Indikator", salah, wajib=False)
            satu = {nama: nilai for nama, nilai in satu.items() if nama != "indikator"}
        _try("Jabatan", nomor, salah, parse_jabatan, satu)
    for nomor, satu in enumerate(indikator, start=2):
        _try("Indikator", nomor, salah, parse_indikator, satu)
    daftar = _list(isi, "catatan", "Catatan", salah, wajib=False)
    for nomor, satu in enumerate(daftar, start=2):
        _try("Catatan", nomor, salah, parse_catatan, satu)
    if salah:
        return None, tuple(salah)
    # What every cell of a workbook must keep to holds for the same text in this file.
    return parse_lembar(
        {
            nama: [[judul for judul, _ in LEMBAR[nama]], *baris]
            for nama, baris in list_baris(parse_edisi(isi)).items()
        }
    )


def _list(
    isi: Mapping[str, Any], nama: str, lembar: str, salah: list[Salah], *, wajib: bool = True
) -> list[Any]:
    """Return a list of the file; where there is none of the right kind, that is a fault."""
    nilai = isi.get(nama, None if wajib else [])
    if isinstance(nilai, list):
        return nilai
    kalimat = f"{nama} harus berupa daftar." if nama in isi else f"{nama} belum ada."
    salah.append(Salah(lembar, 0, "", kalimat))
    return []


def _try(
    lembar: str, nomor: int, salah: list[Salah], baca: Callable[[Any], object], isi: Any
) -> None:
    """Read one part for its faults alone."""
    try:
        baca(isi)
    except KeyError as sebab:
        salah.append(Salah(lembar, nomor, str(sebab.args[0]), f"{sebab.args[0]} belum ada."))
    except BentukKeliru as sebab:
        salah.append(Salah(lembar, nomor, "", f"{sebab}."))
    except (AttributeError, TypeError, ValueError):
        salah.append(Salah(lembar, nomor, "", _BENTUK))
