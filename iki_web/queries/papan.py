"""The board: which entries are handed in and which are not, in words of state, never in values."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import jam
from iki_web.models import Realisasi
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.keterlihatan import TERLIHAT, read_terlihat
from iki_web.rules.alur import TIDAK_DIPUTUS, Status, format_status
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.periode import WIB, JenisPeriode, hitung_hari_kerja, parse_kode
from iki_web.rules.persetujuan import Penyetuju, Simpul, compute_penyetuju

_KEADAAN = (
    select(
        Realisasi.id,
        Realisasi.indikator_id,
        Realisasi.periode_id,
        Realisasi.status,
        Realisasi.diajukan,
        Realisasi.terlibat,
    )
    .where(TERLIHAT, Realisasi.periode_id.in_(bindparam("periode", expanding=True)))
    .order_by(Realisasi.id)
)

#: The order in which states are told: what needs someone first.
_URUT = (
    Status.DIKEMBALIKAN,
    Status.BELUM_DIISI,
    Status.DRAF,
    Status.DIAJUKAN,
    Status.DISETUJUI,
)


@dataclass(frozen=True, slots=True)
class TempatPapan:
    """The state of one entry; `realisasi_id` 0: no row. `hari`: working days it has waited.

    `dikecualikan`: why its position is excepted from the period; empty where it is not.
    """

    indikator: BarisIndikator
    periode: BarisPeriode
    jabatan: BarisJabatan
    status: Status
    realisasi_id: int = 0
    diajukan: datetime | None = None
    hari: int = 0
    penyetuju: Penyetuju | None = None
    dikecualikan: str = ""

    @property
    def lepas(self) -> bool:
        """Whether nobody waits for it: excepted, and not handed in all the same."""
        return self.status.is_lepas(self.dikecualikan)

    @property
    def sudah(self) -> bool:
        """Whether it has left its owner's hands."""
        return self.status.sudah


def list_tempat(pelaku: Pelaku, periode: Iterable[BarisPeriode]) -> tuple[TempatPapan, ...]:
    """Return the entries of some periods, one statement; positions in the order of the tree.

    Only positions the viewer may know of; who must decide is told, what was filled in is not.
    """
    acuan = get_acuan(pelaku)
    lingkup = compute_lingkup(pelaku)
    dipakai = {p.id: p for p in periode}
    if not dipakai:
        return ()
    semua = read_terlihat(pelaku, acuan, _KEADAAN, {"periode": tuple(dipakai)}).all()
    baris = {(b.indikator_id, b.periode_id): b for b in semua}
    pohon = acuan.build_pohon(jam.today())
    return tuple(
        _build_tempat(acuan, pohon, indikator, p, baris.get((indikator.id, p.id)))
        for p in dipakai.values()
        for jabatan in acuan.jabatan.values()
        if can_see_jabatan(lingkup, acuan.kantor.id, jabatan.id, jabatan.jalur)
        for indikator in acuan.list_indikator(jabatan.id, p.kode.tahun)
        if indikator.frekuensi is p.kode.jenis and indikator.is_diminta(p.kode)
    )


def _build_tempat(
    acuan: Acuan,
    pohon: Mapping[int, Simpul],
    indikator: BarisIndikator,
    periode: BarisPeriode,
    baris: Any,
) -> TempatPapan:
    jabatan = acuan.jabatan[indikator.jabatan_id]
    lepas = acuan.dikecualikan.get((jabatan.id, periode.id), "")
    if baris is None:
        return TempatPapan(indikator, periode, jabatan, Status.BELUM_DIISI, dikecualikan=lepas)
    tempat = (indikator, periode, jabatan, baris.status, baris.id)
    if baris.status is not Status.DIAJUKAN:
        return TempatPapan(*tempat, dikecualikan=lepas)
    terlibat = frozenset(json.loads(baris.terlibat))
    return TempatPapan(
        *tempat,
        diajukan=baris.diajukan,
        hari=hitung_hari_kerja(baris.diajukan.astimezone(WIB).date(), jam.today(), acuan.libur),
        penyetuju=compute_penyetuju(pohon, jabatan.id, terlibat),
        dikecualikan=lepas,
    )


