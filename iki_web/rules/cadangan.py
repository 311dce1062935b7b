"""Backups: what their manifest says, which may be restored where, when one is due, which go."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from iki_web.rules.bilangan import format_ukuran, format_waktu
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.periode import WIB

#: Of the file itself; a newer one may hold what this app cannot read.
FORMAT = 1
MANIFES, BASIS, ISI, KUNCI = "manifes.json", "iki.db", "isi.age", "kunci.age"
KUNCI_JEJAK = "rahasia/kunci_jejak"
#: Longest address of a folder (models: CHECK), shortest passphrase.
PANJANG_FOLDER, PANJANG_FRASA = 400, 12
#: Kept beside those of the days: backups made before something was restored or upgraded.
PENGAMAN = 5

_POLA_NAMA = re.compile(
    r"iki-[a-z0-9-]{1,40}-([0-9]{8}-[0-9]{6})(?:-([0-9]+))?(-sebelum-[a-z]+)?\.zip"
)
_POLA_ANGGOTA = re.compile(
    r"iki\.db|rahasia/kunci_[a-z_]{1,40}(?:\.age)?|jangkar/[0-9]{4}-[0-9]{2}\.log"
    r"|bukti/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}"
)
_POLA_SIDIK = re.compile(r"[0-9a-f]{64}")
_ASING = "Berkas ini bukan cadangan IKI Web, atau daftar isinya rusak. Tidak ada yang berubah."


class StatusCadangan(StrEnum):
    """How a backup came out."""

    TERVERIFIKASI = "TERVERIFIKASI"
    BERCATATAN = "BERCATATAN"
    GAGAL = "GAGAL"


class KeadaanInstance(StrEnum):
    """What a restore would replace."""

    KOSONG = "KOSONG"
    BELUM_DIPAKAI = "BELUM_DIPAKAI"
    DIPAKAI = "DIPAKAI"
    RUSAK = "RUSAK"


@dataclass(frozen=True, slots=True)
class Anggota:
    """One file inside a backup."""

    nama: str
    ukuran: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifes:
    """What a backup says of itself; `berkas` is empty outside an encrypted one."""

    format: int
    aplikasi: str
    skema: str
    kantor: str
    nama_kantor: str
    instance: str
    waktu: datetime
    seq: int
    mac: str
    terenkripsi: bool
    berkas: tuple[Anggota, ...]

    @property
    def ukuran(self) -> int:
        """How many bytes a restore writes."""
        return sum(satu.ukuran for satu in self.berkas)

    @property
    def bukti(self) -> int:
        """The number of evidence files."""
        return sum(satu.nama.startswith("bukti/") for satu in self.berkas)


def compute_instance(kunci_jejak: bytes) -> str:
    """Return by what an instance is known: its trail can only be continued with its own key."""
    return hmac.new(kunci_jejak, b"instance IKI Web", hashlib.sha256).hexdigest()[:32]


def format_manifes(manifes: Manifes) -> bytes:
    """Return the manifest as it is stored."""
    isi = asdict(manifes) | {"waktu": manifes.waktu.isoformat()}
    return json.dumps(isi, ensure_ascii=False, indent=1, sort_keys=True).encode()


def parse_manifes(mentah: bytes) -> Manifes:
    """Read a manifest; raises Ditolak for anything that is none, or of a later format."""
    try:
        isi: dict[str, Any] = json.loads(mentah)
        if int(isi["format"]) > FORMAT:
            raise Ditolak(
                "Cadangan ini dibuat oleh IKI Web yang lebih baru. Pasang versi yang sama atau "
                "lebih baru, lalu pulihkan lagi. Tidak ada yang berubah."
            )
        isi["waktu"] = datetime.fromisoformat(isi["waktu"])
        isi["berkas"] = tuple(Anggota(**satu) for satu in isi["berkas"])
        manifes = Manifes(**isi)
        _check_manifes(manifes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as galat:
        raise Ditolak(_ASING) from galat
    return manifes


def _check_manifes(manifes: Manifes) -> None:
    """Raise ValueError or TypeError where a value is not of its kind, or a name leads elsewhere."""
    teks = (manifes.aplikasi, manifes.skema, manifes.kantor, manifes.nama_kantor)
    if not all(isinstance(satu, str) for satu in teks) or manifes.waktu.tzinfo is None:
        raise ValueError
    if not isinstance(manifes.seq, int) or not _POLA_SIDIK.fullmatch(manifes.mac):
        raise ValueError
    nama = [satu.nama for satu in manifes.berkas]
    if len(set(nama)) != len(nama) or not all(map(is_anggota, nama)):
        raise ValueError
    if not manifes.terenkripsi and not {BASIS, KUNCI_JEJAK} <= set(nama):
        raise ValueError
    for satu in manifes.berkas:
        if not isinstance(satu.ukuran, int) or not _POLA_SIDIK.fullmatch(satu.sha256):
            raise ValueError


def check_pulih(
    manifes: Manifes, skema: str, keadaan: KeadaanInstance, instance: str, *, timpa: bool
) -> None:
    """Raise Ditolak where a backup may not go into an instance; `skema`: the newest there is."""
    if manifes.skema > skema:
        raise Ditolak(
            f"Cadangan ini berisi susunan data {manifes.skema}, sedangkan aplikasi ini baru "
            f"mengenal sampai {skema}. Pasang IKI Web yang lebih baru, lalu pulihkan lagi. "
            "Tidak ada yang berubah."
        )
    if keadaan in (KeadaanInstance.KOSONG, KeadaanInstance.BELUM_DIPAKAI):
        return
    if manifes.instance != instance:
        raise Ditolak(
            f"Cadangan ini milik instance lain ({manifes.nama_kantor}), jadi tidak dipasang di "
            "atas data yang ada di sini. Pulihkan ke folder kosong lewat IKI_INSTANCE. "
            "Tidak ada yang berubah."
        )
    if not timpa:
        raise Ditolak(
            "Instance ini sudah dipakai. Hentikan aplikasi, lalu jalankan lagi dengan --timpa "
            "bila isinya memang akan diganti; isi yang sekarang dicadangkan lebih dahulu. "
            "Tidak ada yang berubah."
        )


@dataclass(frozen=True, slots=True)
class AturanCadangan:
    """Where the daily backup goes, from which hour (WIB), and how many stay."""

    folder: str = ""
    jam: int = 12
    harian: int = 14
    bulanan: int = 12

    @property
    def teks(self) -> dict[str, str]:
        """The settings by the labels the page gives them."""
        return {
            "Folder cadangan": self.folder or "folder cadangan instance",
            "Mulai pukul": f"{self.jam:02}.00",
            "Cadangan harian yang disimpan": str(self.harian),
            "Cadangan akhir bulan yang disimpan": str(self.bulanan),
        }


def read_aturan(form: Mapping[str, str]) -> AturanCadangan:
    """Read the settings; raises Ditolak with a sentence at each field."""
    baca = Pembaca(form)
    folder = baca.baris("folder", "Folder cadangan", PANJANG_FOLDER)
    jam = baca.bulat("jam", "Jam", 0, 23)
    harian = baca.bulat("harian", "Jumlah cadangan harian", 2, 366)
    bulanan = baca.bulat("bulanan", "Jumlah cadangan akhir bulan", 0, 120)
    baca.check()
    assert jam is not None
    assert harian is not None
    assert bulanan is not None
    return AturanCadangan(folder, jam, harian, bulanan)


def read_frasa(form: Mapping[str, str]) -> str:
    """Read a new passphrase typed twice; raises Ditolak with a sentence at the field."""
    baca = Pembaca(form)
    frasa = form.get("frasa", "")
    if len(frasa) < PANJANG_FRASA:
        baca.refuse("frasa", f"Kata sandi cadangan paling sedikit {PANJANG_FRASA} huruf.")
    elif len(frasa) > 200:
        baca.refuse("frasa", "Kata sandi cadangan paling banyak 200 huruf.")
    elif frasa != form.get("frasa_ulang", ""):
        baca.refuse("frasa_ulang", "Kedua isian tidak sama. Ketik ulang.")
    baca.check()
    return frasa


def build_nama(kantor: str, waktu: datetime, sebelum: str = "") -> str:
    """Return the file name of a backup; `sebelum`: what it was made before."""
    kode = re.sub(r"[^a-z0-9-]+", "-", kantor.lower()).strip("-")[:40] or "cadangan"
    akhir = f"-sebelum-{sebelum}" if sebelum else ""
    return f"iki-{kode}-{waktu.astimezone(WIB):%Y%m%d-%H%M%S}{akhir}.zip"


def is_anggota(nama: str) -> bool:
    """Whether a backup may have a member of this name."""
    return bool(_POLA_ANGGOTA.fullmatch(nama))


def is_nama(nama: str) -> bool:
    """Whether a file's name is one that backups have."""
    return bool(_POLA_NAMA.fullmatch(nama))


