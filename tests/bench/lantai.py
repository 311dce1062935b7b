"""The floor: a bare Flask app that reads the same rows by raw sqlite3 and formats strings.

No ORM, no templates, no forms, no rules, no visibility: what the same pages cost at the least.
"""

import hashlib
import json
import os
import sqlite3
import threading
from html import escape
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from tests.bench.lantai_rekap import gambar_rekap

_SESI = (
    "SELECT s.id, p.id, p.nama, k.nama FROM sesi s JOIN pegawai p ON p.id = s.pegawai_id "
    "JOIN kantor k ON k.id = p.kantor_id WHERE s.sidik = ? AND s.diakhiri IS NULL AND p.aktif = 1"
)
_ISI = (
    "r.id, r.indikator_id, r.periode_id, r.status, r.versi, r.pembilang, r.penyebut, r.angka, "
    "r.daftar, r.nihil, r.alasan_nihil, r.keterangan, r.kendala, r.tindak_lanjut, r.nilai, "
    "r.target, r.capaian, r.predikat, r.diubah, r.diajukan"
)
_SETAHUN = (
    f"SELECT {_ISI} FROM realisasi r WHERE r.periode_id IN (%s) AND r.indikator_id IN (%s) "
    "ORDER BY r.indikator_id, r.periode_id"
)
_ANTREAN = (
    f"SELECT {_ISI} FROM realisasi r WHERE r.status = 'DIAJUKAN' AND r.jabatan_id IN (%s) "
    "ORDER BY r.diajukan"
)
_SATU = f"SELECT {_ISI} FROM realisasi r WHERE r.id IN (%s)"
_BUKTI = (
    "SELECT realisasi_id, sumber_id, id, nama, jenis, ukuran, diunggah FROM bukti "
    "WHERE dilepas IS NULL AND realisasi_id IN (%s)"
)
_RUJUKAN = "SELECT realisasi_id, sumber_id, rujukan, alasan FROM rujukan WHERE realisasi_id IN (%s)"
_RIWAYAT = (
    "SELECT realisasi_id, pelaku, waktu, catatan FROM riwayat "
    "WHERE realisasi_id IN (%s) AND aksi IN ('KEMBALIKAN', 'BUKA_KEMBALI')"
)
_HALAMAN = (
    '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{judul}</title>'
    '<link rel="stylesheet" href="/aset/tema.css"></head><body><header>{kantor}: {orang}'
    '<nav><a href="/">Beranda</a><a href="/indikator">Indikator saya</a>'
    '<a href="/persetujuan">Persetujuan</a><a href="/rekap">Rekap</a></nav></header>'
    "<main><h1>{judul}</h1>{isi}</main></body></html>"
)
_SVG = '<svg class="ikon" viewBox="0 0 16 16"><path d="M12.146.146a.5.5 0 0 1 .708 0l3 3"/></svg>'
_ANGKA = (
    '<label for="{id}-{nama}">{label}</label><input class="form-control angka" type="text" '
    'inputmode="decimal" id="{id}-{nama}" name="{nama}" value="{isi}" '
    'hx-get="/realisasi/{id}/hitung" hx-trigger="input changed delay:300ms" '
    'hx-target="#{id}-hitung" hx-sync="closest form:replace" hx-swap="innerHTML">'
)
_TEKS = (
    '<div class="medan"><label for="{id}-{nama}">{nama}</label><textarea class="form-control" '
    'id="{id}-{nama}" name="{nama}" rows="2" maxlength="2000">{isi}</textarea>'
    '<p class="bantuan" id="{id}-{nama}-hitung">paling banyak 2000 huruf</p></div>'
)
_SLOT = (
    f'<section class="slot"><h3>{_SVG} {{nama}}</h3>{{berkas}}<input type="file" multiple '
    'name="berkas-{nomor}"><label>Rujukan fisik<input name="rujukan-{nomor}" value="{rujukan}">'
    '</label><label>Alasan bila tidak ada berkas<input name="alasan_tanpa_berkas-{nomor}" '
    'value="{alasan}"></label></section>'
)
_BERKAS = (
    f'<li>{_SVG} <a href="/bukti/{{0}}/lihat">{{1}}</a> {{2}} · diunggah {{3}}'
    '<button formaction="/bukti/{0}/hapus" hx-post="/bukti/{0}/hapus">Lepas</button></li>'
)
_FORMULIR = (
    '<section class="kartu" id="entri-{id}"><h2><a href="/realisasi/{id}">{nama}</a></h2>'
    f'<span class="lencana">{_SVG} {{status}}</span><p>{{kembali}}</p>'
    '<form method="post" enctype="multipart/form-data" action="/realisasi/{id}/simpan" '
    'hx-post="/realisasi/{id}/simpan" hx-target="#entri-{id}" hx-swap="outerHTML">'
    '<input type="hidden" name="csrf_token" value="{token}">'
    '<input type="hidden" name="versi" value="{versi}">{angka}<p>{hasil}</p>{lain}'
    '<label><input type="checkbox" name="nihil" value="1"> Nihil</label>{teks}{slot}'
    '<button>Simpan</button><button formaction="/realisasi/{id}/ajukan">Ajukan</button>'
    "</form></section>"
)
_TEKS_NAMA = ("alasan_nihil", "keterangan", "kendala", "tindak_lanjut")


