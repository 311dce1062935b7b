"""An edition in the shape of its TOML file; `parse_edisi` reads it back."""

from typing import Any

from iki_web.rules.keputusan import (
    BERALASAN,
    ButirIndikator,
    Edisi,
    LembarJabatan,
    format_baris,
    format_naskah,
)


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
