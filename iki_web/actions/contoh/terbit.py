"""The documents the demo's people issue: agreements, reports (one of them twice), a record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from iki_web.actions.contoh.lakon import Acara
from iki_web.actions.contoh.rencana import Babak
from iki_web.actions.contoh.waktu import compute_awal, pada
from iki_web.actions.dokumen import issue_dokumen
from iki_web.actions.instance import PENGELOLA
from iki_web.actions.kantor import update_kantor
from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisPeriode, find_acuan
from iki_web.queries.dokumen import find_pokok, get_isi
from iki_web.queries.kantor import get_kantor
from iki_web.queries.keputusan import get_keputusan
from iki_web.rules.dokumen import Jenis, Penerbitan, compute_sidik_data
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import is_hari_kerja

TEMPAT = "Jrengik"
#: Where the demo answers, as long as its port is not changed.
ALAMAT = "http://127.0.0.1:8000"
#: Who signs in January, and whose reports follow the quarters.
PERJANJIAN = ("sekretaris", "kasubbag-umum", "kasi-trantib", "kasi-pmd", "staf-umum")
LAPORAN = ("sekretaris", "kasi-pemerintahan", "staf-umum")
#: Brings entries after the quarter is opened again, so his report of it is issued a second time.
SUSULAN = "kasi-pmd"


@dataclass(frozen=True, slots=True)
class Penerbit:
    """The same people and calendar as the director of the entries has."""

    acuan: Acuan
    orang: dict[str, Pelaku]
    kini: datetime

    def list_tahun(self, tahun: int) -> Iterator[Acara]:
        """Yield what is issued once the targets of a year stand."""
        hari = date(tahun, 1, 21)
        yield from self._list(hari, Jenis.LAMPIRAN, tahun, ("staf-umum",), oleh=PENGELOLA)
        yield from self._list(hari + timedelta(days=1), Jenis.PERJANJIAN, tahun, PERJANJIAN)
        yield from self._list(hari + timedelta(days=6), Jenis.RENCANA_AKSI, tahun, ("sekretaris",))

    def list_periode(self, periode: BarisPeriode, babak: Babak, batas: date) -> Iterator[Acara]:
        """Yield what is issued of a quarter after its deadline."""
        kode = periode.kode
        jenis, tahun = Jenis.LAPORAN, kode.tahun
        if babak not in (Babak.LAMA, Babak.DIBUKA_KEMBALI):
            return
        lagi = (SUSULAN,) if babak is Babak.DIBUKA_KEMBALI else ()
        yield from self._list(batas + timedelta(days=2), jenis, tahun, LAPORAN + lagi, kode.kode)
        yield from self._list(batas + timedelta(days=27), jenis, tahun, lagi, kode.kode)
        if babak is Babak.LAMA:
            hari = batas + timedelta(days=3)
            yield from self._list(hari, Jenis.BERITA_ACARA, tahun, ("",), kode.kode, PENGELOLA)

    def list_setelan(self) -> Iterator[Acara]:
        """Yield what the pengelola settles first: the place of signing and the letterhead."""
        yield Acara(compute_awal(self.kini) + timedelta(minutes=30), self._atur)

    def _atur(self) -> None:
        pengelola = self.orang[PENGELOLA]
        kelola = get_kantor(pengelola)
        edisi = find_acuan(pengelola).find_keputusan(jam.today().year)
        kop = "\n".join(get_keputusan(pengelola, edisi.id).kop) if edisi else ""
        setelan = replace(kelola.setelan, tempat=TEMPAT, kop=kop)
        update_kantor(pengelola, kelola.versi, setelan)

    def _list(
        self,
        hari: date,
        jenis: Jenis,
        tahun: int,
        jabatan: tuple[str, ...],
        periode: str = "",
        oleh: str = "",
    ) -> Iterator[Acara]:
        """Yield one issue per position, some minutes after each other; none that lies ahead."""
        while not is_hari_kerja(hari):
            hari += timedelta(days=1)
        for urutan, kode in enumerate(jabatan):
            waktu = pada(hari, time(9, 10 + 6 * urutan))
            if compute_awal(self.kini) < waktu < self.kini:
                lakukan = partial(self._terbitkan, oleh or kode, jenis, tahun, kode, periode)
                yield Acara(waktu, lakukan)

    def _terbitkan(self, oleh: str, jenis: Jenis, tahun: int, kode: str, periode: str) -> None:
        """Issue as someone does who has read the preview just now."""
        semula = self.orang[oleh]
        pelaku = replace(semula, versi_acuan=find_acuan(semula).versi)
        jabatan = next((str(j.id) for j in self.acuan.jabatan.values() if j.kode == kode), "")
        pokok = find_pokok(pelaku, jenis, tahun, jabatan, periode)
        terbit = Penerbitan(jam.today())
        sidik = compute_sidik_data(get_isi(pelaku, pokok, terbit))
        issue_dokumen(pelaku, pokok, terbit, sidik, ALAMAT)
