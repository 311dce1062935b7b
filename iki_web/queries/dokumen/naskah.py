"""An edition's own sheets: the Keputusan with its annexes, and the annex of one position."""

import re
from collections.abc import Iterator

from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.keputusan import get_keputusan, get_lampiran
from iki_web.queries.keputusan.isi import Bagian, Daftar, IndikatorTampil, Lembar, Naskah, Teks
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.dokumen import (
    Balok,
    Butir,
    Halaman,
    Isi,
    Judul,
    Kolom,
    Paragraf,
    Pecahan,
    Penanda,
    Rata,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
    merge_sama,
)
from iki_web.rules.pegawai import format_nip
from iki_web.rules.rumus import JenisRumus

_JUDUL = "INDIKATOR KINERJA INDIVIDU"
_KOLOM = (
    Kolom("SASARAN/ KINERJA INDIVIDU", 5),
    Kolom("INDIKATOR KINERJA INDIVIDU", 6),
    Kolom("PENJELASAN/ FORMULASI PERHITUNGAN", 10),
    Kolom("SUMBER DATA", 6),
)
_SASARAN = 0
#: How the sheet itself numbers a heading, where a remark quotes it: "3. JABATAN".
_BERNOMOR = re.compile(r"([0-9]+)\. ?(JABATAN|TUGAS|FUNGSI)")


def build_keputusan(bahan: Bahan) -> Isi:
    """Return the edition in force for the year: its text, then one annex per position."""
    naskah = _get_naskah(bahan)
    lampiran = [
        balok
        for satu in naskah.lampiran
        for balok in (
            Halaman(lanskap=True),
            Paragraf(_sebut_lampiran(naskah, satu.urutan), Rata.KANAN, kecil=True),
            Judul(_JUDUL),
            *_list_lembar(bahan, get_lampiran(bahan.pelaku, naskah.edisi.id, satu.kode)),
        )
    ]
    return _build(
        bahan,
        naskah,
        nama=f"Keputusan {naskah.edisi.nama}",
        lanskap=False,
        judul=(f"KEPUTUSAN {naskah.penetap_jabatan}",),
        sub=(f"NOMOR : {naskah.nomor.isi}",),
        badan=(*_list_keputusan(bahan, naskah), _build_tanda(naskah), *lampiran),
    )


def build_lampiran(bahan: Bahan) -> Isi:
    """Return the annex of one position, signed as the edition is."""
    naskah = _get_naskah(bahan)
    lembar = get_lampiran(bahan.pelaku, naskah.edisi.id, bahan.jabatan.kode)
    return _build(
        bahan,
        naskah,
        nama=f"Lampiran {lembar.baris.urutan} Keputusan {naskah.edisi.nama}: {bahan.jabatan.nama}",
        lanskap=True,
        judul=(_JUDUL,),
        sub=(_sebut_lampiran(naskah, lembar.baris.urutan),),
        badan=(*_list_lembar(bahan, lembar), _build_tanda(naskah)),
    )


def _get_naskah(bahan: Bahan) -> Naskah:
    keputusan = bahan.acuan.find_keputusan(bahan.pokok.tahun)
    assert keputusan is not None
    return bahan.recall("naskah", lambda: get_keputusan(bahan.pelaku, keputusan.id))


def _build(
    bahan: Bahan,
    naskah: Naskah,
    nama: str,
    lanskap: bool,
    judul: tuple[str, ...],
    sub: tuple[str, ...],
    badan: tuple[Balok, ...],
) -> Isi:
    """Return a sheet under the edition's own letterhead; its foot says which text it is."""
    return Isi(
        nama=nama,
        kop=naskah.kop or bahan.kop,
        logo=bahan.logo,
        kertas=bahan.setelan.kertas.value,
        lanskap=lanskap,
        judul=judul,
        sub=sub,
        badan=badan,
        catatan=tuple(_list_catatan(bahan, naskah)),
    )


def _list_catatan(bahan: Bahan, naskah: Naskah) -> Iterator[str]:
    """Yield which text was chosen, and what of number and signature waits for the office."""
    if bahan.asli:
        yield "Naskah dicetak seperti ditandatangani, tanpa perbaikan."
    else:
        yield "Naskah dicetak dengan perbaikan ejaan dan kata yang hilang; maknanya tidak diubah."
    ragu = [
        kata
        for kata, teks in (
            ("nomor keputusan", (naskah.nomor,)),
            ("tempat dan tanggal penetapan", naskah.penutup),
            ("NIP penetap", (naskah.penetap_nip,)),
        )
        if any(satu.perlu_konfirmasi for satu in teks)
    ]
    if ragu:
        yield f"Masih perlu konfirmasi: {', '.join(ragu)}."


