"""Entries brought into a state by the real acts of the right people."""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import select

from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    approve_realisasi,
    return_realisasi,
    submit_realisasi,
    update_realisasi,
)
from iki_web.extensions import db
from iki_web.models import Indikator
from iki_web.queries.acuan import BarisIndikator, find_acuan
from iki_web.rules.alur import Status
from iki_web.rules.realisasi import Baris, Isian
from iki_web.rules.rumus import JenisRumus
from iki_web.storage import BerkasMasuk, Simpanan
from tests.pendukung.orang import buat_pelaku
from tests.storage.pembuat_berkas import pdf

#: The default numbers of each kind of formula.
_LAZIM: Mapping[JenisRumus, Mapping[str, Any]] = {
    JenisRumus.RASIO: {"pembilang": 180, "penyebut": 200},
    JenisRumus.ANGKA: {"angka": 12},
    JenisRumus.DAFTAR_DOKUMEN: {},
}


def simpan_berkas(app: Flask, isi: bytes | None = None, nama: str = "bukti.pdf") -> BerkasMasuk:
    """Put a file into the app's store, as an upload does."""
    simpanan: Simpanan = app.extensions["iki_simpanan"]
    return simpanan.terima(io.BytesIO(pdf() if isi is None else isi), nama)


def buat_isian(indikator: BarisIndikator, **isian: Any) -> Isian:
    """Return typed values; numbers not given are the default ones, None stays empty."""
    kolom: dict[str, Any] = {} if isian.get("nihil") else dict(_LAZIM[indikator.jenis_rumus])
    if indikator.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN and not isian.get("nihil"):
        kolom["daftar"] = {d.id: Baris(Decimal(3), Decimal(3)) for d in indikator.dokumen}
    kolom |= isian
    for nama in ("pembilang", "penyebut", "angka"):
        if kolom.get(nama) is not None:
            kolom[nama] = Decimal(str(kolom[nama]))
    return Isian(**kolom)


def id_indikator(kode: str) -> int:
    """Return the row id of an indicator's code (inside an app context)."""
    return db.session.execute(select(Indikator.id).where(Indikator.kode == kode)).scalar_one()


class PembuatEntri:
    """`entri(status, indikator, periode, **isian)` -> (indikator id, period code, version).

    The owner is the account named as the position, the decider that of the position above.
    `berkas=False` gives a written reason instead of one small PDF per slot.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(
        self,
        status: str = "DRAF",
        indikator: str = "staf-umum-1",
        periode: str = "2026-TW1",
        *,
        berkas: bool = True,
        **isian: Any,
    ) -> tuple[int, str, int]:
        """Bring one entry from nothing into `status`."""
        tuju = Status(status)
        pemilik = buat_pelaku(self._app, indikator.rpartition("-")[0])
        with self._app.app_context():
            acuan = find_acuan(pemilik)
            nomor = id_indikator(indikator)
            baris = acuan.indikator[nomor]
            atasan_id = acuan.jabatan[baris.jabatan_id].atasan_id
            assert atasan_id is not None
            atasan = buat_pelaku(self._app, acuan.jabatan[atasan_id].kode)
            tempat = Tempat(nomor, periode)
            versi = 0
            if tuju is not Status.BELUM_DIISI:
                versi = update_realisasi(pemilik, tempat, self._kirim(baris, berkas, isian))
            if tuju in (Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.DISETUJUI):
                versi = submit_realisasi(pemilik, tempat, Kiriman(versi))
            if tuju is Status.DIKEMBALIKAN:
                catatan = "Cocokkan dengan buku register."
                versi = return_realisasi(atasan, tempat, versi, "ANGKA_TIDAK_SESUAI", catatan)
            if tuju is Status.DISETUJUI:
                versi = approve_realisasi(atasan, tempat, versi)
        return nomor, periode, versi

    def _kirim(self, indikator: BarisIndikator, berkas: bool, isian: dict[str, Any]) -> Kiriman:
        nomor = [sumber.nomor for sumber in indikator.sumber]
        nihil = bool(isian.get("nihil"))
        return Kiriman(
            versi=0,
            isian=buat_isian(indikator, **isian),
            berkas={n: [simpan_berkas(self._app)] for n in nomor if berkas and not nihil},
            alasan={n: "Buku sedang diperiksa." for n in nomor if not berkas and not nihil},
        )
