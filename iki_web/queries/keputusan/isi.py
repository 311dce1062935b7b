"""An edition as plain, frozen rows: its texts, each beside its original wording and its remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from iki_web.models import StatusKeputusan
from iki_web.rules.capaian import Arah
from iki_web.rules.keputusan import format_nama
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus


@dataclass(frozen=True, slots=True)
class CatatanTampil:
    """A remark on the text; `nomor` counts from 1 in the edition, `kutipan` is verbatim."""

    nomor: int
    kelompok: int
    di: str
    kolom: str
    kutipan: str
    isi: str

    @property
    def perlu_konfirmasi(self) -> bool:
        """Whether the office must still decide; the others only tell what was done."""
        return "perlu konfirmasi" in self.isi.lower()


@dataclass(frozen=True, slots=True)
class Teks:
    """A text as shown, the lines of the sheet where it was corrected, and what is said of it."""

    isi: str
    asli: tuple[str, ...] = ()
    catatan: tuple[CatatanTampil, ...] = ()

    @property
    def perlu_konfirmasi(self) -> tuple[CatatanTampil, ...]:
        """The remarks that wait for the office."""
        return tuple(c for c in self.catatan if c.perlu_konfirmasi)

    @property
    def penjelasan(self) -> tuple[CatatanTampil, ...]:
        """The remarks that only explain."""
        return tuple(c for c in self.catatan if not c.perlu_konfirmasi)


@dataclass(frozen=True, slots=True)
class Butir:
    """A lettered or numbered row; `tanda` is "a", "1" or "KESATU", `rincian` its sub-items."""

    tanda: str
    teks: Teks
    rincian: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bagian:
    """A list of rows; `kepala` carries the remarks that belong to none of them."""

    butir: tuple[Butir, ...]
    kepala: Teks


@dataclass(frozen=True, slots=True)
class BarisEdisi:
    """An edition in the list of editions."""

    id: int
    kode: str
    nomor: str
    tentang: str
    tanggal: date
    berlaku_mulai: date
    status: StatusKeputusan

    @property
    def nama(self) -> str:
        """The edition in words: a draft has no number yet."""
        return format_nama(self.nomor, self.kode)


@dataclass(frozen=True, slots=True)
class BarisLampiran:
    """A position's sheet in the table of contents; `urutan` counts from 1."""

    urutan: int
    kode: str
    nama: str
    nama_singkat: str
    indikator: int


@dataclass(frozen=True, slots=True)
class Naskah:
    """The text of an edition in the order of the sheet; `dipakai_tahun`: the year it serves now."""

    edisi: BarisEdisi
    nomor: Teks
    nomor_lain: tuple[str, ...]
    kop: tuple[str, ...]
    pembuka: str
    menimbang: Bagian
    mengingat: Bagian
    memutuskan: Bagian
    penutup: tuple[Teks, ...]
    penetap_jabatan: str
    penetap_nama: str
    penetap_pangkat: str
    penetap_nip: Teks
    lain: tuple[CatatanTampil, ...]
    lampiran: tuple[BarisLampiran, ...]
    banyak_catatan: int
    dipakai_tahun: int | None = None
    pencabutan: Mapping[str, str] = field(default_factory=dict)
    berdasar: bool = False


@dataclass(frozen=True, slots=True)
class Daftar:
    """A cell that lists documents or sources, its original lines and its remarks."""

    butir: tuple[tuple[str, int | None], ...]
    kepala: Teks


@dataclass(frozen=True, slots=True)
class Induk:
    """Where the superior's indicator stands that this one feeds."""

    jabatan_kode: str
    jabatan: str
    kode: str


@dataclass(frozen=True, slots=True)
class IndikatorTampil:
    """A row of the annex; `alasan` has the one-line reasons of frekuensi, arah, cara_hitung."""

    kode: str
    nama: Teks
    jenis_rumus: JenisRumus
    pembilang: Teks
    penyebut: Teks
    kali_100: bool
    dokumen: Daftar
    sumber: Daftar
    frekuensi: JenisPeriode
    arah: Arah
    cara_hitung: CaraHitung
    alasan: Mapping[str, str]
    contoh: str
    induk: Induk | None


@dataclass(frozen=True, slots=True)
class Sasaran:
    """Neighbouring indicators under one objective: the merged cell of the annex."""

    teks: Teks
    indikator: tuple[IndikatorTampil, ...]


@dataclass(frozen=True, slots=True)
class Lembar:
    """The annex of one position, with its neighbours in the edition."""

    edisi_id: int
    edisi_nama: str
    draf: bool
    baris: BarisLampiran
    banyak: int
    sebelum: BarisLampiran | None
    sesudah: BarisLampiran | None
    nama: Teks
    tugas: Teks
    fungsi: Bagian
    sasaran: tuple[Sasaran, ...]
    banyak_catatan: int


@dataclass(frozen=True, slots=True)
class CatatanDaftar:
    """A remark in the list of all; `jabatan_kode` is None where it speaks of the sheet itself."""

    catatan: CatatanTampil
    jabatan_kode: str | None
    tempat: str


@dataclass(frozen=True, slots=True)
class KelompokCatatan:
    """One of the groups of remarks (DOMAIN section 8)."""

    nomor: int
    butir: tuple[CatatanDaftar, ...]

    @property
    def perlu_konfirmasi(self) -> tuple[CatatanDaftar, ...]:
        """Those that wait for the office."""
        return tuple(b for b in self.butir if b.catatan.perlu_konfirmasi)
