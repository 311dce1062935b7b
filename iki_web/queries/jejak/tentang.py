"""What a line of the trail is about, in words: old lines too, by what they carry themselves."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from iki_web.models import StatusKeputusan
from iki_web.queries.acuan import Acuan
from iki_web.rules.impor import KATA_JENIS as KATA_IMPOR
from iki_web.rules.keputusan import can_read_draf
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.penugasan import KATA_JENIS as KATA_PENUGASAN
from iki_web.rules.teks import format_sebutan

#: An endpoint with its values.
Tujuan = tuple[str, dict[str, Any]]
#: The words, where that is, and whose position it is.
Tentang = tuple[str, Tujuan | None, int | None]
_Isi = Mapping[str, Any]

#: Named one by one; what is more is counted.
_DISEBUT = 3


def find_tentang(pelaku: Pelaku, acuan: Acuan, b: Any, kalimat: str) -> Tentang:
    """Return what a line is about.

    What the sentence has said is not said again: "membuka periode", then the period's name.
    """
    jenis, _, sisa = b.objek.partition(":")
    cari = _CARI.get(jenis)
    hasil = cari(acuan, sisa, _load_isi(b)) if cari else None
    if hasil is not None:
        sebutan, tujuan, jabatan_id = hasil
        boleh = tujuan is not None and _is_terbuka(pelaku, acuan, tujuan)
        return sebutan, tujuan if boleh else None, jabatan_id
    return sisa if jenis in kalimat.split() else f"{jenis} {sisa}".rstrip(), None, None


def parse_entri(objek: str) -> int:
    """Return the indicator of an entry's line, 0 for any other."""
    jenis, _, sisa = objek.partition(":")
    nomor = sisa.partition("/")[0] if jenis == "realisasi" else ""
    return int(nomor) if nomor.isascii() and nomor.isdigit() else 0


def name_isi(acuan: Acuan, isi: dict[str, Any]) -> dict[str, Any]:
    """Return what a line carries with names for the ids and codes of people, positions, periods."""
    return {_name_periode(acuan, kunci): _name(acuan, kunci, isi[kunci]) for kunci in isi}


def _name(acuan: Acuan, kunci: str, nilai: Any) -> Any:
    if isinstance(nilai, list) and kunci in ("tempat", "periode"):
        return [_name_tempat(acuan, satu) for satu in nilai]
    if not isinstance(nilai, int) or isinstance(nilai, bool):
        return nilai
    if kunci in ("pegawai", "pegawai_id") and nilai in acuan.pegawai:
        return acuan.pegawai[nilai].nama
    if kunci in ("jabatan", "jabatan_id", "atasan_id") and nilai in acuan.jabatan:
        return acuan.jabatan[nilai].nama
    return nilai


def _name_periode(acuan: Acuan, kode: str) -> str:
    return acuan.periode[kode].kode.nama if kode in acuan.periode else kode


def _name_tempat(acuan: Acuan, teks: Any) -> Any:
    """Return position and period of "kode/2026-TW1", or the period of its code alone."""
    if not isinstance(teks, str):
        return teks
    jabatan, _, periode = teks.rpartition("/")
    nama = next((j.nama_singkat for j in acuan.jabatan.values() if j.kode == jabatan), jabatan)
    return ", ".join(satu for satu in (nama, _name_periode(acuan, periode)) if satu)


def _load_isi(b: Any) -> _Isi:
    isi = json.loads(b.sesudah or "null") or json.loads(b.sebelum or "null")
    return isi if isinstance(isi, dict) else {}


def _is_terbuka(pelaku: Pelaku, acuan: Acuan, tujuan: Tujuan) -> bool:
    """Whether the viewer may go there: the rooms of Kelola, and drafts of editions."""
    if tujuan[0].startswith("kelola."):
        return pelaku.pengelola
    if tujuan[0] == "keputusan.show":
        edisi = next(k for k in acuan.keputusan if k.id == tujuan[1]["keputusan_id"])
        return edisi.status is not StatusKeputusan.DRAF or can_read_draf(pelaku)
    return True


