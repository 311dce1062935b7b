"""The guide inside the app: short sections, those of the reader's own tasks first and open."""

from dataclasses import dataclass

from flask import Blueprint, Response

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, get_acuan
from iki_web.rules.alur import ALASAN_KEMBALI
from iki_web.rules.bukti import BATAS_BERKAS
from iki_web.rules.keterlihatan import Pelaku, compute_lingkup, is_bawahan
from iki_web.rules.sandi import PANJANG_MIN
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.render import page

bp = Blueprint("panduan", __name__)


@dataclass(frozen=True, slots=True)
class Bagian:
    """One section: its place in the page, its title and its template."""

    kode: str
    judul: str

    @property
    def templat(self) -> str:
        """The file with its text."""
        return f"panduan/{self.kode}.html"


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Sections under one heading; `terbuka`: unfolded when the page opens."""

    judul: str
    bagian: tuple[Bagian, ...]
    terbuka: bool


#: Sections by task, in the order of the guide.
TUGAS = (
    Bagian("staf", "Mengisi realisasi jabatan Anda"),
    Bagian("atasan", "Meninjau dan menyetujui realisasi bawahan"),
    Bagian("camat", "Membaca rekap kantor"),
    Bagian("pengelola", "Mengelola pegawai, periode, dan sandi"),
    Bagian("pemeriksa", "Memeriksa tanpa mengubah"),
)
UMUM = (
    Bagian("dokumen", "Menerbitkan dokumen resmi"),
    Bagian("angka", "Cara mengetik angka"),
    Bagian("hitungan", "Apa yang dihitung: rumus, capaian, predikat"),
    Bagian("batas", "Arti batas pengajuan"),
    Bagian("akun", "Masuk, sandi, dan keluar"),
)


@bp.get("/panduan")
@allow(siapa_pun)
def index() -> Response:
    """Show the guide."""
    pelaku = get_pelaku()
    acuan = get_acuan(pelaku)
    return page(
        "panduan/index.html",
        kelompok=_susun(_list_tugas(pelaku, acuan)),
        skala=acuan.kantor.skala,
        plafon=acuan.kantor.plafon,
        terbuka=_list_terbuka(acuan),
        alasan_kembali=tuple(ALASAN_KEMBALI.values()),
        paling_banyak_berkas=BATAS_BERKAS,
        panjang_sandi=PANJANG_MIN,
    )


def _list_tugas(pelaku: Pelaku, acuan: Acuan) -> set[str]:
    """Return the codes of the sections that speak of the reader's own tasks."""
    lingkup = compute_lingkup(pelaku)
    tahun = jam.today().year
    tugas = {
        "staf": any(acuan.list_indikator(j, tahun) for j in lingkup.milik),
        "atasan": any(is_bawahan(lingkup, j.jalur) for j in acuan.jabatan.values()),
        "camat": any(acuan.jabatan[j].atasan_id is None for j in lingkup.milik),
        "pengelola": pelaku.pengelola,
        "pemeriksa": pelaku.pemeriksa,
    }
    return {kode for kode, ada in tugas.items() if ada}


def _susun(sendiri: set[str]) -> list[Kelompok]:
    """Order the sections: one's own tasks, what concerns everybody, the tasks of others."""
    milik = tuple(b for b in TUGAS if b.kode in sendiri)
    lain = tuple(b for b in TUGAS if b.kode not in sendiri)
    semua = [
        Kelompok("Tugas Anda", milik, terbuka=True),
        Kelompok("Untuk semua", UMUM, terbuka=not milik),
        Kelompok("Tugas orang lain", lain, terbuka=False),
    ]
    return [kelompok for kelompok in semua if kelompok.bagian]


def _list_terbuka(acuan: Acuan) -> list[tuple[str, object]]:
    """Return (name, deadline) of the open periods of the kinds this office reports by."""
    jenis = {indikator.frekuensi for indikator in acuan.indikator.values()}
    kini = jam.now()
    return [
        (periode.kode.nama, periode.batas)
        for periode in sorted(acuan.periode.values(), key=lambda p: p.kode)
        if periode.kode.jenis in jenis and periode.is_terbuka(kini)
    ]
