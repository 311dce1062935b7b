"""Berita Acara of a closed period: how many entries of every position stand where, no figures."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import bindparam, select

from iki_web.extensions import db, jam
from iki_web.models import Jejak
from iki_web.queries.acuan import BarisPeriode
from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.papan import TempatPapan, list_pilihan, list_tempat
from iki_web.rules.alur import Status
from iki_web.rules.bilangan import format_batas, format_hari_tanggal, format_tanggal, format_waktu
from iki_web.rules.dokumen import (
    Butir,
    Isi,
    Kolom,
    Paragraf,
    Rata,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
)
from iki_web.rules.dokumen.sel import KOSONG, build_cacah
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.periode import StatusPeriode
from iki_web.rules.rekap import find_kolom

_LEPAS = "Dikecualikan"
#: What each state is called once nothing changes any more.
_KEADAAN = {
    Status.DISETUJUI: "Disetujui",
    Status.DIAJUKAN: "Tidak diputus",
    Status.DIKEMBALIKAN: "Dikembalikan",
    Status.DRAF: "Draf",
    Status.BELUM_DIISI: "Tidak diisi",
}
#: The columns of counts in their order, each with its share of the width.
_HITUNGAN = dict(zip((*_KEADAAN.values(), _LEPAS), (10, 9, 14, 6, 7, 14), strict=True))
_KOLOM = (
    Kolom("No", 4, Rata.TENGAH),
    Kolom("Jabatan", 29),
    Kolom("Jumlah", 7, Rata.KANAN),
    *(Kolom(judul, lebar, Rata.KANAN) for judul, lebar in _HITUNGAN.items()),
)
_PERISTIWA = (
    select(Jejak.waktu, Jejak.pelaku, Jejak.aksi, Jejak.sesudah)
    .where(
        Jejak.kantor_id == bindparam("kantor_id"),
        Jejak.objek == bindparam("objek"),
        Jejak.aksi.in_([Peristiwa.PERIODE_DIBUKA.value, Peristiwa.PERIODE_DITUTUP.value]),
    )
    .order_by(Jejak.seq)
)
#: As the trail writes a person: "Pengelola (Pengelola)".
_SAMA = re.compile(r"^(.+) \(\1\)$")
_TUTUP = (
    "Sejak ditutup, realisasi periode ini tidak dapat diubah.",
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
)


def build_berita_acara(bahan: Bahan) -> Isi:
    """Return the record; raises Ditolak while a period of the quarter may still change."""
    kode = bahan.periode.kode
    periode = _list_periode(bahan)
    for satu in periode:
        _check_tutup(satu)
    tempat = list_tempat(bahan.pelaku, periode)
    hari = format_hari_tanggal(bahan.terbit.tanggal)
    return Isi(
        nama=f"Berita Acara Penutupan {kode.nama}",
        kop=bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=False,
        judul=("BERITA ACARA PENUTUPAN PENGISIAN", "REALISASI INDIKATOR KINERJA INDIVIDU"),
        sub=(kode.nama, *bahan.nomor),
        badan=(
            Paragraf(
                f"Pada hari ini, {hari}, dicatat bahwa pengisian realisasi indikator kinerja "
                f"individu untuk {kode.nama} sudah ditutup, dengan keadaan sebagai berikut."
            ),
            *(balok for satu in periode for balok in _list_fakta(bahan, satu)),
            _build_tabel(tempat),
            *_list_alasan(tempat),
            *(Paragraf(kalimat) for kalimat in _TUTUP),
            _build_tanda(bahan),
        ),
    )


def _list_periode(bahan: Bahan) -> tuple[BarisPeriode, ...]:
    """Return the periods whose entries are counted in the quarter, months and years too."""
    kolom = bahan.periode.kode.ke
    semua = list_pilihan(bahan.pelaku, bahan.pokok.tahun)
    return tuple(p for p in semua if find_kolom(p.kode) == kolom) or (bahan.periode,)


def _check_tutup(periode: BarisPeriode) -> None:
    """Refuse a period that may still change, naming when it ends."""
    nama = periode.kode.nama
    if periode.status is StatusPeriode.BELUM_DIBUKA:
        raise Ditolak(f"{nama} belum dibuka. Berita acara dibuat sesudah periodenya ditutup.")
    if periode.is_terbuka(jam.now()):
        raise Ditolak(
            f"{nama} masih terbuka sampai {format_batas(periode.batas)}. "
            "Berita acara dibuat sesudah periodenya ditutup."
        )


def _list_fakta(bahan: Bahan, periode: BarisPeriode) -> Iterator[Rincian]:
    """Yield what a period is, its deadline, and when it was closed and reopened."""
    mulai, selesai = format_tanggal(periode.kode.mulai), format_tanggal(periode.kode.selesai)
    yield Rincian.satu("Periode", f"{periode.kode.nama} ({mulai} sampai {selesai})")
    yield Rincian.satu("Batas pengajuan", format_batas(periode.batas))
    riwayat = tuple(_list_riwayat(bahan, periode)) or ("Ditutup.",)
    butir = tuple(Butir(str(nomor), teks) for nomor, teks in enumerate(riwayat, 1))
    yield Rincian("Penutupan", butir if len(butir) > 1 else (Butir("", riwayat[0]),))


def _list_riwayat(bahan: Bahan, periode: BarisPeriode) -> Iterator[str]:
    """Yield every closing, and every reopening with its reason; the last one is a closing."""
    isi = {"kantor_id": bahan.pelaku.kantor_id, "objek": f"periode:{periode.kode.kode}"}
    for b in db.session.execute(_PERISTIWA, isi):
        waktu = f"{format_waktu(b.waktu)} WIB oleh {_format_pelaku(b.pelaku)}"
        alasan = json.loads(b.sesudah).get("alasan")
        if b.aksi == Peristiwa.PERIODE_DITUTUP:
            yield f"Ditutup {waktu}."
        elif alasan:
            yield f"Dibuka kembali {waktu}, dengan alasan: {alasan}"
    if periode.status is not StatusPeriode.DITUTUP:
        yield f"Ditutup pada batasnya, {format_batas(periode.batas)}."


def _format_pelaku(pelaku: str) -> str:
    """Return who acted; an account named after its position is named once."""
    return _SAMA.sub(r"\1", pelaku)


def _build_tabel(tempat: Sequence[TempatPapan]) -> Tabel:
    """Return how many entries of every position stand in each state; the last row sums up."""
    per_jabatan: dict[int, list[TempatPapan]] = {}
    for satu in tempat:
        per_jabatan.setdefault(satu.jabatan.id, []).append(satu)
    baris = [
        (Sel(str(nomor)), Sel(semua[0].jabatan.nama), *_build_hitungan(semua))
        for nomor, semua in enumerate(per_jabatan.values(), 1)
    ]
    jumlah = (KOSONG, Sel("Jumlah"), *_build_hitungan(tempat))
    return Tabel("Keadaan realisasi per jabatan", _KOLOM, (*baris, jumlah), kaki=1)


def _build_hitungan(tempat: Sequence[TempatPapan]) -> tuple[Sel, ...]:
    cacah = Counter(_LEPAS if t.lepas else _KEADAAN[t.status] for t in tempat)
    return tuple(build_cacah(Decimal(n)) for n in (len(tempat), *(cacah[k] for k in _HITUNGAN)))


def _list_alasan(tempat: Sequence[TempatPapan]) -> Iterator[Rincian]:
    """Yield why positions were excepted, each once."""
    alasan = {t.jabatan.id: (t.jabatan.nama, t.dikecualikan) for t in tempat if t.lepas}
    if alasan:
        isi = (Butir("–", f"{nama}: {sebab}") for nama, sebab in alasan.values())
        yield Rincian(_LEPAS, tuple(isi))


def _build_tanda(bahan: Bahan) -> TandaTangan:
    """Return the head, and with place and day the first position below him: the Sekretaris."""
    wakil = next((j for j in bahan.acuan.jabatan.values() if j.tingkat == 1 and j.aktif), None)
    if wakil is None:
        return TandaTangan(None, bahan.build_kepala(bahan.tempat_tanggal))
    kanan = bahan.build_penanda(wakil, bahan.tempat_tanggal)
    return TandaTangan(bahan.build_kepala("Mengetahui,"), kanan)