def _find_entri(acuan: Acuan, sisa: str, _isi: _Isi) -> Tentang:
    kode = sisa.partition("/")[2]
    indikator = acuan.indikator.get(parse_entri(f"realisasi:{sisa}"))
    if indikator is None or kode not in acuan.periode:
        return f"realisasi {sisa}", None, None
    jabatan = acuan.jabatan[indikator.jabatan_id]
    tujuan = ("realisasi.show", {"indikator_id": indikator.id, "kode": kode})
    bagian = (format_sebutan(indikator.nama), jabatan.nama_singkat, _name_periode(acuan, kode))
    return " · ".join(bagian), tujuan, jabatan.id


def _find_orang(acuan: Acuan, sisa: str, _isi: _Isi) -> Tentang | None:
    orang = next((p for p in acuan.pegawai.values() if p.nama_pengguna == sisa), None)
    if orang is None or not sisa:
        return None
    return f"{orang.nama} ({sisa})", ("kelola.show_pegawai", {"pegawai_id": orang.id}), None


def _find_jabatan(acuan: Acuan, sisa: str, _isi: _Isi) -> Tentang | None:
    jabatan = next((j for j in acuan.jabatan.values() if j.kode == sisa), None)
    if jabatan is None:
        return None
    return jabatan.nama, ("kelola.show_jabatan", {"jabatan_id": jabatan.id}), None


def _find_edisi(acuan: Acuan, sisa: str, _isi: _Isi) -> Tentang | None:
    edisi = next((k for k in acuan.keputusan if k.kode == sisa), None)
    if edisi is None:
        return None
    return f"edisi {sisa}", ("keputusan.show", {"keputusan_id": edisi.id}), None


def _find_periode(acuan: Acuan, sisa: str, isi: _Isi) -> Tentang | None:
    """Name the period of the line, or those it lists by their codes."""
    daftar = isi.get("periode")
    kode = [sisa] if sisa else daftar if isinstance(daftar, list) else list(isi)
    return _join(_name_periode(acuan, satu) for satu in kode if satu in acuan.periode)


def _find_pengecualian(acuan: Acuan, sisa: str, isi: _Isi) -> Tentang | None:
    tempat = [sisa] if sisa else isi.get("tempat")
    return _join(_name_tempat(acuan, s) for s in tempat) if isinstance(tempat, list) else None


def _join(nama: Iterable[str]) -> Tentang | None:
    semua = list(nama)
    if not semua:
        return None
    lebih = f"; dan {len(semua) - _DISEBUT} lainnya" if len(semua) > _DISEBUT else ""
    return "; ".join(semua[:_DISEBUT]) + lebih, None, None


def _find_penugasan(acuan: Acuan, sisa: str, isi: _Isi) -> Tentang | None:
    orang = acuan.pegawai.get(isi.get("pegawai", 0))
    jabatan = acuan.jabatan.get(isi.get("jabatan", 0))
    if orang is None or jabatan is None or not sisa.isdigit():
        return None
    kata = next((k for jenis, k in KATA_PENUGASAN.items() if jenis == isi.get("jenis")), "")
    sebutan = f"{orang.nama}, {jabatan.nama}" + (f" ({kata})" if kata else "")
    return sebutan, ("kelola.show_pegawai", {"pegawai_id": orang.id}), None


def _find_impor(_acuan: Acuan, sisa: str, isi: _Isi) -> Tentang | None:
    """Name the workbook of a line, or the kind of a template."""
    jenis = str(isi.get("jenis", sisa)).upper()
    kata = next((k for satu, k in KATA_IMPOR.items() if satu == jenis), "")
    if not sisa.isdigit():
        return (kata, None, None) if kata else None
    if not isi.get("nama"):
        return None
    sebutan = f"{isi['nama']} ({kata})" if kata else str(isi["nama"])
    return sebutan, ("kelola.show_impor", {"impor_id": int(sisa)}), None


_CARI: Mapping[str, Callable[[Acuan, str, _Isi], Tentang | None]] = {
    "realisasi": _find_entri,
    "akun": _find_orang,
    "pegawai": _find_orang,
    "jabatan": _find_jabatan,
    "keputusan": _find_edisi,
    "periode": _find_periode,
    "pengecualian": _find_pengecualian,
    "penugasan": _find_penugasan,
    "impor": _find_impor,
}
