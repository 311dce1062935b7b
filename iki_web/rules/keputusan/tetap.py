"""What fixing an edition needs: who may, what must be complete, and from which day it can hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.keputusan.isi import ButirIndikator, Edisi, LembarJabatan
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.rumus import JenisRumus


@dataclass(frozen=True, slots=True)
class Halangan:
    """What keeps an edition from being fixed; `di`: "keputusan" or the code of its place."""

    di: str
    kalimat: str


def is_kepala(pelaku: Pelaku) -> bool:
    """Whether the person holds the head of the tree today, acting holders included."""
    return any(pegangan.jalur.count("/") == 2 for pegangan in pelaku.pegangan)


def can_read_draf(pelaku: Pelaku) -> bool:
    """Whether drafts are shown: to the pengelola who writes them and the head who fixes them."""
    return pelaku.pengelola or is_kepala(pelaku)


def check_kepala(pelaku: Pelaku) -> None:
    """Raise TidakBerwenang for anyone but today's holder of the head of the tree."""
    if not is_kepala(pelaku):
        raise TidakBerwenang("Hanya pimpinan kantor yang dapat menetapkan atau mencabut keputusan.")


def find_mulai(
    mulai: date, tahun_berisi: Iterable[int], lain: Iterable[date]
) -> tuple[tuple[int, ...], date]:
    """Return the years whose entries an edition in force from `mulai` would hide, and when none.

    `tahun_berisi`: years with entries under other fixed editions, `lain`: the days from which
    those hold. The second value is `mulai` itself or the first 1 January that hides nothing.
    """
    berisi, lain = sorted(set(tahun_berisi)), tuple(lain)

    def list_bentrok(hari: date) -> tuple[int, ...]:
        return tuple(
            tahun
            for tahun in berisi
            # A later edition in force by that year keeps its entries in view.
            if hari <= date(tahun, 12, 31)
            and not any(hari < satu <= date(tahun, 12, 31) for satu in lain)
        )

    bentrok = list_bentrok(mulai)
    boleh = mulai
    while list_bentrok(boleh):
        boleh = date(boleh.year + 1, 1, 1)
    return bentrok, boleh


def list_syarat_tetap(edisi: Edisi) -> tuple[Halangan, ...]:
    """Return what is missing or contradictory in an edition: it cannot be fixed with any of it."""
    return (*_cek_naskah(edisi), *_cek_kode(edisi), *_cek_lembar(edisi), *_cek_induk(edisi))


def _cek_naskah(edisi: Edisi) -> Iterator[Halangan]:
    wajib = ("tentang", "menimbang", "mengingat", "memutuskan")
    for nama in wajib:
        if not getattr(edisi, nama):
            yield Halangan("keputusan", f"Bagian {nama} pada lembar keputusan masih kosong.")
    if not edisi.lembar:
        yield Halangan("keputusan", "Belum ada lembar jabatan.")


def _cek_kode(edisi: Edisi) -> Iterator[Halangan]:
    jabatan = Counter(j.kode for j in edisi.jabatan)
    indikator = Counter(i.kode for i in edisi.indikator)
    for apa, hitung in (("Jabatan", jabatan), ("Indikator", indikator)):
        for kode, banyak in hitung.items():
            if banyak > 1:
                yield Halangan(kode, f"{apa} dengan kode {kode} ada {banyak} kali.")


def _cek_lembar(edisi: Edisi) -> Iterator[Halangan]:
    ada = {j.kode for j in edisi.jabatan}
    for jabatan in edisi.jabatan:
        nama = jabatan.nama_singkat
        if jabatan.atasan is not None and jabatan.atasan not in ada:
            yield Halangan(jabatan.kode, f"Atasan {nama} tidak ada pada pohon jabatan.")
        if jabatan.nama_lampiran is None and jabatan.indikator:
            yield Halangan(jabatan.kode, f"{nama} berindikator tanpa lembar.")
        elif jabatan.nama_lampiran is not None:
            yield from _cek_isi_lembar(jabatan)


def _cek_isi_lembar(jabatan: LembarJabatan) -> Iterator[Halangan]:
    nama = jabatan.nama_singkat
    if not (jabatan.nama_lampiran or "").strip():
        yield Halangan(jabatan.kode, f"Nama pada lembar {nama} masih kosong.")
    if not jabatan.indikator:
        yield Halangan(jabatan.kode, f"Lembar {nama} belum punya indikator.")
    for nomor, satu in enumerate(jabatan.indikator, start=1):
        kurang = list_kurang(satu)
        if kurang:
            kalimat = f"Indikator {nomor} {nama} belum lengkap: {', '.join(kurang)}."
            yield Halangan(satu.kode, kalimat)


def list_kurang(indikator: ButirIndikator) -> list[str]:
    """Return the parts an indicator cannot be reported on without, by their words on screen."""
    perlu = {"sasaran": indikator.sasaran, "nama": indikator.nama, "satuan": indikator.satuan}
    if indikator.jenis_rumus is JenisRumus.RASIO:
        perlu |= {"pembilang": indikator.pembilang, "penyebut": indikator.penyebut}
    kurang = [nama for nama, isi in perlu.items() if not isi.strip()]
    if indikator.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN and not indikator.dokumen:
        kurang.append("daftar dokumen")
    return kurang


def _cek_induk(edisi: Edisi) -> Iterator[Halangan]:
    """The superior's indicator must stand at a position above, inside the same edition."""
    peta = {j.kode: j for j in edisi.jabatan}
    letak = {i.kode: j.kode for j in edisi.jabatan for i in j.indikator}
    for jabatan in edisi.jabatan:
        atasan = _list_atasan(jabatan, peta)
        for satu in jabatan.indikator:
            if satu.induk is not None and letak.get(satu.induk) not in atasan:
                yield Halangan(
                    satu.kode,
                    f"Indikator “{satu.nama}” menunjang indikator yang bukan milik atasan "
                    f"{jabatan.nama_singkat}.",
                )


def _list_atasan(jabatan: LembarJabatan, peta: Mapping[str, LembarJabatan]) -> set[str]:
    """Return the codes of the positions above; a circle ends where it began."""
    hasil: set[str] = set()
    kini = peta.get(jabatan.atasan or "")
    while kini is not None and kini.kode not in hasil:
        hasil.add(kini.kode)
        kini = peta.get(kini.atasan or "")
    return hasil
