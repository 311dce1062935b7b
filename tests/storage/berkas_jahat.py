"""Hostile, broken and mislabelled uploads: every one must be refused with a sentence."""

import stat
import struct
import zlib

from tests.storage.pembuat_berkas import (
    TIPE_DOCX,
    TIPE_ODF,
    TIPE_XLSX,
    Anggota,
    anggota_docx,
    anggota_odf,
    docx,
    gambar,
    jpg,
    nol_termampat,
    ods,
    odt,
    paket,
    paket_bohong,
    pdf,
    pdf_bersandi,
    pdf_tanpa_halaman,
    png,
    tipe_isi,
    xlsx,
)

_PEMBUAT = (pdf, jpg, png, docx, xlsx, odt, ods)
_BIASA = {buat.__name__: buat() for buat in _PEMBUAT}
_EXE = b"MZ\x90\0\x03\0\0\0" + bytes(200) + b"This program cannot be run in DOS mode"
_HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
_ISI_LAIN = {
    "kosong": b"",
    "html": _HTML,
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "exe": _EXE,
    "acak": bytes((i * 73 + 41) % 256 for i in range(2000)),
}
_EKSTENSI_LAIN = (
    *("exe", "html", "htm", "svg", "js", "php", "bat", "ps1", "vbs", "jar", "lnk", "xml"),
    *("docm", "xlsm", "doc", "xls", "pptx", "odp", "dotx", "rtf", "txt", "csv"),
    *("zip", "rar", "gif", "webp", "tif", "heic", "mp4", "pdf_"),
)
_TIPE_WORD_MAKRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_TIPE_EXCEL_MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _ganti(anggota: list[tuple[str, bytes]], nama: str, isi: bytes | None) -> bytes:
    """The package with one member replaced, or removed when `isi` is None."""
    hasil = [(n, b if n != nama else isi) for n, b in anggota]
    return paket([(n, b) for n, b in hasil if b is not None])


def _sisip(*tambahan: Anggota) -> bytes:
    """A docx followed by hand-made members."""
    return paket_bohong([Anggota(n, b) for n, b in anggota_docx()] + list(tambahan))


