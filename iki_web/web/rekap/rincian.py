"""The rows of the recap's files: one per entry, one per indicator's year, every value typed."""

from collections.abc import Iterator

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap
from iki_web.queries.rekap.saring import RekapTersaring
from iki_web.rules.alur import Status
from iki_web.rules.capaian import classify
from iki_web.rules.periode import WIB
from iki_web.rules.rekap import format_keadaan
from iki_web.rules.rumus import CaraHitung
from iki_web.web.lembar import HARI, KOLOM_ENTRI, Isi, Kolom, list_angka
from iki_web.web.rekap.papan import format_oleh

_CARA = {
    CaraHitung.JUMLAH: "jumlah semua periode",
    CaraHitung.AKHIR: "periode terakhir",
    CaraHitung.RATA: "rata-rata periode",
}


RINCIAN = (
    Kolom("Jabatan", 34),
    Kolom("Kode", 20),
    *KOLOM_ENTRI,
    Kolom("Cara hitung setahun", 20),
    Kolom("Harus bertindak", 30),
    Kolom("Sejak", 18, HARI),
)


def list_rincian(hasil: RekapTersaring) -> Iterator[list[Isi]]:
    """Yield the entries that are kept; after all of an indicator's entries also its year."""
    rekap = hasil.rekap
    for jabatan in rekap.jabatan:
        for satu in jabatan.indikator:
            for tempat in satu.tempat:
                if hasil.is_cocok(tempat):
                    yield _build_entri(rekap, jabatan, satu, tempat)
            if hasil.saring.kosong:
                yield _build_tahun(rekap, jabatan, satu)


def _build_entri(
    rekap: Rekap, jabatan: RekapJabatan, satu: RekapIndikator, tempat: TempatRekap
) -> list[Isi]:
    butir = tempat.butir
    menunggu = butir.wajib and butir.status is not Status.DISETUJUI
    oleh, _ = format_oleh(rekap, jabatan, tempat) if menunggu else ("", "")
    sejak = tempat.sejak.astimezone(WIB).date() if menunggu and tempat.sejak else None
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        tempat.periode.kode.kode,
        format_keadaan(butir),
        *list_angka(butir.sah),
        satu.indikator.satuan,
        "-" if butir.tanpa_target and butir.status is Status.DISETUJUI else butir.target,
        butir.capaian,
        tempat.predikat,
        None,
        oleh or None,
        sejak,
    ]


def _build_tahun(rekap: Rekap, jabatan: RekapJabatan, satu: RekapIndikator) -> list[Isi]:
    setahun = satu.setahun
    sah = sum(t.butir.status is Status.DISETUJUI for t in satu.tempat)
    capaian = setahun.capaian
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        f"Setahun {rekap.tahun}",
        f"{sah} dari {len(satu.tempat)} disetujui",
        *list_angka(setahun.hasil),
        satu.indikator.satuan,
        "-" if setahun.tanpa_target else setahun.target,
        capaian,
        None if capaian is None else classify(capaian, rekap.skala),
        _CARA[satu.indikator.cara_hitung],
        None,
        None,
    ]
