"""One edition beside another: what was added, ended and changed, word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from iki_web.rules.capaian import Arah
from iki_web.rules.keputusan.isi import (
    BERALASAN,
    KATA,
    BarisNaskah,
    ButirIndikator,
    Edisi,
    LembarJabatan,
    format_huruf,
)

#: Two rows more alike than this are one row that was changed, not one ended and one added.
_MIRIP = 0.5


class JenisBeda(StrEnum):
    """What became of a part; as the badges say it."""

    TAMBAH = "TAMBAH"
    HAPUS = "HAPUS"
    UBAH = "UBAH"
    TETAP = "TETAP"


@dataclass(frozen=True, slots=True)
class Potong:
    """Neighbouring words that were kept (TETAP), taken out (HAPUS) or put in (TAMBAH)."""

    jenis: JenisBeda
    teks: str


@dataclass(frozen=True, slots=True)
class BedaBaris:
    """A text that differs, under the name of its place."""

    label: str
    potong: tuple[Potong, ...]


@dataclass(frozen=True, slots=True)
class BedaIndikator:
    """An indicator; `baris` are its texts that differ, all of them where it is new or ended."""

    kode: str
    nama: str
    jenis: JenisBeda
    baris: tuple[BedaBaris, ...]


@dataclass(frozen=True, slots=True)
class BedaLembar:
    """A position's sheet; `indikator` in the order of the new annex, the ended ones last."""

    kode: str
    nama: str
    jenis: JenisBeda
    baris: tuple[BedaBaris, ...]
    indikator: tuple[BedaIndikator, ...]

    def count(self, jenis: JenisBeda) -> int:
        """Return how many indicators it has of a kind."""
        return sum(i.jenis == jenis for i in self.indikator)


@dataclass(frozen=True, slots=True)
class BedaEdisi:
    """A whole edition; `naskah` are the texts of its own sheet that differ."""

    naskah: tuple[BedaBaris, ...]
    lembar: tuple[BedaLembar, ...]

    def count(self, jenis: JenisBeda) -> int:
        """Return how many indicators of the edition are of a kind."""
        return sum(satu.count(jenis) for satu in self.lembar)


def compute_kata(lama: str, baru: str) -> tuple[Potong, ...]:
    """Return how one text became the other, word by word."""
    kiri, kanan = lama.split(), baru.split()
    hasil: list[Potong] = []
    # Without junk: in a legal text the commonest words carry the sentence.
    for aksi, a, b, c, d in SequenceMatcher(None, kiri, kanan, autojunk=False).get_opcodes():
        if aksi == "equal":
            hasil.append(Potong(JenisBeda.TETAP, " ".join(kiri[a:b])))
            continue
        if a < b:
            hasil.append(Potong(JenisBeda.HAPUS, " ".join(kiri[a:b])))
        if c < d:
            hasil.append(Potong(JenisBeda.TAMBAH, " ".join(kanan[c:d])))
    return tuple(hasil)


def compute_beda(lama: Edisi, baru: Edisi, asal: Mapping[str, str]) -> BedaEdisi:
    """Compare two editions; `asal` maps codes of the new indicators to those they continue."""
    kiri = {j.kode: j for j in lama.lembar}
    kanan = {j.kode: j for j in baru.lembar}
    urut = [*kanan, *(kode for kode in kiri if kode not in kanan)]
    banding = _Pembanding(lama, baru, asal)
    return BedaEdisi(
        naskah=tuple(_beda_naskah(lama, baru)),
        lembar=tuple(banding.lembar(kiri.get(kode), kanan.get(kode)) for kode in urut),
    )


def _beda_naskah(lama: Edisi, baru: Edisi) -> Iterator[BedaBaris]:
    yield from _teks("Tentang", lama.tentang, baru.tentang)
    yield from _teks("Kepala surat", "\n".join(lama.kop), "\n".join(baru.kop))
    yield from _teks("Pembuka", lama.pembuka, baru.pembuka)
    for nama in ("menimbang", "mengingat", "memutuskan"):
        kiri, kanan = _marked(getattr(lama, nama)), _marked(getattr(baru, nama))
        yield from _daftar(nama.capitalize(), kiri, kanan)


def _marked(baris: Sequence[BarisNaskah]) -> list[tuple[str, str]]:
    """Return rows as (mark, text), sub-items running on."""
    return [(b.tanda, " ".join((b.isi, *b.rincian))) for b in baris]


def _lettered(baris: Iterable[str]) -> list[tuple[str, str]]:
    return [(format_huruf(n), satu) for n, satu in enumerate(baris)]


def _teks(label: str, lama: str, baru: str) -> Iterator[BedaBaris]:
    """Yield one text where it differs; white space is no difference."""
    if lama.split() != baru.split():
        yield BedaBaris(label, compute_kata(lama, baru))


def _daftar(
    label: str, lama: Sequence[tuple[str, str]], baru: Sequence[tuple[str, str]]
) -> Iterator[BedaBaris]:
    """Yield the rows of a list that differ, in the order they are read."""
    kiri, kanan = [teks for _, teks in lama], [teks for _, teks in baru]
    for aksi, a, b, c, d in SequenceMatcher(None, kiri, kanan, autojunk=False).get_opcodes():
        if aksi == "equal":
            continue
        for i, j in _pasangkan(kiri, kanan, range(a, b), range(c, d)):
            tanda_lama, isi_lama = ("", "") if i is None else lama[i]
            tanda_baru, isi_baru = ("", "") if j is None else baru[j]
            yield BedaBaris(f"{label} {tanda_baru or tanda_lama}", compute_kata(isi_lama, isi_baru))


