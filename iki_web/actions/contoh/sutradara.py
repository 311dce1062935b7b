"""Everything that happens in the demo, and when: who does what is decided in `lakon.py`."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select

from iki_web.actions.contoh.angka import TANPA_TARGET, get_target
from iki_web.actions.contoh.lakon import Acara, Jendela, Lakon
from iki_web.actions.contoh.rencana import ALASAN_BUKA, Babak, Nasib, get_nasib
from iki_web.actions.contoh.susun import Penyusunan
from iki_web.actions.contoh.tata import Tata
from iki_web.actions.contoh.terbit import Penerbit
from iki_web.actions.contoh.waktu import compute_awal, pada
from iki_web.actions.instance import PENGELOLA
from iki_web.actions.periode import (
    HARI_KERJA_BATAS,
    close_periode,
    open_berjalan,
    open_periode,
)
from iki_web.actions.sesi import build_pelaku
from iki_web.actions.target import create_target
from iki_web.extensions import db
from iki_web.models import Pegawai
from iki_web.queries.acuan import BarisPeriode, find_acuan
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import WIB, JenisPeriode, list_kode, tambah_hari_kerja
from iki_web.storage import Simpanan


class Sutradara:
    """Knows the people and the calendar of the demo, and lists everything that happens in it."""

    def __init__(self, simpanan: Simpanan, sistem: Pelaku, kini: datetime) -> None:
        self.simpanan, self.sistem, self.kini = simpanan, sistem, kini
        self.acuan = find_acuan(sistem)
        self.mulai = min(tugas.mulai for tugas in self.acuan.penugasan)
        self.tahun = sorted({self.mulai.year, self.hari_ini.year})
        pegawai = db.session.execute(select(Pegawai)).scalars().all()
        self.orang = {p.nama_pengguna: build_pelaku(p) for p in pegawai}

    @property
    def hari_ini(self) -> date:
        """The day the demo is made on."""
        return self.kini.astimezone(WIB).date()

    def list_acara(self) -> Iterator[Acara]:
        """Yield every act of the demo, in no order."""
        triwulan = self._list_mulai(JenisPeriode.TRIWULANAN)
        terbit = Penerbit(self.acuan, self.orang, self.kini)
        for urutan, periode in enumerate(reversed(triwulan)):
            # Counted back from today: the current quarter, the one before it, the older ones.
            babak = (Babak.KINI, Babak.LALU, Babak.DIBUKA_KEMBALI, Babak.LAMA)[min(urutan, 3)]
            yield from self._list_periode(periode, babak)
            yield from self._list_lakon(periode, babak)
            yield from terbit.list_periode(periode, babak, self._batas(periode))
        for periode in self._list_mulai(JenisPeriode.TAHUNAN):
            if len(triwulan) > 1:
                yield from self._list_lakon(periode, Babak.TAHUNAN)
        for tahun in self.tahun:
            yield Acara(self._batasi(date(tahun, 1, 20)), partial(self._target, tahun))
            yield from terbit.list_tahun(tahun)
        yield from terbit.list_setelan()
        yield from Tata(self.acuan, self.orang, self.kini).list_acara()
        yield from Penyusunan(self.acuan, self.orang, self.kini).list_acara()
        yield Acara(self.kini, lambda: open_berjalan(self.sistem))

    def _list_mulai(self, jenis: JenisPeriode) -> list[BarisPeriode]:
        """Return the periods of one kind that have begun, oldest first."""
        return [
            self.acuan.periode[kode.kode]
            for tahun in self.tahun
            for kode in list_kode(tahun, jenis)
            if self.mulai <= kode.mulai <= self.hari_ini
        ]

    def _batasi(self, hari: date, pukul: time = time(8, 0)) -> datetime:
        """Return an instant of a day, never later than now."""
        return min(pada(hari, pukul), self.kini)

    def _target(self, tahun: int) -> None:
        """Fix the year's targets, as the pengelola does after the Perjanjian Kinerja."""
        nilai = {
            indikator.id: get_target(indikator)
            for jabatan_id in self.acuan.jabatan
            for indikator in self.acuan.list_indikator(jabatan_id, tahun)
            if indikator.kode != TANPA_TARGET
        }
        create_target(self.orang[PENGELOLA], tahun, nilai)

    def _list_periode(self, periode: BarisPeriode, babak: Babak) -> Iterator[Acara]:
        """Yield what happens to a quarter: opened, given a deadline, closed, opened again."""
        kode = periode.kode
        awal = max(pada(kode.mulai, time(0, 5)), compute_awal(self.kini))
        yield Acara(awal, lambda: open_berjalan(self.sistem))
        if babak not in (Babak.LAMA, Babak.DIBUKA_KEMBALI):
            return
        batas = self._batas(periode)
        atur = awal + timedelta(hours=9)
        yield Acara(atur, lambda: self._buka(kode.kode, batas, ""))
        if babak is Babak.LAMA:
            tutup = self._batasi(batas + timedelta(days=1))
            yield Acara(tutup, lambda: self._tutup(kode.kode))
            return
        lagi = batas + timedelta(days=12)
        sampai = lagi + timedelta(days=11)
        yield Acara(self._batasi(lagi), lambda: self._buka(kode.kode, sampai, ALASAN_BUKA))

    def _batas(self, periode: BarisPeriode) -> date:
        return tambah_hari_kerja(periode.kode.selesai, HARI_KERJA_BATAS)

    def _buka(self, kode: str, batas: date, alasan: str) -> None:
        versi = find_acuan(self.sistem).periode[kode].versi
        open_periode(self.orang[PENGELOLA], kode, versi, batas.isoformat(), alasan)

    def _tutup(self, kode: str) -> None:
        close_periode(self.orang[PENGELOLA], kode, find_acuan(self.sistem).periode[kode].versi)

    def _list_lakon(self, periode: BarisPeriode, babak: Babak) -> Iterator[Acara]:
        """Yield the acts on every entry of a period."""
        for jabatan in self.acuan.jabatan.values():
            if jabatan.atasan_id is None:
                continue
            atasan = self.orang[self.acuan.jabatan[jabatan.atasan_id].kode]
            for indikator in self.acuan.list_indikator(jabatan.id, periode.kode.tahun):
                if indikator.frekuensi is not periode.kode.jenis:
                    continue
                nasib = get_nasib(babak, indikator.kode)
                yield from Lakon(
                    self.simpanan,
                    indikator,
                    periode,
                    self.orang[jabatan.kode],
                    atasan,
                    nasib,
                    self._jendela(periode, babak, nasib),
                ).list_acara()

    def _jendela(self, periode: BarisPeriode, babak: Babak, nasib: Nasib) -> Jendela:
        """Return when an entry is worked on: after its quarter, the current one in its midst."""
        sesudah = pada(periode.kode.selesai + timedelta(days=1))
        batas = self._batas(periode)
        if sesudah > self.kini:
            mulai = pada(periode.kode.mulai)
            return Jendela(mulai + (self.kini - mulai) // 2, self.kini)
        if babak is Babak.LALU:
            # In the first months of a year its deadline, in the middle of January, lies behind.
            return Jendela(sesudah, min(periode.batas - timedelta(hours=1), self.kini))
        if nasib.susulan:
            return Jendela(pada(batas + timedelta(days=13)), pada(batas + timedelta(days=21)))
        return Jendela(sesudah, min(pada(batas, time(15, 0)), self.kini))
