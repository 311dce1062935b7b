"""One kind of document for many positions: what would be issued, issuing it, all of it to print."""

from collections.abc import Mapping

from flask import Response, flash, redirect, request, url_for

from iki_web.actions.dokumen import issue_banyak as issue_semua
from iki_web.actions.jejak import create_jejak
from iki_web.extensions import jam
from iki_web.queries.acuan import get_acuan
from iki_web.queries.dokumen import (
    Calon,
    Dokumen,
    can_terbit,
    list_berlaku,
    list_calon,
    list_pokok_jenis,
)
from iki_web.rules.bundel import build_folder
from iki_web.rules.dokumen import SIFAT, Penerbitan, Pokok, find_jenis, read_penerbitan
from iki_web.rules.galat import Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.periode import WIB
from iki_web.storage import Arsip, build_anggota, merge_pdf
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.alamat import find_asal
from iki_web.web.dokumen.bagian import attach, bp
from iki_web.web.dokumen.pdf import build_pdf
from iki_web.web.kelola.bagian import build_tolak
from iki_web.web.render import get_ketik, page

#: Longer names are cut; the number in front keeps the order of the annex.
_PANJANG_NAMA = 110


def _list_pokok(alamat: str) -> tuple[Pokok, ...]:
    """Return what the address asks for, of every position the viewer reads."""
    jenis, tahun = find_jenis(alamat), get_ketik().get("tahun", type=int)
    if jenis is None or tahun is None or not SIFAT[jenis].jabatan:
        raise TidakTerlihat
    return list_pokok_jenis(get_pelaku(), jenis, tahun, get_ketik().get("periode", ""))


@bp.get("/dokumen/banyak/<alamat>")
@allow(siapa_pun)
def edit_banyak(alamat: str) -> Response:
    """Show what would be issued for every position; who chose nothing yet chooses first."""
    if "tahun" not in request.args:
        return redirect(url_for("dokumen.index"), 303)
    return _show_calon(_list_pokok(alamat))


def _show_calon(pokok: tuple[Pokok, ...], galat: Ditolak | None = None) -> Response:
    pelaku, pertama = get_pelaku(), pokok[0]
    boleh = tuple(satu for satu in pokok if can_terbit(pelaku, satu))
    if not boleh:
        raise TidakBerwenang("Dokumen ini diterbitkan oleh pemegang jabatannya atau atasannya.")
    try:
        terbit = read_penerbitan(get_ketik(), jam.today())
    except Ditolak as salah:
        galat, terbit = galat or salah, Penerbitan(jam.today())
    calon = list_calon(pelaku, boleh, terbit)
    return page(
        "dokumen/banyak.html",
        **build_tolak(galat),
        jenis=pertama.jenis,
        sifat=SIFAT[pertama.jenis],
        tahun=pertama.tahun,
        periode=pertama.periode,
        nama_periode=_find_nama_periode(pertama),
        calon=calon,
        centang=_list_centang(calon),
        terbit=terbit,
        ketik=get_ketik(),
    )


def _find_nama_periode(pokok: Pokok) -> str:
    """Return the period in words; the year where the kind is of the whole year."""
    acuan = get_acuan(get_pelaku())
    return acuan.periode[pokok.periode].kode.nama if pokok.periode else f"Tahun {pokok.tahun}"


def _list_centang(calon: tuple[Calon, ...]) -> set[int | None]:
    """Return the positions to be ticked: as they were sent, else what is new and can be signed."""
    if request.method == "POST":
        ada = {satu.partition("/")[0] for satu in request.form.getlist("pilih")}
        return {satu.jabatan.id for satu in calon if str(satu.jabatan.id) in ada}
    return {satu.jabatan.id for satu in calon if not (satu.sama or satu.kosong)}


@bp.post("/dokumen/banyak/<alamat>")
@allow(siapa_pun)
def issue_banyak(alamat: str) -> Response:
    """Issue what is ticked, all of it or nothing."""
    pokok = _list_pokok(alamat)
    try:
        terbit = read_penerbitan(request.form, jam.today())
        hasil = issue_semua(get_pelaku(), _read_pilih(pokok), terbit, find_asal())
    except Ditolak as galat:
        return _show_calon(pokok, galat)
    flash(f"{len(hasil)} dokumen diterbitkan. Cetak, lalu tandatangani.", "positif")
    tahun, periode = pokok[0].tahun, pokok[0].periode
    tujuan = url_for("dokumen.show_banyak", alamat=alamat, tahun=tahun, periode=periode)
    return redirect(tujuan, 303)


