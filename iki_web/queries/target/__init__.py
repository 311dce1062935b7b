"""The targets of a year as a viewer may see them, what is missing, and what waits for whom."""

from iki_web.extensions import jam
from iki_web.queries.acuan import Acuan, BarisIndikator, BarisJabatan, find_acuan, get_acuan
from iki_web.queries.target.baca import (
    Penyusun,
    list_lalu,
    list_periode,
    list_usulan,
    list_versi,
)
from iki_web.queries.target.isi import (
    BarisTargetTampil,
    HalamanTarget,
    KelompokTarget,
    RincianTarget,
    SelTarget,
    TugasTarget,
    UsulanTampil,
    VersiTarget,
)
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku, can_see_jabatan, compute_lingkup
from iki_web.rules.target import StatusUsulanTarget, TempatTarget

__all__ = [
    "BarisTargetTampil",
    "HalamanTarget",
    "KelompokTarget",
    "RincianTarget",
    "SelTarget",
    "TugasTarget",
    "UsulanTampil",
    "VersiTarget",
    "check_tahun",
    "find_halaman",
    "find_penyusun",
    "find_rincian",
    "find_sel",
    "list_tahun",
    "list_tugas",
]

_TERBUKA = (StatusUsulanTarget.DIUSULKAN,)


def list_tahun(pelaku: Pelaku) -> tuple[int, ...]:
    """Return the years that can have targets: those with periods, this one, the next."""
    acuan, kini = get_acuan(pelaku), jam.today().year
    return tuple(sorted({*acuan.list_tahun(), kini, kini + 1}, reverse=True))


def check_tahun(pelaku: Pelaku, tahun: int) -> None:
    """Raise TidakTerlihat for a year that cannot have targets."""
    if tahun not in list_tahun(pelaku):
        raise TidakTerlihat(f"Tahun {tahun} belum dapat diberi target.")


def _list_jabatan(pelaku: Pelaku, acuan: Acuan, tahun: int) -> tuple[BarisJabatan, ...]:
    """Return the positions with indicators the viewer may know of, as the tree reads."""
    lingkup = compute_lingkup(pelaku)
    return tuple(
        satu
        for satu in acuan.jabatan.values()
        if can_see_jabatan(lingkup, acuan.kantor.id, satu.id, satu.jalur)
        and acuan.list_indikator(satu.id, tahun)
    )


def find_halaman(pelaku: Pelaku, tahun: int, jabatan: str | None = None) -> HalamanTarget:
    """Return the targets of a year, of all visible positions or of one by its id.

    Raises TidakTerlihat for a year without targets to come, and for a position that is not there.
    """
    acuan = get_acuan(pelaku)
    check_tahun(pelaku, tahun)
    pilihan = _list_jabatan(pelaku, acuan, tahun)
    dipilih = next((j for j in pilihan if str(j.id) == jabatan), None)
    if jabatan is not None and dipilih is None:
        raise TidakTerlihat
    tampil = pilihan if dipilih is None else (dipilih,)
    indikator = [i for j in tampil for i in acuan.list_indikator(j.id, tahun)]
    usulan = list_usulan(acuan, [i.id for i in indikator], _TERBUKA)
    lalu = list_lalu(pelaku, acuan, indikator, tahun)
    susun = Penyusun(pelaku, acuan, tahun, usulan)
    keputusan = acuan.find_keputusan(tahun)
    return HalamanTarget(
        tahun=tahun,
        daftar_tahun=list_tahun(pelaku),
        nomor_keputusan=keputusan.nomor if keputusan else "",
        pilihan=pilihan,
        jabatan=dipilih,
        kelompok=tuple(susun.build_kelompok(j, lalu) for j in tampil),
    )


