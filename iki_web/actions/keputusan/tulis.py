"""The writers of an edition's rows: loader, copy, forms and import all write through these.

Undecorated: they run inside the transaction of whoever calls them.
"""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select, update

from iki_web.extensions import db
from iki_web.models import (
    Catatan,
    Dokumen,
    Indikator,
    Jabatan,
    Keputusan,
    Lampiran,
    Mutu,
    StatusKeputusan,
    SumberData,
    Usulan,
)
from iki_web.rules.keputusan import (
    BERALASAN,
    ButirIndikator,
    CatatanNaskah,
    Edisi,
    LembarJabatan,
    format_baris,
    format_naskah,
)
from iki_web.rules.keterlihatan import Pelaku


def add_edisi(
    pelaku: Pelaku,
    edisi: Edisi,
    status: StatusKeputusan,
    *,
    sidik: str = "",
    dasar_id: int | None = None,
    asal: Mapping[str, int] | None = None,
) -> Keputusan:
    """Write a whole edition; positions the office does not have yet are added to its tree.

    `dasar_id`: the edition it began as a copy of; `asal`: codes of its indicators to the ids of
    those they continue. Raises KeyError where a superior or an induk is not in the edition.
    """
    keputusan = Keputusan(
        kantor_id=pelaku.kantor_id,
        kode=edisi.kode,
        nomor=edisi.nomor,
        tentang=edisi.tentang,
        tanggal=edisi.tanggal,
        berlaku_mulai=edisi.berlaku_mulai,
        status=status,
        naskah=format_kolom_naskah(edisi),
        sidik=sidik,
        dasar_id=dasar_id,
    )
    db.session.add(keputusan)
    db.session.flush()
    jabatan = add_jabatan_edisi(pelaku.kantor_id, edisi.jabatan)
    baru: dict[str, Indikator] = {}
    for urutan, lembar in enumerate(edisi.jabatan):
        baru |= _add_isi_lembar(keputusan.id, jabatan[lembar.kode], lembar, urutan, asal or {})
    for indikator in edisi.indikator:
        if indikator.induk is not None:
            baru[indikator.kode].induk_id = baru[indikator.induk].id
    add_catatan(keputusan.id, edisi.catatan)
    return keputusan


def format_kolom_naskah(edisi: Edisi) -> str:
    """Return the column that keeps the edition's own sheet together, as it reads."""
    return json.dumps(format_naskah(edisi), ensure_ascii=False)


def add_jabatan_edisi(kantor_id: int, daftar: Sequence[LembarJabatan]) -> dict[str, int]:
    """Return the ids of positions by code; missing ones are added below their superiors.

    Raises KeyError where a superior is neither in the office nor in the edition.
    """
    semua = db.session.execute(select(Jabatan).where(Jabatan.kantor_id == kantor_id)).scalars()
    ada = {j.kode: j for j in semua}
    sisa = [(n, j) for n, j in enumerate(daftar) if j.kode not in ada]
    while sisa:
        # In the order given: mostly the superior stands before those below him.
        for urutan, baris in sisa:
            if baris.atasan is None or baris.atasan in ada:
                atasan = ada.get(baris.atasan or "")
                ada[baris.kode] = _add_jabatan(kantor_id, baris, atasan, urutan)
        lagi = [(n, j) for n, j in sisa if j.kode not in ada]
        if len(lagi) == len(sisa):
            raise KeyError(sisa[0][1].atasan)
        sisa = lagi
    return {kode: jabatan.id for kode, jabatan in ada.items()}


def _add_jabatan(
    kantor_id: int, baris: LembarJabatan, atasan: Jabatan | None, urutan: int
) -> Jabatan:
    jabatan = Jabatan(
        kantor_id=kantor_id,
        kode=baris.kode,
        nama=baris.nama,
        nama_singkat=baris.nama_singkat,
        atasan_id=atasan.id if atasan else None,
        jalur="/",
        urutan=urutan,
    )
    db.session.add(jabatan)
    db.session.flush()
    jabatan.jalur = f"{atasan.jalur if atasan else '/'}{jabatan.id}/"
    return jabatan


def _add_isi_lembar(
    keputusan_id: int,
    jabatan_id: int,
    lembar: LembarJabatan,
    urutan: int,
    asal: Mapping[str, int],
) -> dict[str, Indikator]:
    """Add a sheet with its indicators; the head of the tree has none in 2021."""
    if lembar.nama_lampiran is None:
        return {}
    add_lampiran(keputusan_id, jabatan_id, lembar, urutan)
    return {
        butir.kode: add_indikator(keputusan_id, jabatan_id, butir, nomor, asal.get(butir.kode))
        for nomor, butir in enumerate(lembar.indikator, start=1)
    }


