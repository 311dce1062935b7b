"""The tree of positions as it is today: who holds, who decides on whom, what waits where."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from iki_web.extensions import jam, read
from iki_web.models import Realisasi
from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.keterlihatan import TERLIHAT, list_parameter
from iki_web.queries.penugasan import list_tugas
from iki_web.rules.alur import Status
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.penugasan import Tugas, find_kosong_sejak
from iki_web.rules.persetujuan import Penyetuju, Simpul, compute_penyetuju

_MENUNGGU = (
    select(Realisasi.jabatan_id, Realisasi.periode_id, Realisasi.terlibat)
    .where(TERLIHAT, Realisasi.status == Status.DIAJUKAN)
    .order_by(Realisasi.id)
)


@dataclass(frozen=True, slots=True)
class Pemutus:
    """Who decides today on what a position hands in; `untuk`: by whom, "" for anybody.

    `teks` "" where nobody in the tree is left. `alasan`: why it is not the direct superior.
    """

    teks: str
    nama: tuple[str, ...]
    alasan: tuple[str, ...]
    untuk: str = ""


@dataclass(frozen=True, slots=True)
class MejaTunggu:
    """How many entries of a position wait at one desk ("" nobody may decide), and why there."""

    jumlah: int
    teks: str
    alasan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarisPohon:
    """A position today; `kosong_sejak`: without a definitive holder since (date.min: ever)."""

    jabatan: BarisJabatan
    pemegang: tuple[str, ...]
    kosong_sejak: date | None
    pemutus: tuple[Pemutus, ...]
    meja: tuple[MejaTunggu, ...]
    atasan_boleh: tuple[BarisJabatan, ...]

    @property
    def kosong(self) -> str:
        """Since when it has been vacant, in words; "" where it is not."""
        if self.kosong_sejak is None:
            return ""
        awal = self.kosong_sejak == date.min
        return "belum pernah diisi" if awal else "kosong sejak"


def list_pohon(pelaku: Pelaku) -> tuple[BarisPohon, ...]:
    """Return all positions in the order of the tree (two statements); none to anyone else."""
    if not pelaku.pengelola:
        return ()
    acuan = get_acuan(pelaku)
    pohon = acuan.build_pohon(jam.today())
    per_jabatan: dict[int, list[Tugas]] = {}
    for tugas in list_tugas(pelaku):
        per_jabatan.setdefault(tugas.jabatan_id, []).append(tugas)
    meja = _list_meja(pelaku, acuan, pohon)
    return tuple(
        BarisPohon(
            jabatan=j,
            pemegang=tuple(p.jenis.awalan + p.nama for p in pohon[j.id].pemegang),
            kosong_sejak=find_kosong_sejak(per_jabatan.get(j.id, ()), jam.today()),
            pemutus=_list_pemutus(pohon, j),
            meja=meja.get(j.id, ()),
            atasan_boleh=_list_atasan(acuan.jabatan.values(), j),
        )
        for j in acuan.jabatan.values()
    )


def find_jabatan(pelaku: Pelaku, jabatan_id: int) -> BarisPohon:
    """Return one position; raises TidakTerlihat where there is none for this viewer."""
    for baris in list_pohon(pelaku):
        if baris.jabatan.id == jabatan_id:
            return baris
    raise TidakTerlihat


def list_jabatan(pelaku: Pelaku) -> tuple[BarisJabatan, ...]:
    """Return the positions in use, in the order of the tree; none to anyone but the pengelola."""
    if not pelaku.pengelola:
        return ()
    return tuple(j for j in get_acuan(pelaku).jabatan.values() if j.aktif)


def _list_atasan(semua: Iterable[BarisJabatan], jabatan: BarisJabatan) -> tuple[BarisJabatan, ...]:
    """Return who may be its superior: in use, and not below it; nobody for the head."""
    if jabatan.atasan_id is None:
        return ()
    return tuple(j for j in semua if j.aktif and not j.jalur.startswith(jabatan.jalur))


def _list_pemutus(pohon: Mapping[int, Simpul], jabatan: BarisJabatan) -> tuple[Pemutus, ...]:
    """Return who decides, once where it is the same whoever of the holders fills in."""
    if jabatan.atasan_id is None:
        return ()
    pemegang = {p.pegawai_id: p.jenis.awalan + p.nama for p in pohon[jabatan.id].pemegang}
    hasil = {
        nama: compute_penyetuju(pohon, jabatan.id, frozenset({nomor}))
        for nomor, nama in pemegang.items()
    } or {"": compute_penyetuju(pohon, jabatan.id, frozenset())}
    sama = len(set(hasil.values())) == 1
    return tuple(
        _build_pemutus(penyetuju, "" if sama else nama)
        for nama, penyetuju in (list(hasil.items())[:1] if sama else hasil.items())
    )


def _build_pemutus(penyetuju: Penyetuju | None, untuk: str) -> Pemutus:
    if penyetuju is None:
        return Pemutus("", (), (), untuk)
    nama = tuple(p.jenis.awalan + p.nama for p in penyetuju.pemegang)
    return Pemutus(penyetuju.nama, nama, penyetuju.alasan_naik, untuk)


def _list_meja(
    pelaku: Pelaku, acuan: Acuan, pohon: Mapping[int, Simpul]
) -> dict[int, tuple[MejaTunggu, ...]]:
    """Return, per position, at which desks its entries wait; in a closed period none does."""
    sekarang = jam.now()
    hitung: dict[int, Counter[tuple[str, tuple[str, ...]]]] = {}
    for b in read(_MENUNGGU, list_parameter(pelaku, acuan)):
        if not acuan.get_periode(b.periode_id).is_terbuka(sekarang):
            continue
        penyetuju = compute_penyetuju(pohon, b.jabatan_id, frozenset(json.loads(b.terlibat)))
        kunci = (penyetuju.teks_lengkap, penyetuju.alasan_naik) if penyetuju else ("", ())
        hitung.setdefault(b.jabatan_id, Counter())[kunci] += 1
    return {
        nomor: tuple(MejaTunggu(n, teks, alasan) for (teks, alasan), n in meja.items())
        for nomor, meja in hitung.items()
    }
