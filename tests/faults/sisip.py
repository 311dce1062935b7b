"""Script payloads, and an office in which every text there is holds some of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from iki_web.extensions import Base, db
from iki_web.rules.alur import Aksi
from tests.faults.bentuk import Bentuk, baca_bentuk, lengkapi
from tests.pendukung.akses import BOLEH, DRAF, TABEL
from tests.pendukung.akses.panggung import Panggung
from tests.pendukung.bundel import buat_pdf, setujui
from tests.pendukung.entri import PembuatEntri, id_indikator, simpan_berkas
from tests.pendukung.keadaan import tulis_langsung
from tests.pendukung.langkah import Meja

MUATAN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' autofocus onfocus='alert(4)",
    "javascript:alert(5)",
    "</textarea><script>alert(6)</script>",
    "</title></style><script>alert(7)</script>",
    "{{7*191}}${7*191}<%=7*191%>",
    '<iframe srcdoc="<script>alert(9)</script>">',
    '<div hx-get="/keluar" hx-trigger="load">',
    '=HYPERLINK("http://jahat.example","x")',
    "<style>@import'//jahat.example/a';</style>",
)
#: What a template engine would make of the eighth.
TERHITUNG = str(7 * 191)

#: Texts that come with an edition, an import or the first start, filled in before anybody works.
_INDUK: Mapping[str, tuple[str, ...]] = {
    "kantor": ("nama", "kabupaten", "alamat", "tempat", "kop"),
    "jabatan": ("nama", "nama_singkat"),
    "pegawai": ("nama", "pangkat"),
    "keputusan": ("tentang", "nomor", "naskah"),
    "catatan": ("kutipan", "isi"),
    "indikator": ("sasaran", "nama", "pembilang", "penyebut", "contoh", "teks_asli"),
    "lampiran": ("nama", "nama_asli", "tugas", "fungsi"),
    "dokumen": ("nama",),
    "sumber_data": ("nama",),
}
_PENGISI = ("pengelola", "camat", "atasan", "pemilik")
#: Ways out, and fields that are no text of the office.
_BUKAN = ("masuk.create", "masuk.keluar", "akun.update")


@dataclass
class Penyisip:
    """Deals payloads out; round by round every field gets others, until it has had them all."""

    ronde: int
    ke: int = 0
    dapat: dict[str, set[int]] = field(default_factory=dict)
    tolak: set[str] = field(default_factory=set)
    _menunggu: dict[str, set[int]] = field(default_factory=dict)

    def buat(self, medan: str, batas: int = 150) -> str:
        """Return as many payloads as a field takes, at least the start of one."""
        awal = (self.ke + 3 * self.ronde) % len(MUATAN)
        self.ke += 1
        hasil = MUATAN[awal][:batas]
        isi = {awal} if len(MUATAN[awal]) <= batas else set()
        for geser in range(1, len(MUATAN)):
            nomor = (awal + geser) % len(MUATAN)
            if len(hasil) + 1 + len(MUATAN[nomor]) <= batas:
                hasil += " " + MUATAN[nomor]
                isi.add(nomor)
        self._menunggu.setdefault(medan, set()).update(isi)
        return hasil

    def catat(self, medan: Iterable[str] | None = None) -> None:
        """Count what was dealt to these fields (None: to all) as taken, and forget the rest."""
        for nama in tuple(self._menunggu) if medan is None else medan:
            self.dapat.setdefault(nama, set()).update(self._menunggu[nama])
        self._menunggu.clear()

    @property
    def pasangan(self) -> int:
        """How many pairs of field and payload there were."""
        return sum(len(satu) for satu in self.dapat.values())


def _ganti_naskah(nilai: Any, sisip: Penyisip, medan: str) -> Any:
    """Return what a column holds with its sentences replaced, also those inside JSON."""
    if isinstance(nilai, str):
        return sisip.buat(medan, 300) if " " in nilai else nilai
    if isinstance(nilai, list):
        return [_ganti_naskah(satu, sisip, medan) for satu in nilai]
    if isinstance(nilai, dict):
        return {n: _ganti_naskah(satu, sisip, f"{medan}.{n}") for n, satu in nilai.items()}
    return nilai


def isi_induk(app: Flask, sisip: Penyisip) -> None:
    """Fill the office's own texts behind the app's back: not all of them have a form today."""
    for nama, kolom in _INDUK.items():
        tabel = Base.metadata.tables[nama]
        with app.app_context():
            semua = db.session.execute(sa.select(tabel)).mappings().all()
        for baris in semua:
            isi = {}
            for satu in kolom:
                lama = baris[satu]
                if lama is None:
                    continue
                if lama[:1] in ("[", "{"):
                    isi[satu] = json.dumps(
                        _ganti_naskah(json.loads(lama), sisip, f"{nama}.{satu}"),
                        ensure_ascii=False,
                    )
                else:
                    isi[satu] = sisip.buat(f"{nama}.{satu}", 100 if satu == "pangkat" else 150)
            if isi:
                letak = ", ".join(f"{satu} = :{satu}" for satu in isi)
                kunci = {"kunci_baris": baris["id"]}
                tulis_langsung(
                    app, f"UPDATE {nama} SET {letak} WHERE id = :kunci_baris", **isi, **kunci
                )


def isi_kerja(app: Flask, sisip: Penyisip) -> None:
    """Let entries go their way with payloads in every word and in the names of their files."""

    def teks() -> dict[str, str]:
        nama = ("keterangan", "kendala", "tindak_lanjut")
        return {satu: sisip.buat(f"realisasi.{satu}", 2000) for satu in nama}

    nama = sisip.buat("bukti.nama", 140).replace("/", "∕") + ".pdf"
    setujui(app, [(nama, buat_pdf("sisip"))], kode="2026-TW2", **teks())
    with app.app_context():
        nomor = id_indikator("staf-umum-1")
    meja = Meja(app, nomor, "2026-TW3", 0)
    satu = simpan_berkas(app, buat_pdf("kedua"), nama)
    rujukan = {1: sisip.buat("rujukan.rujukan", 500)}
    meja.lakukan("staf-umum", Aksi.SIMPAN, berkas={1: [satu]}, rujukan=rujukan, **teks())
    meja.lakukan("staf-umum", Aksi.AJUKAN)
    meja.lakukan("kasubbag-umum", Aksi.KEMBALIKAN, catatan=sisip.buat("riwayat.catatan", 1000))
    alasan = sisip.buat("realisasi.alasan_nihil", 500)
    PembuatEntri(app)("DIAJUKAN", "kasubbag-umum-2", "2026-TW1", nihil=True, alasan_nihil=alasan)
    meja = Meja(app, nomor, "2026-TW4", 0)
    kosong = {1: sisip.buat("rujukan.alasan", 1000)}
    meja.lakukan("staf-umum", Aksi.SIMPAN, alasan_slot=kosong, **teks())
    meja.lakukan("staf-umum", Aksi.AJUKAN)
    sisip.catat()


def _kumpulkan(p: Panggung, selang: int) -> Iterator[tuple[str, list[Bentuk]]]:
    """Yield for each filler the forms of the pages he may open, with the table's valid values."""
    sah: dict[str, list[Bentuk]] = {}
    lengkapi(sah, TABEL, p.tempat)
    for siapa in _PENGISI:
        klien, hasil = p.klien(siapa), {}
        for rute in list(TABEL.values())[::selang]:
            if rute.metode != "GET" or rute.aturan(siapa, DRAF) != BOLEH:
                continue
            jawab = p.minta(klien, rute, htmx=False)
            if jawab.mimetype != "text/html":
                continue
            for satu in baca_bentuk(p.app, rute.jalur.format(**p.tempat), jawab.text):
                if satu.teks and satu.titik not in _BUKAN:
                    hasil.setdefault((satu.titik, satu.jalur), (satu, sah[satu.titik][0]))
        yield siapa, list(hasil.values())


