"""The members of a bundle: what is made for it, the checksums, and the evidence as it is stored."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from typing import BinaryIO

from iki_web.queries.bundel import BarisJejak, BuktiBundel, Bundel
from iki_web.queries.dokumen import Dokumen
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.bundel import Penamaan, format_jumlah
from iki_web.rules.dokumen import format_teks
from iki_web.rules.periode import WIB
from iki_web.storage import Anggota, Arsip, Utuh, build_anggota
from iki_web.web.bundel.baris import (
    KATA_UTUH,
    KOLOM_BUKTI,
    KOLOM_ISIAN,
    KOLOM_REKAP,
    Periksa,
    build_jejak,
    list_bukti,
    list_isian,
    list_rekap,
)
from iki_web.web.bundel.indeks import build_indeks
from iki_web.web.dokumen.pdf import build_pdf
from iki_web.web.lembar import Lembar, build_buku, write_csv

Buka = Callable[[str], BinaryIO]


def build_arsip(
    bundel: Bundel,
    periksa: Periksa,
    jejak: Iterable[BarisJejak],
    dokumen: Iterable[Dokumen],
    buka: Buka,
) -> Arsip:
    """Return the ZIP of a bundle; `buka` opens stored evidence by its hash, verified.

    `jejak`, `dokumen`: the lines about its entries, and what was issued about its positions.

    What was made for it comes first, so that a download that breaks off can still be read.
    """
    utuh, rusak = list_utuh(bundel, periksa), list_rusak(bundel, periksa)
    lembar = list(_list_dokumen(bundel.kantor, dokumen))
    depan = [*_list_pelengkap(bundel, periksa, jejak, rusak, lembar), *lembar]
    jumlah = [(hashlib.sha256(isi).hexdigest(), nama) for nama, isi in depan]
    jumlah += [(satu.sha256, satu.jalur) for satu in utuh]
    depan.append(("SHA256SUMS", format_jumlah(jumlah).encode()))
    hari = datetime.combine(bundel.rekap.hari_ini, time())
    return Arsip(
        [
            *(build_anggota(nama, isi, hari) for nama, isi in depan),
            *_list_anggota(bundel, periksa, buka),
        ]
    )


def _list_pelengkap(
    bundel: Bundel,
    periksa: Periksa,
    jejak: Iterable[BarisJejak],
    rusak: Sequence[BuktiBundel],
    lembar: Iterable[tuple[str, bytes]],
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of what is made for the bundle."""
    if rusak:
        yield "TIDAK-LENGKAP.txt", _build_kurang(rusak, periksa)
    yield "indeks.html", build_indeks(bundel, periksa, [jalur for jalur, _ in lembar])
    yield "indeks.xlsx", _build_xlsx(bundel, periksa, rusak)
    yield "rekap.csv", write_csv((k.judul for k in KOLOM_REKAP), KOLOM_REKAP, list_rekap(bundel))
    yield "jejak.csv", build_jejak(bundel, jejak)


def _list_dokumen(kantor: str, dokumen: Iterable[Dokumen]) -> Iterator[tuple[str, bytes]]:
    """Yield the sheets that were issued, as printed and as the text their digest is of."""
    nama = Penamaan()
    for ke, satu in enumerate(dokumen, start=1):
        judul = f"{satu.isi.nama}, {satu.baris.nomor}"
        yield nama.take("00 Dokumen", ke, f"{judul}.pdf"), build_pdf(satu.isi, kantor, satu)
        yield nama.take("00 Dokumen", ke, f"{judul}.txt"), format_teks(satu.isi).encode()


def list_utuh(bundel: Bundel, periksa: Periksa) -> list[BuktiBundel]:
    """Return the files that go in."""
    return [satu for satu in bundel.bukti if periksa[satu.sha256].utuh is Utuh.UTUH]


def list_rusak(bundel: Bundel, periksa: Periksa) -> list[BuktiBundel]:
    """Return the files that are missing or not what was approved: said, never sent."""
    return [satu for satu in bundel.bukti if periksa[satu.sha256].utuh is not Utuh.UTUH]


def _build_kurang(rusak: Iterable[BuktiBundel], periksa: Periksa) -> bytes:
    baris = [
        "Berkas bukti berikut tidak disertakan karena tidak lagi sama dengan yang disetujui.",
        "Sidik SHA-256 yang dibekukan saat disetujui, tempatnya dalam bundel, dan sebabnya:",
        "",
        *(f"{b.sha256}  {b.jalur}  ({KATA_UTUH[periksa[b.sha256].utuh]})" for b in rusak),
    ]
    return "\r\n".join([*baris, ""]).encode()


def _build_xlsx(bundel: Bundel, periksa: Periksa, rusak: Sequence[BuktiBundel]) -> bytes:
    rekap = bundel.rekap
    keterangan = f"{bundel.kantor} · Bundel bukti {rekap.tahun} · {format_tanggal(rekap.hari_ini)}"
    kalimat = [
        "Hanya realisasi yang disetujui memuat angka dan bukti; yang lain disebut keadaannya.",
        "Nomor menurut tabel IKI: jabatan, lalu indikator. Pemeriksaan: berkas dibandingkan "
        "dengan sidik SHA-256 yang dibekukan saat realisasi disetujui.",
        rekap.aturan,
    ]
    if rusak:
        kalimat.insert(0, f"TIDAK LENGKAP: {len(rusak)} berkas bukti tidak disertakan.")
    lembar = (
        Lembar("Realisasi", KOLOM_ISIAN, list_isian(bundel)),
        Lembar("Bukti", KOLOM_BUKTI, list_bukti(bundel, periksa)),
        Lembar("Rekap", KOLOM_REKAP, list_rekap(bundel)),
    )
    judul = f"Bundel bukti {rekap.tahun}"
    return build_buku(judul, bundel.kantor, keterangan, lembar, kalimat, rekap.hari_ini)


def _list_anggota(bundel: Bundel, periksa: Periksa, buka: Buka) -> Iterator[Anggota]:
    """Yield the evidence, dated by its approval."""
    for entri in bundel.entri:
        for satu in entri.sah.bukti if entri.sah else ():
            temuan = periksa[satu.sha256]
            if entri.sah and temuan.utuh is Utuh.UTUH:
                waktu = entri.sah.disetujui.astimezone(WIB)
                isi = (temuan.ukuran, temuan.crc32, satu.sha256)
                yield Anggota(satu.jalur, waktu, *isi, partial(buka, satu.sha256))
