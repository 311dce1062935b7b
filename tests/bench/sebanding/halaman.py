"""The peer's pages: frame, tables, board, charts, forms, evidence and icons of ours, same rows.

select_related, prefetch_related, cached templates; simpler rules; nothing remembered between two.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.shortcuts import render

from tests.bench.sebanding.formulir import EntriForm
from tests.bench.sebanding.model import (
    Indikator,
    Jabatan,
    Penugasan,
    Periode,
    Realisasi,
    waktu,
)

_SKALA = ((91, "Sangat Baik"), (76, "Baik"), (66, "Cukup"), (51, "Kurang"))
#: A state: its badge, its icon, its word; the most pressing first.
_KEADAAN = {
    "DIKEMBALIKAN": ("dikembalikan", "arrow-return-left", "dikembalikan"),
    "DIAJUKAN": ("diajukan", "send", "diajukan"),
    "DRAF": ("draf", "pencil", "draf"),
    "BELUM_DIISI": ("belum", "circle", "belum diisi"),
    "DISETUJUI": ("disetujui", "check2-circle", "disetujui"),
}
_TEMPAT = (
    ("Beranda", "/"),
    ("Indikator saya", "/indikator"),
    ("Persetujuan", "/persetujuan"),
    ("Target", "/target"),
    ("Rekap", "/rekap"),
    ("Keputusan", "/keputusan"),
    ("Panduan", "/panduan"),
)
#: The day of the bench.
_HARI = date(2026, 11, 20)


class Halaman:
    """The recap and Indikator saya of one year."""

    def __init__(self, tahun: int) -> None:
        self.tahun = tahun

    def _bingkai(self, aktif: str, jalur: str) -> dict[str, Any]:
        """Return what the frame shows: the menu with what waits, the account."""
        bawah = Realisasi.objects.filter(status="DIAJUKAN", jabatan__jalur__startswith=jalur)
        menunggu = {"Persetujuan": bawah.count()}
        menu = [
            {"label": n, "url": u, "aktif": n == aktif, "jumlah": menunggu.get(n, 0)}
            for n, u in _TEMPAT
        ]
        return {"menu": menu, "jabatan_teks": "Camat Jrengik", "tahun": self.tahun}

    def rekap(self, permintaan: Any, tahun: int = 0) -> Any:
        """The matrix of means, the board of the quarter, and the two charts."""
        periode = list(Periode.objects.filter(tahun=self.tahun, jenis="TRIWULANAN").order_by("ke"))
        semua = Realisasi.objects.filter(periode__tahun=self.tahun).select_related("periode")
        tempat: dict[tuple[int, int], list[Any]] = {}
        for satu in semua:
            tempat.setdefault((satu.jabatan_id, satu.periode.ke), []).append(satu)
        milik: dict[int, list[Any]] = {}
        for satu in Indikator.objects.order_by("jabatan_id", "urutan"):
            milik.setdefault(satu.jabatan_id, []).append(satu)
        orang: dict[int, list[str]] = {}
        for tugas in Penugasan.objects.select_related("pegawai"):
            orang.setdefault(tugas.jabatan_id, []).append(tugas.pegawai.nama)
        jabatan = [
            j for j in Jabatan.objects.select_related("atasan").order_by("jalur") if j.id in milik
        ]
        baris = [
            _baris(n, j, milik[j.id], [tempat.get((j.id, p.ke), []) for p in periode], periode)
            for n, j in enumerate(jabatan)
        ]
        kini = next(p for p in reversed(periode) if p.selesai_hari < _HARI)
        papan = [_papan(j, milik[j.id], tempat.get((j.id, kini.ke), []), orang) for j in jabatan]
        belum = [satu for daftar in papan for satu in daftar]
        isi = self._bingkai("Rekap", "/") | {
            "dasar": f"/rekap/{self.tahun}",
            "periode": periode,
            "kini": kini,
            "baris": baris,
            "jumlah": sum(b["indikator"] for b in baris),
            "rata": _garis(baris, periode),
            "kantor": _nilai([b["setahun"] for b in baris]),
            "angka": _angka(baris, belum, kini),
            "belum": belum,
            "lengkap": [j.nama_singkat for j, p in zip(jabatan, papan, strict=True) if not p],
            "tinggi": len(baris) * 44 + 24,
        }
        return render(permintaan, "rekap.html", isi)

    def indikator(self, permintaan: Any, kode: str) -> Any:
        """The forms of a position's entries of a quarter, with evidence and earlier quarters."""
        jabatan = Jabatan.objects.select_related("atasan").get(kode=kode)
        periode = list(Periode.objects.filter(tahun=self.tahun, jenis="TRIWULANAN").order_by("ke"))
        kini = periode[-1]
        indikator = Indikator.objects.filter(jabatan=jabatan, frekuensi="TRIWULANAN")
        indikator = indikator.prefetch_related("sumberdata_set", "target_set").order_by("urutan")
        semua = Realisasi.objects.filter(jabatan=jabatan, periode__tahun=self.tahun)
        semua = semua.select_related("periode").order_by("periode__ke")
        ada = {
            (b.indikator_id, b.periode_id): b
            for b in semua.prefetch_related("bukti_set", "riwayat_set", "rujukan_set")
        }
        kartu = [_kartu(satu, kini, ada) for satu in indikator]
        isi = self._bingkai("Indikator saya", jabatan.jalur) | {
            "kartu": kartu,
            "periode": periode,
            "kini": kini,
            "jabatan": jabatan,
            "belum": sum(k["boleh"] for k in kartu),
            "sisa": (kini.batas_hari.date() - _HARI).days,
        }
        return render(permintaan, "indikator.html", isi)