def _kirim(klien: FlaskClient, satu: Bentuk, isi: Mapping[str, Any]) -> bool:
    jawab = klien.post(satu.jalur, data=dict(isi))
    return jawab.status_code < 400


def isi_formulir(p: Panggung, sisip: Penyisip, selang: int = 1) -> None:
    """Send every form that has a text, payloads in all, one by one where that is refused."""
    for siapa, semua in _kumpulkan(p, selang):
        klien = p.klien(siapa)
        for satu, sah in semua:
            dasar = {n: v.decode("utf-8", "replace") for n, v in (*satu.isi, *sah.isi)}
            muatan = {n: sisip.buat(f"{satu.titik}.{n}", batas) for n, batas in satu.teks}
            jadi = list(muatan)
            if not _kirim(klien, satu, dasar | muatan):
                jadi = [n for n, teks in muatan.items() if _kirim(klien, satu, dasar | {n: teks})]
            sisip.catat(f"{satu.titik}.{n}" for n in jadi)
            sisip.tolak |= {f"{satu.titik}.{n}" for n in set(muatan) - set(jadi)}


def tanpa_spasi(teks: Iterable[str]) -> str:
    """Return a text without what a sheet may break it with."""
    return "".join("".join(teks).split()).replace("\xad", "").replace("-", "")
