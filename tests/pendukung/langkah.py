"""Steps on an entry by named people, and changes of people and texts by the pengelola."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    approve_realisasi,
    reopen_realisasi,
    return_realisasi,
    submit_realisasi,
    update_realisasi,
    withdraw_realisasi,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai, Penugasan
from iki_web.queries.acuan import find_acuan
from iki_web.queries.realisasi import EntriTampil, find_entri
from iki_web.rules.alur import Aksi
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import JenisPenugasan
from tests.pendukung.entri import buat_isian
from tests.pendukung.orang import buat_pelaku


@dataclass
class Meja:
    """One entry on the table of several people; `versi` is the one they saw."""

    app: Flask
    indikator_id: int
    kode: str
    versi: int

    @property
    def tempat(self) -> Tempat:
        """The address of the entry."""
        return Tempat(self.indikator_id, self.kode)

    def lakukan(self, siapa: str, aksi: Aksi, *, versi: int | None = None, **isi: Any) -> int:
        """Take one step as a person; keeps and returns the new version."""
        pelaku = buat_pelaku(self.app, siapa)
        kini = self.versi if versi is None else versi
        alasan, catatan = isi.pop("alasan", "LAINNYA"), isi.pop("catatan", "Cocokkan.")
        fungsi: dict[Aksi, Callable[[], int]] = {
            Aksi.SIMPAN: lambda: self._simpan(siapa, kini, isi),
            Aksi.AJUKAN: lambda: submit_realisasi(pelaku, self.tempat, Kiriman(kini)),
            Aksi.TARIK: lambda: withdraw_realisasi(pelaku, self.tempat, kini),
            Aksi.KEMBALIKAN: lambda: return_realisasi(pelaku, self.tempat, kini, alasan, catatan),
            Aksi.SETUJUI: lambda: approve_realisasi(pelaku, self.tempat, kini),
            Aksi.BUKA_KEMBALI: lambda: reopen_realisasi(pelaku, self.tempat, kini, catatan),
        }
        with self.app.app_context():
            self.versi = fungsi[aksi]()
        return self.versi

    def _simpan(self, siapa: str, versi: int, isi: dict[str, Any]) -> int:
        pelaku = buat_pelaku(self.app, siapa)
        indikator = find_acuan(pelaku).indikator[self.indikator_id]
        slot = {n: isi.pop(n, {}) for n in ("berkas", "rujukan", "alasan_slot")}
        isian = buat_isian(indikator, **isi)
        kiriman = Kiriman(versi, isian, slot["berkas"], slot["rujukan"], slot["alasan_slot"])
        return update_realisasi(pelaku, self.tempat, kiriman)

    def lihat(self, siapa: str) -> EntriTampil:
        """Return the entry as a person sees it."""
        pelaku = buat_pelaku(self.app, siapa)
        with self.app.app_context():
            return find_entri(pelaku, self.indikator_id, self.kode)


def tugaskan(
    app: Flask,
    nama: str,
    jabatan: str,
    jenis: JenisPenugasan = JenisPenugasan.DEFINITIF,
    mulai: date = date(2026, 1, 1),
    selesai: date | None = None,
) -> None:
    """Give a person a position."""

    @transaction
    def tulis() -> None:
        pegawai = _cari(Pegawai, Pegawai.nama_pengguna, nama)
        tujuan = _cari(Jabatan, Jabatan.kode, jabatan)
        db.session.add(
            Penugasan(
                pegawai_id=pegawai.id,
                jabatan_id=tujuan.id,
                jenis=jenis,
                mulai=mulai,
                selesai=selesai,
            )
        )
        add_jejak(None, Peristiwa.PENUGASAN_DITETAPKAN, f"penugasan:{nama}")

    with app.app_context():
        tulis()


def akhiri(app: Flask, nama: str, jabatan: str, selesai: date = date(2026, 4, 9)) -> None:
    """End a person's assignment to a position."""

    @transaction
    def tulis() -> None:
        for tugas in db.session.execute(
            select(Penugasan)
            .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
            .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
            .where(Pegawai.nama_pengguna == nama, Jabatan.kode == jabatan)
        ).scalars():
            tugas.selesai = selesai
        add_jejak(None, Peristiwa.PENUGASAN_DITETAPKAN, f"penugasan:{nama}")

    with app.app_context():
        tulis()


def ubah(app: Flask, kelas: type[Any], kolom: Any, nilai: Any, **isi: Any) -> None:
    """Change the row whose `kolom` is `nilai`, as master data are changed."""

    @transaction
    def tulis() -> None:
        baris = _cari(kelas, kolom, nilai)
        for nama, baru in isi.items():
            setattr(baris, nama, baru)
        add_jejak(None, Peristiwa.PENUGASAN_DITETAPKAN, f"uji:{nilai}")

    with app.app_context():
        tulis()


def _cari(kelas: type[Any], kolom: Any, nilai: Any) -> Any:
    return db.session.execute(select(kelas).where(kolom == nilai)).scalar_one()


def sama_seperti(entri: EntriTampil, lain: EntriTampil, *kolom: str) -> bool:
    """Whether two views of an entry agree in what approval froze."""
    return all(getattr(entri, nama) == getattr(lain, nama) for nama in kolom) and (
        replace(entri.baris) == replace(lain.baris) if entri.baris and lain.baris else False
    )