@dataclass(frozen=True, slots=True)
class SelPapan:
    """A position in one period."""

    periode: BarisPeriode
    tempat: tuple[TempatPapan, ...]
    mulai: bool
    terbuka: bool

    @property
    def cacah(self) -> tuple[tuple[Status, int], ...]:
        """How many entries stand in each state, what needs someone first."""
        jumlah = Counter(t.status for t in self.wajib)
        return tuple((status, jumlah[status]) for status in _URUT if jumlah[status])

    @property
    def teks_cacah(self) -> tuple[tuple[str, str], ...]:
        """The same as badges: (state, "2 draf")."""
        return tuple(
            (self._lencana(status), f"{n} {format_status(status, self.terbuka)}")
            for status, n in self.cacah
        )

    def _lencana(self, status: Status) -> str:
        """The badge of a state; what nobody decided on wears that of a closed period."""
        tutup = status is Status.DIAJUKAN and not self.terbuka
        return "TERTUTUP" if tutup else status.value

    @property
    def sudah(self) -> int:
        """How many are handed in."""
        return sum(t.sudah for t in self.tempat)

    @property
    def wajib(self) -> tuple[TempatPapan, ...]:
        """What is asked for, or was handed in although nobody asked."""
        return tuple(t for t in self.tempat if not t.lepas)

    @property
    def dikecualikan(self) -> str:
        """Why the position need not report in this period; empty where it must."""
        return next((t.dikecualikan for t in self.tempat), "")

    @property
    def tertua(self) -> TempatPapan | None:
        """The entry that has waited longest for a decision; none once nobody can decide."""
        menunggu = [t for t in self.tempat if t.diajukan and self.terbuka]
        return min(menunggu, key=lambda t: t.diajukan or jam.now(), default=None)

    @property
    def ringkas(self) -> tuple[str, str] | None:
        """The cell as (state of the badge, words); None while there is nothing to say."""
        if not self.wajib or not self.mulai:
            return None
        cacah = dict(self.cacah)
        dari = len(self.wajib)
        if len(cacah) == 1:
            status = next(iter(cacah))
            tutup = not self.terbuka and not self.sudah
            kata = format_status(status, self.terbuka).capitalize()
            return ("TERTUTUP" if tutup else self._lencana(status)), kata
        if Status.DIKEMBALIKAN in cacah and self.terbuka:
            return Status.DIKEMBALIKAN.value, f"{cacah[Status.DIKEMBALIKAN]} dikembalikan"
        if self.sudah == dari:
            kata = "menunggu" if self.terbuka else TIDAK_DIPUTUS
            return self._lencana(Status.DIAJUKAN), f"{cacah[Status.DIAJUKAN]} {kata}"
        tanda = Status.DRAF.value if self.terbuka else "TERTUTUP"
        return tanda, f"{self.sudah} dari {dari} diajukan"


@dataclass(frozen=True, slots=True)
class BarisPapan:
    """A position with its holders of today, and its cells in the order of the columns."""

    jabatan: BarisJabatan
    pemangku: tuple[str, ...]
    sel: tuple[SelPapan, ...]


@dataclass(frozen=True, slots=True)
class Papan:
    """The board of one period, or of a year (`periode` is None)."""

    tahun: int
    daftar_tahun: tuple[int, ...]
    pilihan: tuple[BarisPeriode, ...]
    periode: BarisPeriode | None
    baris: tuple[BarisPapan, ...]

    @property
    def kolom(self) -> tuple[BarisPeriode, ...]:
        """The periods shown."""
        return self.pilihan if self.periode is None else (self.periode,)

    def count_sudah(self) -> tuple[int, int]:
        """Return (handed in, all) over what has begun."""
        sel = [s for b in self.baris for s in b.sel if s.mulai]
        return sum(s.sudah for s in sel), sum(len(s.wajib) for s in sel)


def find_papan(pelaku: Pelaku, kode: str | None = None) -> Papan | None:
    """Return the board of a period code; a bare year ("2026") gives the whole year.

    None: this year's board, or the newest year's; nothing where the office has no periods.
    Raises TidakTerlihat for a code that is no period of the office.
    """
    acuan = get_acuan(pelaku)
    tahun, periode = _parse_pilihan(acuan, kode)
    if tahun is None:
        return None
    pilihan = list_pilihan(pelaku, tahun)
    kolom = pilihan if periode is None else (periode,)
    per_sel: dict[tuple[int, int], list[TempatPapan]] = {}
    for tempat in list_tempat(pelaku, kolom):
        per_sel.setdefault((tempat.jabatan.id, tempat.periode.id), []).append(tempat)
    pohon = acuan.build_pohon(jam.today())
    baris = tuple(
        BarisPapan(
            jabatan,
            tuple(p.jenis.awalan + p.nama for p in pohon[jabatan.id].pemegang),
            tuple(_build_sel(p, per_sel.get((jabatan.id, p.id), ())) for p in kolom),
        )
        for jabatan in acuan.jabatan.values()
        if any((jabatan.id, p.id) in per_sel for p in kolom)
    )
    return Papan(tahun, acuan.list_tahun(), pilihan, periode, baris)


def _build_sel(periode: BarisPeriode, tempat: Iterable[TempatPapan]) -> SelPapan:
    return SelPapan(
        periode, tuple(tempat), periode.kode.mulai <= jam.today(), periode.is_terbuka(jam.now())
    )


def _parse_pilihan(acuan: Acuan, kode: str | None) -> tuple[int | None, BarisPeriode | None]:
    """Return (year, period); no period where a whole year is asked for."""
    if kode is None:
        tahun = acuan.list_tahun()
        kini = jam.today().year
        return (kini if kini in tahun else next(iter(tahun), None)), None
    try:
        dibaca = parse_kode(kode)
    except ValueError:
        raise TidakTerlihat from None
    periode = acuan.periode.get(dibaca.kode)
    if periode is None:
        raise TidakTerlihat(f"{dibaca.nama} belum dibuat. Buka tahunnya dahulu.")
    return dibaca.tahun, None if dibaca.jenis is JenisPeriode.TAHUNAN else periode


def list_pilihan(pelaku: Pelaku, tahun: int) -> tuple[BarisPeriode, ...]:
    """Return the periods of a year in which some indicator is reported, shortest kinds first."""
    acuan = get_acuan(pelaku)
    dipakai = {i.frekuensi for j in acuan.jabatan for i in acuan.list_indikator(j, tahun)}
    return tuple(
        p
        for jenis in reversed(JenisPeriode)
        if jenis in dipakai
        for p in acuan.list_periode(tahun, jenis)
    )
