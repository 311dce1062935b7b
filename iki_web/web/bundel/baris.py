"""The bundle's tables as rows: every entry, every file, the year's figures, the trail."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from iki_web.queries.bundel import BarisJejak, Bundel, EntriBundel, IndikatorBundel, JabatanBundel
from iki_web.rules.alur import Status
from iki_web.rules.capaian import classify
from iki_web.rules.periode import WIB
from iki_web.rules.rekap import format_keadaan
from iki_web.storage import Temuan, Utuh
from iki_web.web.lembar import (
    BULAT,
    CACAH,
    DUA,
    HARI,
    KOLOM_ENTRI,
    Isi,
    Kolom,
    list_angka,
    write_csv,
)

Periksa = Mapping[str, Temuan]
#: How a file was found, in words.
KATA_UTUH = {
    Utuh.UTUH: "utuh",
    Utuh.HILANG: "tidak ada di penyimpanan",
    Utuh.BERUBAH: "isinya berubah sejak disetujui",
    Utuh.TAK_TERBACA: "tidak dapat dibaca",
}
KOLOM_ISIAN = (
    Kolom("Nomor", 8),
    Kolom("Jabatan", 34),
    *KOLOM_ENTRI,
    Kolom("Diajukan oleh", 26),
    Kolom("Disetujui oleh", 34),
    Kolom("Disetujui", 18, HARI),
    Kolom("Berkas", 8, BULAT),
    Kolom("Rujukan dan alasan tanpa berkas", 48),
)
KOLOM_BUKTI = (
    Kolom("Nomor", 8),
    Kolom("Jabatan", 30),
    Kolom("Indikator", 40),
    Kolom("Periode", 14),
    Kolom("Slot", 6, BULAT),
    Kolom("Sumber data", 34),
    Kolom("Nama berkas asli", 34),
    Kolom("Tempat dalam bundel", 60),
    Kolom("Ukuran (byte)", 14, BULAT),
    Kolom("SHA-256", 66),
    Kolom("Pemeriksaan", 26),
)
KOLOM_REKAP = (
    Kolom("Nomor", 8),
    Kolom("Jabatan", 34),
    Kolom("Indikator", 48),
    Kolom("Pembilang", 12, CACAH),
    Kolom("Penyebut", 12, CACAH),
    Kolom("Realisasi setahun", 12, DUA),
    Kolom("Satuan", 9),
    Kolom("Target", 12, CACAH),
    Kolom("Capaian (%)", 12, DUA),
    Kolom("Predikat capaian", 16),
    Kolom("Dihitung", 9, BULAT),
    Kolom("Dari", 7, BULAT),
)
KOLOM_JEJAK = tuple(
    Kolom(judul, 20)
    for judul in (
        "Baris jejak",
        "Waktu (WIB)",
        "Pelaku",
        "Peristiwa",
        "Nomor",
        "Objek",
        "Versi",
        "Sebelum",
        "Sesudah",
        "Tanda pengaman",
    )
)


def format_rujukan(entri: EntriBundel) -> str:
    """Return the paper references and the reasons for slots without a file, in one text."""
    if entri.sah is None:
        return ""
    return "; ".join(
        f"{r.sumber}: {teks}"
        for r in entri.sah.rujukan
        for teks in (r.rujukan, r.alasan and f"tanpa berkas, {r.alasan}")
        if teks
    )


def list_isian(bundel: Bundel) -> list[list[Isi]]:
    """Return every place of the year: the approved with values, the others as state."""
    return [
        _build_isian(jabatan, satu, entri)
        for jabatan in bundel.jabatan
        for satu in jabatan.indikator
        for entri in satu.entri
    ]


def _build_isian(jabatan: JabatanBundel, satu: IndikatorBundel, entri: EntriBundel) -> list[Isi]:
    tempat, sah = entri.tempat, entri.sah
    butir = tempat.butir
    target = "-" if butir.tanpa_target and butir.status is Status.DISETUJUI else butir.target
    return [
        satu.nomor,
        sah.jabatan if sah else jabatan.rekap.jabatan.nama,
        sah.indikator if sah else satu.rekap.indikator.nama,
        tempat.periode.kode.kode,
        format_keadaan(butir),
        *list_angka(butir.sah),
        satu.rekap.indikator.satuan,
        target,
        butir.capaian,
        tempat.predikat,
        sah.pengaju if sah else None,
        sah.penyetuju if sah else None,
        sah.disetujui.astimezone(WIB).date() if sah else None,
        len(sah.bukti) if sah else None,
        format_rujukan(entri) or None,
    ]


def list_bukti(bundel: Bundel, periksa: Periksa) -> list[list[Isi]]:
    """Return every frozen file, with how it was found."""
    return [
        [
            satu.nomor,
            jabatan.rekap.jabatan.nama,
            satu.rekap.indikator.nama,
            entri.tempat.periode.kode.kode,
            berkas.slot,
            berkas.sumber,
            berkas.nama,
            berkas.jalur,
            berkas.ukuran,
            berkas.sha256,
            KATA_UTUH[periksa[berkas.sha256].utuh],
        ]
        for jabatan in bundel.jabatan
        for satu in jabatan.indikator
        for entri in satu.entri
        if entri.sah
        for berkas in entri.sah.bukti
    ]


def list_rekap(bundel: Bundel) -> list[list[Isi]]:
    """Return the year per indicator with the counts behind it, and the mean of each position."""
    baris: list[list[Isi]] = []
    for jabatan in bundel.jabatan:
        nama = jabatan.rekap.jabatan.nama
        for satu in jabatan.indikator:
            tahun, tempat = satu.rekap.setahun, satu.rekap.tempat
            sah = sum(t.butir.status is Status.DISETUJUI for t in tempat)
            baris.append(
                [
                    satu.nomor,
                    nama,
                    satu.rekap.indikator.nama,
                    *list_angka(tahun.hasil),
                    satu.rekap.indikator.satuan,
                    "-" if tahun.tanpa_target else tahun.target,
                    tahun.capaian,
                    _predikat(bundel, tahun.capaian),
                    sah,
                    len(tempat),
                ]
            )
        sel = jabatan.rekap.setahun
        rata = ["Rata-rata capaian jabatan", None, None, None, None, None, sel.capaian]
        akhir = [_predikat(bundel, sel.capaian), sel.dihitung, sel.indikator]
        baris.append([str(jabatan.nomor), nama, *rata, *akhir])
    return baris


def _predikat(bundel: Bundel, capaian: Decimal | None) -> str | None:
    return None if capaian is None else classify(capaian, bundel.rekap.skala)


def build_jejak(bundel: Bundel, jejak: Iterable[BarisJejak]) -> bytes:
    """Return the extract of the trail; where an act came from stays in the office."""
    nomor = {
        entri.objek: f"{satu.nomor} {entri.tempat.periode.kode.kode}"
        for jabatan in bundel.jabatan
        for satu in jabatan.indikator
        for entri in satu.entri
    }
    baris = (_build_jejak(satu, nomor[satu.objek]) for satu in jejak)
    return write_csv((satu.judul for satu in KOLOM_JEJAK), KOLOM_JEJAK, baris)


def _build_jejak(satu: BarisJejak, nomor: str) -> list[Isi]:
    waktu = satu.waktu.astimezone(WIB).isoformat(timespec="seconds")
    isi = (satu.objek, satu.versi, satu.sebelum, satu.sesudah, satu.mac)
    return [satu.seq, waktu, satu.pelaku, satu.aksi, nomor, *isi]
