"""The bridge to the national e-Kinerja: one row per indicator and period, as typed there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, select

from iki_web.extensions import jam, read
from iki_web.models import Pegawai
from iki_web.queries.acuan import Acuan, BarisJabatan, get_acuan
from iki_web.queries.realisasi import EntriTampil, list_entri
from iki_web.queries.rekap import Saringan
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import Pandangan, Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.periode import WIB, KodePeriode
from iki_web.rules.rumus import Hasil

_NIP = select(Pegawai.id, Pegawai.nip).where(Pegawai.id.in_(bindparam("pegawai", expanding=True)))


@dataclass(frozen=True, slots=True)
class BarisEkinerja:
    """One entry whose values the viewer reads; `tanggal`: the last day of its period.

    `pemegang`: who held the position on that day, or today while the period runs: (NIP, name).
    """

    jabatan: BarisJabatan
    pemegang: tuple[tuple[str, str], ...]
    rencana: str
    periode: KodePeriode
    kegiatan: str
    hasil: Hasil | None
    satuan: str
    bukti: tuple[str, ...]
    status: Status
    terbuka: bool
    disetujui: date | None

    @property
    def tanggal(self) -> date:
        """The day the realisasi is dated."""
        return self.periode.selesai


def list_jabatan_ekinerja(pelaku: Pelaku, saringan: Saringan) -> tuple[BarisJabatan, ...]:
    """Return the positions of the address: the one chosen with those below it, else one's own.

    Whoever holds none with indicators (the head of the office, the pemeriksa) gets all he reads.
    """
    acuan = get_acuan(pelaku)
    lingkup = replace(compute_lingkup(pelaku), papan=False)
    semua = [
        j
        for j in acuan.jabatan.values()
        if can_see_jabatan(lingkup, acuan.kantor.id, j.id, j.jalur)
        and acuan.list_indikator(j.id, saringan.tahun)
    ]
    if saringan.jabatan is not None:
        jalur = saringan.jabatan.jalur
        return tuple(j for j in semua if j.jalur.startswith(jalur))
    return tuple(j for j in semua if j.id in lingkup.milik) or tuple(semua)


def list_ekinerja(pelaku: Pelaku, saringan: Saringan) -> tuple[BarisEkinerja, ...]:
    """Return the entries of these positions that end in the period of the address (or the year)."""
    acuan = get_acuan(pelaku)
    tempat = [
        (indikator, periode)
        for jabatan in list_jabatan_ekinerja(pelaku, saringan)
        for indikator in acuan.list_indikator(jabatan.id, saringan.tahun)
        for periode in acuan.list_periode(saringan.tahun, indikator.frekuensi)
        if indikator.is_diminta(periode.kode) and _is_dalam(periode.kode, saringan.periode)
    ]
    entri = [
        satu
        for satu in list_entri(pelaku, tempat, saringan.tahun)
        if satu.baris is not None and satu.pandangan is Pandangan.ISI
    ]
    nip = _list_nip(pelaku, {p for e in entri for p in _list_pegawai(acuan, e)})
    return tuple(_build(acuan, satu, nip) for satu in entri)


def _is_dalam(kode: KodePeriode, pilih: KodePeriode | None) -> bool:
    """Whether a period ends in the one chosen, as the recap counts it."""
    return pilih is None or pilih.mulai <= kode.selesai <= pilih.selesai


def _list_pegawai(acuan: Acuan, entri: EntriTampil) -> Iterable[int]:
    """Return who held the position at the end of the period, today while it runs."""
    hari = min(entri.periode.kode.selesai, jam.today())
    return (
        tugas.pegawai_id
        for tugas in acuan.penugasan
        if tugas.jabatan_id == entri.jabatan.id and tugas.is_berlaku(hari)
    )


def _list_nip(pelaku: Pelaku, pegawai: Iterable[int]) -> Mapping[int, str]:
    """Return the NIP of people; those without one have none here."""
    semua = read(_NIP, {"pegawai": sorted(pegawai)})
    return {b.id: b.nip or "" for b in semua}


def _build(acuan: Acuan, entri: EntriTampil, nip: Mapping[int, str]) -> BarisEkinerja:
    assert entri.baris is not None
    hasil, disetujui = entri.hasil, None
    if entri.status is Status.DISETUJUI and hasil is not None:
        hasil = replace(hasil, nilai=entri.baris.nilai)
        disetujui = entri.baris.disetujui and entri.baris.disetujui.astimezone(WIB).date()
    orang = _list_pegawai(acuan, entri)
    return BarisEkinerja(
        jabatan=entri.jabatan,
        pemegang=tuple((nip[nomor], acuan.pegawai[nomor].nama) for nomor in orang),
        rencana=entri.teks("nama"),
        periode=entri.periode.kode,
        kegiatan=entri.isian.keterangan or entri.teks("nama"),
        hasil=hasil,
        satuan=entri.teks("satuan"),
        bukti=tuple(_list_bukti(entri)),
        status=entri.status,
        terbuka=entri.terbuka,
        disetujui=disetujui,
    )


def _list_bukti(entri: EntriTampil) -> Iterable[str]:
    """Return the names of files and paper references, as frozen once approved."""
    beku = entri.baris.beku if entri.baris else None
    yield from (b["nama"] for b in beku["bukti"]) if beku else (b.nama for b in entri.berkas)
    for slot in entri.slot:
        if slot.rujukan:
            yield f"{slot.nama}: {slot.rujukan}"
