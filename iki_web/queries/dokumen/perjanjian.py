"""Perjanjian Kinerja of a position's holder with his superior, and its targets by quarter."""

from iki_web.queries.dokumen.isi import Bahan
from iki_web.rules.dokumen import (
    Halaman,
    Isi,
    Judul,
    Kolom,
    Paragraf,
    Penanda,
    Rata,
    Sel,
    Tabel,
    TandaTangan,
)
from iki_web.rules.dokumen.sel import KOSONG
from iki_web.rules.target import JenisTarget, classify_jenis, format_target

_KOLOM = (
    Kolom("No", 1, Rata.TENGAH),
    Kolom("Sasaran", 7),
    Kolom("Indikator Kinerja", 8),
    Kolom("Target", 3, Rata.TENGAH),
)
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
    pertama, kedua = bahan.build_penanda(bahan.jabatan), bahan.build_atasan()
    perubahan = _count_perubahan(bahan)
    kepala = f"PERJANJIAN KINERJA {'PERUBAHAN ' if perubahan else ''}TAHUN {tahun}"
    tanda = TandaTangan(
        _sebut(kedua, "", "Pihak Kedua,") if kedua else None,
        _sebut(pertama, bahan.tempat_tanggal, "Pihak Pertama,"),
    )
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
            Paragraf(_kenalkan(pertama, "pertama")),
            *([Paragraf(_kenalkan(kedua, "kedua"))] if kedua else []),
            *(Paragraf(kalimat) for kalimat in _JANJI),
            tanda,
            Halaman(lanskap=False),
            Judul(f"LAMPIRAN {kepala}"),
            Paragraf(bahan.jabatan.nama, Rata.TENGAH),
            _build_tabel(bahan),
            tanda,
        ),
    )


def _count_perubahan(bahan: Bahan) -> int:
    """Return how many targets of the year are not the first ones any more."""
    versi = (bahan.acuan.get_target(i.id, bahan.pokok.tahun).versi for i in bahan.list_indikator())
    return sum(classify_jenis(satu) is JenisTarget.PERUBAHAN for satu in versi)


def _sebut(penanda: Penanda, *pengantar: str) -> Penanda:
    """Return the same signer under other lines."""
    isi = tuple(satu for satu in pengantar if satu)
    return Penanda(isi, penanda.jabatan, penanda.nama, penanda.pangkat, penanda.nip)


def _kenalkan(penanda: Penanda | None, ke: str) -> str:
    if penanda is None:
        return ""
    nama = penanda.nama or "(jabatan kosong)"
    return f"Nama: {nama}. Jabatan: {penanda.jabatan}. Selanjutnya disebut pihak {ke}."


def _build_tabel(bahan: Bahan) -> Tabel:
    """Return the annex: neighbours of equal objective share one cell, as in the edition."""
    indikator = bahan.list_indikator()
    baris: list[tuple[Sel | None, ...]] = []
    for nomor, satu in enumerate(indikator, 1):
        lalu = indikator[nomor - 2] if nomor > 1 else None
        sama = lalu is not None and lalu.sasaran == satu.sasaran
        target = bahan.acuan.get_target(satu.id, bahan.pokok.tahun)
        teks = (
            KOSONG if target.belum else Sel(format_target(target.nilai, satu.satuan), target.nilai)
        )
        sasaran = None if sama else Sel(satu.sasaran, baris=_count_sama(bahan, nomor - 1))
        baris.append((Sel(str(nomor)), sasaran, Sel(satu.nama), teks))
    return Tabel("Target kinerja", _KOLOM, tuple(baris))


def _count_sama(bahan: Bahan, mulai: int) -> int:
    """Return how many rows from `mulai` on share its objective."""
    indikator = bahan.list_indikator()
    banyak = 1
    while (
        mulai + banyak < len(indikator)
        and indikator[mulai + banyak].sasaran == indikator[mulai].sasaran
    ):
        banyak += 1
    return banyak
