"""The first page: what this person must do now, each line a link to where it is done."""

from collections.abc import Iterator

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup

from iki_web.queries.acuan import BarisPeriode
from iki_web.queries.beranda import (
    Beranda,
    KelompokTugas,
    Kembalian,
    Tertahan,
    get_beranda,
)
from iki_web.queries.papan import TempatPapan
from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import WIB
from iki_web.web.access import allow, get_antrean, get_pelaku, siapa_pun
from iki_web.web.beranda.isi import Bagian, Butir, Kosong, list_target
from iki_web.web.beranda.pagi import list_pagi
from iki_web.web.format import format_tenggat
from iki_web.web.render import page
from iki_web.web.sehat import list_masalah

bp = Blueprint("beranda", __name__)


@bp.get("/")
@allow(siapa_pun)
def index() -> Response:
    """Show what to do now."""
    pelaku = get_pelaku()
    beranda = get_beranda(pelaku, get_antrean())
    semua = (Bagian("kesehatan", "Kesehatan aplikasi", tuple(_list_sehat(pelaku))),)
    bagian = [satu for satu in (*semua, *_list_bagian(beranda)) if satu.butir]
    return page(
        "beranda/index.html",
        hari_ini=beranda.hari_ini,
        daftar=bagian,
        kosong=_build_kosong(pelaku, beranda),
        pertama=beranda.pertama,
        diperiksa=beranda.diperiksa,
        tanpa_tls=pelaku.pengelola and not request.is_secure,
    )


def _list_bagian(beranda: Beranda) -> Iterator[Bagian]:
    """Yield the parts of the page in the order of their urgency."""
    banyak = beranda.jabatan > 1
    yield Bagian("kelola-segera", "Perlu Anda siapkan", tuple(_list_siapkan(beranda)))
    yield Bagian(
        "kembali",
        "Dikembalikan kepada Anda",
        tuple(_build_kembali(satu, banyak) for satu in beranda.kembali),
    )
    yield Bagian("antrean", "Menunggu persetujuan Anda", tuple(_list_antrean(beranda)))
    yield Bagian("usulan", "Usulan indikator menunggu Anda", tuple(_list_usulan(beranda)))
    for nomor, kelompok in enumerate(beranda.kelompok):
        yield _build_kelompok(beranda, kelompok, lipat=nomor > 0 and not kelompok.berjalan)
    yield Bagian(
        "tertahan",
        "Tertahan lebih dari 3 hari kerja",
        tuple(_build_tertahan(satu) for satu in beranda.tertahan),
    )
    yield Bagian(
        "terlambat",
        "Periode berakhir, belum diajukan",
        tuple(_list_terlambat(beranda)),
    )
    yield from list_pagi(beranda.pagi)
    yield Bagian("target", "Target yang menunggu Anda", tuple(list_target(beranda)))
    yield Bagian("papan", "Sudah atau belum mengajukan", tuple(_list_papan(beranda)))
    yield Bagian("periksa", "Pemeriksaan", tuple(_list_periksa(beranda)))


def _url_entri(tempat: TempatPapan) -> str:
    return url_for(
        "realisasi.show", indikator_id=tempat.indikator.id, kode=tempat.periode.kode.kode
    )


def _format_tenggat(beranda: Beranda, periode: BarisPeriode) -> Markup:
    """Return "Batas 14 Januari 2027 pukul 23.59 WIB, 3 hari kerja lagi"."""
    return format_tenggat(periode.batas, beranda.sisa.get(periode.id))


def _list_sehat(pelaku: Pelaku) -> Iterator[Butir]:
    """Yield one line of all that is wrong with the app, for who can do something about it."""
    masalah = list_masalah(pelaku) if pelaku.pengelola else ()
    if masalah:
        yield Butir(
            "; ".join(f"{satu.judul}: {satu.kini}" for satu in masalah),
            masalah[0].arti,
            url_for("kelola.index_sehat"),
            ("MASALAH", f"{len(masalah)} masalah"),
        )


def _list_siapkan(beranda: Beranda) -> Iterator[Butir]:
    """Yield what the pengelola must set up before anyone can work."""
    if beranda.tahun_kosong:
        yield Butir(
            f"Tahun {beranda.tahun_kosong} belum memiliki periode",
            "Belum ada yang dapat mengisi realisasi tahun ini sampai Anda membukanya.",
            url_for("kelola.index_periode", tahun=beranda.tahun_kosong),
            ("PERINGATAN", "Perlu dibuka"),
        )


def _build_kembali(kembalian: Kembalian, banyak: bool) -> Butir:
    """Return a returned entry with its reason in words."""
    tempat = kembalian.tempat
    sebab = ": ".join(teks for teks in (kembalian.alasan, kembalian.catatan) if teks).rstrip(".")
    rincian = f"{tempat.periode.kode.nama} · {sebab} · oleh {kembalian.oleh}"
    if banyak:
        rincian = f"{tempat.jabatan.nama_singkat} · {rincian}"
    return Butir(tempat.indikator.nama, rincian, _url_entri(tempat), ("DIKEMBALIKAN", ""))


def _list_antrean(beranda: Beranda) -> Iterator[Butir]:
    """Yield one line for the queue, and one for what a closed period holds back."""
    terbuka = [satu for satu in beranda.antrean if satu.terbuka]
    url = url_for("persetujuan.index")
    if terbuka:
        tertua = terbuka[0]
        sejak = format_tanggal_pendek(tertua.diajukan.astimezone(WIB).date())
        lama = f"Paling lama {tertua.hari} hari kerja, sejak" if tertua.hari else "Diajukan"
        rincian = f"{lama} {sejak}: {tertua.indikator.nama} ({tertua.jabatan.nama_singkat})"
        yield Butir(f"{len(terbuka)} realisasi", rincian, url, ("DIAJUKAN", "Tinjau"))
    tutup = len(beranda.antrean) - len(terbuka)
    if tutup:
        yield Butir(
            f"{tutup} realisasi pada periode yang sudah ditutup",
            "Tidak dapat diputus, kecuali pengelola membuka kembali periodenya.",
            url,
            ("TERTUTUP", ""),
        )


