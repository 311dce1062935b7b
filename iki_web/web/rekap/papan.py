"""The tiles and the board of one quarter: how far it is, who must act now, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from iki_web.queries.acuan import BarisPeriode
from iki_web.queries.rekap import Angka, Rekap, RekapJabatan, TempatRekap
from iki_web.rules.alur import Status, format_status
from iki_web.rules.bilangan import format_batas, format_cacah, format_tanggal, format_tanggal_pendek
from iki_web.rules.keterlihatan import (
    TERBUKA_UNTUK_ATASAN,
    Pelaku,
    compute_lingkup,
    is_bawahan,
)
from iki_web.rules.periode import (
    WIB,
    StatusPeriode,
    find_hari_terakhir,
    hitung_hari_kerja,
)
from iki_web.rules.persetujuan import Pemegang
from iki_web.rules.rekap import BATAS_MENUNGGU, Keadaan
from iki_web.rules.teks import format_kalimat
from iki_web.web.rekap.tampil import LENCANA, format_hari

#: Most pressing first, inside a position.
_URUTAN = (Status.DIKEMBALIKAN, Status.DIAJUKAN, Status.DRAF, Status.BELUM_DIISI)


@dataclass(frozen=True, slots=True)
class BarisPapan:
    """Entries of one position that wait for the same people: state, who must act, since when."""

    jabatan: str
    url: str
    lencana: str
    teks: str
    oleh: str
    catatan: str
    sejak: str
    lama: bool


@dataclass(frozen=True, slots=True)
class Papan:
    """A quarter's board: what is missing, which positions are complete, whether it is too late."""

    nama: str
    singkat: str
    angka: Angka
    batas: str
    lengkap: tuple[str, ...]
    peringatan: str


@dataclass(frozen=True, slots=True)
class PolaEntri:
    """How entries are addressed, made once a page (`url_for` is slow).

    `tertutup`: positions (ids) of which this viewer opens only what was submitted (pemeriksa).
    """

    alamat: str
    tertutup: frozenset[int]


def build_pola(rekap: Rekap, pelaku: Pelaku, alamat: str) -> PolaEntri:
    """Return the pattern for one viewer."""
    lingkup = compute_lingkup(pelaku)
    return PolaEntri(
        alamat,
        frozenset(
            satu.jabatan.id
            for satu in rekap.jabatan
            if satu.jabatan.id not in lingkup.milik and not is_bawahan(lingkup, satu.jabatan.jalur)
        ),
    )


def build_papan(rekap: Rekap, kolom: int, angka: Sequence[Angka]) -> Papan:
    """Return the board around its rows; `angka` has the numbers of each position."""
    periode = rekap.kolom[kolom - 1]
    jumlah = sum(angka, Angka())
    belum = jumlah.disetujui < jumlah.wajib
    return Papan(
        nama=periode.kode.nama.removesuffix(f" {rekap.tahun}"),
        singkat=periode.kode.singkat,
        angka=jumlah,
        batas=_format_sisa(rekap, periode),
        lengkap=tuple(
            jabatan.jabatan.nama_singkat
            for jabatan, satu in zip(rekap.jabatan, angka, strict=True)
            if 0 < satu.wajib == satu.disetujui
        ),
        peringatan=_format_peringatan(rekap, periode, belum),
    )


def build_baris_papan(
    rekap: Rekap, satu: RekapJabatan, kolom: int, url: str, entri: PolaEntri
) -> tuple[BarisPapan, ...]:
    """Return a position's rows; `url` leads to the position, `entri` the entries' address."""
    tempat = satu.list_tempat(kolom)
    belum = [t for t in tempat if t.butir.status is not Status.DISETUJUI]
    return tuple(_build_baris(rekap, satu, k, url, entri) for k in _kelompokkan(belum))


def _kelompokkan(tempat: Iterable[TempatRekap]) -> list[list[TempatRekap]]:
    """Group a position's entries by state and by who decides on them."""
    kelompok: dict[tuple[int, int | None], list[TempatRekap]] = {}
    for satu in tempat:
        penyetuju = satu.penyetuju.jabatan_id if satu.penyetuju else None
        kunci = (_URUTAN.index(satu.butir.status), penyetuju)
        kelompok.setdefault(kunci, []).append(satu)
    return [kelompok[kunci] for kunci in sorted(kelompok, key=lambda k: (k[0], k[1] or 0))]


def _build_baris(
    rekap: Rekap, jabatan: RekapJabatan, kelompok: list[TempatRekap], url: str, entri: PolaEntri
) -> BarisPapan:
    satu = kelompok[0]
    status = satu.butir.status
    oleh, catatan = format_oleh(rekap, jabatan, satu)
    sejak, lama = format_sejak(rekap, kelompok)
    tunggal = len(kelompok) == 1
    # Nobody can decide on it any more, unless its period is reopened.
    lepas = status is Status.DIAJUKAN and satu.butir.tutup
    return BarisPapan(
        jabatan=jabatan.jabatan.nama_singkat,
        # One entry: straight to it; several: to the position, where each is a link.
        url=(format_entri(entri, satu) if tunggal else "") or url,
        lencana="tertutup" if lepas else LENCANA[Keadaan(status.value)],
        teks=f"{len(kelompok)} {format_status(status, not satu.butir.tutup)}",
        oleh=oleh,
        catatan=catatan,
        sejak=sejak,
        lama=lama,
    )


