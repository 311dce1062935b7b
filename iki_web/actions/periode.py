"""Periods: opening a year in one act, opening and closing one period."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction, transaction_bila_sempat
from iki_web.extensions import db, jam
from iki_web.models import Periode
from iki_web.queries.acuan import find_acuan
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import Basi, Ditolak, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.periode import (
    TAHUN_TERBESAR,
    TAHUN_TERKECIL,
    WIB,
    Aturan,
    CaraBatas,
    JenisPeriode,
    KodePeriode,
    StatusPeriode,
    batas_hari_kerja,
    compute_hari_batas,
    compute_tawaran,
    list_kode,
)
from iki_web.rules.teks import clean_teks

#: Every period of an office's first year may be submitted until this working day of the next
#: January, so that an office starting in mid-year can catch up.
HARI_KERJA_BATAS = 10
#: A later deadline is a slip of the finger in the year.
_TERLAMA = timedelta(days=731)
ATURAN_PERTAMA = Aturan(CaraBatas.TAHUN, HARI_KERJA_BATAS)


def compute_batas(tahun: int) -> datetime:
    """Return the deadline of a first year: the end of the 10th working day of next January."""
    return batas_hari_kerja(
        compute_hari_batas(KodePeriode(tahun, JenisPeriode.TAHUNAN, 1), ATURAN_PERTAMA)
    )


@transaction
def open_tahun(pelaku: Pelaku, tahun: int, batas: Mapping[str, date] | None = None) -> int:
    """Make a year's periods, open where they have begun; returns how many were added.

    `batas`: last day of submission by period code; those not named follow the office's rule, in
    its first year the rule of the first start. Raises Ditolak for a year outside 2000-2999 and
    for a day that has passed, TidakBerwenang for anyone but the pengelola.
    """
    check_pengelola(pelaku)
    if not TAHUN_TERKECIL <= tahun < TAHUN_TERBESAR:
        raise Ditolak(f"Tahun harus antara {TAHUN_TERKECIL} dan {TAHUN_TERBESAR - 1}.")
    ada = set(
        db.session.execute(
            select(Periode.kode).where(
                Periode.kantor_id == pelaku.kantor_id, Periode.tahun == tahun
            )
        ).scalars()
    )
    baru = [k for jenis in JenisPeriode for k in list_kode(tahun, jenis) if k.kode not in ada]
    pilih = _list_batas(pelaku, baru, batas or {})
    for kode in baru:
        db.session.add(_build_periode(pelaku, kode, pilih[kode.kode]))
    if baru:
        add_jejak(
            pelaku,
            Peristiwa.TAHUN_DIBUKA,
            f"tahun:{tahun}",
            sesudah={"batas": pilih},
        )
    return len(baru)


def _build_periode(pelaku: Pelaku, kode: KodePeriode, hari: date) -> Periode:
    """Return a new period that closes after a day."""
    sudah_mulai = kode.mulai <= jam.today()
    return Periode(
        kantor_id=pelaku.kantor_id,
        tahun=kode.tahun,
        jenis=kode.jenis,
        ke=kode.ke,
        kode=kode.kode,
        mulai=kode.mulai,
        selesai=kode.selesai,
        batas=batas_hari_kerja(hari),
        status=StatusPeriode.DIBUKA if sudah_mulai else StatusPeriode.BELUM_DIBUKA,
    )


def _list_batas(
    pelaku: Pelaku, baru: Sequence[KodePeriode], pilih: Mapping[str, date]
) -> dict[str, date]:
    """Return the last day of every new period: the one chosen, else by rule."""
    acuan = find_acuan(pelaku)
    aturan = acuan.kantor.aturan if acuan.periode else ATURAN_PERTAMA
    for kode in baru:
        if kode.kode in pilih:
            _check_hari(pilih[kode.kode], kode.mulai, kode.selesai, f"batas-{kode.kode}")
    return {
        k.kode: pilih.get(k.kode) or compute_tawaran(k, aturan, acuan.libur, jam.today())
        for k in baru
    }


def _check_hari(hari: date, mulai: date, selesai: date, medan: str = "batas") -> datetime:
    """Return the instant a last day ends; refuses one that has passed, too early or absurdly late.

    An old period may be reopened long after its end, so what is late is counted from today too.
    """
    akhir = max(selesai, jam.today()) + _TERLAMA
    if hari > akhir:
        kalimat = f"Batas pengajuan paling lambat {format_tanggal(akhir)}. Periksa tahunnya."
        raise Ditolak(kalimat, {medan: kalimat})
    sampai = batas_hari_kerja(hari)
    if sampai <= jam.now() or hari < mulai:
        kalimat = "Batas pengajuan harus hari ini atau sesudahnya, dan tidak sebelum periode mulai."
        raise Ditolak(kalimat, {medan: kalimat})
    return sampai


@transaction
def set_batas(pelaku: Pelaku, batas: Mapping[str, tuple[int, date]]) -> int:
    """Give several periods another deadline in one act; returns how many changed.

    `batas`: by period code, the version that was seen and the last day of submission. Raises
    Ditolak for a period that has closed (it is reopened with a reason) and for a day that passed.
    """
    sebelum, sesudah = {}, {}
    for kode, (versi, hari) in batas.items():
        periode = _get_periode(pelaku, kode, versi)
        sampai = _check_hari(hari, periode.mulai, periode.selesai, f"batas-{kode}")
        if periode.status is StatusPeriode.DITUTUP or periode.batas <= jam.now():
            kalimat = "Periode ini sudah ditutup; bukalah kembali dengan alasan."
            raise Ditolak(kalimat, {f"batas-{kode}": kalimat})
        if sampai != periode.batas:
            sebelum[kode], sesudah[kode] = periode.batas, sampai
            periode.batas = sampai
            periode.versi += 1
    if sesudah:
        add_jejak(pelaku, Peristiwa.BATAS_DIUBAH, "periode", 0, sebelum, sesudah)
    return len(sesudah)


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
    sampai = _check_hari(hari, periode.mulai, periode.selesai)
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