def _baris(
    nomor: int, jabatan: Any, milik: list[Any], kolom: list[list[Any]], periode: list[Any]
) -> dict[str, Any]:
    """Return a position's row, with its bar in the chart."""
    sel = [_sel(isi, len(milik), p) for isi, p in zip(kolom, periode, strict=True)]
    nilai = _nilai([s["rata"] for s in sel])
    setahun, y = nilai["nilai"], nomor * 44
    return {
        "jabatan": jabatan,
        "tingkat": min(jabatan.jalur.count("/") - 2, 4),
        "indikator": len(milik),
        "sel": sel,
        "n": max(s["n"] for s in sel),
        "setahun": setahun,
        "predikat": nilai["predikat"],
        "peringkat": nilai["peringkat"],
        "tren": "".join(
            f"L{3 + n * 22} {int(21 - (min(max(s['rata'], 50), 110) - 50) * 18 / 60)}"
            for n, s in enumerate(sel)
            if s["rata"] is not None
        ),
        "lebar": round(min(setahun or 0, 120) / 120 * 100),
        "rendah": setahun is not None and setahun < 100,
        "y14": y + 14,
        "y17": y + 17,
        "y20": y + 20,
        "y37": y + 37,
    }


def _sel(entri: list[Any], wajib: int, periode: Any) -> dict[str, Any]:
    """Return a cell: the mean of a complete quarter, or the state that stands in for it."""
    sah = [satu for satu in entri if satu.status == "DISETUJUI"]
    capaian = [Decimal(satu.capaian) for satu in sah if satu.capaian is not None]
    rata = sum(capaian, Decimal(0)) / len(capaian) if capaian else None
    sel = {"singkat": periode.singkat, "rata": rata, "n": len(capaian), "dari": wajib, "teks": ""}
    if len(sah) < wajib:
        ada = {satu.status for satu in entri}
        status = next((satu for satu in _KEADAAN if satu in ada), "BELUM_DIISI")
        lencana, tanda, kata = _KEADAAN[status]
        sel |= {"lencana": lencana, "tanda": tanda, "teks": f"{len(sah)} dari {wajib} {kata}"}
    return sel


def _papan(
    jabatan: Any, milik: list[Any], entri: list[Any], orang: dict[int, list[str]]
) -> list[dict[str, Any]]:
    """Return a position's lines of the board: its entries by state, who must act, since when."""
    ada = {satu.indikator_id: satu for satu in entri}
    kelompok: dict[str, list[tuple[Any, Any]]] = {}
    for satu in milik:
        isi = ada.get(satu.id)
        status = isi.status if isi else "BELUM_DIISI"
        if status != "DISETUJUI":
            kelompok.setdefault(status, []).append((satu, isi))
    hasil = []
    for status in (satu for satu in _KEADAAN if satu in kelompok):
        lencana, tanda, kata = _KEADAAN[status]
        isi = [b for _, b in kelompok[status] if b is not None]
        sejak = min((waktu(b.diajukan or b.diubah) for b in isi), default=None)
        oleh = jabatan.atasan_id if status == "DIAJUKAN" else jabatan.id
        hasil.append(
            {
                "jabatan": jabatan,
                "status": status,
                "lencana": lencana,
                "tanda": tanda,
                "teks": kata,
                "banyak": len(kelompok[status]),
                "tunggal": kelompok[status][0][0].id if len(kelompok[status]) == 1 else None,
                "oleh": orang.get(oleh, []),
                "sejak": sejak,
                "lama": status == "DIAJUKAN" and sejak and (_HARI - sejak.date()).days > 3,
            }
        )
    return hasil