def find_rincian(pelaku: Pelaku, tahun: int, indikator_id: int) -> RincianTarget:
    """Return one indicator's targets with their history; raises TidakTerlihat where unseen."""
    acuan = get_acuan(pelaku)
    indikator = acuan.indikator.get(indikator_id)
    if indikator is None:
        raise TidakTerlihat
    halaman = find_halaman(pelaku, tahun, str(indikator.jabatan_id))
    baris = next((b for b in halaman.baris if b.indikator.id == indikator_id), None)
    if baris is None:
        raise TidakTerlihat
    usulan = list_usulan(acuan, [indikator_id], StatusUsulanTarget)
    return RincianTarget(
        halaman,
        acuan.jabatan[indikator.jabatan_id],
        baris,
        list_versi(acuan, indikator_id, tahun),
        tuple(u for u in reversed(usulan) if u.tahun == tahun),
    )


def find_penyusun(pelaku: Pelaku, tahun: int) -> Penyusun:
    """Return what an act on a year's targets needs, as the open transaction sees it."""
    acuan = find_acuan(pelaku)
    return Penyusun(pelaku, acuan, tahun, list_usulan(acuan, acuan.indikator, _TERBUKA))


def find_sel(pelaku: Pelaku, susun: Penyusun, tempat: TempatTarget) -> SelTarget:
    """Return the target at an address; raises TidakTerlihat where the viewer may not know of it."""
    acuan, tahun = susun.acuan, susun.tahun
    indikator: BarisIndikator | None = acuan.indikator.get(tempat.indikator_id)
    if indikator is None:
        raise TidakTerlihat
    jabatan = acuan.jabatan[indikator.jabatan_id]
    lingkup = compute_lingkup(pelaku)
    terlihat = can_see_jabatan(lingkup, acuan.kantor.id, jabatan.id, jabatan.jalur)
    if not terlihat or indikator not in acuan.list_indikator(jabatan.id, tahun):
        raise TidakTerlihat
    if tempat.kode is None:
        return susun.build_sel(indikator, None)
    for periode in list_periode(acuan, indikator, tahun):
        if periode.kode.kode == tempat.kode:
            return susun.build_sel(indikator, periode)
    raise TidakTerlihat


def list_tugas(pelaku: Pelaku) -> tuple[TugasTarget, ...]:
    """Return what waits for the viewer, year by year from this one on (one statement).

    Missing targets are asked of those who fix them, in years that have periods.
    """
    acuan, kini = get_acuan(pelaku), jam.today().year
    hasil = []
    tahun_ada = [tahun for tahun in sorted(list_tahun(pelaku)) if tahun >= kini]
    jabatan = {tahun: _list_jabatan(pelaku, acuan, tahun) for tahun in tahun_ada}
    indikator = {
        tahun: [i for j in semua for i in acuan.list_indikator(j.id, tahun)]
        for tahun, semua in jabatan.items()
    }
    nomor = {i.id for daftar in indikator.values() for i in daftar}
    butuh = pelaku.pegangan or pelaku.pengelola
    usulan = list_usulan(acuan, sorted(nomor), _TERBUKA) if butuh else ()
    for tahun in tahun_ada:
        susun = Penyusun(pelaku, acuan, tahun, usulan)
        satu = _build_tugas(susun, jabatan[tahun], indikator[tahun])
        if satu.usulan or satu.kosong:
            hasil.append(satu)
    return tuple(hasil)


def _build_tugas(
    susun: Penyusun, jabatan: tuple[BarisJabatan, ...], indikator: list[BarisIndikator]
) -> TugasTarget:
    acuan, tahun = susun.acuan, susun.tahun
    wewenang = {i.id: susun.timbang(i) for i in indikator}
    menunggu = sum(wewenang[nomor].memutus for nomor, _ in susun.usulan if nomor in wewenang)
    kosong = [
        i for i in indikator if wewenang[i.id].menetapkan and acuan.get_target(i.id, tahun).belum
    ]
    per_jabatan = ((j, sum(i.jabatan_id == j.id for i in kosong)) for j in jabatan)
    berjalan = tahun in acuan.list_tahun()
    return TugasTarget(tahun, menunggu, tuple(satu for satu in per_jabatan if satu[1] and berjalan))
