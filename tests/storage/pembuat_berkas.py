"""Writers of small ordinary files as bytes, and a zip writer that can also lie."""

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from PIL import Image

_OPENXML = "application/vnd.openxmlformats-officedocument."
TIPE_DOCX = _OPENXML + "wordprocessingml.document.main+xml"
TIPE_XLSX = _OPENXML + "spreadsheetml.sheet.main+xml"
TIPE_ODF = "application/vnd.oasis.opendocument."
_SISIP = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _susun_pdf(objek: list[bytes], trailer: bytes = b"", versi: str = "1.4") -> bytes:
    """A PDF of these objects (the first is the catalog) with a cross-reference table."""
    isi = bytearray(f"%PDF-{versi}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"))
    letak = []
    for nomor, badan in enumerate(objek, 1):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, badan)
    awal = len(isi)
    isi += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objek) + 1)
    isi += b"".join(b"%010d 00000 n \n" % x for x in letak)
    isi += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objek) + 1, trailer)
    return bytes(isi + b"startxref\n%d\n%%%%EOF\n" % awal)


def pdf(halaman: int = 1, versi: str = "1.4", tambahan: tuple[bytes, ...] = ()) -> bytes:
    """A PDF with that many text pages."""
    anak = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(halaman))
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (anak, halaman),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i in range(halaman):
        teks = b"BT /F1 12 Tf 72 720 Td (Laporan halaman %d) Tj ET" % (i + 1)
        objek.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i)
        )
        objek.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(teks), teks))
    return _susun_pdf(objek + list(tambahan), versi=versi)


def _rc4(kunci: bytes, data: bytes) -> bytes:
    s, j = list(range(256)), 0
    for i in range(256):
        j = (j + s[i] + kunci[i % len(kunci)]) % 256
        s[i], s[j] = s[j], s[i]
    hasil, i, j = bytearray(), 0, 0
    for b in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        hasil.append(b ^ s[(s[i] + s[j]) % 256])
    return bytes(hasil)


def pdf_bersandi(sandi: bytes) -> bytes:
    """A PDF encrypted with this user password; an empty one opens freely (owner-locked only)."""
    pengenal = b"0123456789abcdef"
    pemilik = _rc4(hashlib.md5((b"pemilik" + _SISIP)[:32]).digest()[:5], (sandi + _SISIP)[:32])
    bahan = (sandi + _SISIP)[:32] + pemilik + struct.pack("<i", -4) + pengenal
    pengguna = _rc4(hashlib.md5(bahan).digest()[:5], _SISIP)
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>"
        % (pemilik.hex().encode(), pengguna.hex().encode()),
    ]
    hexa = pengenal.hex().encode()
    return _susun_pdf(objek, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (hexa, hexa))


def pdf_tanpa_halaman() -> bytes:
    """A well-formed PDF with an empty page tree."""
    return _susun_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    )


def gambar(
    format_: str, ukuran: tuple[int, int] = (320, 240), mode: str = "RGB", **opsi: Any
) -> bytes:
    """A picture with a gradient, so that cutting it anywhere loses pixels."""
    dasar = Image.radial_gradient("L").resize(ukuran).convert(mode)
    keluar = io.BytesIO()
    dasar.save(keluar, format_, **opsi)
    return keluar.getvalue()


def jpg(**opsi: Any) -> bytes:
    """An ordinary JPEG."""
    return gambar("JPEG", **opsi)


def png(**opsi: Any) -> bytes:
    """An ordinary PNG."""
    return gambar("PNG", **opsi)


def paket(anggota: list[tuple[str, bytes]], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip written by the standard library."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", cara) as arsip:
        for nama, isi in anggota:
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def tipe_isi(tipe: str, bagian: str, lain: str = "") -> bytes:
    """A [Content_Types].xml declaring one main part."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{bagian}" ContentType="{tipe}"/>{lain}</Types>'
    ).encode()


def anggota_docx(lain: str = "", bagian: str = "word/document.xml") -> list[tuple[str, bytes]]:
    """Members of a small docx."""
    paragraf = "".join(f"<w:p><w:r><w:t>Butir {i}</w:t></w:r></w:p>" for i in range(400))
    badan = f'<w:document xmlns:w="urn:w"><w:body>{paragraf}</w:body></w:document>'
    hubungan = f'<Relationships><Relationship Id="r" Type="o" Target="{bagian}"/></Relationships>'
    return [
        ("[Content_Types].xml", tipe_isi(TIPE_DOCX, bagian, lain)),
        ("_rels/.rels", hubungan.encode()),
        (bagian, badan.encode()),
    ]


def docx(tambahan: tuple[tuple[str, bytes], ...] = (), **opsi: Any) -> bytes:
    """An ordinary docx."""
    return paket(anggota_docx(**opsi) + list(tambahan))


def xlsx(baris: int = 50, grafik: bool = False, **opsi: Any) -> bytes:
    """A workbook as XlsxWriter makes it."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True, **opsi}) as buku:
        lembar = buku.add_worksheet("Rekap")
        for i in range(baris):
            lembar.write_row(i, 0, [f"Indikator {i}", i, i * 2])
        if grafik:
            bagan = buku.add_chart({"type": "column"})
            bagan.add_series({"values": "=Rekap!$B$1:$B$10"})
            lembar.insert_chart("E2", bagan)
    return keluar.getvalue()


