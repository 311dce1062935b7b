"""The life of a draft: begun as a copy, its sheets written, thrown away before it was fixed."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import delete, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.tulis import (
    add_edisi,
    add_lampiran,
    format_kolom_naskah,
    remove_edisi,
    remove_indikator_draf,
    write_lampiran,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Keputusan, Lampiran, StatusKeputusan
from iki_web.queries.keputusan import EdisiKelola, find_edisi
from iki_web.rules.formulir import list_beda
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import (
    ButirIndikator,
    Edisi,
    LembarJabatan,
    format_isian_naskah,
    format_lembar,
    read_lembar,
    read_naskah,
    read_pokok,
)
from iki_web.rules.keterlihatan import Pelaku, check_pengelola

BASI = "Sudah diubah orang lain sejak Anda membukanya. Bandingkan, lalu simpan lagi."


def find_draf(pelaku: Pelaku, keputusan_id: int) -> EdisiKelola:
    """Return a draft to be changed by the pengelola. Raises Ditolak for one that was fixed."""
    kelola = find_edisi(pelaku, keputusan_id)
    check_pengelola(pelaku)
    if not kelola.draf:
        raise Ditolak("Edisi ini sudah ditetapkan, jadi isinya tidak dapat diubah lagi.")
    return kelola


def check_versi(
    kini: int, dilihat: int, tersimpan: Mapping[str, str], ketik: Mapping[str, str]
) -> None:
    """Raise Basi with both versions when the row moved on since it was read."""
    if kini != dilihat:
        raise Basi(BASI, list_beda(tersimpan, ketik))


def _get_keputusan(keputusan_id: int) -> Keputusan:
    baris: Keputusan = db.session.execute(
        select(Keputusan).where(Keputusan.id == keputusan_id)
    ).scalar_one()
    return baris


def check_kode(pelaku: Pelaku, kode: str, kecuali: int = 0) -> None:
    """Raise Ditolak for a code another edition of the office has."""
    sama = select(Keputusan.id).where(
        Keputusan.kantor_id == pelaku.kantor_id, Keputusan.kode == kode, Keputusan.id != kecuali
    )
    if db.session.execute(sama).first() is not None:
        kalimat = f"Kode {kode} sudah dipakai edisi lain."
        raise Ditolak(kalimat, {"kode": kalimat})


@transaction
def create_draf(pelaku: Pelaku, dasar_id: int | None, form: Mapping[str, str]) -> int:
    """Begin a draft as a copy of an edition, or empty; returns its id. Raises Ditolak.

    The wording beside a corrected text and the remarks stay with the old edition: what the draft
    says is its own.
    """
    check_pengelola(pelaku)
    kode, tentang = read_pokok(form)
    check_kode(pelaku, kode)
    hari_ini = jam.today()
    dasar = find_edisi(pelaku, dasar_id) if dasar_id is not None else None
    if dasar is not None and dasar.draf:
        raise Ditolak("Pilih edisi yang sudah ditetapkan sebagai dasar.")
    asal = {k: i.id for k, i in dasar.indikator.items() if not i.berakhir} if dasar else {}
    isi = _salin(dasar.edisi, set(asal)) if dasar else Edisi(kode, "", tentang, hari_ini, hari_ini)
    isi = replace(isi, kode=kode, tentang=tentang, tanggal=hari_ini, berlaku_mulai=hari_ini)
    keputusan = add_edisi(pelaku, isi, StatusKeputusan.DRAF, dasar_id=dasar_id, asal=asal)
    sesudah = {"kode": kode, "tentang": tentang, "dasar": dasar.nama if dasar else None}
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DISUSUN, f"keputusan:{kode}", 1, None, sesudah)
    return keputusan.id


def _salin(edisi: Edisi, lanjut: set[str]) -> Edisi:
    """Return what a draft takes over: current wording only, and indicators that were not ended."""

    def bersih(butir: ButirIndikator) -> ButirIndikator:
        dokumen = tuple(replace(d, teks_asli=None) for d in butir.dokumen)
        induk = butir.induk if butir.induk in lanjut else None
        return replace(butir, teks_asli={}, dokumen=dokumen, induk=induk)

    lembar = tuple(
        replace(
            j,
            nama_asli=None,
            fungsi=tuple(replace(f, teks_asli=None) for f in j.fungsi),
            indikator=tuple(bersih(i) for i in j.indikator if i.kode in lanjut),
        )
        for j in edisi.jabatan
    )
    baris = {
        nama: tuple(replace(b, teks_asli=None) for b in getattr(edisi, nama))
        for nama in ("menimbang", "mengingat", "memutuskan")
    }
    lepas = replace(clear_penetapan(edisi), catatan=(), jabatan=lembar)
    return replace(lepas, **baris)  # type: ignore[arg-type]


def clear_penetapan(edisi: Edisi) -> Edisi:
    """Return the edition without number and signature: a draft has none until it is fixed."""
    return replace(
        edisi,
        nomor="",
        nomor_lain=(),
        penutup=(),
        penetap_nama="",
        penetap_pangkat="",
        penetap_nip="",
    )


@transaction
def update_naskah(pelaku: Pelaku, keputusan_id: int, form: Mapping[str, str], versi: int) -> None:
    """Write the draft's own sheet as typed. Raises Ditolak for faults, Basi with both versions."""
    kelola = find_draf(pelaku, keputusan_id)
    baru = read_naskah(form, kelola.edisi)
    lama, ketik = format_isian_naskah(kelola.edisi), format_isian_naskah(baru)
    check_versi(kelola.versi, versi, beri_label(lama), beri_label(ketik))
    check_kode(pelaku, baru.kode, keputusan_id)
    baris = _get_keputusan(keputusan_id)
    baris.kode, baris.tentang = baru.kode, baru.tentang
    baris.naskah = format_kolom_naskah(baru)
    baris.versi += 1
    objek = f"keputusan:{baru.kode}"
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DIUBAH, objek, baris.versi, lama, ketik)


