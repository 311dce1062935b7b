"""What the pengelola and the holders do around the entries: calendar, orders, targets, files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from iki_web.actions.contoh.angka import POLA, TANPA_TARGET, get_target, list_hasil_lalu
from iki_web.actions.contoh.berkas import write_lembar
from iki_web.actions.contoh.lakon import Acara
from iki_web.actions.contoh.waktu import compute_awal, pada
from iki_web.actions.impor import approve_impor, create_impor
from iki_web.actions.instance import PENGELOLA
from iki_web.actions.kantor import update_kantor
from iki_web.actions.libur import create_libur
from iki_web.actions.pengecualian import create_pengecualian
from iki_web.actions.penugasan import create_penugasan, update_penugasan
from iki_web.actions.renstra import update_renstra
from iki_web.actions.target import create_target, submit_target
from iki_web.queries.acuan import Acuan
from iki_web.queries.impor import find_pratinjau
from iki_web.queries.kantor import get_kantor
from iki_web.queries.penugasan import list_tugas
from iki_web.queries.renstra import get_renstra
from iki_web.rules.impor import JenisImpor
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku
from iki_web.rules.libur import HariLibur
from iki_web.rules.pengecualian import IsiPengecualian
from iki_web.rules.penugasan import IsianPenugasan
from iki_web.rules.periode import WIB
from iki_web.rules.renstra import KirimanRenstra
from iki_web.rules.target import KirimanTarget, TempatTarget

#: Only holidays that fall on the same day each year, so that none is invented.
LIBUR = (
    (1, 1, "Tahun Baru Masehi"),
    (5, 1, "Hari Buruh Internasional"),
    (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Hari Kemerdekaan"),
    (12, 24, "Cuti bersama Natal"),
    (12, 25, "Hari Raya Natal"),
)
#: The target that was changed in the year, to what, and why; and the one a holder asks for.
PERUBAHAN = ("kasi-trantib-2", Decimal(80), "Menyesuaikan Perubahan Perjanjian Kinerja tahun ini.")
USULAN = ("staf-umum-1", Decimal(97), "Buku agenda sudah memakai nomor urut, jadi lebih tertib.")
PENGECUALIAN = ("staf-pmd", "Pemegang jabatan menjalani cuti besar selama tiga bulan.")
_SEHARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tata:
    """The same people and calendar as the director of the entries has."""

    acuan: Acuan
    orang: dict[str, Pelaku]
    kini: datetime

    def list_acara(self) -> Iterator[Acara]:
        """Yield these acts, each long before or after what it must not disturb."""
        awal = compute_awal(self.kini)
        tahun = self.kini.astimezone(WIB).year
        yield Acara(awal + timedelta(hours=1), partial(self._libur, {awal.year, tahun, tahun + 1}))
        yield Acara(awal + timedelta(hours=2), partial(self._serah_terima, awal.date()))
        yield Acara(awal + timedelta(hours=2, minutes=30), partial(self._renstra, tahun))
        yield Acara(self._lalu(46), self._hasil)
        yield Acara(self._lalu(9), partial(self._target_berkas, tahun))
        yield Acara(self._lalu(4), self._berhalangan)
        yield Acara(self._lalu(2), self._kecualikan)
        if self.kini >= pada(date(tahun, 3, 1)):
            # Only once the year's targets stand, which is late in January.
            yield Acara(self._lalu(38), partial(self._perubahan, tahun))
            yield Acara(self._lalu(6), partial(self._usul_target, tahun))

    def _lalu(self, hari: int) -> datetime:
        """Return an instant so many days ago, within office hours."""
        saat = pada((self.kini - timedelta(days=hari)).astimezone(WIB).date(), time(9, 20))
        return max(saat, compute_awal(self.kini) + timedelta(hours=3))

    @property
    def _pengelola(self) -> Pelaku:
        return self.orang[PENGELOLA]

    def _id_indikator(self, kode: str, tahun: int) -> int:
        jabatan = next(j for j in self.acuan.jabatan.values() if kode.startswith(f"{j.kode}-"))
        semua = self.acuan.list_indikator(jabatan.id, tahun)
        return next(satu.id for satu in semua if satu.kode == kode)

    def _id_jabatan(self, kode: str) -> int:
        return next(satu.id for satu in self.acuan.jabatan.values() if satu.kode == kode)

    def _libur(self, tahun: set[int]) -> None:
        hari = [HariLibur(date(t, b, h), nama) for t in sorted(tahun) for b, h, nama in LIBUR]
        create_libur(self._pengelola, hari)

    def _serah_terima(self, awal: date) -> None:
        """Let the Kasubbag Keuangan come in March; until then a colleague acts for the vacancy."""
        jabatan = self._id_jabatan("kasubbag-keuangan")
        lama = list_tugas(self._pengelola, jabatan_id=jabatan)[0]
        mulai = date(awal.year, 3, 2)
        definitif = JenisPenugasan.DEFINITIF
        isian = IsianPenugasan(lama.pegawai_id, lama.jabatan_id, definitif, mulai)
        update_penugasan(self._pengelola, lama.id, isian, 1)
        plt = replace(
            isian,
            pegawai_id=self.orang["kasubbag-umum"].pegawai_id,
            jenis=JenisPenugasan.PLT,
            mulai=awal,
            selesai=mulai - _SEHARI,
            nomor_surat=f"800/04/434.507/{awal.year}",
            tanggal_surat=awal,
        )
        create_penugasan(self._pengelola, plt)

    def _berhalangan(self) -> None:
        """Let a colleague act for the Kasi Trantib, who is away these days."""
        hari = self.kini.astimezone(WIB).date()
        plh = IsianPenugasan(
            self.orang["kasi-pemerintahan"].pegawai_id,
            self._id_jabatan("kasi-trantib"),
            JenisPenugasan.PLH,
            hari - 3 * _SEHARI,
            hari + 7 * _SEHARI,
            f"800/112/434.507/{hari.year}",
            hari - 4 * _SEHARI,
        )
        create_penugasan(self._pengelola, plh)

    def _kecualikan(self) -> None:
        kode, alasan = PENGECUALIAN
        hari = self.kini.astimezone(WIB).date()
        periode = f"{hari.year}-TW{(hari.month + 2) // 3}"
        isi = IsiPengecualian((self._id_jabatan(kode),), (periode,), alasan)
        create_pengecualian(self._pengelola, isi)

    def _perubahan(self, tahun: int) -> None:
        kode, nilai, alasan = PERUBAHAN
        create_target(self._pengelola, tahun, {self._id_indikator(kode, tahun): nilai}, alasan)

    def _usul_target(self, tahun: int) -> None:
        kode, nilai, alasan = USULAN
        kiriman = KirimanTarget(TempatTarget(self._id_indikator(kode, tahun)), nilai, 1)
        submit_target(self.orang["staf-umum"], tahun, [kiriman], alasan)

    def _renstra(self, tahun: int) -> None:
        """Set the end of the Renstra, and end targets a little above those of this year."""
        akhir = tahun - tahun % 5 + 4
        kantor = get_kantor(self._pengelola)
        setelan = replace(kantor.setelan, akhir_renstra=akhir)
        update_kantor(self._pengelola, kantor.versi, setelan)
        isian = [
            KirimanRenstra(b.indikator.id, "", min(target + 5, Decimal(100)), b.versi)
            for b in get_renstra(self._pengelola).baris
            if (target := get_target(b.indikator)) is not None
        ]
        update_renstra(self.orang["camat"], akhir, isian)

    def _hasil(self) -> None:
        """Bring in last year's results, as an office does that kept them in a workbook."""
        tahun = compute_awal(self.kini).year - 1
        baris = list_hasil_lalu(self.acuan, tahun)
        nomor = self._unggah(JenisImpor.HASIL, f"Hasil IKI {tahun}.xlsx", baris)
        approve_impor(self._pengelola, nomor, 1, find_pratinjau(self._pengelola, nomor).tanda)

    def _target_berkas(self, tahun: int) -> None:
        """Leave a workbook of targets in its preview: what it would add and change, one fault."""
        sebab = "Hasil tahun lalu sudah melampauinya."
        baris: list[tuple[object, ...]] = [
            (kode, tahun, "", POLA[kode].target, "") for kode in ("sekretaris-1", "sekretaris-2")
        ]
        baris += [
            (TANPA_TARGET, tahun, "", 95, ""),
            ("kasi-pmd-1", tahun, "", 85, sebab),
            ("kasubbag-umum-3", tahun, "", "9O", sebab),
        ]
        self._unggah(JenisImpor.TARGET, f"Target {tahun}.xlsx", baris)

    def _unggah(self, jenis: JenisImpor, nama: str, baris: list[tuple[object, ...]]) -> int:
        return create_impor(self._pengelola, jenis, nama, write_lembar(jenis, baris))
