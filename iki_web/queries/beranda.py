"""What a person must do now, of everything that is open: at most three statements of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from iki_web.extensions import jam, read
from iki_web.models import Riwayat
from iki_web.queries.acuan import Acuan, BarisJabatan, BarisPeriode, get_acuan
from iki_web.queries.papan import TempatPapan, list_pilihan, list_tempat
from iki_web.queries.persetujuan import BarisAntrean
from iki_web.queries.rekap import Pagi, get_pagi
from iki_web.queries.target import TugasTarget, list_tugas
from iki_web.queries.usulan import UsulanTampil, list_usulan
from iki_web.rules.alur import Aksi, Status
from iki_web.rules.keterlihatan import Lingkup, Pelaku, compute_lingkup, is_bawahan
from iki_web.rules.periode import Sisa
from iki_web.rules.rekap import BATAS_MENUNGGU

_KEMBALI = (
    select(Riwayat.realisasi_id, Riwayat.alasan, Riwayat.catatan, Riwayat.pelaku, Riwayat.waktu)
    .where(
        Riwayat.realisasi_id.in_(bindparam("realisasi", expanding=True)),
        Riwayat.aksi.in_([Aksi.KEMBALIKAN, Aksi.BUKA_KEMBALI]),
    )
    .order_by(Riwayat.versi)
)


@dataclass(frozen=True, slots=True)
class Kembalian:
    """An entry returned to the viewer, with the latest reason."""

    tempat: TempatPapan
    alasan: str
    catatan: str
    oleh: str
    waktu: datetime


@dataclass(frozen=True, slots=True)
class KelompokTugas:
    """What the viewer has not handed in of one period."""

    periode: BarisPeriode
    berjalan: bool
    tempat: tuple[TempatPapan, ...]


@dataclass(frozen=True, slots=True)
class Tertahan:
    """Entries below the viewer that wait too long at one desk."""

    penyetuju: str
    pemegang: tuple[str, ...]
    tempat: tuple[TempatPapan, ...]


@dataclass(frozen=True, slots=True)
class Terlambat:
    """What a position below the viewer has not handed in of periods that are over."""

    jabatan: BarisJabatan
    pemangku: tuple[str, ...]
    periode: tuple[BarisPeriode, ...]
    jumlah: int


@dataclass(frozen=True, slots=True)
class RingkasPapan:
    """The pengelola's board of one period in two numbers."""

    periode: BarisPeriode
    sudah: int
    dari: int


@dataclass(frozen=True, slots=True)
class Beranda:
    """Everything the first page may show; each part is empty where it is not the viewer's.

    `sisa`: what is left of the open periods, by their row id.
    """

    hari_ini: date
    jabatan: int
    indikator: int
    kembali: tuple[Kembalian, ...]
    kelompok: tuple[KelompokTugas, ...]
    diperiksa: int
    pertama: bool
    antrean: tuple[BarisAntrean, ...]
    tertahan: tuple[Tertahan, ...]
    terlambat: tuple[Terlambat, ...]
    pagi: Pagi
    papan: tuple[RingkasPapan, ...]
    target: tuple[TugasTarget, ...]
    tahun_kosong: int | None
    tahun_rekap: int | None
    sisa: Mapping[int, Sisa | None]
    usulan: tuple[UsulanTampil, ...]

    @property
    def ada_tugas(self) -> bool:
        """Whether something waits for this person."""
        return bool(
            self.kembali
            or self.kelompok
            or self.antrean
            or self.tertahan
            or self.terlambat
            or self.pagi != Pagi()
            or self.target
            or self.tahun_kosong
            or self.usulan
        )


def _list_usulan(pelaku: Pelaku, acuan: Acuan) -> tuple[UsulanTampil, ...]:
    """Return the proposals that wait for the viewer.

    Proposals are few and seldom change: they raise the version of the reference data, which with
    the day also says what the viewer holds, so the list is kept as long as both stay.
    """
    kunci = (list_usulan, pelaku.pegawai_id, jam.today())
    semua = acuan.recall(kunci, lambda: list_usulan(pelaku))
    return tuple(satu for satu in semua if satu.boleh_nilai or satu.boleh_putus)


def get_beranda(pelaku: Pelaku, antrean: tuple[BarisAntrean, ...]) -> Beranda:
    """Return what the viewer must do now; `antrean` is his queue, read once for the menu too."""
    acuan = get_acuan(pelaku)
    hari_ini = jam.today()
    lingkup = compute_lingkup(pelaku)
    periode = _list_terbuka(pelaku, hari_ini)
    butuh = bool(pelaku.pegangan) or pelaku.pengelola
    tempat = [t for t in list_tempat(pelaku, periode if butuh else ()) if not t.lepas]
    milik = [t for t in tempat if t.jabatan.id in lingkup.milik]
    bawahan = _list_bawahan(lingkup, tempat)
    tahun_ini = hari_ini.year
    return Beranda(
        hari_ini=hari_ini,
        jabatan=len(pelaku.pegangan),
        indikator=sum(len(acuan.list_indikator(nomor, tahun_ini)) for nomor in lingkup.milik),
        kembali=_list_kembali([t for t in milik if t.status is Status.DIKEMBALIKAN]),
        kelompok=_list_kelompok(milik, hari_ini),
        diperiksa=sum(t.status is Status.DIAJUKAN for t in milik),
        pertama=bool(milik) and not any(t.realisasi_id for t in milik),
        antrean=antrean,
        tertahan=_list_tertahan(pelaku, bawahan),
        terlambat=_list_terlambat(acuan, bawahan, hari_ini),
        pagi=get_pagi(pelaku) if bawahan else Pagi(),
        papan=_list_papan(periode, tempat) if pelaku.pengelola else (),
        target=list_tugas(pelaku),
        tahun_kosong=tahun_ini
        if pelaku.pengelola and tahun_ini not in acuan.list_tahun()
        else None,
        tahun_rekap=tahun_ini if pelaku.pemeriksa else None,
        sisa={p.id: p.find_sisa(jam.now(), acuan.libur) for p in periode},
        usulan=_list_usulan(pelaku, acuan),
    )