def add_lampiran(
    keputusan_id: int, jabatan_id: int, lembar: LembarJabatan, urutan: int
) -> Lampiran:
    """Add the sheet of a position, without its indicators."""
    baris = Lampiran(keputusan_id=keputusan_id, jabatan_id=jabatan_id, urutan=urutan)
    write_lampiran(baris, lembar)
    db.session.add(baris)
    return baris


def write_lampiran(baris: Lampiran, lembar: LembarJabatan) -> None:
    """Put a sheet's heading, duty and functions into its row."""
    baris.nama = lembar.nama_lampiran or ""
    baris.nama_asli = lembar.nama_asli
    baris.tugas = lembar.tugas
    baris.fungsi = json.dumps([format_baris(b) for b in lembar.fungsi], ensure_ascii=False)


def add_indikator(
    keputusan_id: int,
    jabatan_id: int,
    butir: ButirIndikator,
    urutan: int,
    asal_id: int | None = None,
) -> Indikator:
    """Add an indicator with its slots and document list; the link to its induk comes later."""
    indikator = Indikator(
        keputusan_id=keputusan_id,
        jabatan_id=jabatan_id,
        kode=butir.kode,
        urutan=urutan,
        asal_id=asal_id,
    )
    write_indikator(indikator, butir)
    db.session.add(indikator)
    db.session.flush()
    _add_isi_indikator(indikator.id, butir)
    return indikator


def write_indikator(indikator: Indikator, butir: ButirIndikator) -> None:
    """Put an indicator's own columns into its row."""
    sama = ("sasaran", "nama", "jenis_rumus", "pembilang", "penyebut", "satuan", "kali_100",
            "arah", "rumus_turun", "cara_hitung", "frekuensi", "contoh")  # fmt: skip
    for nama in sama:
        setattr(indikator, nama, getattr(butir, nama))
    alasan = {nama: butir.alasan.get(nama, "") for nama in BERALASAN}
    asli = {**butir.teks_asli, "dokumen": [d.teks_asli for d in butir.dokumen]}
    indikator.alasan = json.dumps(alasan, ensure_ascii=False)
    indikator.teks_asli = json.dumps(asli, ensure_ascii=False)


def replace_isi_indikator(indikator_id: int, butir: ButirIndikator) -> None:
    """Write the slots and document list of a draft's indicator anew: nothing refers to them yet."""
    _remove_isi([indikator_id])
    _add_isi_indikator(indikator_id, butir)


def _add_isi_indikator(indikator_id: int, butir: ButirIndikator) -> None:
    for nomor, nama in enumerate(butir.sumber_data, start=1):
        db.session.add(SumberData(indikator_id=indikator_id, urutan=nomor, nama=nama))
    for nomor, satu in enumerate(butir.dokumen, start=1):
        db.session.add(
            Dokumen(indikator_id=indikator_id, urutan=nomor, nama=satu.nama, setahun=satu.setahun)
        )


def add_catatan(keputusan_id: int, catatan: Sequence[CatatanNaskah]) -> None:
    """Add the remarks on an edition's text."""
    for urutan, satu in enumerate(catatan):
        db.session.add(
            Catatan(
                keputusan_id=keputusan_id,
                kelompok=satu.kelompok,
                di=satu.di,
                kolom=satu.kolom,
                kutipan=satu.kutipan,
                isi=satu.isi,
                urutan=urutan,
            )
        )


def _remove_isi(indikator: Sequence[int]) -> None:
    for kelas in (SumberData, Dokumen):
        db.session.execute(delete(kelas).where(kelas.indikator_id.in_(indikator)))


def remove_indikator_draf(indikator: Sequence[int]) -> None:
    """Delete indicators of a draft; proposals and indicators that pointed to them let go."""
    if not indikator:
        return
    db.session.flush()
    _remove_isi(indikator)
    db.session.execute(delete(Mutu).where(Mutu.indikator_id.in_(indikator)))
    db.session.execute(
        update(Usulan).where(Usulan.indikator_id.in_(indikator)).values(indikator_id=None)
    )
    db.session.execute(
        update(Indikator).where(Indikator.induk_id.in_(indikator)).values(induk_id=None)
    )
    db.session.execute(delete(Indikator).where(Indikator.id.in_(indikator)))


def remove_edisi(keputusan_id: int, indikator: Sequence[int]) -> None:
    """Delete a draft with all its rows; proposals chosen into it stand outside again."""
    remove_indikator_draf(indikator)
    db.session.execute(
        update(Usulan).where(Usulan.keputusan_id == keputusan_id).values(keputusan_id=None)
    )
    for kelas in (Catatan, Lampiran):
        db.session.execute(delete(kelas).where(kelas.keputusan_id == keputusan_id))
    db.session.execute(delete(Keputusan).where(Keputusan.id == keputusan_id))