def anggota_odf(tipe: str, buku: str = "", sisip: str = "") -> list[tuple[str, bytes]]:
    """Members of a small OpenDocument file; `sisip` goes into the manifest."""
    butir = "".join(f"<text:p>Butir {i}</text:p>" for i in range(400))
    nama = 'office:document-content xmlns:office="o" xmlns:text="t"'
    isi = f"<{nama}>{butir}</office:document-content>"
    manifes = (
        f'<?xml version="1.0"?>{buku}<manifest:manifest xmlns:manifest="m">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TIPE_ODF}{tipe}"/>'
        f"{sisip}</manifest:manifest>"
    )
    return [
        ("mimetype", (TIPE_ODF + tipe).encode()),
        ("content.xml", isi.encode()),
        ("META-INF/manifest.xml", manifes.encode()),
    ]


def odt(tambahan: tuple[tuple[str, bytes], ...] = (), **opsi: Any) -> bytes:
    """An ordinary text document."""
    return paket(anggota_odf("text", **opsi) + list(tambahan))


def ods(tambahan: tuple[tuple[str, bytes], ...] = (), **opsi: Any) -> bytes:
    """An ordinary spreadsheet."""
    return paket(anggota_odf("spreadsheet", **opsi) + list(tambahan))


@dataclass(frozen=True)
class Anggota:
    """One zip member whose headers may say anything."""

    nama: str
    isi: bytes
    cara: int = 8
    bendera: int = 0
    mode: int = 0
    nama_lokal: str | None = None
    ukuran: int | None = None
    crc: int | None = None
    mentah: bytes | None = None


def paket_bohong(daftar: list[Anggota], komentar: bytes = b"") -> bytes:
    """A zip exactly as told: false sizes, flags, names, checksums, duplicates."""
    badan, pusat = bytearray(), bytearray()
    for a in daftar:
        pemampat = zlib.compressobj(6, zlib.DEFLATED, -15)
        mampat = pemampat.compress(a.isi) + pemampat.flush() if a.cara == 8 else a.isi
        data = mampat if a.mentah is None else a.mentah
        crc = zlib.crc32(a.isi) if a.crc is None else a.crc
        ukuran = len(a.isi) if a.ukuran is None else a.ukuran
        nama = a.nama.encode()
        lokal = nama if a.nama_lokal is None else a.nama_lokal.encode()
        umum = struct.pack("<HHHHIII", a.bendera | 0x800, a.cara, 0, 33, crc, len(data), ukuran)
        atribut = struct.pack("<HHHHHI", len(nama), 0, 0, 0, 0, a.mode << 16)
        pusat += b"PK\x01\x02" + struct.pack("<HH", 20 | 3 << 8, 20) + umum
        pusat += atribut + struct.pack("<I", len(badan)) + nama
        badan += b"PK\x03\x04" + struct.pack("<H", 20) + umum
        badan += struct.pack("<HH", len(lokal), 0) + lokal + data
    n = len(daftar)
    ujung = struct.pack("<HHHHIIH", 0, 0, n, n, len(pusat), len(badan), len(komentar))
    return bytes(badan + pusat + b"PK\x05\x06" + ujung + komentar)


def nol_termampat(mebibyte: int) -> tuple[bytes, int]:
    """(deflate stream, crc32) of that many MiB of zeros, made by repeating one flushed block."""
    pemampat = zlib.compressobj(9, zlib.DEFLATED, -15)
    nol = bytes(1024**2)
    blok = pemampat.compress(nol) + pemampat.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(mebibyte):
        crc = zlib.crc32(nol, crc)
    return blok * mebibyte + pemampat.flush(), crc
