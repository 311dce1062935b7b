"""The sheet for the national e-Kinerja, so that staff type a realisasi only once."""

from flask import Blueprint, Response, make_response

from iki_web.actions.jejak import create_jejak
from iki_web.extensions import jam
from iki_web.queries.acuan import get_acuan
from iki_web.queries.ekinerja import BarisEkinerja, list_ekinerja, list_jabatan_ekinerja
from iki_web.queries.rekap import Saringan
from iki_web.rules.alur import format_status
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.galat import TidakBerwenang
from iki_web.rules.jejak import Peristiwa
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.bundel.saringan import read_saringan
from iki_web.web.lembar import CACAH, DUA, HARI, XLSX, Isi, Kolom, Lembar, build_buku, list_angka

bp = Blueprint("ekinerja", __name__)

KOLOM = (
    Kolom("Rencana aksi", 46),
    Kolom("Periode", 18),
    Kolom("Tanggal", 18, HARI),
    Kolom("Kegiatan", 46),
    Kolom("Realisasi", 12, DUA),
    Kolom("Satuan", 9),
    Kolom("Pembilang", 12, CACAH),
    Kolom("Penyebut", 12, CACAH),
    Kolom("Bukti dukung", 46),
    Kolom("Keadaan", 18),
    Kolom("Disetujui", 18, HARI),
    Kolom("Jabatan", 34),
    Kolom("NIP", 22),
    Kolom("Nama", 28),
)
_CARA = (
    "Cara memakai: satu baris adalah satu indikator pada satu periode. Di e-Kinerja, buka rencana "
    "aksi yang sama, tambahkan realisasi, lalu salin Tanggal, Kegiatan, Realisasi, dan Satuan dari "
    "baris itu; unggah atau tautkan berkas yang disebut pada Bukti dukung.",
    "Tanggal adalah hari terakhir periode. Disetujui adalah hari realisasi disetujui atasan.",
    "Kegiatan diambil dari Keterangan pada realisasi; bila Keterangan kosong, dari nama indikator.",
    "Salin dahulu baris yang keadaannya “disetujui”. Baris lain masih dapat berubah.",
    "Realisasi dan cacah di belakangnya adalah angka. “n/a” berarti nihil: tidak ada yang diukur "
    "pada periode itu. Sel kosong berarti belum diisi.",
    "Nama dan NIP adalah pemegang jabatan pada hari terakhir periode, atau hari ini bila periode "
    "masih berjalan.",
)


@bp.get("/dokumen/ekinerja/<int:tahun>.xlsx")
@allow(siapa_pun)
def export(tahun: int) -> Response:
    """Send the sheet; the export is a line in the trail."""
    pelaku = get_pelaku()
    saringan = read_saringan(pelaku, tahun)
    jabatan = list_jabatan_ekinerja(pelaku, saringan)
    if not jabatan:
        raise TidakBerwenang("Tidak ada jabatan yang realisasinya dapat Anda unduh.")
    baris = list_ekinerja(pelaku, saringan)
    isi = build_xlsx(baris, get_acuan(pelaku).kantor.nama, saringan)
    rincian = {"jabatan": [j.kode for j in jabatan], "baris": len(baris), "ukuran": len(isi)}
    nama = _format_nama(saringan)
    create_jejak(pelaku, Peristiwa.EKINERJA_DIEKSPOR, nama.replace("-", ":", 1), rincian)
    jawab = make_response(isi)
    jawab.mimetype = XLSX
    jawab.headers["Content-Disposition"] = f'attachment; filename="{nama}.xlsx"'
    return jawab


def _format_nama(saringan: Saringan) -> str:
    """Return the name of the sheet: `ekinerja-2026-TW1-staf-umum`."""
    kode = saringan.periode.kode if saringan.periode else str(saringan.tahun)
    return "-".join(["ekinerja", kode, *([saringan.jabatan.kode] if saringan.jabatan else [])])


def build_xlsx(baris: tuple[BarisEkinerja, ...], kantor: str, saringan: Saringan) -> bytes:
    """Return the workbook, "Keterangan" says how it is used."""
    masa = saringan.periode.nama if saringan.periode else f"Tahun {saringan.tahun}"
    keterangan = f"{kantor} · e-Kinerja · {masa} · dibuat {format_tanggal(jam.today())}"
    lembar = Lembar("e-Kinerja", KOLOM, [_build_baris(satu) for satu in baris])
    return build_buku(f"e-Kinerja {masa}", kantor, keterangan, (lembar,), _CARA)


def _build_baris(satu: BarisEkinerja) -> list[Isi]:
    pembilang, penyebut, nilai = list_angka(satu.hasil)
    return [
        satu.rencana,
        satu.periode.nama,
        satu.tanggal,
        satu.kegiatan,
        nilai,
        satu.satuan,
        pembilang,
        penyebut,
        "\n".join(satu.bukti) or None,
        format_status(satu.status, satu.terbuka),
        satu.disetujui,
        satu.jabatan.nama,
        "\n".join(nip for nip, _ in satu.pemegang if nip) or None,
        "\n".join(nama for _, nama in satu.pemegang) or None,
    ]