def _list_usulan(beranda: Beranda) -> Iterator[Butir]:
    """Yield the proposals to compare with the criteria or to decide."""
    for satu in beranda.usulan:
        yield Butir(
            satu.nama,
            f"{satu.jabatan.nama_singkat} · diusulkan {satu.pengusul}",
            url_for("usulan.show", usulan_id=satu.id),
            ("DIAJUKAN", "Nilai" if satu.boleh_nilai else "Putuskan"),
        )


def _build_kelompok(beranda: Beranda, kelompok: KelompokTugas, *, lipat: bool) -> Bagian:
    """Return what is not handed in of one period, under its deadline."""
    kode = kelompok.periode.kode
    butir = tuple(
        Butir(
            tempat.indikator.nama,
            _format_rincian(tempat, beranda.jabatan > 1),
            _url_entri(tempat),
            (tempat.status.value, ""),
        )
        for tempat in kelompok.tempat
    )
    return Bagian(
        f"belum-{kode.kode}",
        f"{kode.nama}: {len(butir)} belum diajukan",
        butir,
        _format_tenggat(beranda, kelompok.periode),
        lipat,
    )


def _format_rincian(tempat: TempatPapan, banyak: bool) -> str:
    """Return which papers to fetch, and for which position where several are held."""
    bukti = f"Bukti: {'; '.join(sumber.nama for sumber in tempat.indikator.sumber)}"
    return f"{tempat.jabatan.nama_singkat} · {bukti}" if banyak else bukti


def _build_tertahan(tertahan: Tertahan) -> Butir:
    """Return what waits at one desk; a single entry is linked itself."""
    tempat = tertahan.tempat
    orang = f" ({', '.join(tertahan.pemegang)})" if tertahan.pemegang else ""
    rincian = "; ".join(
        f"{t.indikator.nama}, {t.jabatan.nama_singkat}, {t.periode.kode.singkat}: {t.hari} hari"
        for t in tempat[:3]
    )
    if len(tempat) > 3:
        rincian += f"; dan {len(tempat) - 3} lagi"
    url = _url_entri(tempat[0])
    if len(tempat) > 1:
        kode = tempat[0].periode.kode
        url = url_for("rekap.show", tahun=kode.tahun, periode=kode.kode)
    return Butir(
        f"Di meja {tertahan.penyetuju}{orang}",
        rincian,
        url,
        ("PERINGATAN", f"{len(tempat)} menunggu"),
    )


def _list_terlambat(beranda: Beranda) -> Iterator[Butir]:
    """Yield, per position, how much is missing of which periods, and who holds the position."""
    for satu in beranda.terlambat:
        periode = ", ".join(p.kode.nama for p in satu.periode)
        saring = {"jabatan": satu.jabatan.id}
        if len(satu.periode) == 1:
            saring["periode"] = satu.periode[0].kode.kode
        yield Butir(
            satu.jabatan.nama,
            f"{', '.join(satu.pemangku) or 'Jabatan sedang kosong'} · {periode}",
            url_for("rekap.show", tahun=satu.periode[-1].kode.tahun, **saring),
            ("BELUM_DIISI", f"{satu.jumlah} belum diajukan"),
        )


def _list_papan(beranda: Beranda) -> Iterator[Butir]:
    """Yield the board's summary, period by period."""
    for satu in beranda.papan:
        lengkap = satu.sudah == satu.dari
        yield Butir(
            f"{satu.periode.kode.nama}: {satu.sudah} dari {satu.dari} sudah diajukan",
            _format_tenggat(beranda, satu.periode),
            url_for("kelola.index", periode=satu.periode.kode.kode),
            ("DISETUJUI", "Lengkap") if lengkap else ("DRAF", f"{satu.dari - satu.sudah} belum"),
        )


def _list_periksa(beranda: Beranda) -> Iterator[Butir]:
    """Yield the way in for someone who reads everything and changes nothing."""
    if beranda.tahun_rekap is not None:
        yield Butir(
            "Rekap capaian seluruh kantor",
            "Nilai yang diajukan dan disetujui, sampai ke realisasi dan buktinya.",
            url_for("rekap.index"),
        )


def _build_kosong(pelaku: Pelaku, beranda: Beranda) -> Kosong | None:
    """Return what to say when nothing waits: all done, or no position held today."""
    if beranda.ada_tugas:
        return None
    if not pelaku.pegangan and not pelaku.pengelola and not pelaku.pemeriksa:
        return Kosong(
            "Hari ini Anda tidak memegang jabatan",
            "Indikator dan persetujuan mengikuti jabatan yang Anda pegang hari ini. Bila ini "
            "keliru, minta pengelola memeriksa penugasan Anda.",
            "person-badge",
            url_for("keputusan.index"),
            "Baca Keputusan Camat",
        )
    if not pelaku.pegangan:
        return None
    kalimat = "Tidak ada yang dikembalikan, belum diajukan, atau menunggu keputusan Anda."
    if beranda.diperiksa:
        kalimat += f" {beranda.diperiksa} realisasi Anda sedang diperiksa atasan."
    elif not beranda.indikator:
        kalimat += " Keputusan yang berlaku tidak memuat indikator untuk jabatan Anda."
    return Kosong("Semua beres", kalimat, "check2-circle", url_for("rekap.index"), "Lihat rekap")