def beri_label(isian: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form by words for the sentence that holds two versions together."""
    return {
        nama.replace("_", " ").replace("-", " ").capitalize(): teks
        for nama, teks in isian.items()
        if not nama.endswith("-urut")
    }


@transaction
def remove_draf(pelaku: Pelaku, keputusan_id: int, versi: int) -> None:
    """Delete a draft: it was never fixed, so nothing stands on it. Raises Ditolak or Basi."""
    kelola = find_draf(pelaku, keputusan_id)
    check_versi(kelola.versi, versi, {}, {})
    remove_edisi(keputusan_id, [i.id for i in kelola.indikator.values()])
    sebelum = {"tentang": kelola.edisi.tentang, "indikator": len(kelola.indikator)}
    objek = f"keputusan:{kelola.edisi.kode}"
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DIHAPUS, objek, versi, sebelum)


@transaction
def create_lampiran(pelaku: Pelaku, keputusan_id: int, jabatan_kode: str) -> None:
    """Add the sheet of a position that has none in the draft. Raises Ditolak."""
    kelola = find_draf(pelaku, keputusan_id)
    jabatan = next((j for j in kelola.list_tanpa_lembar() if j.kode == jabatan_kode), None)
    if jabatan is None:
        kalimat = "Pilih jabatan yang belum punya lembar dari daftar."
        raise Ditolak(kalimat, {"jabatan": kalimat})
    lembar = replace(jabatan, nama_lampiran=jabatan.nama)
    urutan = 1 + max((_urutan(keputusan_id)), default=0)
    add_lampiran(keputusan_id, kelola.jabatan[jabatan_kode], lembar, urutan)
    objek = f"lampiran:{kelola.edisi.kode}/{jabatan_kode}"
    add_jejak(pelaku, Peristiwa.LAMPIRAN_DITAMBAH, objek, 1, None, {"nama": lembar.nama_lampiran})


def _urutan(keputusan_id: int) -> list[int]:
    semua = select(Lampiran.urutan).where(Lampiran.keputusan_id == keputusan_id)
    return list(db.session.execute(semua).scalars())


def get_lembar(
    kelola: EdisiKelola, jabatan_kode: str, versi: int, ketik: Mapping[str, str] | None = None
) -> tuple[LembarJabatan, Lampiran]:
    """Return a sheet and its row at the version seen; raises TidakTerlihat or Basi."""
    lembar = kelola.find_lembar(jabatan_kode)
    nomor, kini = kelola.lampiran[jabatan_kode]
    check_versi(kini, versi, beri_label(format_lembar(lembar)), beri_label(ketik or {}))
    baris = db.session.execute(select(Lampiran).where(Lampiran.id == nomor)).scalar_one()
    return lembar, baris


@transaction
def move_lampiran(
    pelaku: Pelaku, keputusan_id: int, jabatan_kode: str, naik: bool, versi: int
) -> None:
    """Let a sheet change places with its neighbour; `versi` is the draft's. Raises Basi."""
    kelola = find_draf(pelaku, keputusan_id)
    check_versi(kelola.versi, versi, {}, {})
    urut = [j.kode for j in kelola.edisi.lembar]
    dari = urut.index(kelola.find_lembar(jabatan_kode).kode)
    ke = min(max(dari + (-1 if naik else 1), 0), len(urut) - 1)
    lama = list(urut)
    urut.insert(ke, urut.pop(dari))
    semua = select(Lampiran).where(Lampiran.keputusan_id == keputusan_id)
    letak = {kelola.lampiran[kode][0]: nomor for nomor, kode in enumerate(urut)}
    for baris in db.session.execute(semua).scalars():
        baris.urutan = letak[baris.id]
    _get_keputusan(keputusan_id).versi += 1
    objek = f"lampiran:{kelola.edisi.kode}/{jabatan_kode}"
    add_jejak(pelaku, Peristiwa.LAMPIRAN_DIPINDAHKAN, objek, versi + 1, lama, urut)


@transaction
def update_lampiran(
    pelaku: Pelaku, keputusan_id: int, jabatan_kode: str, form: Mapping[str, str], versi: int
) -> None:
    """Write a sheet's heading, duty and functions. Raises Ditolak, or Basi with both versions."""
    kelola = find_draf(pelaku, keputusan_id)
    baru = read_lembar(form, kelola.find_lembar(jabatan_kode))
    lama, baris = get_lembar(kelola, jabatan_kode, versi, format_lembar(baru))
    write_lampiran(baris, baru)
    baris.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.LAMPIRAN_DIUBAH,
        f"lampiran:{kelola.edisi.kode}/{jabatan_kode}",
        baris.versi,
        format_lembar(lama),
        format_lembar(baru),
    )


@transaction
def remove_lampiran(pelaku: Pelaku, keputusan_id: int, jabatan_kode: str, versi: int) -> None:
    """Take a sheet with its indicators out of the draft. Raises Ditolak or Basi."""
    kelola = find_draf(pelaku, keputusan_id)
    lembar, baris = get_lembar(kelola, jabatan_kode, versi)
    remove_indikator_draf([kelola.indikator[i.kode].id for i in lembar.indikator])
    db.session.execute(delete(Lampiran).where(Lampiran.id == baris.id))
    sebelum = format_lembar(lembar) | {"indikator": [i.nama for i in lembar.indikator]}
    objek = f"lampiran:{kelola.edisi.kode}/{jabatan_kode}"
    add_jejak(pelaku, Peristiwa.LAMPIRAN_DIHAPUS, objek, versi, sebelum)