def format_entri(pola: PolaEntri, tempat: TempatRekap) -> str:
    """Return the address of an entry, "" where the viewer has no page of it."""
    dikirim = tempat.butir.status in TERBUKA_UNTUK_ATASAN
    if not dikirim and tempat.indikator.jabatan_id in pola.tertutup:
        return ""
    return pola.alamat.format(tempat.indikator.id, tempat.periode.kode.kode)


def format_oleh(rekap: Rekap, jabatan: RekapJabatan, tempat: TempatRekap) -> tuple[str, str]:
    """Return who must act, and why it is somebody unexpected."""
    if tempat.butir.status is not Status.DIAJUKAN:
        if not jabatan.pemegang:
            return "jabatan kosong", "Pengelola perlu menetapkan pemegang atau Plt."
        return _format_orang(jabatan.pemegang, jabatan.jabatan.nama_singkat), ""
    penyetuju = tempat.penyetuju
    if penyetuju is None:
        return "tidak ada penyetuju", "Pengelola perlu menetapkan pemegang jabatan atasan."
    alasan = "; ".join(penyetuju.alasan_naik)
    orang = _format_orang(penyetuju.pemegang, rekap.singkat[penyetuju.jabatan_id])
    return orang, format_kalimat(f"Naik karena {alasan}") if alasan else ""


def _format_orang(orang: Iterable[Pemegang], jabatan: str) -> str:
    """Return names with the position; accounts named after their position say it once."""
    return ", ".join(
        f"{satu.jenis.awalan}{satu.nama}"
        if satu.nama == jabatan
        else f"{satu.nama} ({satu.jenis.awalan}{jabatan})"
        for satu in orang
    )


def format_sejak(rekap: Rekap, kelompok: list[TempatRekap]) -> tuple[str, bool]:
    """Return since when the oldest of them waits, and whether that is too long."""
    status = kelompok[0].butir.status
    waktu = [satu.sejak for satu in kelompok if satu.sejak is not None]
    if status is Status.BELUM_DIISI or not waktu:
        # A period can be reported on once it is over.
        awal = min(satu.periode.kode.selesai for satu in kelompok)
        if awal >= rekap.hari_ini:
            return f"berjalan sampai {format_hari(awal, rekap.tahun)}", False
        return f"periode berakhir {format_tanggal_pendek(awal)}", False
    hari = min(waktu).astimezone(WIB).date()
    teks = format_tanggal_pendek(hari)
    if status is Status.DRAF:
        return f"disimpan {teks}", False
    if kelompok[0].butir.tutup:
        return f"{'diajukan' if status is Status.DIAJUKAN else 'dikembalikan'} {teks}", False
    lama = hitung_hari_kerja(hari, rekap.hari_ini, rekap.libur)
    tunggu = f", {lama} hari kerja" if lama else ""
    return f"{teks}{tunggu}", status is Status.DIAJUKAN and lama > BATAS_MENUNGGU


def _format_sisa(rekap: Rekap, periode: BarisPeriode) -> str:
    """Return the deadline with the working days left, as the tile says it."""
    hari = find_hari_terakhir(periode.batas)
    if periode.status is StatusPeriode.BELUM_DIBUKA:
        return "periode belum dibuka"
    if not periode.is_terbuka(rekap.sekarang):
        return "periode sudah ditutup"
    # The page is kept for a day, so it counts in days only.
    sisa = hitung_hari_kerja(rekap.hari_ini, hari, rekap.libur)
    teks = format_tanggal(hari).removesuffix(f" {rekap.tahun}")
    if hari == rekap.hari_ini:
        return f"batas {teks}, hari terakhir"
    return f"batas {teks}, {format_cacah(Decimal(sisa))} hari kerja lagi"


def _format_peringatan(rekap: Rekap, periode: BarisPeriode, belum: bool) -> str:
    """Return the reason of a reopened period, and why nobody can act where something is left."""
    nama, alasan = periode.kode.nama, periode.alasan_buka
    kembali = f"{nama} dibuka kembali: {alasan}" if alasan else ""
    terbuka = periode.status is StatusPeriode.BELUM_DIBUKA or periode.is_terbuka(rekap.sekarang)
    if terbuka or not belum:
        return kembali
    awal = f"{kembali.rstrip('.')}. Sesudah itu ditutup lagi" if alasan else f"{nama} sudah ditutup"
    return (
        f"{awal} (batas {format_batas(periode.batas)}). "
        "Yang belum selesai hanya dapat dilanjutkan setelah pengelola membuka kembali periode."
    )