def _read_pilih(pokok: tuple[Pokok, ...]) -> Mapping[Pokok, str]:
    """Return what is ticked with the digest that was shown: "<jabatan>/<sidik>" each."""
    dipilih = dict(satu.split("/", 1) for satu in request.form.getlist("pilih") if "/" in satu)
    ada = {str(satu.jabatan_id): satu for satu in pokok}
    if not dipilih.keys() <= ada.keys():
        raise TidakTerlihat
    return {satu: dipilih[nomor] for nomor, satu in ada.items() if nomor in dipilih}


@bp.get("/dokumen/banyak/<alamat>/terbit")
@allow(siapa_pun)
def show_banyak(alamat: str) -> Response:
    """Show what is in force of a kind, with all of it to be saved or printed."""
    pelaku, pokok = get_pelaku(), _list_pokok(alamat)
    return page(
        "dokumen/terbit.html",
        jenis=pokok[0].jenis,
        sifat=SIFAT[pokok[0].jenis],
        tahun=pokok[0].tahun,
        periode=pokok[0].periode,
        nama_periode=_find_nama_periode(pokok[0]),
        terbitan=[satu.baris for satu in list_berlaku(pelaku, pokok)],
        boleh=any(can_terbit(pelaku, satu) for satu in pokok),
    )


@bp.get("/dokumen/banyak/<alamat>/terbit.zip")
@allow(siapa_pun)
def export_zip(alamat: str) -> Response:
    """Send what is in force of a kind, a file each: the bytes that can be compared and archived."""
    lembar = _list_lembar(alamat)
    arsip = Arsip(
        [
            build_anggota(
                _build_nama(ke, dokumen.isi.nama),
                isi,
                dokumen.baris.diterbitkan.astimezone(WIB),
            )
            for ke, (dokumen, isi) in enumerate(lembar, 1)
        ]
    )
    isi = b"".join(arsip.list_potongan())
    return _send(alamat, "zip", "application/zip", isi, lembar)


def _build_nama(ke: int, nama: str) -> str:
    """Return a file's name: "01 Perjanjian Kinerja 2026, Sekretaris Kecamatan.pdf"."""
    return f"{build_folder(f'{ke:02}', nama.replace(':', ','), _PANJANG_NAMA)}.pdf"


@bp.get("/dokumen/banyak/<alamat>/terbit.pdf")
@allow(siapa_pun)
def export_banyak_pdf(alamat: str) -> Response:
    """Send all sheets of a kind as one file, to be printed in one go."""
    lembar = _list_lembar(alamat)
    isi = merge_pdf(isi for _, isi in lembar)
    return _send(alamat, "pdf", "application/pdf", isi, lembar)


def _list_lembar(alamat: str) -> list[tuple[Dokumen, bytes]]:
    """Return the documents in force with their sheets."""
    pelaku = get_pelaku()
    semua = list_berlaku(pelaku, _list_pokok(alamat))
    if not semua:
        raise TidakTerlihat("Belum ada dokumen yang diterbitkan untuk pilihan ini.")
    kantor = get_acuan(pelaku).kantor.nama
    return [(satu, build_pdf(satu.isi, kantor, satu)) for satu in semua]


def _send(
    alamat: str, akhiran: str, jenis: str, isi: bytes, lembar: list[tuple[Dokumen, bytes]]
) -> Response:
    """Send the file of many; one line of the trail names all of them."""
    nama = f"{alamat}-{request.args.get('periode') or request.args['tahun']}.{akhiran}"
    kode = [dokumen.baris.kode for dokumen, _ in lembar]
    rincian = {"dokumen": kode, "berkas": nama, "ukuran": len(isi)}
    create_jejak(get_pelaku(), Peristiwa.DOKUMEN_DIUNDUH, f"dokumen:{alamat}:banyak", rincian)
    return attach(nama, jenis, isi)
