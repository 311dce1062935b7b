"""The Renstra's end targets: many fixed in one act, beside the yearly targets, not among them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Renstra
from iki_web.queries.renstra import BarisRenstra, HalamanRenstra, find_renstra
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.renstra import KirimanRenstra, check_renstra
from iki_web.rules.target import check_target, format_target

_BASI = "Sebagian target ini sudah ditetapkan orang lain sejak Anda membukanya. Belum disimpan."
Baris = Mapping[int, BarisRenstra]


@transaction
def update_renstra(pelaku: Pelaku, tahun: int, isian: Sequence[KirimanRenstra]) -> int:
    """Fix what was changed on the sheet, all or nothing; returns how many differ by now.

    Raises Basi with both values where somebody else fixed one meanwhile or the end year is
    another, Ditolak with every fault at its field, TidakTerlihat for an indicator not in force.
    """
    check_renstra(pelaku)
    halaman = find_renstra(pelaku)
    _check_tahun(halaman, tahun)
    baris = {b.indikator.id: b for b in halaman.baris}
    if any(satu.indikator_id not in baris for satu in isian):
        raise TidakTerlihat
    _check_basi(baris, isian)
    _check_isi(baris, isian)
    beda = [s for s in isian if s.nilai != baris[s.indikator_id].target.nilai]
    if beda:
        _write(tahun, beda)
        _add_jejak(pelaku, tahun, baris, beda)
    return len(beda)


def _check_tahun(halaman: HalamanRenstra, tahun: int) -> None:
    if halaman.tahun is None:
        raise Ditolak("Tahun akhir Renstra belum diatur, jadi belum ada target yang disimpan.")
    if halaman.tahun != tahun:
        raise Basi(
            f"Tahun akhir Renstra kini {halaman.tahun}, bukan lagi {tahun}. Belum disimpan.",
        )


def _check_basi(baris: Baris, isian: Sequence[KirimanRenstra]) -> None:
    basi = []
    for satu in isian:
        kini = baris[satu.indikator_id]
        sama = not satu.galat and satu.nilai == kini.target.nilai
        if kini.versi != satu.versi and not sama:
            basi.append(_format_beda(kini, satu))
    if basi:
        raise Basi(_BASI, tuple(basi))


def _format_beda(kini: BarisRenstra, satu: KirimanRenstra) -> str:
    tulis = satu.teks or "kosong"
    if satu.nilai is not None:
        tulis = format_target(satu.nilai, kini.indikator.satuan)
    simpan = "kosong" if kini.target.nilai is None else kini.teks
    return f"{kini.indikator.nama}: kini tersimpan “{simpan}”, Anda menulis “{tulis}”."


def _check_isi(baris: Baris, isian: Sequence[KirimanRenstra]) -> None:
    galat = {}
    for satu in isian:
        indikator, sebab = baris[satu.indikator_id].indikator, satu.galat
        try:
            check_target(satu.nilai, indikator.arah, indikator.rumus_turun)
        except ValueError as salah:
            sebab = str(salah)
        if sebab:
            galat[satu.medan] = sebab
    if galat:
        raise Ditolak("Belum disimpan. Periksa isian yang bertanda merah.", galat)


def _write(tahun: int, beda: Sequence[KirimanRenstra]) -> None:
    pilih = select(Renstra).where(
        Renstra.tahun == tahun, Renstra.indikator_id.in_([s.indikator_id for s in beda])
    )
    ada = {b.indikator_id: b for b in db.session.execute(pilih).scalars()}
    for satu in beda:
        baris = ada.get(satu.indikator_id)
        if baris is None:
            isi = {"indikator_id": satu.indikator_id, "tahun": tahun, "nilai": satu.nilai}
            db.session.add(Renstra(**isi, versi=1))
        else:
            baris.nilai = satu.nilai
            baris.versi += 1


def _add_jejak(pelaku: Pelaku, tahun: int, baris: Baris, beda: Sequence[KirimanRenstra]) -> None:
    nama = {s.indikator_id: baris[s.indikator_id].indikator.kode for s in beda}
    sebelum = {nama[s.indikator_id]: baris[s.indikator_id].target.nilai for s in beda}
    sesudah = {nama[s.indikator_id]: s.nilai for s in beda}
    add_jejak(pelaku, Peristiwa.RENSTRA_DITETAPKAN, f"renstra:{tahun}", 0, sebelum, sesudah)
