"""Judging rows of people and assignments by the rules of their rooms, read once for all rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import Jabatan, Pegawai
from iki_web.queries.penugasan import PenugasanKelola, list_penugasan
from iki_web.rules.galat import Ditolak
from iki_web.rules.impor import BarisImpor, NasibBaris, Tinjauan
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.pegawai import IsianPegawai, check_pelepasan, read_pegawai
from iki_web.rules.penugasan import IsianPenugasan, Tugas, check_tindih, read_penugasan
from iki_web.rules.teks import format_kalimat

T = TypeVar("T")
Peninjau = Callable[[BarisImpor], Tinjauan]
_PEGAWAI = (
    select(
        Pegawai.id,
        Pegawai.nama,
        Pegawai.nip,
        Pegawai.pangkat,
        Pegawai.nama_pengguna,
        Pegawai.pengelola,
        Pegawai.pemeriksa,
        Pegawai.aktif,
    )
    .where(Pegawai.kantor_id == bindparam("kantor_id"))
    .order_by(Pegawai.id)
)
_JABATAN = select(Jabatan.id, Jabatan.kode, Jabatan.nama, Jabatan.aktif).where(
    Jabatan.kantor_id == bindparam("kantor_id")
)
_KOSONG = "kosong"
_TIDAK_DIUBAH = ("nip", "pangkat", "nama_pengguna")
_PERAN = {"": None, "-": "", "tidak ada": "", "pengelola": "pengelola", "pemeriksa": "pemeriksa"}


@dataclass(frozen=True, slots=True)
class Orang:
    """A person there is."""

    id: int
    isian: IsianPegawai
    aktif: bool


@dataclass(frozen=True, slots=True)
class Tempat:
    """A position there is."""

    id: int
    kode: str
    nama: str
    aktif: bool


@dataclass(frozen=True, slots=True)
class RencanaPegawai:
    """A person to add (no id) or to change."""

    pegawai_id: int | None
    isian: IsianPegawai


@dataclass(frozen=True, slots=True)
class RencanaPenugasan:
    """An assignment to add (no id) or to change."""

    penugasan_id: int | None
    isian: IsianPenugasan


def list_orang(pelaku: Pelaku) -> tuple[Orang, ...]:
    """Return the people of the office; none to anyone but the pengelola."""
    if not pelaku.pengelola:
        return ()
    return tuple(
        Orang(
            b.id,
            IsianPegawai(b.nama, b.nip, b.pangkat, b.nama_pengguna, b.pengelola, b.pemeriksa),
            b.aktif,
        )
        for b in db.session.execute(_PEGAWAI, {"kantor_id": pelaku.kantor_id})
    )


def build_pegawai(pelaku: Pelaku) -> Peninjau:
    """Return the judge of rows of people.

    A row is about whoever has its NIP, else its name to sign in with, else its only namesake.
    """
    semua = list_orang(pelaku)
    nip: dict[str | None, Orang] = {o.isian.nip: o for o in semua if o.isian.nip}
    pengguna: dict[str | None, Orang] = {o.isian.nama_pengguna: o for o in semua}
    nama: dict[str, list[Orang]] = {}
    for satu in semua:
        nama.setdefault(satu.isian.nama.casefold(), []).append(satu)
    pengelola = {o.id for o in semua if o.isian.pengelola and o.aktif}
    baru: dict[str, int] = {}

    def tinjau(satu: BarisImpor) -> Tinjauan:
        isian = _read_orang(satu)
        lama = _find_orang(isian, nip, pengguna, nama)
        if lama is None:
            _check_baru(isian, satu, baru)
            kunci = ("baru", isian.nip or isian.nama_pengguna or isian.nama.casefold())
            beda = tuple((label, _KOSONG, teks) for label, teks in _isi_baru(isian))
            rencana = RencanaPegawai(None, isian)
            return Tinjauan(satu, NasibBaris.TAMBAH, isian.nama, beda, (), kunci, rencana)
        jadi = _pakai_lama(satu, isian, lama.isian)
        _check_rebutan(lama, jadi, nip, pengguna)
        if lama.id in pengelola and not jadi.pengelola:
            check_pelepasan(pelaku.pegawai_id, lama.id, len(pengelola - {lama.id}))
            pengelola.discard(lama.id)
        kini, ketik = lama.isian.as_teks(), jadi.as_teks()
        beda = tuple(
            (label, kini[label] or _KOSONG, ketik[label] or _KOSONG)
            for label in kini
            if kini[label] != ketik[label]
        )
        nasib = NasibBaris.UBAH if beda else NasibBaris.TETAP
        rencana = RencanaPegawai(lama.id, jadi)
        return Tinjauan(satu, nasib, jadi.nama, beda, (), ("ada", lama.id), rencana)

    return tinjau


def _read_orang(satu: BarisImpor) -> IsianPegawai:
    peran = _PERAN.get(satu.isi.get("peran", "").strip().lower(), "?")
    if peran == "?":
        raise Ditolak("", {"peran": "Tulis pengelola, pemeriksa, atau -."})
    return read_pegawai(dict(satu.isi) | ({peran: "1"} if peran else {}), jam.today())


def _find_orang(
    isian: IsianPegawai,
    nip: dict[str | None, Orang],
    pengguna: dict[str | None, Orang],
    nama: dict[str, list[Orang]],
) -> Orang | None:
    if isian.nip in nip:
        return nip[isian.nip]
    if isian.nama_pengguna in pengguna:
        return pengguna[isian.nama_pengguna]
    senama = nama.get(isian.nama.casefold(), []) if not isian.nama_pengguna else []
    senama = [o for o in senama if isian.nip is None or o.isian.nip is None]
    if len(senama) > 1:
        raise Ditolak(
            "", {"nama": "Ada beberapa pegawai bernama ini. Isi NIP atau nama penggunanya."}
        )
    return senama[0] if senama else None


def _check_baru(isian: IsianPegawai, satu: BarisImpor, baru: dict[str, int]) -> None:
    """Refuse a name to sign in with, or an NIP, that an earlier new row of the file takes."""
    for kolom, nilai in (("nip", isian.nip), ("nama_pengguna", isian.nama_pengguna)):
        if nilai and baru.setdefault(nilai, satu.nomor) != satu.nomor:
            raise Ditolak("", {kolom: f"Sudah dipakai baris {baru[nilai]} pada berkas ini."})


def _pakai_lama(satu: BarisImpor, isian: IsianPegawai, lama: IsianPegawai) -> IsianPegawai:
    """Keep what an empty cell leaves alone."""
    tetap = {k: getattr(lama, k) for k in _TIDAK_DIUBAH if not satu.isi.get(k, "").strip()}
    if not satu.isi.get("peran", "").strip():
        tetap |= {"pengelola": lama.pengelola, "pemeriksa": lama.pemeriksa}
    return replace(isian, **tetap)


def _check_rebutan(
    lama: Orang, jadi: IsianPegawai, nip: dict[str | None, Orang], pengguna: dict[str | None, Orang]
) -> None:
    for kolom, pemilik in (
        ("nip", nip.get(jadi.nip)),
        ("nama_pengguna", pengguna.get(jadi.nama_pengguna)),
    ):
        if pemilik is not None and pemilik.id != lama.id:
            raise Ditolak("", {kolom: format_kalimat(f"Sudah dipakai {pemilik.isian.nama}")})


def _isi_baru(isian: IsianPegawai) -> list[tuple[str, str]]:
    """Return what a new person brings, without what is empty or not so."""
    return [
        (label, teks or "dibuatkan dari nama")
        for label, teks in isian.as_teks().items()
        if teks not in ("tidak", "tanpa NIP") and (teks or label == "Nama pengguna")
    ]


def build_penugasan(pelaku: Pelaku) -> Peninjau:
    """Return the judge of rows of assignments; earlier rows of the file count as given."""
    orang = list_orang(pelaku)
    cari = {o.isian.nama_pengguna: o for o in orang} | {
        o.isian.nip: o for o in orang if o.isian.nip
    }
    jabatan = {
        b.kode.casefold(): Tempat(*b)
        for b in db.session.execute(_JABATAN, {"kantor_id": pelaku.kantor_id})
    }
    ada: dict[tuple[int, int], list[PenugasanKelola]] = {}
    sejabatan: dict[int, list[Tugas]] = {}
    for satu in list_penugasan(pelaku):
        if not satu.batal:
            kunci = (satu.tugas.pegawai_id, satu.tugas.jabatan_id)
            ada.setdefault(kunci, []).append(satu)
            sejabatan.setdefault(satu.tugas.jabatan_id, []).append(satu.tugas)

    def tinjau(satu: BarisImpor) -> Tinjauan:
        siapa = _pilih(cari, "".join(satu.isi.get("pegawai", "").split()).lower(), "pegawai")
        tempat = _pilih(jabatan, satu.isi.get("jabatan", "").strip().casefold(), "jabatan")
        isian = _read_tugas(satu, siapa.id, tempat.id)
        sama = (p for p in ada.get((siapa.id, tempat.id), ()) if p.tugas.mulai == isian.mulai)
        lama = next(sama, None)
        hasil = _build_tugas(satu, siapa, tempat, isian, lama)
        if hasil.nasib is not NasibBaris.TETAP:
            baru = _build_calon(siapa, tempat, isian, lama)
            lain = [t for t in sejabatan.get(tempat.id, []) if not baru.id or t.id != baru.id]
            check_tindih(baru, lain)
            sejabatan[tempat.id] = [*lain, baru]
        return hasil

    return tinjau


def _build_tugas(
    satu: BarisImpor,
    siapa: Orang,
    tempat: Tempat,
    isian: IsianPenugasan,
    lama: PenugasanKelola | None,
) -> Tinjauan:
    if lama is None:
        _check_aktif(siapa, tempat)
    kini = lama.as_isian().as_teks() if lama else {}
    beda = tuple(
        (label, kini.get(label, _KOSONG), teks)
        for label, teks in isian.as_teks().items()
        if kini.get(label, _KOSONG) != teks
    )
    nasib = NasibBaris.TAMBAH
    if lama is not None:
        nasib = NasibBaris.UBAH if beda else NasibBaris.TETAP
    rencana = RencanaPenugasan(lama.tugas.id if lama else None, isian)
    nama = f"{siapa.isian.nama} · {tempat.nama}"
    return Tinjauan(satu, nasib, nama, beda, (), (siapa.id, tempat.id, isian.mulai), rencana)


def _build_calon(
    siapa: Orang, tempat: Tempat, isian: IsianPenugasan, lama: PenugasanKelola | None
) -> Tugas:
    return Tugas(
        lama.tugas.id if lama else 0,
        siapa.id,
        siapa.isian.nama,
        tempat.id,
        tempat.nama,
        isian.jenis,
        isian.mulai,
        isian.selesai,
    )


def _pilih(ada: Mapping[str, T], kunci: str, kolom: str) -> T:
    if kunci not in ada:
        kata = "pegawai ini" if kolom == "pegawai" else "kode jabatan ini"
        raise Ditolak("", {kolom: f"Tidak ada {kata} di kantor ini."})
    return ada[kunci]


def _read_tugas(satu: BarisImpor, pegawai_id: int, jabatan_id: int) -> IsianPenugasan:
    form = dict(satu.isi) | {
        "pegawai_id": str(pegawai_id),
        "jabatan_id": str(jabatan_id),
        "jenis": satu.isi.get("jenis", "").strip().rstrip(".").upper(),
    }
    return read_penugasan(form, {pegawai_id: pegawai_id}, {jabatan_id: jabatan_id})


def _check_aktif(siapa: Orang, tempat: Tempat) -> None:
    if not siapa.aktif:
        raise Ditolak("", {"pegawai": f"{siapa.isian.nama} tidak aktif."})
    if not tempat.aktif:
        raise Ditolak("", {"jabatan": f"{tempat.nama} sudah dinonaktifkan."})