def create_lantai(basis: str, tahun: int) -> Flask:
    """Return the floor over a SQLite file; names and tree are held in memory, as the app does."""
    app = Flask(__name__)
    lantai = Lantai(basis, tahun)
    app.add_url_rule("/indikator", "indikator", lantai.indikator)
    app.add_url_rule("/persetujuan", "persetujuan", lantai.persetujuan)
    app.add_url_rule("/rekap", "rekap", lantai.rekap)
    app.add_url_rule("/", "beranda", lantai.beranda)
    app.add_url_rule("/ajukan/<int:nomor>", "ajukan", lantai.ajukan, methods=["POST"])
    app.add_url_rule("/setujui/<int:nomor>", "setujui", lantai.setujui, methods=["POST"])
    return app


def _tanya(jumlah: int) -> str:
    return ",".join("?" * jumlah)


class Lantai:
    """The four pages over one connection a thread."""

    def __init__(self, basis: str, tahun: int) -> None:
        self.basis, self.lokal = basis, threading.local()
        baca = self._koneksi().execute
        self.periode = dict(
            baca("SELECT id, kode FROM periode WHERE tahun = ? ORDER BY ke", (tahun,)).fetchall()
        )
        self.indikator_ = {b["id"]: b for b in baca("SELECT * FROM indikator").fetchall()}
        self.jabatan = {b["id"]: b for b in baca("SELECT * FROM jabatan").fetchall()}
        self.tugas = {b["pegawai_id"]: b["jabatan_id"] for b in baca("SELECT * FROM penugasan")}
        self.sumber: dict[int, list[Any]] = {}
        for b in baca("SELECT * FROM sumber_data ORDER BY urutan"):
            self.sumber.setdefault(b["indikator_id"], []).append(b)

    def _koneksi(self) -> sqlite3.Connection:
        if not hasattr(self.lokal, "koneksi"):
            self.lokal.koneksi = sqlite3.connect(self.basis, timeout=30, isolation_level=None)
            self.lokal.koneksi.row_factory = sqlite3.Row
            self.lokal.koneksi.execute("PRAGMA synchronous=FULL")
            self.lokal.koneksi.execute("CREATE TABLE IF NOT EXISTS lantai (a, b, c, d)")
        koneksi: sqlite3.Connection = self.lokal.koneksi
        return koneksi

    def _masuk(self) -> Any:
        token = request.cookies.get("lantai", "")
        sidik = hashlib.sha256(token.encode()).hexdigest()
        return self._koneksi().execute(_SESI, (sidik,)).fetchone()

    def _baca(self, perintah: str, *daftar: list[int]) -> list[Any]:
        isi = [nomor for satu in daftar for nomor in satu]
        lengkap = perintah % tuple(_tanya(len(satu)) for satu in daftar)
        return self._koneksi().execute(lengkap, isi).fetchall()

    def _setahun(self, jabatan: list[int]) -> list[Any]:
        indikator = [i for i, b in self.indikator_.items() if b["jabatan_id"] in jabatan]
        return self._baca(_SETAHUN, list(self.periode), indikator)

    def _antrean(self, orang: Any) -> list[Any]:
        jalur = self.jabatan[self.tugas[orang[1]]]["jalur"]
        bawahan = [j for j, b in self.jabatan.items() if b["jalur"].startswith(jalur)]
        return self._baca(_ANTREAN, bawahan)

    def _jawab(self, orang: Any, judul: str, isi: str) -> Response:
        teks = _HALAMAN.format(
            judul=judul, kantor=escape(orang[3]), orang=escape(orang[2]), isi=isi
        )
        return Response(teks, headers={"Cache-Control": "no-store"})

    def rekap(self) -> Response:
        """The year as our page shows it: tiles, matrix, board and charts."""
        orang = self._masuk()
        antrean = self._antrean(orang)
        kuartal = {p: kode for p, kode in self.periode.items() if "-TW" in kode}
        semua = self._setahun(list(self.jabatan))
        isi = gambar_rekap(kuartal, self.jabatan, self.indikator_, semua)
        return self._jawab(orang, f"Rekap ({len(antrean)})", isi)

    def _baris(self, b: Any) -> str:
        indikator = self.indikator_[b["indikator_id"]]
        kode = self.periode[b["periode_id"]]
        return (
            f'<tr><th scope="row"><a href="/realisasi/{indikator["id"]}/{kode}">'
            f"{escape(indikator['nama'])}</a></th>"
            f"<td>{escape(self.jabatan[indikator['jabatan_id']]['nama_singkat'])}</td>"
            f"<td>{kode}</td><td>{b['pembilang']}/{b['penyebut']}</td>"
            f'<td><span class="lencana">{b["status"]}</span></td><td>{b["diajukan"]}</td></tr>'
        )

    def persetujuan(self) -> Response:
        """The queue."""
        orang = self._masuk()
        isi = "".join(self._baris(b) for b in self._antrean(orang))
        return self._jawab(orang, "Persetujuan", f"<form><table>{isi}</table></form>")

    def beranda(self) -> Response:
        """What the year still asks of everyone below, with the last returns."""
        orang = self._masuk()
        antrean = self._antrean(orang)
        semua = [b for b in self._setahun(list(self.jabatan)) if b["status"] != "DISETUJUI"]
        kembali = self._baca(_RIWAYAT, [b["id"] for b in semua])
        isi = "".join(self._baris(b) for b in semua)
        isi += "".join(f"<p>{b[1]}: {escape(b[3])}</p>" for b in kembali)
        return self._jawab(orang, f"Beranda ({len(antrean)})", f"<table>{isi}</table>")

    def indikator(self) -> Response:
        """The forms of one's own entries of a quarter, with evidence and returns."""
        orang = self._masuk()
        antrean = self._antrean(orang)
        jabatan = self.tugas[orang[1]]
        ada = {(b["indikator_id"], b["periode_id"]): b for b in self._setahun([jabatan])}
        ids = [b["id"] for b in ada.values()]
        bukti, rujukan = self._baca(_BUKTI, ids), self._baca(_RUJUKAN, ids)
        kembali = {b[0]: b for b in self._baca(_RIWAYAT, ids)}
        kartu = [
            self._kartu(i, b, ada, bukti, rujukan, kembali)
            for i, b in self.indikator_.items()
            if b["jabatan_id"] == jabatan and b["frekuensi"] == "TRIWULANAN"
        ]
        return self._jawab(orang, f"Indikator saya ({len(antrean)})", "".join(kartu))

    def _kartu(
        self, i: int, b: Any, ada: Any, bukti: list[Any], rujukan: list[Any], kembali: Any
    ) -> str:
        p, kode = next((p, k) for p, k in self.periode.items() if k.endswith(self.triwulan))
        kunci = f"{i}/{kode}"
        r = dict(ada[i, p]) if (i, p) in ada else {}
        angka = [
            _ANGKA.format(id=kunci, nama=nama, label=escape(b[nama]), isi=r.get(nama) or "")
            for nama in ("pembilang", "penyebut")
        ]
        teks = [_TEKS.format(id=kunci, nama=n, isi=escape(r.get(n) or "")) for n in _TEKS_NAMA]
        lain = [
            f"<div>{self.periode[x['periode_id']]} {x['pembilang']}/{x['penyebut']}</div>"
            for (nomor, _), x in ada.items()
            if nomor == i
        ]
        json.loads(r.get("daftar") or "{}")
        atas, bawah = float(r.get("pembilang") or 0), float(r.get("penyebut") or 0)
        return _FORMULIR.format(
            id=kunci, nama=escape(b["nama"]), status=r.get("status", "BELUM_DIISI"),
            kembali=escape(kembali[r["id"]][3]) if r.get("id") in kembali else "",
            token=request.cookies["lantai"], versi=r.get("versi", 0), angka="".join(angka),
            hasil=f"{atas / bawah * 100:.2f} %".replace(".", ",") if bawah else "",
            lain="".join(lain), teks="".join(teks),
            slot="".join(self._slot(s, r.get("id"), bukti, rujukan) for s in self.sumber[i]),
        )  # fmt: skip

    def _slot(self, s: Any, nomor: int | None, bukti: list[Any], rujukan: list[Any]) -> str:
        berkas = [
            _BERKAS.format(x[2], escape(x[3]), x[5], x[6])
            for x in bukti
            if x[0] == nomor and x[1] == s["id"]
        ]
        tulis = next((x for x in rujukan if x[0] == nomor and x[1] == s["id"]), ("", "", "", ""))
        return _SLOT.format(
            nama=escape(s["nama"]), nomor=s["urutan"], berkas="".join(berkas),
            rujukan=escape(tulis[2]), alasan=escape(tulis[3]),
        )  # fmt: skip

    def ajukan(self, nomor: int) -> Response:
        """Store the file durably, then one row and one state in one transaction."""
        orang = self._masuk()
        berkas = request.files["berkas"].read()
        sidik = hashlib.sha256(berkas).hexdigest()
        with open(Path(self.basis).parent / "bukti" / f"lantai-{sidik}", "wb") as keluar:
            keluar.write(berkas)
            keluar.flush()
            os.fsync(keluar.fileno())
        baris = self._tulis(nomor, "DIAJUKAN", orang[1], sidik)
        return Response(baris)

    def setujui(self, nomor: int) -> Response:
        """One state in one transaction."""
        orang = self._masuk()
        return Response(self._tulis(nomor, "SETUJU", orang[1], ""))

    def _tulis(self, nomor: int, status: str, orang: int, sidik: str) -> str:
        tulis = self._koneksi().execute
        tulis("BEGIN IMMEDIATE")
        tulis("UPDATE realisasi SET versi = versi + 1 WHERE id = ?", (nomor,))
        tulis("INSERT INTO lantai VALUES (?, ?, ?, ?)", (nomor, status, orang, sidik))
        tulis("COMMIT")
        return self._baris(self._baca(_SATU, [nomor])[0])

    #: The quarter that Indikator saya shows at the instant of the bench.
    triwulan = "-TW4"