def _pasangkan(
    kiri: Sequence[str], kanan: Sequence[str], dari: range, ke: range
) -> Iterator[tuple[int | None, int | None]]:
    """Yield rows that became one another, then those without a partner."""
    sisa = list(dari)
    for j in ke:
        kata = kanan[j].split()
        mirip = [(SequenceMatcher(None, kiri[i].split(), kata).ratio(), -i) for i in sisa]
        nilai, i = max(mirip, default=(0.0, 0))
        if nilai >= _MIRIP:
            sisa.remove(-i)
            yield -i, j
        else:
            yield None, j
    yield from ((i, None) for i in sisa)


class _Pembanding:
    """Compares the sheets of two editions; knows where each indicator came from."""

    def __init__(self, lama: Edisi, baru: Edisi, asal: Mapping[str, str]) -> None:
        self._lama = {i.kode: i for i in lama.indikator}
        self._baru = {i.kode: i for i in baru.indikator}
        self._asal = {kode: dari for kode, dari in asal.items() if dari in self._lama}
        self._terus = set(self._asal.values())

    def lembar(self, lama: LembarJabatan | None, baru: LembarJabatan | None) -> BedaLembar:
        ada = baru or lama
        assert ada is not None
        baris = tuple(self._baris_lembar(lama, baru))
        indikator = (
            *(self._indikator(i) for i in (baru.indikator if baru else ())),
            *(self._berakhir(i) for i in (lama.indikator if lama else ())
              if i.kode not in self._terus),
        )  # fmt: skip
        jenis = JenisBeda.TETAP
        if lama is None or baru is None:
            jenis = JenisBeda.TAMBAH if lama is None else JenisBeda.HAPUS
        elif baris or any(i.jenis is not JenisBeda.TETAP for i in indikator):
            jenis = JenisBeda.UBAH
        return BedaLembar(ada.kode, ada.nama_singkat, jenis, baris, indikator)

    @staticmethod
    def _baris_lembar(
        lama: LembarJabatan | None, baru: LembarJabatan | None
    ) -> Iterator[BedaBaris]:
        kiri, kanan = lama or _TANPA_LEMBAR, baru or _TANPA_LEMBAR
        yield from _teks("Jabatan", kiri.nama_lampiran or "", kanan.nama_lampiran or "")
        yield from _teks("Tugas", kiri.tugas, kanan.tugas)
        yield from _daftar("Fungsi", _marked(kiri.fungsi), _marked(kanan.fungsi))

    def _indikator(self, baru: ButirIndikator) -> BedaIndikator:
        dari = self._asal.get(baru.kode)
        baris = tuple(self._baris_indikator(self._lama.get(dari or ""), baru))
        jenis = JenisBeda.UBAH if baris else JenisBeda.TETAP
        return BedaIndikator(baru.kode, baru.nama, jenis if dari else JenisBeda.TAMBAH, baris)

    def _berakhir(self, lama: ButirIndikator) -> BedaIndikator:
        baris = tuple(self._baris_indikator(lama, None))
        return BedaIndikator(lama.kode, lama.nama, JenisBeda.HAPUS, baris)

    def _baris_indikator(
        self, lama: ButirIndikator | None, baru: ButirIndikator | None
    ) -> Iterator[BedaBaris]:
        kiri, kanan = _list_teks(lama), _list_teks(baru)
        for label in kiri | kanan:
            yield from _teks(label, kiri.get(label, ""), kanan.get(label, ""))
        for label, nama in (("Dokumen", _list_dokumen), ("Sumber data", _list_sumber)):
            yield from _daftar(label, nama(lama), nama(baru))
        if (lama and lama.induk) != (baru and self._asal.get(baru.induk or "", baru.induk)):
            sebelum = self._lama.get((lama and lama.induk) or "")
            sesudah = self._baru.get((baru and baru.induk) or "")
            yield from _teks(
                "Menunjang indikator atasan",
                sebelum.nama if sebelum else "",
                sesudah.nama if sesudah else "",
            )


_TANPA_LEMBAR = LembarJabatan("", "", "")


def _list_teks(indikator: ButirIndikator | None) -> dict[str, str]:
    """Return the texts of an indicator by their names on screen, choices in words."""
    if indikator is None:
        return {}
    hasil = {"Sasaran": indikator.sasaran, "Nama": indikator.nama}
    hasil["Jenis rumus"] = KATA["jenis_rumus"][indikator.jenis_rumus]
    hasil |= {"Pembilang": indikator.pembilang, "Penyebut": indikator.penyebut}
    hasil["Dikali 100 %"] = "ya" if indikator.kali_100 else "tidak"
    hasil["Satuan"] = indikator.satuan
    for nama in BERALASAN:
        label = nama.replace("_", " ").capitalize()
        hasil[label] = KATA[nama][getattr(indikator, nama)]
        hasil[f"Alasan {label.lower()}"] = indikator.alasan.get(nama, "")
    if indikator.arah is Arah.TURUN:
        hasil["Rumus capaian"] = KATA["rumus_turun"][indikator.rumus_turun]
    hasil["Contoh"] = indikator.contoh
    return hasil


def _list_dokumen(indikator: ButirIndikator | None) -> list[tuple[str, str]]:
    dokumen = indikator.dokumen if indikator else ()
    return _lettered(f"{d.nama} ({d.setahun} dokumen)" if d.setahun else d.nama for d in dokumen)


def _list_sumber(indikator: ButirIndikator | None) -> list[tuple[str, str]]:
    return _lettered(indikator.sumber_data if indikator else ())
