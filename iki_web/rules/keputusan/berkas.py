"""An edition as its file has it (the shape of `sk_2021.toml`), read into plain data and back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from iki_web.rules.capaian import Arah, RumusTurun
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

#: The parts of the text made of marked rows, and what marks a row in the file.
TANDA = {"menimbang": "huruf", "mengingat": "nomor", "memutuskan": "diktum"}
_SEBARIS = (
    "tempat",
    "pembuka",
    "penetap_jabatan",
    "penetap_nama",
    "penetap_pangkat",
    "penetap_nip",
)
_BERBARIS = ("nomor_lain", "kop", "penutup")
E = TypeVar("E", bound=StrEnum)


class BentukKeliru(TypeError):
    """A value of another kind, or a word that is none of the choices, in words for a user."""


def format_naskah(edisi: Edisi) -> dict[str, Any]:
    """Return the texts of an edition's own sheet as the file has them; `parse_naskah` reads it."""
    return (
        {nama: getattr(edisi, nama) for nama in _SEBARIS}
        | {nama: list(getattr(edisi, nama)) for nama in _BERBARIS}
        | {
            nama: [format_baris(b) | {tanda: b.tanda} for b in getattr(edisi, nama)]
            for nama, tanda in TANDA.items()
        }
    )


def format_baris(baris: BarisNaskah) -> dict[str, Any]:
    """Return a row as the file has it, without its mark."""
    return (
        {"isi": baris.isi}
        | ({"butir": list(baris.rincian)} if baris.rincian else {})
        | ({"teks_asli": baris.teks_asli} if baris.teks_asli is not None else {})
    )


def parse_edisi(isi: Mapping[str, Any]) -> Edisi:
    """Return the edition of a TOML file's contents (the shape of `sk_2021.toml`).

    Raises KeyError where something is missing, BentukKeliru for a value of another kind, and
    TypeError, ValueError or AttributeError where it is not of this shape at all.
    """
    sk = isi["keputusan"]
    return Edisi(
        kode=_teks(sk, "kode"),
        nomor=_teks(sk, "nomor"),
        tentang=_teks(sk, "tentang"),
        tanggal=_tanggal(sk, "tanggal"),
        berlaku_mulai=_tanggal(sk, "berlaku_mulai"),
        jabatan=tuple(parse_jabatan(j) for j in _daftar(isi, "jabatan")),
        catatan=tuple(parse_catatan(c) for c in isi.get("catatan", ())),
        **parse_naskah(sk),
    )


