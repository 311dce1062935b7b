"""Perjanjian Kinerja of a position's holder with his superior, and its targets by quarter."""

from iki_web.queries.acuan import BarisIndikator, BarisTarget
from iki_web.queries.dokumen.isi import Bahan
from iki_web.rules.dokumen import (
    Balok,
    Halaman,
    Isi,
    Judul,
    Kolom,
    Paragraf,
    Penanda,
    Rata,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
    merge_sama,
)
from iki_web.rules.dokumen.sel import KOSONG
from iki_web.rules.target import JenisTarget, classify_jenis, format_target

_KOLOM = (
    Kolom("No", 1, Rata.TENGAH),
    Kolom("Sasaran", 7),
    Kolom("Indikator Kinerja", 8),
    Kolom("Target", 3, Rata.TENGAH),
)
_SASARAN = 1
_KAMI = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta "
    "berorientasi pada hasil, kami yang bertanda tangan di bawah ini:"
)
_JANJI = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran "
    "perjanjian ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah "
    "ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja "
    "tersebut menjadi tanggung jawab kami.",
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap "
    "capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka "
    "pemberian penghargaan dan sanksi.",
)


def build_perjanjian(bahan: Bahan) -> Isi:
    """Return the statement page and its annex of targets (DOMAIN section 7)."""
    tahun = bahan.pokok.tahun
    perubahan = _count_perubahan(bahan)
    kepala = f"PERJANJIAN KINERJA {'PERUBAHAN ' if perubahan else ''}TAHUN {tahun}"
    tanda = build_pihak(bahan)
    return Isi(
        nama=f"Perjanjian Kinerja {'Perubahan ' if perubahan else ''}{tahun}: {bahan.jabatan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=False,
        judul=(kepala,),
        sub=bahan.nomor,
        badan=(
            Paragraf(_KAMI),
            *_list_kenal(tanda.kanan, "pertama"),
            *(_list_kenal(tanda.kiri, "kedua") if tanda.kiri else ()),
            *(Paragraf(kalimat) for kalimat in _JANJI),
            tanda,
            Halaman(lanskap=False),
            Judul(f"LAMPIRAN {kepala}"),
            Paragraf(bahan.jabatan.nama, Rata.TENGAH),
            _build_tabel(bahan),
            tanda,
        ),
    )


def build_pihak(bahan: Bahan) -> TandaTangan:
    """Return the two parties: left the superior, right who holds the position."""
    return TandaTangan(
        bahan.build_atasan("Pihak Kedua,"),
        bahan.build_penanda(bahan.jabatan, bahan.tempat_tanggal, "Pihak Pertama,"),
    )


def _count_perubahan(bahan: Bahan) -> int:
    """Return how many targets of the year are not the first ones any more."""
    versi = (bahan.acuan.get_target(i.id, bahan.pokok.tahun).versi for i in bahan.list_indikator())
    return sum(classify_jenis(satu) is JenisTarget.PERUBAHAN for satu in versi)


def _list_kenal(penanda: Penanda, ke: str) -> tuple[Balok, ...]:
    """Return who a party is, in aligned rows, and what the agreement calls him."""
    return (
        Rincian.satu("Nama", penanda.nama or "(jabatan kosong)"),
        Rincian.satu("Jabatan", penanda.jabatan),
        Paragraf(f"selanjutnya disebut pihak {ke}."),
    )


def _build_tabel(bahan: Bahan) -> Tabel:
    """Return the annex: neighbours of equal objective share one cell, as in the edition."""
    baris = [
        (Sel(str(nomor)), Sel(satu.sasaran), Sel(satu.nama), build_target_tahun(bahan, satu))
        for nomor, satu in enumerate(bahan.list_indikator(), 1)
    ]
    return Tabel("Target kinerja", _KOLOM, merge_sama(baris, _SASARAN))


def build_target_tahun(bahan: Bahan, indikator: BarisIndikator) -> Sel:
    """Return the year's target with its unit; "-" is not targeted, empty not fixed."""
    target = bahan.acuan.get_target(indikator.id, bahan.pokok.tahun)
    return build_sel_target(target, indikator.satuan)


def build_sel_target(target: BarisTarget, satuan: str) -> Sel:
    """Return a target as the agreement prints it, empty where none was fixed."""
    return KOSONG if target.belum else Sel(format_target(target.nilai, satuan), target.nilai)
