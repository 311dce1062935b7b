"""What the parts of an edition read from a file must be to each other, and how many may stand."""

from collections.abc import Iterator

from iki_web.rules.keputusan import PALING_BARIS, Edisi, LembarJabatan
from iki_web.rules.naskah.baris import Salah

PALING_JABATAN = 200
#: As many sources as the form of an indicator holds.
PALING_SUMBER = 20


def check_susunan(edisi: Edisi, salah: list[Salah]) -> None:
    """Keep what is wrong between rows that are right each for itself.

    More rows than a form holds would be lost the first time somebody saves that form.
    """
    if not edisi.jabatan:
        salah.append(Salah("Jabatan", 0, "", "Belum ada satu jabatan pun."))
    if len(edisi.jabatan) > PALING_JABATAN:
        salah.append(Salah("Jabatan", 0, "", f"Paling banyak {PALING_JABATAN} jabatan."))
    for nama in ("menimbang", "mengingat", "memutuskan"):
        salah += _check_banyak("Keputusan", nama, "", len(getattr(edisi, nama)), PALING_BARIS[nama])
    for jabatan in edisi.jabatan:
        salah += _check_jabatan(jabatan)
    salah += _check_lingkar(edisi)
    kenal = {"keputusan", *(j.kode for j in edisi.jabatan), *(i.kode for i in edisi.indikator)}
    for nomor, satu in enumerate(edisi.catatan, start=2):
        if satu.di not in kenal:
            kalimat = f"Isi “keputusan”, kode jabatan, atau kode indikator; “{satu.di[:40]}” bukan."
            salah.append(Salah("Catatan", nomor, "Di", kalimat))


def _check_banyak(lembar: str, kolom: str, punya: str, banyak: int, paling: int) -> Iterator[Salah]:
    if banyak > paling:
        kalimat = f"{punya or kolom.capitalize()}: paling banyak {paling} baris, terbaca {banyak}."
        yield Salah(lembar, 0, "", kalimat)


def _check_jabatan(jabatan: LembarJabatan) -> Iterator[Salah]:
    if jabatan.nama_lampiran is None and (jabatan.fungsi or jabatan.indikator):
        kalimat = (
            f"“{jabatan.kode}” punya fungsi atau indikator, jadi nama pada lampiran harus diisi."
        )
        yield Salah("Jabatan", 0, "Nama pada lampiran", kalimat)
    paling = PALING_BARIS["fungsi"]
    yield from _check_banyak("Fungsi", "", jabatan.kode, len(jabatan.fungsi), paling)
    for satu in jabatan.indikator:
        dokumen, sumber = len(satu.dokumen), len(satu.sumber_data)
        yield from _check_banyak("Dokumen", "", satu.kode, dokumen, PALING_BARIS["dokumen"])
        yield from _check_banyak("Sumber data", "", satu.kode, sumber, PALING_SUMBER)


def _check_lingkar(edisi: Edisi) -> Iterator[Salah]:
    """Yield the positions that stand above themselves."""
    atasan = {j.kode: j.atasan for j in edisi.jabatan}
    for kode in atasan:
        lewat, kini = {kode}, atasan[kode]
        while kini is not None and kini not in lewat:
            lewat.add(kini)
            kini = atasan.get(kini)
        if kini == kode:
            kalimat = f"“{kode}” menjadi atasan dirinya sendiri lewat jabatan lain."
            yield Salah("Jabatan", 0, "Atasan", kalimat)