def _list_keputusan(bahan: Bahan, naskah: Naskah) -> Iterator[Balok]:
    """Yield the text of the Keputusan from TENTANG to its last dictum."""
    yield Paragraf("TENTANG", Rata.TENGAH)
    yield Judul(naskah.edisi.tentang.upper())
    if naskah.pembuka:
        yield Paragraf(naskah.pembuka, Rata.TENGAH)
    for label, bagian in (("Menimbang", naskah.menimbang), ("Mengingat", naskah.mengingat)):
        yield Rincian(label, _list_butir(bahan, bagian))
    yield Judul("MEMUTUSKAN:")
    for butir in naskah.memutuskan.butir:
        yield Rincian.satu(butir.tanda, _pilih(bahan, butir.teks), butir.rincian)


def _list_butir(bahan: Bahan, bagian: Bagian) -> tuple[Butir, ...]:
    return tuple(Butir(satu.tanda, _pilih(bahan, satu.teks), satu.rincian) for satu in bagian.butir)


def _pilih(bahan: Bahan, teks: Teks) -> str:
    """Return a text as corrected, or as it was signed."""
    return " ".join(teks.asli) if bahan.asli and teks.asli else teks.isi


def _build_tanda(naskah: Naskah) -> TandaTangan:
    """Return the signature as the edition names it, whoever holds the position today."""
    nip = naskah.penetap_nip.isi
    teks = format_nip(nip) if nip.isdigit() else nip
    return TandaTangan(
        None,
        Penanda(
            tuple(satu.isi for satu in naskah.penutup),
            naskah.penetap_jabatan,
            naskah.penetap_nama,
            naskah.penetap_pangkat,
            f"NIP. {teks}" if teks else "",
        ),
    )


def _sebut_lampiran(naskah: Naskah, urutan: int) -> str:
    """Return which decree a sheet is the annex of."""
    jabatan = naskah.penetap_jabatan.title()
    tanggal = format_tanggal(naskah.edisi.tanggal)
    return f"Lampiran {urutan} Keputusan {jabatan} {naskah.edisi.nama} tanggal {tanggal}"


def _list_lembar(bahan: Bahan, lembar: Lembar) -> Iterator[Balok]:
    """Yield a position's sheet: JABATAN, TUGAS where it has one, FUNGSI, and its table."""
    judul = _list_judul(bahan, lembar)
    yield Rincian.satu(next(judul), _pilih(bahan, lembar.nama))
    if lembar.tugas.isi:
        yield Rincian.satu(next(judul), _pilih(bahan, lembar.tugas))
    if lembar.fungsi.butir:
        yield Rincian(next(judul), _list_butir(bahan, lembar.fungsi))
    baris = [
        _build_baris(bahan, sasaran.teks, satu)
        for sasaran in lembar.sasaran
        for satu in sasaran.indikator
    ]
    yield Tabel(f"Indikator {lembar.baris.nama_singkat}", _KOLOM, merge_sama(baris, _SASARAN))


def _list_judul(bahan: Bahan, lembar: Lembar) -> Iterator[str]:
    """Yield the numbered headings; the verbatim sheet keeps a number a remark quotes from it."""
    kutipan = [c.kutipan for c in (*lembar.nama.catatan, *lembar.fungsi.kepala.catatan)]
    cocok = [_BERNOMOR.fullmatch(satu) for satu in kutipan if bahan.asli]
    nomor = {satu[2]: satu[1] for satu in cocok if satu}
    ada = ("JABATAN", *(["TUGAS"] if lembar.tugas.isi else []), "FUNGSI")
    for urutan, judul in enumerate(ada, 1):
        yield f"{nomor.get(judul, urutan)}. {judul}"


def _build_baris(bahan: Bahan, sasaran: Teks, satu: IndikatorTampil) -> tuple[Sel, ...]:
    return (
        Sel(_pilih(bahan, sasaran)),
        Sel(_pilih(bahan, satu.nama)),
        _build_rumus(bahan, satu),
        _build_daftar(bahan, satu.sumber),
    )


def _build_rumus(bahan: Bahan, satu: IndikatorTampil) -> Sel:
    """Return how it is computed: a fraction, the list of documents, or a plain number."""
    if satu.jenis_rumus is JenisRumus.RASIO:
        atas, bawah = _pilih(bahan, satu.pembilang), _pilih(bahan, satu.penyebut)
        return Sel(pecahan=Pecahan(atas, bawah, satu.kali_100))
    if satu.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN:
        return _build_daftar(bahan, satu.dokumen, "Dokumen yang dihitung:")
    return Sel("Angka")


def _build_daftar(bahan: Bahan, daftar: Daftar, awal: str = "") -> Sel:
    """Return a list as corrected after its first words, or its lines as they were signed."""
    if bahan.asli and daftar.kepala.asli:
        awal, isi = "", daftar.kepala.asli
    else:
        isi = tuple(f"{nama} ({n} dokumen)" if n else nama for nama, n in daftar.butir)
    return Sel(isi[0]) if len(isi) == 1 and not awal else Sel(awal, butir=isi)