def _parse_nama(nama: str) -> tuple[datetime, int, bool]:
    """Return when a backup was made (WIB, without zone), its number among those of the second,
    and whether it is a safety copy.
    """
    cocok = _POLA_NAMA.fullmatch(nama)
    assert cocok is not None
    try:
        waktu = datetime.strptime(cocok[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - names are in WIB
    except ValueError:  # digits that are no day: as old as can be, and never the last of a month
        waktu = datetime.min  # noqa: DTZ901
    return waktu, int(cocok[2] or 1), bool(cocok[3])


def list_buang(nama: Iterable[str], aturan: AturanCadangan) -> tuple[str, ...]:
    """Return which backups of a folder the rotation lets go, oldest first.

    The newest of each of the last days with one stays, the last of each of the last months, and
    a few of those made before a restore or an upgrade. Names that are no backup's are not touched.
    """
    milik = sorted((satu for satu in nama if is_nama(satu)), key=_parse_nama)
    biasa = [satu for satu in milik if not _parse_nama(satu)[2]]
    pengaman = [satu for satu in milik if _parse_nama(satu)[2]]
    # Later ones take the place of earlier ones of the same day or month.
    hari = {_parse_nama(satu)[0].date(): satu for satu in biasa}
    bulan = {_parse_nama(satu)[0].strftime("%Y-%m"): satu for satu in biasa}
    simpan = {*list(hari.values())[-aturan.harian :], *pengaman[-PENGAMAN:]}
    if aturan.bulanan:
        simpan |= set(list(bulan.values())[-aturan.bulanan :])
    return tuple(satu for satu in milik if satu not in simpan)


def is_perlu(kini: datetime, jam: int, berhasil: datetime | None, coba: datetime | None) -> bool:
    """Whether the day's backup is due: its hour has come, none succeeded today, and the last
    failed try was an hour ago.
    """
    setempat = kini.astimezone(WIB)
    if setempat.hour < jam:
        return False
    if berhasil is not None and berhasil.astimezone(WIB).date() >= setempat.date():
        return False
    return coba is None or abs(kini - coba) >= timedelta(hours=1)


def format_isi(manifes: Manifes) -> str:
    """Return in words what a backup holds."""
    return (
        f"{manifes.nama_kantor}, keadaan {format_waktu(manifes.waktu)}, {manifes.bukti} berkas "
        f"bukti, jejak sampai baris {manifes.seq} ({format_ukuran(manifes.ukuran)})"
    )


def list_temuan(isi: Sequence[str]) -> str:
    """Return faults as one text, the first few in full."""
    lain = f" Dan {len(isi) - 5} lainnya." if len(isi) > 5 else ""
    return " ".join(isi[:5]) + lain
