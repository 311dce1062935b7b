"""The inspection bundle of a year: what it will hold, how its files were found, and the ZIP."""

import math
from time import monotonic

from flask import Blueprint, Response, current_app, request

from iki_web.actions.jejak import create_jejak
from iki_web.queries.bundel import Bundel, get_bundel, list_jejak
from iki_web.queries.dokumen import Dokumen, list_utuh
from iki_web.queries.rekap import list_tahun
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage import Arsip, Keutuhan, Simpanan, Temuan
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.bundel.baris import Periksa
from iki_web.web.bundel.isi import build_arsip, list_rusak
from iki_web.web.bundel.kirim import find_bagian, send_arsip
from iki_web.web.bundel.saringan import read_saringan
from iki_web.web.bundel.tampil import build_tampil
from iki_web.web.render import page

bp = Blueprint("bundel", __name__)

#: Seconds a page spends on reading evidence; what is left is read by the next one.
JATAH = 1.0


@bp.get("/dokumen/bundel/<int:tahun>")
@allow(siapa_pun)
def show(tahun: int) -> Response:
    """Show what the bundle will hold; its files are read a second at a time until all are known."""
    pelaku = get_pelaku()
    saringan = read_saringan(pelaku, tahun)
    bundel = get_bundel(pelaku, tahun, saringan.jabatan)
    tampil = build_tampil(bundel, check_bukti(bundel, JATAH))
    tahun_lain = [satu for satu in list_tahun(pelaku) if satu != tahun]
    isi = {"bundel": bundel, "t": tampil, "tahun": tahun, "tahun_lain": tahun_lain}
    return page("bundel/show.html", "frag_bundel", **isi)


@bp.get("/dokumen/bundel/<int:tahun>.zip")
@allow(siapa_pun)
def download(tahun: int) -> Response:
    """Send the bundle, or the rest of it; each transfer is a line in the trail."""
    pelaku = get_pelaku()
    saringan = read_saringan(pelaku, tahun)
    bundel = get_bundel(pelaku, tahun, saringan.jabatan)
    if not bundel.jabatan:
        raise TidakBerwenang("Tidak ada jabatan yang buktinya dapat Anda unduh.")
    periksa = check_bukti(bundel, math.inf)
    jejak, dokumen = list_jejak(pelaku, bundel), _list_dokumen(pelaku, bundel)
    arsip = build_arsip(bundel, periksa, jejak, dokumen, _simpanan().buka)
    bagian = find_bagian(arsip)
    akhiran = f"-{saringan.jabatan.kode}" if saringan.jabatan else ""
    jawab = send_arsip(arsip, f"bundel-{tahun}{akhiran}.zip", bagian)
    if request.method == "GET" and bagian is not None:
        try:
            _note(pelaku, bundel, periksa, arsip, bagian[0])
        except BaseException:
            jawab.close()  # its turn is another's
            raise
    return jawab


def _list_dokumen(pelaku: Pelaku, bundel: Bundel) -> list[Dokumen]:
    """Return what was issued about the bundle's positions; office-wide sheets with all of them."""
    ada: set[int | None] = {satu.rekap.jabatan.id for satu in bundel.jabatan}
    if bundel.pilih is None:
        ada.add(None)
    semua = list_utuh(pelaku, bundel.rekap.tahun)
    return [satu for satu in semua if satu.baris.jabatan_id in ada]


def _note(pelaku: Pelaku, bundel: Bundel, periksa: Periksa, arsip: Arsip, dari: int) -> None:
    """Write the line of a transfer; the rest of a broken one says from which byte on it is."""
    rincian = {
        "jabatan": [satu.rekap.jabatan.kode for satu in bundel.jabatan],
        "berkas": len(bundel.bukti),
        "tidak_disertakan": len(list_rusak(bundel, periksa)),
        "ukuran": arsip.ukuran,
        "dari": dari,
        "sidik": arsip.sidik,
    }
    create_jejak(pelaku, Peristiwa.BUNDEL_DIUNDUH, f"bundel:{bundel.rekap.tahun}", rincian)


def check_bukti(bundel: Bundel, jatah: float) -> dict[str, Temuan]:
    """Return how the bundle's files are found, by hash; only those `jatah` seconds suffice for.

    At least one more file is read each time, so that whoever asks again comes to an end.
    """
    keutuhan = _keutuhan()
    hasil, sampai, baca = {}, monotonic() + jatah, 0
    for sidik in dict.fromkeys(satu.sha256 for satu in bundel.bukti):
        temuan = keutuhan.find(sidik)
        if temuan is None and (not baca or monotonic() < sampai):
            temuan, baca = keutuhan.check(sidik), baca + 1
        if temuan is not None:
            hasil[sidik] = temuan
    return hasil


def _simpanan() -> Simpanan:
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    return simpanan


def _keutuhan() -> Keutuhan:
    """Return what this process knows of the store's files."""
    ada: Keutuhan | None = current_app.extensions.get("iki_keutuhan")
    if ada is None:
        ada = current_app.extensions["iki_keutuhan"] = Keutuhan(_simpanan())
    return ada
