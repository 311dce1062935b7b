"""The acts of one entry in order of time, done by the people who would have done them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from iki_web.actions.contoh.angka import BENIH, build_isian
from iki_web.actions.contoh.berkas import build_naskah, create_berkas
from iki_web.actions.contoh.rencana import ALASAN, ALASAN_TANPA_BERKAS, Nasib
from iki_web.actions.contoh.waktu import JEDA, titik
from iki_web.actions.realisasi import (
    Kiriman,
    Tempat,
    approve_realisasi,
    return_realisasi,
    submit_realisasi,
    update_realisasi,
)
from iki_web.queries.acuan import BarisIndikator, BarisPeriode, BarisSumber
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.realisasi import Isian, compute_hasil, format_hasil
from iki_web.storage import BerkasMasuk, Simpanan


@dataclass(frozen=True, slots=True)
class Acara:
    """One act at one instant."""

    waktu: datetime
    lakukan: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Jendela:
    """When the acts of an entry may fall."""

    dari: datetime
    sampai: datetime


@dataclass(slots=True)
class Lakon:
    """One entry of the demo; `versi` follows its acts."""

    simpanan: Simpanan
    indikator: BarisIndikator
    periode: BarisPeriode
    pemilik: Pelaku
    atasan: Pelaku
    nasib: Nasib
    jendela: Jendela
    versi: int = 0
    _acak: Random = field(init=False)

    def __post_init__(self) -> None:
        self._acak = Random(f"{BENIH}/lakon/{self.tempat.objek}")  # noqa: S311

    @property
    def tempat(self) -> Tempat:
        """The entry's address."""
        return Tempat(self.indikator.id, self.periode.kode.kode)

    def list_acara(self) -> Iterator[Acara]:
        """Yield the acts; each comes later than the one before it, none later than the window."""
        langkah = self._list_langkah()
        # Not everybody on the same day; what must still be waiting today keeps closer to plan.
        lebar = 300 if self.nasib.status is Status.DISETUJUI else 40
        permil = self.nasib.permil + self._acak.randint(-lebar, lebar) - 45 * len(langkah)
        kini = self.jendela.dari
        for lakukan in langkah:
            saat = titik(self.jendela.dari, self.jendela.sampai, min(max(permil, 0), 1000))
            kini = min(max(saat, kini + JEDA), self.jendela.sampai)
            yield Acara(kini, lakukan)
            permil += 45

    def _list_langkah(self) -> list[Callable[[], None]]:
        """Return the acts that lead to where the entry ends."""
        tuju = self.nasib.status
        if tuju is Status.BELUM_DIISI:
            return []
        hasil: list[Callable[[], None]] = [self._simpan]
        if tuju is Status.DRAF:
            return hasil
        hasil.append(self._ajukan)
        if self._keliru:
            hasil.append(self._kembalikan)
        if self.nasib.pernah_kembali:
            hasil += [self._perbaiki, self._ajukan]
        if tuju is Status.DISETUJUI:
            hasil.append(self._setujui)
        return hasil

    @property
    def _keliru(self) -> bool:
        """Whether the first try is wrong: it will be returned."""
        return self.nasib.pernah_kembali or self.nasib.status is Status.DIKEMBALIKAN

    def _simpan(self) -> None:
        self._kirim(build_isian(self.indikator, self.periode, keliru=self._keliru))

    def _perbaiki(self) -> None:
        self._kirim(build_isian(self.indikator, self.periode))

    def _kirim(self, isian: Isian) -> None:
        """Save numbers and files, where the paper is, and why a slot has no file."""
        slot = () if isian.nihil else self.indikator.sumber
        tanpa = self.nasib.tanpa_berkas
        kiriman = Kiriman(
            versi=self.versi,
            isian=isian,
            berkas={} if isian.nihil or tanpa else self._list_berkas(isian),
            rujukan={s.nomor: self._rujukan(s) for s in slot},
            alasan={s.nomor: ALASAN_TANPA_BERKAS for s in slot if tanpa},
        )
        self.versi = update_realisasi(self.pemilik, self.tempat, kiriman)

    def _list_berkas(self, isian: Isian) -> Mapping[int, list[BerkasMasuk]]:
        """Return one document per slot, now and then with a photo or a workbook beside it."""
        hasil = compute_hasil(isian, self.indikator.jenis_rumus)
        teks = format_hasil(hasil, self.indikator.satuan)
        berkas = {}
        for sumber in self.indikator.sumber:
            naskah = build_naskah(self.indikator, self.periode, sumber.nama, teks)
            jenis = self._acak.choice((("pdf",), ("pdf",), ("jpg",), ("pdf", "xlsx")))
            berkas[sumber.nomor] = [create_berkas(self.simpanan, naskah, j) for j in jenis]
        return berkas

    def _rujukan(self, sumber: BarisSumber) -> str:
        """Return where the paper is, for about half of the slots."""
        nomor = (self.indikator.id + sumber.nomor + self.periode.kode.ke) % 7 + 1
        if nomor > 4 and not self.nasib.tanpa_berkas:
            return ""
        return f"Buku {nomor}, halaman {nomor * 6}–{nomor * 6 + 5}, lemari arsip {nomor % 3 + 1}"

    def _ajukan(self) -> None:
        self.versi = submit_realisasi(self.pemilik, self.tempat, Kiriman(self.versi))

    def _kembalikan(self) -> None:
        alasan, catatan = self._acak.choice(ALASAN)
        self.versi = return_realisasi(self.atasan, self.tempat, self.versi, alasan, catatan)

    def _setujui(self) -> None:
        self.versi = approve_realisasi(self.atasan, self.tempat, self.versi)
