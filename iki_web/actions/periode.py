"""Periods: opening a year in one act, opening and closing one period."""

from datetime import date, datetime

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction, transaction_bila_sempat
from iki_web.extensions import db, jam
from iki_web.models import Periode
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.periode import (
    TAHUN_TERBESAR,
    TAHUN_TERKECIL,
    WIB,
    JenisPeriode,
    StatusPeriode,
    batas_hari_kerja,
    list_kode,
    tambah_hari_kerja,
)
from iki_web.rules.teks import clean_teks

#: Every period of a year may be submitted until this working day of the next January.
HARI_KERJA_BATAS = 10


def compute_batas(tahun: int) -> datetime:
    """Return the deadline of a year's periods: the end of the 10th working day of next January."""
    return batas_hari_kerja(tambah_hari_kerja(date(tahun, 12, 31), HARI_KERJA_BATAS))


@transaction
def open_tahun(pelaku: Pelaku, tahun: int) -> int:
    """Make a year's periods, open where they have begun; returns how many were added.

    Raises Ditolak for a year outside 2000-2999 and TidakBerwenang for anyone but the pengelola.
    """
    check_pengelola(pelaku)
    if not TAHUN_TERKECIL <= tahun <= TAHUN_TERBESAR:
        raise Ditolak(f"Tahun harus antara {TAHUN_TERKECIL} dan {TAHUN_TERBESAR}.")
    ada = set(
        db.session.execute(
            select(Periode.kode).where(
                Periode.kantor_id == pelaku.kantor_id, Periode.tahun == tahun
            )
        ).scalars()
    )
    hari_ini = jam.today()
    baru = [k for jenis in JenisPeriode for k in list_kode(tahun, jenis) if k.kode not in ada]
    for kode in baru:
        sudah_mulai = kode.mulai <= hari_ini
        db.session.add(
            Periode(
                kantor_id=pelaku.kantor_id,
                tahun=tahun,
                jenis=kode.jenis,
                ke=kode.ke,
                kode=kode.kode,
                mulai=kode.mulai,
                selesai=kode.selesai,
                batas=compute_batas(tahun),
                status=StatusPeriode.DIBUKA if sudah_mulai else StatusPeriode.BELUM_DIBUKA,
            )
        )
    if baru:
        add_jejak(
            pelaku,
            Peristiwa.TAHUN_DIBUKA,
            f"tahun:{tahun}",
            sesudah={"periode": [kode.kode for kode in baru], "batas": compute_batas(tahun)},
        )
    return len(baru)


def _get_periode(pelaku: Pelaku, kode: str, versi: int) -> Periode:
    """Return a period of the actor's office at the version he saw."""
    check_pengelola(pelaku)
    periode = db.session.execute(
        select(Periode).where(Periode.kantor_id == pelaku.kantor_id, Periode.kode == kode)
    ).scalar_one_or_none()
    if periode is None:
        raise TidakTerlihat
    if periode.versi != versi:
        raise Basi("Periode ini sudah diubah orang lain. Muat ulang halaman, lalu periksa kembali.")
    return periode


def _parse_batas(teks: str) -> date:
    """Read the last day of submission as a date field sends it."""
    try:
        return date.fromisoformat(teks)
    except ValueError:
        kalimat = "Isi tanggal batas pengajuan, misalnya 14 Oktober 2026."
        raise Ditolak(kalimat, {"batas": kalimat}) from None


def _clean_alasan(periode: Periode, mentah: str) -> str:
    """Return the reason; reopening what had closed needs one (DOMAIN section 4)."""
    try:
        alasan = clean_teks(mentah, 500, "Alasan")
    except ValueError as sebab:
        raise Ditolak(str(sebab), {"alasan": str(sebab)}) from None
    lewat = periode.status is StatusPeriode.DITUTUP or periode.batas <= jam.now()
    if lewat and not alasan:
        kalimat = "Periode ini sudah ditutup. Tulis alasan membukanya kembali."
        raise Ditolak(kalimat, {"alasan": kalimat})
    return alasan if lewat else ""


@transaction
def open_periode(pelaku: Pelaku, kode: str, versi: int, batas: str, alasan: str) -> None:
    """Open a period until the end of a day (WIB), or reopen it with a reason.

    Raises Ditolak for a missing reason, a day that has passed, or a period in the future.
    """
    periode = _get_periode(pelaku, kode, versi)
    alasan_bersih = _clean_alasan(periode, alasan)
    hari = _parse_batas(batas)
    sampai = batas_hari_kerja(hari) if hari.year < TAHUN_TERBESAR else None
    if sampai is None or sampai <= jam.now() or hari < periode.mulai:
        kalimat = "Batas pengajuan harus hari ini atau sesudahnya, dan tidak sebelum periode mulai."
        raise Ditolak(kalimat, {"batas": kalimat})
    sebelum = _build_isi(periode)
    periode.status, periode.batas = StatusPeriode.DIBUKA, sampai
    periode.alasan_buka = alasan_bersih or periode.alasan_buka
    periode.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.PERIODE_DIBUKA,
        f"periode:{kode}",
        periode.versi,
        sebelum,
        _build_isi(periode) | {"alasan": alasan_bersih},
    )


@transaction
def close_periode(pelaku: Pelaku, kode: str, versi: int) -> None:
    """Close a period: nothing of it changes any more; what waits stays undecided."""
    periode = _get_periode(pelaku, kode, versi)
    if periode.status is not StatusPeriode.DIBUKA:
        raise Ditolak("Periode ini tidak sedang dibuka, jadi tidak dapat ditutup.")
    sebelum = _build_isi(periode)
    periode.status = StatusPeriode.DITUTUP
    periode.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.PERIODE_DITUTUP,
        f"periode:{kode}",
        periode.versi,
        sebelum,
        _build_isi(periode),
    )


@transaction_bila_sempat
def open_berjalan(pelaku: Pelaku) -> None:
    """Open the periods whose first day has come (WIB); returns whether it could look."""
    baris = db.session.execute(
        select(Periode).where(
            Periode.kantor_id == pelaku.kantor_id,
            Periode.status == StatusPeriode.BELUM_DIBUKA,
            Periode.mulai <= jam.today(),
        )
    ).scalars()
    dibuka = []
    for periode in baris:
        periode.status = StatusPeriode.DIBUKA
        periode.versi += 1
        dibuka.append(periode.kode)
    if dibuka:
        add_jejak(pelaku, Peristiwa.PERIODE_DIBUKA, "periode", sesudah={"periode": dibuka})


def _build_isi(periode: Periode) -> dict[str, object]:
    return {
        "status": periode.status,
        "batas": periode.batas,
        "tutup": periode.batas.astimezone(WIB).isoformat(),
    }
