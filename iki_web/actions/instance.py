"""First start: the office, its edition, the year's periods, and one account per position."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, not_, or_, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan import create_keputusan
from iki_web.actions.periode import open_berjalan, open_tahun
from iki_web.actions.sandi import create_kode, hash_sandi
from iki_web.actions.transaksi import transaction
from iki_web.config import write_berkas
from iki_web.extensions import db, jam
from iki_web.models import Jabatan, Jejak, Kantor, Keputusan, Pegawai, Penugasan, Realisasi, Sesi
from iki_web.rules.capaian import SKALA_SAMPANG
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.kantor import format_json
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku
from iki_web.rules.periode import WIB

#: An account of the first start: its name, whose it is, the position, the password.
Akun = tuple[str, str, int | None, str]
#: The account that keeps master data; it holds no position.
PENGELOLA = "pengelola"
#: The edition of the first start; one that is there already is never loaded again.
_EDISI = "2021"
#: Of lines without a person: the first start, and what the app does as the days go by.
_SENDIRI = (
    Peristiwa.INSTANCE_DISIAPKAN,
    Peristiwa.PEGAWAI_DITAMBAH,
    Peristiwa.KEADAAN_DICATAT,
    Peristiwa.PERIODE_DIBUKA,
    Peristiwa.PEMERIKSAAN_DIJALANKAN,
    Peristiwa.CADANGAN_DIBUAT,
    Peristiwa.CADANGAN_GAGAL,
    Peristiwa.MASUK_DITOLAK,
)


@dataclass(slots=True)
class Hasil:
    """What preparing the instance did; sentences for the person at the keyboard."""

    kalimat: list[str] = field(default_factory=list)
    akun: list[Akun] = field(default_factory=list)


def find_sistem() -> Pelaku | None:
    """Return the actor of commands: the machine itself, with the pengelola's rights."""
    kantor = db.session.execute(select(Kantor).order_by(Kantor.id).limit(1)).scalar_one_or_none()
    if kantor is None:
        return None
    return Pelaku(
        pegawai_id=0,
        kantor_id=kantor.id,
        nama="Sistem",
        nama_pengguna="sistem",
        pengelola=True,
        versi_acuan=kantor.versi_acuan,
    )


def count_kerja() -> int:
    """Return how many sign-ins and entries an instance has seen; 0: nobody works with it yet."""
    hitung = (select(func.count()).select_from(kelas) for kelas in (Sesi, Realisasi))
    return sum(db.session.execute(satu).scalar_one() for satu in hitung)


def count_pemakaian() -> int:
    """Return how many sign-ins, entries and acts an instance has seen; 0: it is as prepared.

    An act is a line of the trail that neither preparing writes nor the app of its own accord.
    """
    awal: datetime | None = db.session.execute(select(func.min(Jejak.waktu))).scalar()
    tahun = range(awal.astimezone(WIB).year if awal else 0, jam.today().year + 1)
    sendiri = or_(
        Jejak.aksi.in_(_SENDIRI),
        Jejak.objek.in_((f"keputusan:{_EDISI}", *(f"tahun:{satu}" for satu in tahun))),
    )
    lain = select(func.count()).where(or_(Jejak.pelaku_id.is_not(None), not_(sendiri)))
    return count_kerja() + db.session.execute(lain).scalar_one()


def create_instance(folder: Path, sandi: str | None = None) -> Hasil:
    """Prepare an instance; doing it again adds only what is missing.

    `sandi`: one password for all accounts without a change at first sign-in, for the demo only.
    """
    hasil = Hasil()
    pelaku = find_sistem()
    if pelaku is None:
        _create_kantor()
        pelaku = find_sistem()
        hasil.kalimat.append("Kantor Kecamatan Jrengik dibuat.")
    assert pelaku is not None
    hasil.kalimat.append(_load_edisi(pelaku))
    tahun = jam.today().year
    open_berjalan(pelaku)
    if open_tahun(pelaku, tahun):
        hasil.kalimat.append(f"Periode tahun {tahun} dibuka.")
    hasil.akun = _list_akun(pelaku, sandi)
    if hasil.akun and sandi is None:
        # Before the accounts: whatever happens in between, nobody has one without its password.
        berkas = _write_akun(folder, [(akun, nama, kode) for akun, nama, _, kode in hasil.akun])
        hasil.kalimat.append(
            f"{len(hasil.akun)} akun dibuat; sandi awal ada di {berkas}. Bagikan kepada "
            "pemiliknya, lalu hapus berkas itu."
        )
    if hasil.akun:
        # The slow hashes are made before the transaction.
        sidik = {akun: hash_sandi(kode) for akun, _, _, kode in hasil.akun}
        _write_pegawai(pelaku, hasil.akun, sidik, wajib=sandi is None)
    return hasil


