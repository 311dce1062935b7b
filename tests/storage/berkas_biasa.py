"""Ordinary evidence as offices send it: every one must be accepted."""

import io
import zipfile

import pypdfium2
from PIL import Image

from tests.storage.pembuat_berkas import (
    anggota_docx,
    anggota_odf,
    docx,
    gambar,
    jpg,
    ods,
    odt,
    paket,
    pdf,
    pdf_bersandi,
    png,
    xlsx,
)

_MANIFES_LAMA = (
    '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "M.dtd">'
)
_KLIP = b"\0\0\0\x18ftypmp42\0\0\0\0" + bytes(range(256)) * 64


class _Aliran(io.RawIOBase):
    """A sink that cannot seek, as when an office program streams its package."""

    def __init__(self) -> None:
        super().__init__()
        self.isi = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, b: bytes) -> int:  # type: ignore[override]
        self.isi += b
        return len(b)


def _docx_aliran() -> bytes:
    aliran = _Aliran()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in anggota_docx():
            arsip.writestr(nama, isi)
    return bytes(aliran.isi)


def _pdf_pdfium() -> bytes:
    keluar = io.BytesIO()
    dokumen = pypdfium2.PdfDocument.new()
    dokumen.new_page(595, 842).close()
    dokumen.save(keluar)
    dokumen.close()
    return keluar.getvalue()


def _pdf_diperbarui() -> bytes:
    """A second revision appended, as signing programs do."""
    awal = pdf()
    letak = awal.rindex(b"xref\n0")
    objek = len(awal)
    tambahan = b"9 0 obj\n<< /Title (Revisi) >>\nendobj\n"
    xref = objek + len(tambahan)
    return (
        awal
        + tambahan
        + (
            b"xref\n9 1\n%010d 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (objek, letak, xref)
        )
    )


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera"
    return exif


def _utf16() -> bytes:
    anggota = anggota_docx()
    nama, tipe = anggota[0]
    teks = tipe.decode().replace("UTF-8", "UTF-16")
    return paket([(nama, teks.encode("utf-16")), *anggota[1:]])


def _png_bergerak() -> bytes:
    bingkai = [Image.new("RGB", (40, 30), warna) for warna in ("red", "blue")]
    keluar = io.BytesIO()
    bingkai[0].save(keluar, "PNG", save_all=True, append_images=bingkai[1:])
    return keluar.getvalue()


def _buat() -> list[tuple[str, bytes]]:
    return [*_buat_pdf(), *_buat_gambar(), *_buat_openxml(), *_buat_odf()]


def _buat_pdf() -> list[tuple[str, bytes]]:
    versi = [(f"laporan-{v}.pdf", pdf(versi=v)) for v in ("1.3", "1.4", "1.5", "1.7", "2.0")]
    return [
        *versi,
        ("laporan.v2.final.pdf", pdf()),
        ("LAPORAN.PDF", pdf(3)),
        ("SK Camat No. 188.45_12 (ttd) — salinan.Pdf", pdf()),
        ("daftar hadir é ñ 会议.pdf", pdf()),
        (".pdf", pdf()),
        ("C:\\Data\\nota dinas.pdf", pdf()),
        ("lembar.exe.pdf", pdf()),
        ("tebal.pdf", pdf(120)),
        ("pindaian.pdf", gambar("PDF", ukuran=(600, 800))),
        ("pindaian-abu.pdf", gambar("PDF", mode="L")),
        ("dari-pustaka.pdf", _pdf_pdfium()),
        ("ditandatangani.pdf", _pdf_diperbarui()),
        ("hanya-dibatasi-ubah.pdf", pdf_bersandi(b"")),
        ("bom-teks.pdf", b"\xef\xbb\xbf" + pdf()),
        ("baris-kosong.pdf", b"\r\n" + pdf()),
        ("berpengisi.pdf", pdf() + bytes(4000)),
        ("tanpa-baris-akhir.pdf", pdf().rstrip()),
        ("catatan-akhir.pdf", pdf() + b"% dicetak oleh pencetak kantor\n"),
    ]


def _buat_gambar() -> list[tuple[str, bytes]]:
    return [
        ("foto.jpg", jpg()),
        ("foto.JPG", jpg(quality=30)),
        ("foto.kegiatan.jpeg", jpg(quality=95)),
        ("FOTO.JPEG", jpg(progressive=True)),
        ("abu.jpg", jpg(mode="L")),
        ("cetak.jpg", jpg(mode="CMYK")),
        ("putar.jpg", jpg(exif=_exif())),
        ("dpi.jpg", jpg(dpi=(300, 300), comment=b"rapat <b>koordinasi</b>")),
        ("titik.jpg", jpg(ukuran=(1, 1))),
        ("besar.jpg", jpg(ukuran=(6000, 4000), mode="L")),
        ("bergerak.jpg", jpg() + _KLIP),
        ("jeda.jpg", jpg(restart_marker_rows=1)),
        ("gambar.png", png()),
        ("GAMBAR.PNG", png(mode="RGBA")),
        ("abu.png", png(mode="L")),
        ("palet.png", png(mode="P")),
        ("hitam-putih.png", png(mode="1")),
        ("enam-belas.png", png(mode="I;16")),
        ("titik.png", png(ukuran=(1, 1))),
        ("bergerak.png", _png_bergerak()),
    ]


def _buat_openxml() -> list[tuple[str, bytes]]:
    lampiran = (("word/embeddings/Lembar1.xlsx", xlsx()), ("word/media/image1.png", png()))
    xml_besar = b"<x>" + b"<a>nilai</a>" * 200_000 + b"</x>"
    return [
        ("notulen.docx", docx()),
        ("NOTULEN.v3.final.DOCX", docx()),
        ("terbalik.docx", paket(anggota_docx()[::-1])),
        ("tanpa-mampat.docx", paket(anggota_docx(), zipfile.ZIP_STORED)),
        ("dua.docx", docx(bagian="word/document2.xml")),
        ("berlampiran.docx", docx(lampiran)),
        ("aliran.docx", _docx_aliran()),
        ("utf16.docx", _utf16()),
        ("sangat-mampat.docx", docx((("customXml/item1.xml", xml_besar),))),
        ("folder.docx", docx((("word/theme/", b""), ("word/theme/theme1.xml", b"<t/>")))),
        ("rekap.xlsx", xlsx()),
        ("Rekap.TW.I.XLSX", xlsx(baris=2000)),
        ("grafik.xlsx", xlsx(grafik=True)),
        ("aliran.xlsx", xlsx(constant_memory=True)),
        ("kosong.xlsx", xlsx(baris=0)),
    ]


def _buat_odf() -> list[tuple[str, bytes]]:
    gambar_ = (("Pictures/100.png", png()), ("Configurations2/images/", b""))
    return [
        ("surat.odt", odt()),
        ("SURAT.final.ODT", odt(gambar_)),
        ("terbalik.odt", paket(anggota_odf("text")[::-1])),
        ("lama.odt", odt(buku=_MANIFES_LAMA)),
        (
            "baris-akhir.odt",
            paket([("mimetype", anggota_odf("text")[0][1] + b"\n"), *anggota_odf("text")[1:]]),
        ),
        ("rekap.ods", ods()),
        ("Rekap.2026.ODS", ods(gambar_)),
        ("terbalik.ods", paket(anggota_odf("spreadsheet")[::-1])),
        ("lama.ods", ods(buku=_MANIFES_LAMA)),
    ]


BERKAS_BIASA: list[tuple[str, bytes]] = _buat()
