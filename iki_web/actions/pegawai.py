"""People: added with a one-time code, changed, disabled and enabled; nobody is ever deleted."""

from typing import Any

from sqlalchemy import func, select, true

from iki_web.actions.akun import end_sesi, get_akun
from iki_web.actions.jejak import add_jejak
from iki_web.actions.sandi import MASA_KODE, create_kode, hash_sandi
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Pegawai
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku, check_pengelola
from iki_web.rules.pegawai import IsianPegawai, check_pelepasan, compute_nama_pengguna
from iki_web.rules.teks import format_kalimat

_BASI = "Data pegawai ini sudah diubah orang lain. Periksa yang tersimpan, lalu simpan kembali."


def create_pegawai(pelaku: Pelaku, isian: IsianPegawai, *, kembar: bool = False) -> tuple[int, str]:
    """Add a person; returns (id, one-time code), which stands nowhere else.

    Raises Ditolak where the NIP or the name to sign in with is taken, and where someone has the
    same name unless `kembar` says that they are two: a form sent twice adds nobody twice.
    """
    check_pengelola(pelaku)
    kode = create_kode()
    return _create(pelaku, isian, hash_sandi(kode), kembar), kode


@transaction
def _create(pelaku: Pelaku, isian: IsianPegawai, sandi_hash: str, kembar: bool) -> int:
    if not kembar:
        _check_kembar(pelaku, isian.nama)
    pegawai = add_pegawai(pelaku, isian, sandi_hash)
    add_jejak(
        pelaku,
        Peristiwa.PEGAWAI_DITAMBAH,
        f"pegawai:{pegawai.nama_pengguna}",
        pegawai.versi,
        sesudah=build_pegawai(pegawai),
    )
    return pegawai.id


def add_pegawai(pelaku: Pelaku, isian: IsianPegawai, sandi_hash: str) -> Pegawai:
    """Add the row of a person inside an open transaction, without a line in the trail.

    `sandi_hash`: of his one-time code, valid for 24 hours; or of a secret nobody knows, where the
    code is made later. Raises Ditolak where the NIP or the name to sign in with is taken.
    """
    pegawai = Pegawai(
        kantor_id=pelaku.kantor_id,
        nama_pengguna=isian.nama_pengguna or _propose(isian.nama),
        sandi_hash=sandi_hash,
        wajib_ganti=True,
        sandi_sampai=jam.now() + MASA_KODE,
    )
    _check_unik(0, isian)
    _write(pegawai, isian)
    db.session.add(pegawai)
    db.session.flush()
    return pegawai


def _propose(nama: str) -> str:
    """Return a free name to sign in with."""
    dasar = compute_nama_pengguna(nama)
    mirip = select(Pegawai.nama_pengguna).where(
        Pegawai.nama_pengguna.startswith(dasar, autoescape=True)
    )
    return compute_nama_pengguna(nama, set(db.session.execute(mirip).scalars()))


@transaction
def update_pegawai(pelaku: Pelaku, pegawai_id: int, isian: IsianPegawai, versi: int) -> None:
    """Change a person's data and tasks, at the version that was seen.

    Raises Basi with both versions, and Ditolak for a taken NIP or name, for one's own task of
    pengelola, and for that of the last active one.
    """
    pegawai = get_pegawai(pelaku, pegawai_id)
    if pegawai.versi != versi:
        kini = _read_isian(pegawai).as_teks()
        raise Basi(_BASI, list_beda(kini, isian.as_teks()))
    sebelum = build_pegawai(pegawai)
    set_pegawai(pelaku, pegawai, isian)
    _add_jejak(pelaku, Peristiwa.PEGAWAI_DIUBAH, pegawai, sebelum)


def set_pegawai(pelaku: Pelaku, pegawai: Pegawai, isian: IsianPegawai) -> None:
    """Write what was typed into a person's row inside an open transaction, without a line.

    An empty name to sign in with keeps the one there is. Raises Ditolak as `update_pegawai`.
    """
    if pegawai.pengelola and pegawai.aktif and not isian.pengelola:
        check_pelepasan(pelaku.pegawai_id, pegawai.id, _count_pengelola(pegawai))
    _check_unik(pegawai.id, isian)
    _write(pegawai, isian)
    pegawai.nama_pengguna = isian.nama_pengguna or pegawai.nama_pengguna
    pegawai.versi += 1