def _load_edisi(pelaku: Pelaku) -> str:
    """Load the edition of the first start, in a sentence.

    One that is there stays as it was fixed, whatever the file of a newer program corrects.
    """
    kunci = (Keputusan.kantor_id == pelaku.kantor_id, Keputusan.kode == _EDISI)
    if db.session.execute(select(Keputusan.id).where(*kunci)).scalar() is None:
        return create_keputusan(pelaku).kalimat
    return f"Edisi {_EDISI} sudah ada dan tidak diubah."


@transaction
def _create_kantor() -> None:
    kantor = Kantor(
        kode="jrengik",
        nama="Kantor Kecamatan Jrengik",
        kabupaten="Kabupaten Sampang",
        alamat="Jalan Raya Jrengik No. 09, Jrengik 69272",
        skala=format_json(SKALA_SAMPANG),
    )
    db.session.add(kantor)
    db.session.flush()
    sistem = Pelaku(0, kantor.id, "Sistem", "sistem", pengelola=True)
    add_jejak(sistem, Peristiwa.INSTANCE_DISIAPKAN, f"kantor:{kantor.kode}")


def _list_akun(pelaku: Pelaku, sandi: str | None) -> list[Akun]:
    """Return the accounts the first start makes: name, whose, position, password.

    Once the office has people, the pengelola keeps them: an account that got another name, or a
    position he added, must not come back as a stranger's at the next start.
    """
    pernah = select(Pegawai.id).where(Pegawai.kantor_id == pelaku.kantor_id).limit(1)
    if db.session.execute(pernah).scalar() is not None:
        return []
    jabatan = db.session.execute(
        select(Jabatan.id, Jabatan.kode, Jabatan.nama_singkat)
        .where(Jabatan.kantor_id == pelaku.kantor_id)
        .order_by(Jabatan.urutan)
    ).all()
    orang = [(kode, nama, nomor) for nomor, kode, nama in jabatan]
    return [
        (akun, nama, nomor, sandi or create_kode())
        for akun, nama, nomor in (*orang, (PENGELOLA, "Pengelola", None))
    ]


@transaction
def _write_pegawai(
    pelaku: Pelaku,
    orang: list[Akun],
    sidik: dict[str, str],
    *,
    wajib: bool,
) -> None:
    for akun, nama, jabatan_id, _ in orang:
        pegawai = Pegawai(
            kantor_id=pelaku.kantor_id,
            nama=nama,
            nama_pengguna=akun,
            sandi_hash=sidik[akun],
            wajib_ganti=wajib,
            pengelola=akun == PENGELOLA,
        )
        db.session.add(pegawai)
        db.session.flush()
        if jabatan_id is not None:
            db.session.add(
                Penugasan(
                    pegawai_id=pegawai.id,
                    jabatan_id=jabatan_id,
                    jenis=JenisPenugasan.DEFINITIF,
                    mulai=date(jam.today().year, 1, 1),
                )
            )
    add_jejak(pelaku, Peristiwa.PEGAWAI_DITAMBAH, "pegawai", sesudah=[akun for akun, *_ in orang])


def _write_akun(folder: Path, akun: list[tuple[str, str, str]]) -> Path:
    """Write the one-time passwords where only the operator reads.

    What a start that was cut short has left there opens nothing, so it is replaced.
    """
    berkas = folder / "akun-awal.csv"
    isi = io.StringIO()
    tulis = csv.writer(isi)
    tulis.writerow(["nama_pengguna", "nama", "sandi_awal"])
    tulis.writerows(akun)
    write_berkas(berkas, isi.getvalue().encode())
    return berkas