def _angka(baris: list[dict[str, Any]], belum: list[dict[str, Any]], kini: Any) -> dict[str, int]:
    """Return what the tiles say of the quarter."""
    wajib = sum(b["indikator"] for b in baris)
    menunggu = sum(r["banyak"] for r in belum if r["status"] == "DIAJUKAN")
    lain = sum(r["banyak"] for r in belum if r["status"] != "DIAJUKAN")
    return {
        "wajib": wajib,
        "disetujui": wajib - menunggu - lain,
        "menunggu": menunggu,
        "belum": lain,
        "lama": sum(r["banyak"] for r in belum if r["lama"]),
    }


def _garis(baris: list[dict[str, Any]], periode: list[Any]) -> list[dict[str, Any]]:
    """Return the means over positions by quarter, with their points in the chart."""
    hasil = [
        _nilai([b["sel"][n]["rata"] for b in baris]) | {"singkat": p.singkat, "x": 12.5 + n * 25}
        for n, p in enumerate(periode)
    ]
    for satu in hasil:
        satu["y"] = (
            None if satu["nilai"] is None else 175 - int(min(satu["nilai"], 120) * 150 / 120)
        )
        satu["yteks"] = 165 if satu["y"] is None else satu["y"] - 12
    for satu, lanjut in pairwise(hasil):
        satu["x2"], satu["y2"] = lanjut["x"], lanjut["y"]
    return hasil


def _nilai(nilai: Sequence[Decimal | None]) -> dict[str, Any]:
    """Return a mean over n of m with its rating."""
    ada = [satu for satu in nilai if satu is not None]
    rata = sum(ada, Decimal(0)) / len(ada) if ada else None
    predikat, peringkat = _predikat(rata)
    isi = {"nilai": rata, "n": len(ada), "m": len(nilai)}
    return isi | {"predikat": predikat, "peringkat": peringkat}


def _predikat(nilai: Decimal | None) -> tuple[str, int]:
    if nilai is None:
        return "", 0
    for peringkat, (batas, label) in enumerate(_SKALA, start=1):
        if nilai >= batas:
            return label, peringkat
    return "Sangat Kurang", 5


def _kartu(indikator: Any, periode: Any, ada: dict[tuple[int, int], Any]) -> dict[str, Any]:
    """Return the card of one entry."""
    entri = ada.get((indikator.id, periode.id))
    nomor = f"entri-{indikator.id}-{periode.kode}"
    status = entri.status if entri else "BELUM_DIISI"
    lencana, tanda, kata = _KEADAAN[status]
    target = next((Decimal(t.nilai) for t in indikator.target_set.all() if t.nilai), None)
    persen = entri.persen if entri else None
    capaian = persen / target * 100 if persen is not None and target else None
    predikat, peringkat = _predikat(capaian)
    lain = [b for (i, p), b in ada.items() if i == indikator.id and p != periode.id]
    dihitung = [b.persen for b in [*lain, entri] if b and b.persen is not None]
    awal = {nama: getattr(entri, nama, "") for nama in EntriForm.base_fields}
    return {
        "id": nomor,
        "url": f"/realisasi/{indikator.id}/{periode.kode}",
        "indikator": indikator,
        "entri": entri,
        "diubah": waktu(entri.diubah) if entri else None,
        "status": kata.capitalize(),
        "lencana": lencana,
        "tanda": tanda,
        "boleh": status in ("BELUM_DIISI", "DRAF", "DIKEMBALIKAN"),
        "target": target,
        "persen": persen,
        "capaian": capaian,
        "predikat": predikat,
        "peringkat": peringkat,
        "form": EntriForm(initial=awal | {"nihil": bool(awal["nihil"])}, url=nomor),
        "buka": any(awal[nama] for nama in ("keterangan", "kendala", "tindak_lanjut")),
        "slot": _slot(indikator, entri, nomor),
        "kembali": [r for r in entri.riwayat_set.all() if r.aksi == "KEMBALIKAN"] if entri else [],
        "lain": [b for b in lain if b.persen is not None],
        "setahun": sum(dihitung, Decimal(0)) / len(dihitung) if dihitung else None,
    }


def _slot(indikator: Any, entri: Any, nomor: str) -> Iterable[dict[str, Any]]:
    """Return the evidence slots with what is in them."""
    bukti = [b for b in entri.bukti_set.all() if b.dilepas is None] if entri else []
    rujukan = {r.sumber_id: r for r in entri.rujukan_set.all()} if entri else {}
    return [
        {
            "id": f"{nomor}-s{s.urutan}",
            "sumber": s,
            "berkas": [b for b in bukti if b.sumber_id == s.id],
            "rujukan": rujukan.get(s.id),
        }
        for s in indikator.sumberdata_set.all()
    ]
