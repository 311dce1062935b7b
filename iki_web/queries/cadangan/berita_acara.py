"""The record of one backup as a sheet: what, when, where, its digest, and how it was tried."""

from iki_web.extensions import jam
from iki_web.queries.cadangan.baca import CadanganTampil
from iki_web.queries.dokumen import get_bahan
from iki_web.rules.bilangan import format_hari_tanggal, format_ukuran, format_waktu
from iki_web.rules.cadangan import StatusCadangan, list_temuan
from iki_web.rules.dokumen import (
    Isi,
    Jenis,
    Paragraf,
    Penanda,
    Penerbitan,
    Pokok,
    Rincian,
    TandaTangan,
)
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.pegawai import format_nip

_DEMIKIAN = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan seperlunya."
_BERSANDI = "Terenkripsi; hanya terbuka dengan kata sandi cadangan."
_POLOS = "Tidak terenkripsi; wajib disimpan di tempat terkunci."


def get_berita_acara(pelaku: Pelaku, cadangan: CadanganTampil) -> Isi:
    """Return the record of a backup, signed by its keeper and the head of the office."""
    check_pengelola(pelaku)
    hari = jam.today()
    pokok, ingat = Pokok(Jenis.BERITA_ACARA, hari.year), dict[str, object]()
    bahan = get_bahan(pelaku, [(pokok, Penerbitan(hari))], ringkas=False, ingat=ingat)
    tempat = bahan.setelan.tempat
    nip, pangkat = bahan.orang.get(pelaku.pegawai_id, (None, ""))
    kanan = Penanda(
        (f"{tempat}, {bahan.tempat_tanggal}" if tempat else bahan.tempat_tanggal,),
        "PENGELOLA",
        pelaku.nama,
        pangkat,
        f"NIP. {format_nip(nip)}" if nip else "",
    )
    return Isi(
        nama=f"Berita Acara Cadangan {cadangan.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=False,
        judul=("BERITA ACARA PENCADANGAN DATA", "APLIKASI INDIKATOR KINERJA INDIVIDU"),
        sub=(bahan.setelan.nama,),
        badan=(
            Paragraf(
                f"Pada hari ini, {format_hari_tanggal(hari)}, dicatat bahwa data aplikasi "
                "Indikator Kinerja Individu telah dicadangkan, dengan keterangan sebagai berikut."
            ),
            *(Rincian.satu(label, teks) for label, teks in _list_fakta(cadangan)),
            Paragraf(_DEMIKIAN),
            TandaTangan(bahan.build_kepala("Mengetahui,"), kanan),
        ),
    )


def _list_fakta(cadangan: CadanganTampil) -> list[tuple[str, str]]:
    assert cadangan.waktu is not None
    return [
        ("Nama berkas", cadangan.nama),
        ("Disimpan di", str(cadangan.path.parent)),
        ("Keadaan data", f"{format_waktu(cadangan.waktu)} WIB"),
        ("Dibuat oleh", cadangan.oleh),
        ("Isi", f"Basis data, kunci, dan {cadangan.bukti} berkas bukti"),
        ("Ukuran", format_ukuran(cadangan.ukuran)),
        ("SHA-256", _format_sidik(cadangan.sha256)),
        ("Ujung jejak", f"Baris {cadangan.seq}, tanda {_format_sidik(cadangan.mac)}"),
        ("Pengamanan", _BERSANDI if cadangan.terenkripsi else _POLOS),
        ("Uji pemulihan", _format_uji(cadangan)),
    ]


def _format_sidik(sidik: str) -> str:
    """Return a digest in groups, as people compare them."""
    return " ".join(sidik[n : n + 8] for n in range(0, len(sidik), 8))


def _format_uji(cadangan: CadanganTampil) -> str:
    assert cadangan.diuji is not None
    saat = f"Dipulihkan ke tempat percobaan {format_waktu(cadangan.diuji)} WIB"
    if cadangan.status is StatusCadangan.TERVERIFIKASI:
        return f"{saat}: utuh; jejak, realisasi, dokumen terbit, dan berkas bukti cocok."
    temuan = list_temuan(cadangan.keterangan.splitlines())
    if cadangan.status is StatusCadangan.BERCATATAN:
        return f"{saat}: berkasnya utuh, dengan temuan pada isinya. {temuan}"
    return f"{saat}: gagal. {temuan}"
