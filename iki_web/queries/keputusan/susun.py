"""Puts an edition's texts together: each one with its original wording and the remarks on it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from iki_web.queries.acuan import Acuan, BarisIndikator
from iki_web.queries.keputusan.isi import (
    Bagian,
    BarisEdisi,
    BarisLampiran,
    Butir,
    CatatanTampil,
    Daftar,
    IndikatorTampil,
    Induk,
    Naskah,
    Sasaran,
    Teks,
)
from iki_web.rules.keputusan import format_huruf

Catatan = tuple[CatatanTampil, ...]

#: The parts of the edition's own sheet that remarks name.
_BERTEMPAT = {"nomor", "menimbang", "mengingat", "memutuskan", "tempat", "tanggal", "penetap_nip"}
#: The columns of an indicator that remarks name; any other is said beside its name.
_KOLOM = {"sasaran", "pembilang", "penyebut", "dokumen", "sumber_data"}


def _pilih(catatan: Iterable[CatatanTampil], *kolom: str) -> Catatan:
    return tuple(c for c in catatan if c.kolom in kolom)


def _tempel(catatan: Catatan, calon: Sequence[str]) -> tuple[list[Catatan], Catatan]:
    """Return the remarks of each candidate text, and those that quote none of them.

    A remark goes to the first text with its quotation; the same quotation again goes to the next.
    """
    tempat: list[list[CatatanTampil]] = [[] for _ in calon]
    sisa: list[CatatanTampil] = []
    for satu in catatan:
        cocok = [isi for isi, teks in zip(tempat, calon, strict=True) if satu.kutipan in teks] or [
            sisa
        ]
        baru = (isi for isi in cocok if all(lain.kutipan != satu.kutipan for lain in isi))
        next(baru, cocok[0]).append(satu)
    return [tuple(isi) for isi in tempat], tuple(sisa)


def _bagian(baris: Sequence[Mapping[str, Any]], tanda: Sequence[str], catatan: Catatan) -> Bagian:
    """Return rows of {isi, teks_asli?, butir?} with the remarks that quote them."""
    calon = [
        f"{awal}. {b.get('teks_asli', b['isi'])}" for awal, b in zip(tanda, baris, strict=True)
    ]
    tempat, sisa = _tempel(catatan, calon)
    return Bagian(
        tuple(
            Butir(
                awal,
                Teks(b["isi"], (b["teks_asli"],) if "teks_asli" in b else (), isi),
                tuple(b.get("butir", ())),
            )
            for awal, b, isi in zip(tanda, baris, tempat, strict=True)
        ),
        Teks("", catatan=sisa),
    )


def build_naskah(
    edisi: BarisEdisi, naskah: str, catatan: Catatan, lampiran: tuple[BarisLampiran, ...]
) -> Naskah:
    """Return the sheet of an edition; `naskah` is its column, `catatan` all remarks on it."""
    sk = json.loads(naskah)
    lembar = tuple(c for c in catatan if c.di == "keputusan")
    tutup = sk.get("penutup", [])
    tempat, sisa = _tempel(_pilih(lembar, "tempat", "tanggal"), tutup)
    return Naskah(
        edisi=edisi,
        nomor=Teks(edisi.nomor, catatan=_pilih(lembar, "nomor")),
        nomor_lain=tuple(sk.get("nomor_lain", ())),
        kop=tuple(sk.get("kop", ())),
        pembuka=sk.get("pembuka", ""),
        menimbang=_bagian(
            sk["menimbang"], [b["huruf"] for b in sk["menimbang"]], _pilih(lembar, "menimbang")
        ),
        mengingat=_bagian(
            sk["mengingat"],
            [str(b["nomor"]) for b in sk["mengingat"]],
            _pilih(lembar, "mengingat"),
        ),
        memutuskan=_bagian(
            sk["memutuskan"],
            [b["diktum"] for b in sk["memutuskan"]],
            _pilih(lembar, "memutuskan"),
        ),
        penutup=tuple(Teks(b, catatan=isi) for b, isi in zip(tutup, tempat, strict=True)),
        penetap_jabatan=sk.get("penetap_jabatan", ""),
        penetap_nama=sk.get("penetap_nama", ""),
        penetap_pangkat=sk.get("penetap_pangkat", ""),
        penetap_nip=Teks(sk.get("penetap_nip", ""), catatan=_pilih(lembar, "penetap_nip")),
        lain=(*sisa, *(c for c in lembar if c.kolom not in _BERTEMPAT)),
        lampiran=lampiran,
        banyak_catatan=len(catatan),
        pencabutan=sk.get("pencabutan", {}),
    )


def build_jabatan(baris: Any, catatan: Catatan) -> tuple[Teks, Teks, Bagian]:
    """Return name, duty and functions of a position's sheet with the remarks on them.

    A remark on a duty the sheet lacks stands at FUNGSI, the heading it quotes.
    """
    fungsi = json.loads(baris.fungsi)
    di_fungsi = tuple(
        c
        for c in catatan
        if c.kolom != "fungsi" and (c.kolom != "tugas" or not baris.tugas) and "FUNGSI" in c.kutipan
    )
    di_tugas = tuple(c for c in _pilih(catatan, "tugas") if c not in di_fungsi)
    tempat = {*di_fungsi, *di_tugas, *_pilih(catatan, "fungsi")}
    bagian = _bagian(
        fungsi, [format_huruf(n) for n in range(len(fungsi))], _pilih(catatan, "fungsi")
    )
    return (
        Teks(
            baris.nama,
            (baris.nama_asli,) if baris.nama_asli else (),
            tuple(c for c in catatan if c not in tempat),
        ),
        Teks(baris.tugas, catatan=di_tugas),
        Bagian(bagian.butir, Teks("", catatan=(*di_fungsi, *bagian.kepala.catatan))),
    )


def build_sasaran(
    baris: Sequence[Any], isi: Mapping[int, BarisIndikator], acuan: Acuan, catatan: Catatan
) -> tuple[Sasaran, ...]:
    """Return a position's indicators, neighbours of equal objective merged.

    `baris`: rows (id, kali_100, alasan, teks_asli) in the order of the annex; `isi`: the
    indicators of the edition.
    """
    hasil = []
    pasangan = [(isi[b.id], b) for b in baris]
    for sasaran, kelompok_isi in groupby(pasangan, key=lambda p: p[0].sasaran):
        kelompok = list(kelompok_isi)
        asli = json.loads(kelompok[0][1].teks_asli).get("sasaran")
        kode = {i.kode for i, _ in kelompok}
        hasil.append(
            Sasaran(
                Teks(
                    sasaran,
                    (asli,) if asli else (),
                    tuple(c for c in _pilih(catatan, "sasaran") if c.di in kode),
                ),
                tuple(_indikator(i, b, _induk(i, isi, acuan), catatan) for i, b in kelompok),
            )
        )
    return tuple(hasil)


def _indikator(
    indikator: BarisIndikator, baris: Any, induk: Induk | None, catatan: Catatan
) -> IndikatorTampil:
    asli = json.loads(baris.teks_asli)
    milik = tuple(c for c in catatan if c.di == indikator.kode)

    def teks(kolom: str, isi: str) -> Teks:
        return Teks(isi, (asli[kolom],) if kolom in asli else (), _pilih(milik, kolom))

    nama = teks("nama", indikator.nama)
    dokumen = tuple((d.nama, d.setahun) for d in indikator.dokumen)
    return IndikatorTampil(
        kode=indikator.kode,
        nama=Teks(nama.isi, nama.asli, tuple(c for c in milik if c.kolom not in _KOLOM)),
        jenis_rumus=indikator.jenis_rumus,
        pembilang=teks("pembilang", indikator.pembilang),
        penyebut=teks("penyebut", indikator.penyebut),
        kali_100=baris.kali_100,
        dokumen=Daftar(
            dokumen,
            Teks("", _dokumen_asli(dokumen, asli["dokumen"]), _pilih(milik, "dokumen")),
        ),
        sumber=Daftar(
            tuple((s.nama, None) for s in indikator.sumber),
            # A cell that was split in two slots reads as printed when joined by a space.
            Teks(
                "",
                (" ".join(asli["sumber_data"]),) if "sumber_data" in asli else (),
                _pilih(milik, "sumber_data"),
            ),
        ),
        frekuensi=indikator.frekuensi,
        arah=indikator.arah,
        cara_hitung=indikator.cara_hitung,
        alasan=json.loads(baris.alasan),
        contoh=indikator.contoh,
        induk=induk,
    )


def _dokumen_asli(
    dokumen: tuple[tuple[str, int | None], ...], asli: Sequence[str | None]
) -> tuple[str, ...]:
    """Return the printed lines of a document list, or none where no line was corrected."""
    if not any(asli):
        return ()
    return tuple(a or nama for (nama, _), a in zip(dokumen, asli, strict=True))


def _induk(
    indikator: BarisIndikator, isi: Mapping[int, BarisIndikator], acuan: Acuan
) -> Induk | None:
    if indikator.induk_id is None:
        return None
    induk = isi[indikator.induk_id]
    jabatan = acuan.jabatan[induk.jabatan_id]
    return Induk(jabatan.kode, jabatan.nama_singkat, induk.kode)
