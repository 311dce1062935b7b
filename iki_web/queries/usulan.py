"""Proposals for the next edition, cut to those the viewer may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from iki_web.extensions import db
from iki_web.models import Indikator, Keputusan, Pegawai, StatusKeputusan, Usulan
from iki_web.queries.acuan import BarisIndikator, BarisJabatan, get_acuan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup
from iki_web.rules.usulan import (
    IsiUsulan,
    JenisUsulan,
    Penilaian,
    StatusUsulan,
    can_nilai,
    can_putus,
    can_see_usulan,
    parse_isi,
    parse_penilaian,
)

_PEMUTUS = aliased(Pegawai)
_USULAN = (
    select(
        Usulan.id,
        Usulan.jabatan_id,
        Usulan.jenis,
        Usulan.status,
        Usulan.isi,
        Usulan.alasan,
        Usulan.penilaian,
        Usulan.catatan,
        Usulan.pengusul_id,
        Usulan.diusulkan,
        Usulan.diputus,
        Usulan.versi,
        Pegawai.nama.label("pengusul"),
        _PEMUTUS.nama.label("pemutus"),
        Indikator.nama.label("indikator"),
        Keputusan.kode.label("edisi"),
    )
    .join(Pegawai, Pegawai.id == Usulan.pengusul_id)
    .outerjoin(_PEMUTUS, _PEMUTUS.id == Usulan.pemutus_id)
    .outerjoin(Indikator, Indikator.id == Usulan.indikator_id)
    .outerjoin(Keputusan, Keputusan.id == Usulan.keputusan_id)
    .where(Usulan.kantor_id == bindparam("kantor_id"))
    .order_by(Usulan.id.desc())
)
_DRAF = (
    select(Keputusan.id, Keputusan.kode, Keputusan.tentang)
    .where(Keputusan.kantor_id == bindparam("kantor_id"), Keputusan.status == StatusKeputusan.DRAF)
    .order_by(Keputusan.id.desc())
)


@dataclass(frozen=True, slots=True)
class UsulanTampil:
    """A proposal as its page shows it; `wenang_*`: the steps that are the viewer's."""

    id: int
    jabatan: BarisJabatan
    jenis: JenisUsulan
    status: StatusUsulan
    isi: IsiUsulan
    indikator: str
    alasan: str
    penilaian: Penilaian | None
    catatan: str
    pengusul: str
    diusulkan: datetime
    pemutus: str
    diputus: datetime | None
    edisi: str
    versi: int
    wenang_nilai: bool
    wenang_putus: bool

    @property
    def boleh_nilai(self) -> bool:
        """Whether the viewer may compare it with the criteria now."""
        return self.wenang_nilai and self.status is StatusUsulan.DIUSULKAN

    @property
    def boleh_putus(self) -> bool:
        """Whether the viewer may choose it or not now."""
        return self.wenang_putus and self.status is StatusUsulan.DINILAI

    @property
    def nama(self) -> str:
        """The indicator it speaks of."""
        return self.isi.nama or self.indikator


@dataclass(frozen=True, slots=True)
class PilihanUsulan:
    """A position the viewer holds, with the indicators he may propose to change or drop."""

    jabatan: BarisJabatan
    indikator: tuple[BarisIndikator, ...]


def list_usulan(pelaku: Pelaku) -> tuple[UsulanTampil, ...]:
    """Return the proposals the viewer may see, newest first."""
    acuan, lingkup = get_acuan(pelaku), compute_lingkup(pelaku)
    hasil = []
    for b in db.session.execute(_USULAN, {"kantor_id": pelaku.kantor_id}):
        jabatan = acuan.jabatan[b.jabatan_id]
        if not can_see_usulan(lingkup, jabatan.id, jabatan.jalur):
            continue
        orang = (pelaku.pegawai_id, b.pengusul_id)
        hasil.append(
            UsulanTampil(
                id=b.id,
                jabatan=jabatan,
                jenis=b.jenis,
                status=b.status,
                isi=parse_isi(b.isi),
                indikator=b.indikator or "",
                alasan=b.alasan,
                penilaian=parse_penilaian(b.penilaian),
                catatan=b.catatan,
                pengusul=b.pengusul,
                diusulkan=b.diusulkan,
                pemutus=b.pemutus or "",
                diputus=b.diputus,
                edisi=b.edisi or "",
                versi=b.versi,
                wenang_nilai=can_nilai(lingkup, *orang, jabatan.jalur),
                wenang_putus=can_putus(lingkup, *orang),
            )
        )
    return tuple(hasil)


def find_usulan(pelaku: Pelaku, usulan_id: int) -> UsulanTampil:
    """Return one proposal; raises TidakTerlihat where it is not the viewer's to see."""
    ada = next((satu for satu in list_usulan(pelaku) if satu.id == usulan_id), None)
    if ada is None:
        raise TidakTerlihat
    return ada


def list_pilihan(pelaku: Pelaku, tahun: int) -> tuple[PilihanUsulan, ...]:
    """Return what the viewer may make proposals for: the positions he holds today."""
    acuan = get_acuan(pelaku)
    return tuple(
        PilihanUsulan(acuan.jabatan[p.jabatan_id], acuan.list_indikator(p.jabatan_id, tahun))
        for p in pelaku.pegangan
    )


def list_draf(pelaku: Pelaku) -> tuple[tuple[int, str], ...]:
    """Return the drafts a proposal can be chosen into; the pengelola's alone."""
    if not pelaku.pengelola:
        return ()
    hasil = db.session.execute(_DRAF, {"kantor_id": pelaku.kantor_id})
    return tuple((b.id, f"Edisi {b.kode}: {b.tentang}") for b in hasil)
