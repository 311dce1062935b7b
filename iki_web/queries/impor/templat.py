"""What a template is filled in with: the office's own people, positions, indicators, values."""

from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import HasilLalu
from iki_web.queries.acuan import get_acuan
from iki_web.queries.impor.orang import list_orang
from iki_web.queries.penugasan import list_penugasan
from iki_web.rules.impor import JenisImpor
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.pegawai import format_nip

Nilai = str | int | Decimal | date | None
_HASIL = select(
    HasilLalu.indikator_id,
    HasilLalu.pembilang,
    HasilLalu.penyebut,
    HasilLalu.nilai,
    HasilLalu.target,
    HasilLalu.keterangan,
).where(HasilLalu.tahun == bindparam("tahun"))


def list_isi(pelaku: Pelaku, jenis: JenisImpor) -> tuple[tuple[Nilai, ...], ...]:
    """Return the rows of a template, in the order of its columns."""
    isi = {
        JenisImpor.PEGAWAI: _list_pegawai,
        JenisImpor.PENUGASAN: _list_penugasan,
        JenisImpor.TARGET: _list_target,
        JenisImpor.HASIL: _list_hasil,
    }
    return tuple(isi[jenis](pelaku))


def _list_pegawai(pelaku: Pelaku) -> list[tuple[Nilai, ...]]:
    return [
        (
            o.isian.nama,
            format_nip(o.isian.nip),
            o.isian.pangkat,
            o.isian.nama_pengguna,
            "pengelola" if o.isian.pengelola else "pemeriksa" if o.isian.pemeriksa else "-",
        )
        for o in list_orang(pelaku)
        if o.aktif
    ]


def _list_penugasan(pelaku: Pelaku) -> list[tuple[Nilai, ...]]:
    pengguna = {o.id: o.isian.nip or o.isian.nama_pengguna for o in list_orang(pelaku)}
    jabatan = get_acuan(pelaku).jabatan
    urutan = {nomor: letak for letak, nomor in enumerate(jabatan)}
    # As people read the office, each position's holders in the order in which they followed.
    tugas = [p for p in list_penugasan(pelaku) if not p.batal and p.tugas.jabatan_id in jabatan]
    tugas.sort(key=lambda p: (urutan[p.tugas.jabatan_id], p.tugas.mulai, p.tugas.id))
    return [
        (
            pengguna[p.tugas.pegawai_id],
            jabatan[p.tugas.jabatan_id].kode,
            p.tugas.jenis.value,
            p.tugas.mulai,
            p.tugas.selesai,
            p.nomor_surat,
            p.tanggal_surat,
        )
        for p in tugas
    ]


def _list_target(pelaku: Pelaku) -> list[tuple[Nilai, ...]]:
    acuan, tahun = get_acuan(pelaku), jam.today().year
    hasil: list[tuple[Nilai, ...]] = []
    for jabatan in acuan.jabatan:
        for satu in acuan.list_indikator(jabatan, tahun):
            target = acuan.target.get((satu.id, tahun, None))
            nilai: Nilai = None
            if target is not None and target.versi:
                nilai = "-" if target.nilai is None else target.nilai
            hasil.append((satu.kode, satu.nama, tahun, "", nilai, ""))
    return hasil


def _list_hasil(pelaku: Pelaku) -> list[tuple[Nilai, ...]]:
    acuan, lalu = get_acuan(pelaku), jam.today().year - 1
    edisi = acuan.find_keputusan(lalu) or acuan.find_keputusan(lalu + 1)
    ada = {b.indikator_id: b for b in db.session.execute(_HASIL, {"tahun": lalu})}
    hasil: list[tuple[Nilai, ...]] = []
    for satu in acuan.indikator.values():
        if edisi is not None and satu.keputusan_id == edisi.id:
            b = ada.get(satu.id)
            isi = (
                (b.pembilang, b.penyebut, b.nilai, b.target, b.keterangan)
                if b
                else (None, None, None, None, "")
            )
            hasil.append((satu.kode, satu.nama, lalu, *isi))
    return hasil