@transaction
def close_pegawai(pelaku: Pelaku, pegawai_id: int, versi: int) -> None:
    """Disable a person: his sessions end at once, his history and assignments stay.

    Raises Ditolak for oneself and for the last active pengelola.
    """
    pegawai = get_pegawai(pelaku, pegawai_id, versi)
    if not pegawai.aktif:
        raise Ditolak(f"{pegawai.nama} sudah tidak aktif.")
    if pegawai.pengelola or pegawai.id == pelaku.pegawai_id:
        check_pelepasan(pelaku.pegawai_id, pegawai.id, _count_pengelola(pegawai))
    sebelum = build_pegawai(pegawai)
    pegawai.aktif = False
    pegawai.versi += 1
    end_sesi(pegawai.id)
    _add_jejak(pelaku, Peristiwa.PEGAWAI_DINONAKTIFKAN, pegawai, sebelum)


@transaction
def reopen_pegawai(pelaku: Pelaku, pegawai_id: int, versi: int) -> None:
    """Enable a person again; his assignments of today count from the next request."""
    pegawai = get_pegawai(pelaku, pegawai_id, versi)
    if pegawai.aktif:
        raise Ditolak(f"{pegawai.nama} sudah aktif.")
    sebelum = build_pegawai(pegawai)
    pegawai.aktif = True
    pegawai.versi += 1
    _add_jejak(pelaku, Peristiwa.PEGAWAI_DIAKTIFKAN, pegawai, sebelum)


def get_pegawai(pelaku: Pelaku, pegawai_id: int, versi: int | None = None) -> Pegawai:
    """Return a person's row for the pengelola of his office, at a version where one is given."""
    check_pengelola(pelaku)
    pegawai = get_akun(pelaku, pegawai_id)
    if versi is not None and pegawai.versi != versi:
        raise Basi(_BASI)
    return pegawai


def _count_pengelola(kecuali: Pegawai) -> int:
    """Return how many other active pengelola the office has."""
    hitung = select(func.count()).where(
        Pegawai.kantor_id == kecuali.kantor_id,
        Pegawai.pengelola.is_(true()),
        Pegawai.aktif.is_(true()),
        Pegawai.id != kecuali.id,
    )
    return db.session.execute(hitung).scalar_one()


def _check_unik(pegawai_id: int, isian: IsianPegawai) -> None:
    """Refuse an NIP or a name to sign in with that another person has."""
    salah = {}
    for nama, kolom, nilai, kata in (
        ("nip", Pegawai.nip, isian.nip, "NIP"),
        ("nama_pengguna", Pegawai.nama_pengguna, isian.nama_pengguna, "Nama pengguna"),
    ):
        lain = select(Pegawai.nama).where(kolom == nilai, Pegawai.id != pegawai_id)
        siapa = db.session.execute(lain).scalar() if nilai else None
        if siapa is not None:
            salah[nama] = format_kalimat(f"{kata} ini sudah dipakai {siapa}")
    if salah:
        raise Ditolak("Belum disimpan. Periksa isian yang bertanda merah.", salah)


def _check_kembar(pelaku: Pelaku, nama: str) -> None:
    sama = select(Pegawai.nama_pengguna).where(
        Pegawai.kantor_id == pelaku.kantor_id, func.lower(Pegawai.nama) == func.lower(nama)
    )
    akun = db.session.execute(sama).scalar()
    if akun is not None:
        raise Ditolak(
            f"Sudah ada pegawai bernama {nama} (nama pengguna {akun}).",
            {"kembar": "Centang bila memang dua orang yang berbeda."},
        )


def _write(pegawai: Pegawai, isian: IsianPegawai) -> None:
    pegawai.nama, pegawai.nip, pegawai.pangkat = isian.nama, isian.nip, isian.pangkat
    pegawai.pengelola, pegawai.pemeriksa = isian.pengelola, isian.pemeriksa


def _read_isian(pegawai: Pegawai) -> IsianPegawai:
    return IsianPegawai(
        pegawai.nama,
        pegawai.nip,
        pegawai.pangkat,
        pegawai.nama_pengguna,
        pegawai.pengelola,
        pegawai.pemeriksa,
    )


def build_pegawai(pegawai: Pegawai) -> dict[str, Any]:
    """Return what the trail keeps of a person: nothing secret."""
    return {
        "nama": pegawai.nama,
        "nip": pegawai.nip,
        "pangkat": pegawai.pangkat,
        "nama_pengguna": pegawai.nama_pengguna,
        "pengelola": pegawai.pengelola,
        "pemeriksa": pegawai.pemeriksa,
        "aktif": pegawai.aktif,
    }


def _add_jejak(pelaku: Pelaku, aksi: Peristiwa, pegawai: Pegawai, sebelum: dict[str, Any]) -> None:
    objek = f"pegawai:{pegawai.nama_pengguna}"
    add_jejak(pelaku, aksi, objek, pegawai.versi, sebelum, build_pegawai(pegawai))