def _list_bawahan(lingkup: Lingkup, tempat: Sequence[TempatPapan]) -> list[TempatPapan]:
    """Return what belongs to positions below the viewer that are not his own too."""
    return [
        t
        for t in tempat
        if t.jabatan.id not in lingkup.milik and is_bawahan(lingkup, t.jabatan.jalur)
    ]


def _list_terbuka(pelaku: Pelaku, hari_ini: date) -> list[BarisPeriode]:
    """Return the periods that have begun and are open, in which something is reported.

    The nearest deadline first; of equal ones the current quarter, then the latest before it.
    """
    sekarang = jam.now()
    terbuka = [
        p
        for tahun in get_acuan(pelaku).list_tahun()
        for p in list_pilihan(pelaku, tahun)
        if p.kode.mulai <= hari_ini and p.is_terbuka(sekarang)
    ]
    return sorted(
        terbuka,
        key=lambda p: (
            p.batas,
            p.kode.selesai < hari_ini,
            abs(p.kode.selesai - hari_ini),
            -p.kode.mulai.toordinal(),
        ),
    )


def _list_kembali(tempat: list[TempatPapan]) -> tuple[Kembalian, ...]:
    """Return the returned entries with their latest reason, the latest return first."""
    if not tempat:
        return ()
    per_nomor = {t.realisasi_id: t for t in tempat}
    baris = read(_KEMBALI, {"realisasi": list(per_nomor)})
    # Versions come in order, so the last return of each entry wins.
    terakhir = {b.realisasi_id: b for b in baris}
    hasil = [
        Kembalian(per_nomor[nomor], b.alasan, b.catatan, b.pelaku, b.waktu)
        for nomor, b in terakhir.items()
    ]
    return tuple(sorted(hasil, key=lambda k: k.waktu, reverse=True))


def _list_kelompok(milik: Sequence[TempatPapan], hari_ini: date) -> tuple[KelompokTugas, ...]:
    """Return what is not handed in yet, period by period; returned entries stand on their own."""
    per_periode: dict[int, list[TempatPapan]] = {}
    for tempat in milik:
        if tempat.status.awal:
            per_periode.setdefault(tempat.periode.id, []).append(tempat)
    return tuple(
        KelompokTugas(isi[0].periode, isi[0].periode.kode.selesai >= hari_ini, tuple(isi))
        for isi in per_periode.values()
    )


def _list_tertahan(pelaku: Pelaku, bawahan: Sequence[TempatPapan]) -> tuple[Tertahan, ...]:
    """Return what waits over three working days at other desks, the longest wait first."""
    per_meja: dict[str, list[TempatPapan]] = {}
    for tempat in bawahan:
        meja = tempat.penyetuju
        sendiri = meja is not None and meja.is_pemegang(pelaku.pegawai_id)
        if tempat.hari > BATAS_MENUNGGU and not sendiri:
            nama = meja.teks if meja else "Belum ada pejabat yang berwenang"
            per_meja.setdefault(nama, []).append(tempat)
    hasil = []
    for nama, isi in per_meja.items():
        isi.sort(key=lambda t: -t.hari)
        meja = isi[0].penyetuju
        orang = tuple(p.nama for p in meja.pemegang) if meja else ()
        hasil.append(Tertahan(nama, orang, tuple(isi)))
    return tuple(sorted(hasil, key=lambda t: -t.tempat[0].hari))


def _list_terlambat(
    acuan: Acuan, bawahan: Sequence[TempatPapan], hari_ini: date
) -> tuple[Terlambat, ...]:
    """Return, position by position, what is missing of periods that are over but still open."""
    per_jabatan: dict[int, list[TempatPapan]] = {}
    for tempat in bawahan:
        if not tempat.sudah and tempat.periode.kode.selesai < hari_ini:
            per_jabatan.setdefault(tempat.jabatan.id, []).append(tempat)
    pohon = acuan.build_pohon(hari_ini)
    return tuple(
        Terlambat(
            jabatan,
            tuple(p.jenis.awalan + p.nama for p in pohon[jabatan.id].pemegang),
            tuple(sorted({t.periode for t in isi}, key=lambda p: p.kode)),
            len(isi),
        )
        for jabatan in acuan.jabatan.values()
        if (isi := per_jabatan.get(jabatan.id))
    )


def _list_papan(
    periode: Sequence[BarisPeriode], tempat: Sequence[TempatPapan]
) -> tuple[RingkasPapan, ...]:
    """Return the board's two numbers of each period."""
    isi: Mapping[int, list[TempatPapan]] = {
        p.id: [t for t in tempat if t.periode.id == p.id] for p in periode
    }
    return tuple(RingkasPapan(p, sum(t.sudah for t in isi[p.id]), len(isi[p.id])) for p in periode)
