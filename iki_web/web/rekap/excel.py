"""The recap as a workbook: a sheet as on screen and one with every entry, numbers as numbers."""

from decimal import Decimal

from iki_web.queries.rekap import Rekap, RekapIndikator, RekapJabatan, TempatRekap
from iki_web.rules.alur import Status, format_status
from iki_web.rules.bilangan import format_waktu
from iki_web.rules.capaian import classify
from iki_web.rules.rekap import Sel
from iki_web.web.lembar import CACAH, DUA, Isi, Kolom, Lembar, build_buku, list_angka

_RINCIAN = (
    Kolom("Jabatan", 34),
    Kolom("Kode", 20),
    Kolom("Indikator", 48),
    Kolom("Periode", 16),
    Kolom("Keadaan", 18),
    Kolom("Pembilang", 12, CACAH),
    Kolom("Penyebut", 12, CACAH),
    Kolom("Realisasi", 12, DUA),
    Kolom("Satuan", 9),
    Kolom("Target", 12, CACAH),
    Kolom("Capaian (%)", 12, DUA),
    Kolom("Predikat capaian", 16),
)


def build_xlsx(rekap: Rekap, kantor: str) -> bytes:
    """Return the workbook of everything a viewer reads."""
    keterangan = f"{kantor} · Rekap {rekap.tahun} · dibuat {format_waktu(rekap.sekarang)} WIB"
    lembar = (
        Lembar("Rekap", _list_kolom(rekap), _list_rekap(rekap)),
        Lembar("Rincian", _RINCIAN, _list_rincian(rekap)),
    )
    return build_buku(f"Rekap {rekap.tahun}", kantor, keterangan, lembar, (rekap.aturan,))


def _list_kolom(rekap: Rekap) -> list[Kolom]:
    kuartal = [
        kolom
        for periode in rekap.kolom
        for kolom in (
            Kolom(f"Capaian {periode.kode.singkat} (%)", 11, DUA),
            Kolom(f"Keadaan {periode.kode.singkat}", 20),
        )
    ]
    return [
        Kolom("Jabatan", 44),
        Kolom("Atasan", 30),
        Kolom("Indikator", 10, "0"),
        *kuartal,
        Kolom("Capaian setahun (%)", 12, DUA),
        Kolom("Dihitung", 9, "0"),
        Kolom("Dari", 7, "0"),
        Kolom("Predikat capaian", 16),
    ]


def _predikat(rekap: Rekap, capaian: Decimal | None) -> str | None:
    return None if capaian is None else classify(capaian, rekap.skala)


def _list_rekap(rekap: Rekap) -> list[list[Isi]]:
    baris: list[list[Isi]] = []
    for satu in rekap.jabatan:
        atasan = satu.jabatan.atasan_id
        isi: list[Isi] = [satu.jabatan.nama, rekap.singkat[atasan] if atasan else None]
        isi.append(len(satu.indikator))
        for sel in satu.sel:
            isi += [sel.capaian, _format_keadaan(sel)]
        setahun = satu.setahun
        isi += [setahun.capaian, setahun.dihitung, setahun.indikator]
        baris.append([*isi, _predikat(rekap, setahun.capaian)])
    rata: list[Isi] = ["Rata-rata", None, sum(len(satu.indikator) for satu in rekap.jabatan)]
    for rerata in rekap.kantor:
        rata += [rerata.nilai, f"{rerata.n} dari {rerata.m} jabatan"]
    tahun = rekap.setahun
    return [*baris, [*rata, tahun.nilai, tahun.n, tahun.m, _predikat(rekap, tahun.nilai)]]


def _format_keadaan(sel: Sel) -> str:
    """Return a quarter's state in words; a figure that is complete says over how many it is."""
    if sel.teks:
        return sel.teks
    nihil = f", {sel.nihil} nihil" if sel.nihil else ""
    return f"{sel.dihitung} dari {sel.indikator} indikator{nihil}"


def _list_rincian(rekap: Rekap) -> list[list[Isi]]:
    baris: list[list[Isi]] = []
    for jabatan in rekap.jabatan:
        for satu in jabatan.indikator:
            baris += [_build_entri(jabatan, satu, tempat) for tempat in satu.tempat]
            baris.append(_build_tahun(rekap, jabatan, satu))
    return baris


def _build_entri(jabatan: RekapJabatan, satu: RekapIndikator, tempat: TempatRekap) -> list[Isi]:
    butir = tempat.butir
    keadaan = format_status(butir.status, not butir.tutup)
    if not butir.wajib:
        keadaan = "dikecualikan" if butir.dikecualikan else "belum mulai"
    elif butir.sah is not None and butir.sah.nihil:
        keadaan = "disetujui, nihil"
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        tempat.periode.kode.kode,
        keadaan,
        *list_angka(butir.sah),
        satu.indikator.satuan,
        "-" if butir.tanpa_target and butir.status is Status.DISETUJUI else butir.target,
        butir.capaian,
        tempat.predikat,
    ]


def _build_tahun(rekap: Rekap, jabatan: RekapJabatan, satu: RekapIndikator) -> list[Isi]:
    setahun = satu.setahun
    sah = sum(t.butir.status is Status.DISETUJUI for t in satu.tempat)
    return [
        jabatan.jabatan.nama,
        satu.indikator.kode,
        satu.indikator.nama,
        f"Setahun {rekap.tahun}",
        f"{sah} dari {len(satu.tempat)} disetujui",
        *list_angka(setahun.hasil),
        satu.indikator.satuan,
        "-" if setahun.tanpa_target else setahun.target,
        setahun.capaian,
        _predikat(rekap, setahun.capaian),
    ]
