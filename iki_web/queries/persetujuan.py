"""The queue of a decider: what waits for him today, in the order it should be decided."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import jam
from iki_web.models import Realisasi
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, list_parameter, read_terlihat
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import WIB, hitung_hari_kerja
from iki_web.rules.persetujuan import Penyetuju, compute_penyetuju
from iki_web.rules.realisasi import Isian, compute_hasil, format_hasil, load_daftar

_ANTREAN = (
    select(
        Realisasi.indikator_id,
        Realisasi.periode_id,
        Realisasi.jabatan_id,
        Realisasi.versi,
        Realisasi.terlibat,
        Realisasi.diajukan,
        Realisasi.pengaju_id,
        Realisasi.pembilang,
        Realisasi.penyebut,
        Realisasi.angka,
        Realisasi.daftar,
        Realisasi.nihil,
    )
    .where(
        ISI_TERLIHAT,
        Realisasi.status == Status.DIAJUKAN,
        Realisasi.jabatan_id.in_(bindparam("bawahan", expanding=True)),
    )
    .order_by(Realisasi.diajukan, Realisasi.id)
)


@dataclass(frozen=True, slots=True)
class BarisAntrean:
    """One entry waiting for the viewer; `hari` counts working days since it was submitted."""

    indikator: BarisIndikator
    periode: BarisPeriode
    jabatan: BarisJabatan
    versi: int
    diajukan: datetime
    pengaju: str
    hasil: str
    hari: int
    terbuka: bool
    alasan_naik: tuple[str, ...]


def list_antrean(pelaku: Pelaku) -> tuple[BarisAntrean, ...]:
    """Return what waits for the viewer's decision, longest waiting first (one statement).

    What a closed period holds back, which nobody can decide, comes last.
    """
    acuan = get_acuan(pelaku)
    isi = list_parameter(pelaku, acuan)
    bawahan = tuple(nomor for nomor in isi["status_saja"] if nomor not in isi["milik"])
    if not pelaku.pegangan or not bawahan:
        return ()
    hari, hasil = jam.today(), []
    for baris in read_terlihat(pelaku, acuan, _ANTREAN, {"bawahan": bawahan}).all():
        # Deadlines fall at midnight (WIB): of the clock only the day is in a line.
        kunci = (BarisAntrean, hari, *baris)
        penyetuju, satu = acuan.recall(kunci, partial(_build_antrean, acuan, baris, hari))
        if penyetuju is not None and penyetuju.is_pemegang(pelaku.pegawai_id):
            hasil.append(satu)
    return tuple(sorted(hasil, key=lambda satu: not satu.terbuka))


def _build_antrean(acuan: Acuan, baris: Any, hari: date) -> tuple[Penyetuju | None, BarisAntrean]:
    """Return who decides on an entry, and its line of the queue."""
    terlibat = frozenset(json.loads(baris.terlibat))
    penyetuju = compute_penyetuju(acuan.build_pohon(hari), baris.jabatan_id, terlibat)
    indikator = acuan.indikator[baris.indikator_id]
    periode = acuan.get_periode(baris.periode_id)
    isian = Isian(
        baris.pembilang, baris.penyebut, baris.angka, load_daftar(baris.daftar), baris.nihil
    )
    satu = BarisAntrean(
        indikator=indikator,
        periode=periode,
        jabatan=acuan.jabatan[indikator.jabatan_id],
        versi=baris.versi,
        diajukan=baris.diajukan,
        pengaju=acuan.pegawai[baris.pengaju_id].nama,
        hasil=format_hasil(compute_hasil(isian, indikator.jenis_rumus), indikator.satuan),
        hari=hitung_hari_kerja(baris.diajukan.astimezone(WIB).date(), hari, acuan.libur),
        terbuka=periode.is_terbuka(jam.now()),
        alasan_naik=penyetuju.alasan_naik if penyetuju else (),
    )
    return penyetuju, satu
