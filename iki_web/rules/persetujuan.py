"""Who must decide on an entry (climbing where nobody is left), and the hints for the decider."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from iki_web.rules.alur import Peran
from iki_web.rules.bilangan import format_cacah, format_persen
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku, compute_lingkup, is_bawahan
from iki_web.rules.realisasi import format_hasil
from iki_web.rules.rumus import Hasil

#: A change of this many points from the period before is worth a look (DOMAIN section 5).
BATAS_LONJAKAN = Decimal(30)


@dataclass(frozen=True, slots=True)
class Pemegang:
    """A person holding a position today."""

    pegawai_id: int
    nama: str
    jenis: JenisPenugasan


@dataclass(frozen=True, slots=True)
class Simpul:
    """A position in the tree with its holders of today."""

    jabatan_id: int
    atasan_id: int | None
    nama: str
    pemegang: tuple[Pemegang, ...] = ()


@dataclass(frozen=True, slots=True)
class Penyetuju:
    """The position that decides today, who may, and why it is not the direct superior."""

    jabatan_id: int
    nama: str
    pemegang: tuple[Pemegang, ...]
    alasan_naik: tuple[str, ...] = ()

    def teks_untuk(self, pegawai_id: int) -> str:
        """The position as this decider signs it: "Plt. Kepala ..." where he acts."""
        jenis = next((o.jenis for o in self.pemegang if o.pegawai_id == pegawai_id), None)
        return (jenis.awalan if jenis else "") + self.nama

    def is_pemegang(self, pegawai_id: int) -> bool:
        """Whether this person may decide."""
        return any(orang.pegawai_id == pegawai_id for orang in self.pemegang)

    @property
    def teks(self) -> str:
        """The deciding position as people say it, "Plt." where all its holders act."""
        jenis = {orang.jenis for orang in self.pemegang}
        awalan = next(iter(jenis)).awalan if len(jenis) == 1 else ""
        return awalan + self.nama

    @property
    def teks_lengkap(self) -> str:
        """The same for who waits: also whoever acts beside an absent holder, or he seems alone."""
        sementara = [o for o in self.pemegang if o.jenis is not JenisPenugasan.DEFINITIF]
        if len(sementara) == len(self.pemegang):
            return self.teks
        return " atau ".join((self.nama, *(o.jenis.awalan + o.nama for o in sementara)))


def compute_penyetuju(
    pohon: Mapping[int, Simpul],
    jabatan_id: int,
    terlibat: frozenset[int],
    sebab: str = "ikut mengisi atau mengajukan realisasi ini",
) -> Penyetuju | None:
    """Return who decides on an entry of a position, or None when nobody in the tree is left.

    `terlibat`: people who filled in or submitted it; none of them may decide, whatever hats they
    wear (DOMAIN section 2). The authority climbs one level as long as a position is vacant or
    held only by them; `sebab` says in words what rules them out.
    """
    alasan: list[str] = []
    atasan_id = pohon[jabatan_id].atasan_id
    while atasan_id is not None:
        simpul = pohon[atasan_id]
        boleh = tuple(p for p in simpul.pemegang if p.pegawai_id not in terlibat)
        if boleh:
            return Penyetuju(atasan_id, simpul.nama, boleh, tuple(alasan))
        if simpul.pemegang:
            alasan.append(f"pemegang jabatan {simpul.nama} {sebab}")
        else:
            alasan.append(f"jabatan {simpul.nama} sedang kosong")
        atasan_id = simpul.atasan_id
    return None


def classify_peran(
    pelaku: Pelaku,
    jabatan_id: int,
    jalur: str,
    terlibat: frozenset[int],
    pengaju_id: int | None,
    penyetuju: Penyetuju | None,
) -> frozenset[Peran]:
    """Return what a person is to one entry; the step table asks for nothing else."""
    lingkup = compute_lingkup(pelaku)
    pemilik = jabatan_id in lingkup.milik
    memutus = penyetuju is not None and penyetuju.is_pemegang(pelaku.pegawai_id)
    peran = {
        Peran.PEMILIK: pemilik,
        Peran.PENGAJU: pemilik and pengaju_id == pelaku.pegawai_id,
        Peran.PENYETUJU: memutus,
        Peran.ATASAN: is_bawahan(lingkup, jalur) and pelaku.pegawai_id not in terlibat,
    }
    return frozenset(nama for nama, benar in peran.items() if benar)


@dataclass(frozen=True, slots=True)
class Pembanding:
    """What a decider compares an entry with: numbers of the same indicator or of its twin."""

    nama: str
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None


def _petunjuk_lalu(kini: Pembanding, lalu: Pembanding) -> list[str]:
    """Compare with the period before."""
    hasil: list[str] = []
    if kini.nilai is not None and lalu.nilai is not None:
        selisih = kini.nilai - lalu.nilai
        if abs(selisih) >= BATAS_LONJAKAN:
            arah = "Naik" if selisih > 0 else "Turun"
            besar = format_persen(abs(selisih)).removesuffix(" %")
            hasil.append(f"{arah} {besar} poin dari {lalu.nama} ({format_persen(lalu.nilai)}).")
    return hasil


def is_susut(lalu: Decimal | None, kini: Decimal | None) -> bool:
    """Whether a denominator became smaller; one that runs up over the year should not."""
    return lalu is not None and kini is not None and kini < lalu


def is_beda(satu: Pembanding, lain: Pembanding) -> bool:
    """Whether two who share an indicator filled in other numbers; nihil beside a number is one.

    Without counts (a plain number) the values themselves are compared.
    """
    if satu.pembilang is None and lain.pembilang is None:
        return satu.nilai != lain.nilai
    return (satu.pembilang, satu.penyebut) != (lain.pembilang, lain.penyebut)


def _petunjuk_penyebut(kini: Pembanding, lalu: Pembanding) -> list[str]:
    """A running denominator should not shrink inside a year."""
    if kini.penyebut is None or lalu.penyebut is None or not is_susut(lalu.penyebut, kini.penyebut):
        return []
    dari, ke = format_cacah(lalu.penyebut), format_cacah(kini.penyebut)
    return [f"Penyebut turun dari {dari} ({lalu.nama}) menjadi {ke}, padahal biasanya bertambah."]


def list_petunjuk(
    kini: Pembanding,
    lalu: Pembanding | None,
    bersama: tuple[Pembanding, ...] = (),
    berkas_pernah: tuple[str, ...] = (),
    tumbuh: bool = False,
) -> tuple[str, ...]:
    """Return the hints for the decider (DOMAIN section 5); they never block.

    `tumbuh`: the denominator runs up over the year (cara hitung AKHIR). `bersama`: the same
    indicator at the superior's or the staff's. `berkas_pernah`: a sentence per file seen before.
    """
    hasil: list[str] = []
    if kini.nilai is not None and kini.nilai > 100:
        hasil.append(f"Realisasi lebih dari 100 % ({format_persen(kini.nilai)}).")
    if lalu is not None:
        hasil += _petunjuk_lalu(kini, lalu)
        if tumbuh:
            hasil += _petunjuk_penyebut(kini, lalu)
    for lain in bersama:
        if lain.nilai is not None and is_beda(lain, kini):
            angka = format_hasil(Hasil(False, lain.pembilang, lain.penyebut, lain.nilai))
            hasil.append(f"Indikator yang sama pada {lain.nama} berbeda: {angka}.")
    return (*hasil, *berkas_pernah)