def parse_naskah(sk: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of an edition's own sheet by the fields of Edisi; raises as parse_edisi."""
    return (
        {nama: _teks(sk, nama, "") for nama in _SEBARIS}
        | {nama: _baris(sk.get(nama, ()), nama) for nama in _BERBARIS}
        | {
            nama: tuple(_parse_baris(b, str(b[tanda])) for b in _daftar(sk, nama))
            for nama, tanda in TANDA.items()
        }
    )


def parse_fungsi(daftar: Sequence[Mapping[str, Any]]) -> tuple[BarisNaskah, ...]:
    """Return the functions of a sheet, rows {isi, teks_asli?}, marked a, b, c, ..."""
    return tuple(_parse_baris(b, format_huruf(n)) for n, b in enumerate(daftar))


def _parse_baris(baris: Mapping[str, Any], tanda: str) -> BarisNaskah:
    return BarisNaskah(
        tanda,
        _teks(baris, "isi"),
        _baris(baris.get("butir", ()), "butir"),
        _teks(baris, "teks_asli") if "teks_asli" in baris else None,
    )


def parse_jabatan(baris: Mapping[str, Any]) -> LembarJabatan:
    """Return a position with its sheet; raises as parse_edisi."""
    asli = _teks(baris, "nama_lampiran") if "nama_lampiran" in baris else None
    baku = _teks(baris, "nama_lampiran_baku") if "nama_lampiran_baku" in baris else None
    return LembarJabatan(
        kode=_teks(baris, "kode"),
        nama=_teks(baris, "nama"),
        nama_singkat=_teks(baris, "nama_singkat"),
        atasan=_teks(baris, "atasan") if "atasan" in baris else None,
        nama_lampiran=baku or asli,
        nama_asli=asli if baku else None,
        tugas=_teks(baris, "tugas", ""),
        fungsi=parse_fungsi(baris.get("fungsi", ())),
        indikator=tuple(parse_indikator(i) for i in baris.get("indikator", ())),
    )


def parse_indikator(baris: Mapping[str, Any]) -> ButirIndikator:
    """Return an indicator; raises as parse_edisi."""
    asli = dict(baris.get("teks_asli", {}))
    if "sumber_data" in asli:
        asli["sumber_data"] = _baris(asli["sumber_data"], "sumber_data")
    if not isinstance(baris["kali_100"], bool):
        raise BentukKeliru(f"kali_100 {baris['kode']} harus benar atau salah")
    return ButirIndikator(
        **{nama: _teks(baris, nama) for nama in ("kode", "sasaran", "nama", "satuan")},
        **{nama: _teks(baris, nama, "") for nama in ("pembilang", "penyebut")},
        jenis_rumus=_pilihan(baris, "jenis_rumus", JenisRumus),
        kali_100=baris["kali_100"],
        arah=_pilihan(baris, "arah", Arah),
        rumus_turun=_pilihan(
            {"rumus_turun": RumusTurun.SELISIH} | dict(baris), "rumus_turun", RumusTurun
        ),
        cara_hitung=_pilihan(baris, "cara_hitung", CaraHitung),
        frekuensi=_pilihan(baris, "frekuensi", JenisPeriode),
        alasan={nama: _teks(baris, f"alasan_{nama}") for nama in BERALASAN},
        contoh=_teks(baris.get("contoh", {}), "kalimat", ""),
        dokumen=tuple(_parse_dokumen(d) for d in baris.get("dokumen", ())),
        sumber_data=_baris(baris["sumber_data"], "sumber_data"),
        induk=_teks(baris, "induk") if "induk" in baris else None,
        teks_asli=asli,
    )


def _parse_dokumen(baris: Mapping[str, Any]) -> ButirDokumen:
    setahun = baris.get("setahun")
    if setahun is not None and (isinstance(setahun, bool) or not isinstance(setahun, int)):
        raise BentukKeliru("setahun harus bilangan bulat")
    asli = _teks(baris, "teks_asli") if "teks_asli" in baris else None
    return ButirDokumen(_teks(baris, "nama"), setahun, asli)


def parse_catatan(baris: Mapping[str, Any]) -> CatatanNaskah:
    """Return a remark; raises as parse_edisi."""
    teks = {nama: _teks(baris, nama) for nama in ("di", "kolom", "kutipan", "isi")}
    if not isinstance(baris["kelompok"], int):
        raise BentukKeliru("kelompok catatan harus bilangan bulat")
    return CatatanNaskah(kelompok=baris["kelompok"], **teks)


def _teks(peta: Mapping[str, Any], nama: str, lazim: str | None = None) -> str:
    """Return a text; missing it is `lazim`, or a KeyError where there is none."""
    nilai = peta[nama] if lazim is None else peta.get(nama, lazim)
    if not isinstance(nilai, str):
        raise BentukKeliru(f"{nama} harus berupa teks")
    return nilai


def _pilihan(peta: Mapping[str, Any], nama: str, kelas: type[E]) -> E:
    """Return one word of a closed set."""
    try:
        return kelas(peta[nama])
    except ValueError:
        raise BentukKeliru(f"{nama} harus salah satu dari {', '.join(kelas)}") from None


def _tanggal(peta: Mapping[str, Any], nama: str) -> date:
    nilai = peta[nama]
    if not isinstance(nilai, date) or isinstance(nilai, datetime):
        raise BentukKeliru(f"{nama} harus berupa tanggal")
    return nilai


def _daftar(peta: Mapping[str, Any], nama: str) -> Sequence[Mapping[str, Any]]:
    nilai = peta[nama]
    if not isinstance(nilai, list):
        raise BentukKeliru(f"{nama} harus berupa daftar")
    return nilai


def _baris(nilai: Any, nama: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(nilai, list | tuple) or not all(isinstance(b, str) for b in nilai):
        raise BentukKeliru(f"{nama} harus berupa daftar teks")
    return tuple(nilai)
