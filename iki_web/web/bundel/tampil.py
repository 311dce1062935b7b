"""The bundle's page as strings and counts: per position, and what is wrong with which file."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from iki_web.queries.bundel import Bundel, JabatanBundel
from iki_web.storage import Utuh
from iki_web.web.bundel.baris import KATA_UTUH, Periksa


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """A position's row: approved entries of those due, files and their bytes."""

    nomor: int
    nama: str
    sah: int
    wajib: int
    berkas: int
    ukuran: int
    rusak: int


@dataclass(frozen=True, slots=True)
class RusakTampil:
    """A file that will not be in the bundle, with the entry it belongs to."""

    nama: str
    jabatan: str
    nomor: str
    periode: str
    kata: str
    url: str


@dataclass(frozen=True, slots=True)
class Tampil:
    """The page; `diperiksa` of `berlainan` different files have been read."""

    baris: tuple[BarisTampil, ...]
    sah: int
    wajib: int
    berkas: int
    ukuran: int
    rusak: tuple[RusakTampil, ...]
    diperiksa: int
    berlainan: int
    url: str
    url_zip: str
    pilihan: tuple[tuple[int, str], ...]

    @property
    def selesai(self) -> bool:
        """Whether every file has been read."""
        return self.diperiksa == self.berlainan


def build_tampil(bundel: Bundel, periksa: Periksa) -> Tampil:
    """Return the page from what is known of the files so far."""
    baris = tuple(_build_baris(satu, periksa) for satu in bundel.jabatan)
    nomor = bundel.pilih.id if bundel.pilih else None
    alamat = {"tahun": bundel.rekap.tahun, "jabatan": nomor}
    return Tampil(
        baris=baris,
        sah=sum(satu.sah for satu in baris),
        wajib=sum(satu.wajib for satu in baris),
        berkas=sum(satu.berkas for satu in baris),
        ukuran=sum(satu.ukuran for satu in baris),
        rusak=tuple(_list_rusak(bundel, periksa)),
        diperiksa=len(periksa),
        berlainan=len({satu.sha256 for satu in bundel.bukti}),
        url=url_for("bundel.show", **alamat),
        url_zip=url_for("bundel.download", **alamat),
        pilihan=tuple((satu.id, satu.nama) for satu in bundel.pilihan),
    )


def _build_baris(satu: JabatanBundel, periksa: Periksa) -> BarisTampil:
    temuan = [(b, periksa.get(b.sha256)) for b in satu.bukti]
    masuk = [(b, t) for b, t in temuan if t is None or t.utuh is Utuh.UTUH]
    return BarisTampil(
        nomor=satu.nomor,
        nama=satu.rekap.jabatan.nama,
        sah=sum(entri.sah is not None for entri in satu.entri),
        wajib=sum(entri.tempat.butir.wajib for entri in satu.entri),
        berkas=len(masuk),
        ukuran=sum(t.ukuran if t else b.ukuran for b, t in masuk),
        rusak=len(temuan) - len(masuk),
    )


def _list_rusak(bundel: Bundel, periksa: Periksa) -> Iterable[RusakTampil]:
    for jabatan in bundel.jabatan:
        for satu in jabatan.indikator:
            for entri in satu.entri:
                for berkas in entri.sah.bukti if entri.sah else ():
                    temuan = periksa.get(berkas.sha256)
                    if temuan is None or temuan.utuh is Utuh.UTUH:
                        continue
                    kode = entri.tempat.periode.kode
                    nomor = satu.rekap.indikator.id
                    yield RusakTampil(
                        nama=berkas.nama,
                        jabatan=jabatan.rekap.jabatan.nama_singkat,
                        nomor=satu.nomor,
                        periode=kode.nama,
                        kata=KATA_UTUH[temuan.utuh],
                        url=url_for("realisasi.show", indikator_id=nomor, kode=kode.kode),
                    )
