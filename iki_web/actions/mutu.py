"""Answering the 3 syarat and 5 kriteria for an indicator of a draft."""

from collections.abc import Mapping

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Indikator, Keputusan, Mutu, StatusKeputusan
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.mutu import PERTANYAAN, Jawaban, format_jawaban, parse_jawaban


@transaction
def update_mutu(
    pelaku: Pelaku, indikator_id: int, jawaban: Mapping[str, Jawaban], versi: int
) -> None:
    """Keep the answers for one indicator; `versi` 0 where none were kept before.

    Raises TidakTerlihat for another office's, Ditolak for a fixed edition's, Basi when stale.
    """
    check_pengelola(pelaku)
    kode = _find_kode(pelaku, indikator_id)
    ada = db.session.execute(
        select(Mutu).where(Mutu.indikator_id == indikator_id)
    ).scalar_one_or_none()
    sebelum = parse_jawaban(ada.jawaban) if ada else {}
    if (ada.versi if ada else 0) != versi:
        raise Basi(
            "Indikator ini sudah dinilai orang lain sejak Anda membukanya.",
            list_beda(_format_teks(sebelum), _format_teks(jawaban)),
        )
    if ada is None:
        ada = Mutu(indikator_id=indikator_id, versi=0)
        db.session.add(ada)
    ada.jawaban = format_jawaban(jawaban)
    ada.penilai_id = pelaku.pegawai_id
    ada.dinilai = jam.now()
    ada.versi = versi + 1
    add_jejak(
        pelaku,
        Peristiwa.MUTU_DINILAI,
        f"indikator:{kode}",
        ada.versi,
        _format_teks(sebelum) or None,
        _format_teks(jawaban),
    )


def _find_kode(pelaku: Pelaku, indikator_id: int) -> str:
    """Return the code of an indicator whose edition is still a draft."""
    baris = db.session.execute(
        select(Indikator.kode, Keputusan.status)
        .join(Keputusan, Keputusan.id == Indikator.keputusan_id)
        .where(Indikator.id == indikator_id, Keputusan.kantor_id == pelaku.kantor_id)
    ).one_or_none()
    if baris is None:
        raise TidakTerlihat
    if baris.status is not StatusKeputusan.DRAF:
        raise Ditolak("Edisi ini sudah ditetapkan, jadi penilaiannya tidak diubah lagi.")
    return str(baris.kode)


def _format_teks(jawaban: Mapping[str, Jawaban]) -> dict[str, str]:
    """Return the answers in words, question by question."""
    return {
        satu.judul: ("Ya" if jawaban[satu.nama].ya else "Tidak")
        + (f": {jawaban[satu.nama].catatan}" if jawaban[satu.nama].catatan else "")
        for satu in PERTANYAAN
        if satu.nama in jawaban
    }