def _label() -> list[tuple[str, bytes]]:
    """Wrong names, foreign contents, and every kind under every other kind's name."""
    silang = [
        (f"sebenarnya-{asal}.{jenis}", isi)
        for jenis in _BIASA
        for asal, isi in _BIASA.items()
        if asal != jenis
    ]
    asing = [(f"isi-{apa}.{j}", isi) for j in _BIASA for apa, isi in _ISI_LAIN.items()]
    potong = [
        (f"terpotong-{bagian}.{jenis}", isi[: len(isi) * bagian // 100])
        for jenis, isi in _BIASA.items()
        for bagian in (5, 50, 95)
    ]
    nama = [(f"laporan.pdf.{e}", pdf()) for e in _EKSTENSI_LAIN]
    nama += [("laporan", pdf()), ("", pdf()), ("laporan.pdf\0.exe", pdf())]
    nama += [("laporan\u202efdp.exe", pdf()), ("laporan.pdf/", pdf())]
    return silang + asing + potong + nama


def _pdf() -> list[tuple[str, bytes]]:
    tanpa_akar = pdf().replace(b"/Catalog", b"/Katalog").replace(b"/Pages", b"/Lembar")
    return [
        ("bersandi.pdf", pdf_bersandi(b"rahasia")),
        ("tanpa-halaman.pdf", pdf_tanpa_halaman()),
        ("kepala-saja.pdf", b"%PDF-1.7\n%%EOF\n"),
        ("kepala-html.pdf", b"%PDF-1.7\n" + _HTML + b"\n%%EOF\n"),
        ("tanpa-akar.pdf", tanpa_akar),
        ("didahului-html.pdf", _HTML + pdf()),
        ("didahului-exe.pdf", _EXE + pdf()),
        ("didahului-zip.pdf", docx() + pdf()),
        ("ditempeli-zip.pdf", pdf() + docx()),
        ("ditempeli-zip-berkomentar.pdf", pdf() + paket_bohong([Anggota("a.js", b"1")], b"%%EOF")),
        ("ditempeli-exe.pdf", pdf() + _EXE),
        ("ditempeli-html.pdf", pdf() + _HTML),
        ("revisi-terpotong.pdf", pdf() + b"9 0 obj\n<< /Title (Revisi"),
        ("ekor-panjang.pdf", pdf() + b"x" * 5000),
    ]


def _png_kepala(lebar: int, tinggi: int) -> bytes:
    """A PNG whose header claims any size."""

    def potongan(jenis: bytes, isi: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(jenis + isi))
        return struct.pack(">I", len(isi)) + jenis + isi + crc

    kepala = potongan(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 1, 0, 0, 0, 0))
    data = potongan(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + kepala + data + potongan(b"IEND", b"")


def _jpg_ukuran(sisi: int) -> bytes:
    """A JPEG whose frame header claims a square of this side."""
    isi = bytearray(jpg())
    letak = isi.index(b"\xff\xc0")
    isi[letak + 5 : letak + 9] = struct.pack(">HH", sisi, sisi)
    return bytes(isi)


def _jpg_pindai() -> bytes:
    """A progressive JPEG repeating one scan hundreds of times."""
    isi = jpg(progressive=True, ukuran=(16, 16))
    letak = isi.rindex(b"\xff\xda")
    return isi[:letak] + isi[letak:-2] * 500 + isi[-2:]


def _gambar() -> list[tuple[str, bytes]]:
    rusak = bytearray(png())
    rusak[len(rusak) // 2] ^= 0xFF
    return [
        ("51-megapiksel.png", png(ukuran=(10_000, 5_100), mode="1")),
        ("51-megapiksel.jpg", _jpg_ukuran(7_150)),
        ("bom.jpg", _jpg_ukuran(65_500)),
        ("bom-peringatan.png", _png_kepala(10_000, 9_000)),
        ("bom.png", _png_kepala(100_000, 100_000)),
        ("tanpa-lebar.png", _png_kepala(0, 10)),
        ("kurang-data.png", _png_kepala(4_000, 4_000)),
        ("ubah-bit.png", bytes(rusak)),
        ("tanpa-penutup.png", png()[:-12]),
        ("banyak-pindai.jpg", _jpg_pindai()),
        ("ditempeli-zip.jpg", jpg() + docx()),
        ("ditempeli-zip.png", png() + docx()),
        ("ditempeli-php.jpg", jpg() + b"<?php system($_GET[0]); ?>"),
        ("ditempeli-html.png", png() + _HTML),
        ("ditempeli-exe.png", png() + _EXE),
        ("gif.png", gambar("GIF")),
        ("bmp.jpg", gambar("BMP")),
        ("tiff.jpg", gambar("TIFF")),
        ("webp.png", gambar("WEBP")),
        ("heic.jpg", b"\0\0\0\x18ftypheic" + bytes(500)),
    ]


def _makro() -> list[tuple[str, bytes]]:
    tipe_vba = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    dalam = [
        ("docx", "word/vbaProject.bin"),
        ("docx", "word/VBAPROJECT.BIN"),
        ("docx", "vbaData.xml"),
        ("docx", "word/embeddings/surat.docm"),
        ("docx", "word/embeddings/pasang.exe"),
        ("docx", "word/media/jalan.vbs"),
        ("docx", "xl/macrosheets/sheet1.xml"),
        ("odt", "Basic/Standard/Module1.xml"),
        ("odt", "Scripts/python/jalan.py"),
        ("ods", "Basic/script-lc.xml"),
        ("ods", "scripts/beanshell/a.bsh"),
    ]
    buat = {"docx": docx, "odt": odt, "ods": ods}
    hasil = [(f"makro-{i}.{j}", buat[j](((n, b"x"),))) for i, (j, n) in enumerate(dalam)]
    sisip = '<manifest:file-entry manifest:full-path="Basic/script-lc.xml"/>'
    nama_tipe, utama = "[Content_Types].xml", "word/document.xml"
    return [
        *hasil,
        ("tipe-docm.docx", _ganti(anggota_docx(), nama_tipe, tipe_isi(_TIPE_WORD_MAKRO, utama))),
        ("tipe-xlsm.xlsx", paket([(nama_tipe, tipe_isi(_TIPE_EXCEL_MAKRO, "xl/workbook.xml"))])),
        ("tipe-vba.docx", docx(lain=tipe_vba)),
        ("tipe-vba-entitas.docx", docx(lain=tipe_vba.replace("vba", "&#x76;ba"))),
        ("manifes-basic.odt", odt(sisip=sisip)),
    ]


def _terkunci() -> list[tuple[str, bytes]]:
    sandi = _OLE + "EncryptedPackage".encode("utf-16-le")
    kunci = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    return [
        ("bersandi.docx", sandi),
        ("bersandi.xlsx", sandi),
        ("lama.docx", _OLE),
        ("lama.xlsx", _OLE + b"Workbook"),
        ("lama.pdf", _OLE),
        ("anggota-bersandi.docx", _sisip(Anggota("word/a.xml", b"<a/>", bendera=1))),
        ("anggota-sandi-kuat.docx", _sisip(Anggota("word/a.xml", b"<a/>", bendera=0x41))),
        ("bersandi.odt", odt(sisip=kunci + "</manifest:file-entry>")),
        ("bersandi-utuh.odt", odt((("encrypted-package", b"x"),))),
    ]


def _bom() -> list[tuple[str, bytes]]:
    data, crc = nol_termampat(201)
    data_70, crc_70 = nol_termampat(70)
    banyak = [Anggota(f"word/{i}.xml", b"", cara=0) for i in range(2_000)]
    jujur = Anggota("word/a.xml", b"", ukuran=201 * 1024**2, mentah=data, crc=crc)
    bohong = Anggota("word/a.xml", b"", ukuran=100, mentah=data, crc=crc)
    utama = Anggota("word/document.xml", b"", ukuran=201 * 1024**2, mentah=data, crc=crc)
    tipe = Anggota(*anggota_docx()[0])
    nisbah = Anggota("word/a.xml", b"", mentah=data_70, crc=crc_70, ukuran=70 * 1024**2)
    tawa = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Types>&b;</Types>'
    xxe = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'
    return [
        ("bom.docx", _sisip(jujur)),
        ("bom-bohong.docx", _sisip(bohong)),
        ("bom-utama.docx", paket_bohong([tipe, utama])),
        ("bom-nisbah.docx", _sisip(nisbah)),
        ("2003-anggota.docx", _sisip(*banyak)),
        ("12000-anggota.docx", _sisip(*banyak * 6)),
        ("tawa.docx", _ganti(anggota_docx(), "[Content_Types].xml", tawa)),
        ("xxe.docx", _ganti(anggota_docx(), "word/document.xml", xxe)),
        ("xxe.odt", _ganti(anggota_odf("text"), "content.xml", xxe)),
    ]


def _bertindih() -> bytes:
    """Two directory records that point at the same bytes."""
    isi = _sisip(Anggota("word/a.xml", b"<a/>"), Anggota("word/b.xml", b"<a/>"))
    letak = isi.rindex(b"PK\x01\x02")
    sasaran = isi[isi.rindex(b"PK\x01\x02", 0, letak) + 42 :][:4]
    return isi[: letak + 42] + sasaran + isi[letak + 46 :]


def _susunan() -> list[tuple[str, bytes]]:
    jalur = ("../jahat", "/etc/passwd", "C:/jahat", "word\\a.xml", "word/../../a", "a\0b", "a//b")
    x = b"<a/>"
    tautan = stat.S_IFLNK | 0o777
    return [
        *[(f"jalur-{i}.docx", _sisip(Anggota(n, x))) for i, n in enumerate(jalur)],
        ("tautan.docx", _sisip(Anggota("word/a.xml", b"/etc/passwd", mode=tautan))),
        ("kembar.docx", paket_bohong([Anggota(n, b) for n, b in anggota_docx() * 2])),
        ("kembar-huruf.docx", _sisip(Anggota("WORD/Document.xml", x))),
        ("bertindih.docx", _bertindih()),
        ("nama-lokal.docx", _sisip(Anggota("word/a.xml", x, nama_lokal="word/b.xml"))),
        ("crc.docx", _sisip(Anggota("word/a.xml", x, crc=1))),
        ("ukuran.docx", _sisip(Anggota("word/a.xml", x, ukuran=3))),
        (
            "data-lebih.docx",
            _sisip(Anggota("word/a.xml", x, mentah=b"\x03\0ekor", ukuran=0, crc=0)),
        ),
        ("bzip2.docx", _sisip(Anggota("word/a.xml", x, cara=12))),
        ("lzma.docx", _sisip(Anggota("word/a.xml", x, cara=14))),
        ("didahului-exe.docx", _EXE + docx()),
        ("ditempeli-exe.docx", docx() + _EXE),
        ("kosong.docx", paket([])),
        ("hanya-zip.xlsx", paket([("a.txt", b"a")])),
    ]


def _bentuk() -> list[tuple[str, bytes]]:
    tipe, utama = "[Content_Types].xml", "word/document.xml"
    slide = TIPE_XLSX.replace("spreadsheetml.sheet", "presentationml.presentation")
    dua = f'<Override PartName="/a.xml" ContentType="{TIPE_XLSX}"/>'
    return [
        ("tanpa-tipe.docx", _ganti(anggota_docx(), tipe, None)),
        ("tanpa-utama.docx", _ganti(anggota_docx(), utama, None)),
        ("utama-lain.docx", _ganti(anggota_docx(), tipe, tipe_isi(slide, utama))),
        ("dua-jenis.docx", docx(lain=dua)),
        (
            "templat.docx",
            _ganti(
                anggota_docx(),
                tipe,
                tipe_isi(TIPE_DOCX.replace("document.main", "template.main"), utama),
            ),
        ),
        ("tipe-rusak.docx", _ganti(anggota_docx(), tipe, b"<Types>")),
        ("utama-rusak.docx", _ganti(anggota_docx(), utama, b"<document><a></document>")),
        ("utama-kosong.docx", _ganti(anggota_docx(), utama, b"")),
        ("utama-html.docx", _ganti(anggota_docx(), utama, b"<html><body/></html>")),
        ("tanpa-mimetype.odt", _ganti(anggota_odf("text"), "mimetype", None)),
        ("tanpa-isi.odt", _ganti(anggota_odf("text"), "content.xml", None)),
        ("templat.odt", paket(anggota_odf("text-template"))),
        ("gambar.ods", paket(anggota_odf("graphics"))),
        ("akar-html.ods", _ganti(anggota_odf("spreadsheet"), "content.xml", b"<html/>")),
        (
            "mimetype-panjang.odt",
            _ganti(anggota_odf("text"), "mimetype", (TIPE_ODF + "text;x").encode()),
        ),
    ]


def _buat() -> list[tuple[str, bytes]]:
    pembuat = (_label, _pdf, _gambar, _makro, _terkunci, _bom, _susunan, _bentuk)
    return [berkas for buat in pembuat for berkas in buat()]


BERKAS_JAHAT: list[tuple[str, bytes]] = _buat()
