"""The entry form: what was sent, what its fields show, and which sentence stands beside which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask import current_app
from werkzeug.datastructures import FileStorage, MultiDict

from iki_web.actions.realisasi import Kiriman
from iki_web.queries.realisasi import EntriTampil
from iki_web.rules.alur import Aksi
from iki_web.rules.bilangan import format_cacah
from iki_web.rules.bukti import format_medan
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.realisasi import Isian, parse_isian
from iki_web.rules.rumus import JenisRumus
from iki_web.rules.teks import clean_teks
from iki_web.storage import BerkasMasuk, Simpanan

Formulir = MultiDict[str, str]

_TEKS = ("alasan_nihil", "keterangan", "kendala", "tindak_lanjut")
_SLOT = (("rujukan", "Rujukan fisik", 500), ("alasan_tanpa_berkas", "Alasan tanpa berkas", 1000))

_KATA = {
    "pembilang": "Pembilang",
    "penyebut": "Penyebut",
    "angka": "Angka",
    "alasan_nihil": "Alasan nihil",
    "keterangan": "Keterangan",
    "kendala": "Kendala",
    "tindak_lanjut": "Tindak lanjut",
}


@dataclass(slots=True)
class Terbaca:
    """What a form said: the values, per slot its texts, and per field the sentence of a refusal."""

    isian: Isian
    rujukan: dict[int, str] = field(default_factory=dict)
    alasan: dict[int, str] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)


def parse_versi(form: Formulir) -> int:
    """Return the version the sender saw; raises Ditolak when it is missing or no number."""
    teks = form.get("versi", "")
    if len(form.getlist("versi")) != 1 or not teks.isascii() or not teks.isdigit():
        raise Ditolak("Formulir ini tidak lengkap (versi). Muat ulang halaman, lalu coba lagi.")
    return int(teks[:9])


def check_tunggal(form: Formulir, *boleh_ganda: str) -> None:
    """Refuse a form that names a field twice: nobody can say which one was meant."""
    ganda = [nama for nama in form if nama not in boleh_ganda and len(form.getlist(nama)) > 1]
    if ganda:
        raise Ditolak(f"Isian “{ganda[0]}” dikirim lebih dari sekali. Muat ulang halaman.")


def _teks_angka(nilai: Decimal | None) -> str:
    return "" if nilai is None else format_cacah(nilai)


def build_nilai(entri: EntriTampil) -> dict[str, str]:
    """Return what the fields show for the stored entry, numbers as the office writes them."""
    isian = entri.isian
    nilai = {
        "pembilang": _teks_angka(isian.pembilang),
        "penyebut": _teks_angka(isian.penyebut),
        "angka": _teks_angka(isian.angka),
        "nihil": "1" if isian.nihil else "",
    }
    nilai |= {nama: getattr(isian, nama) for nama in _TEKS}
    for dokumen in entri.indikator.dokumen:
        baris = isian.daftar.get(dokumen.id)
        nilai[f"jatuh_tempo-{dokumen.id}"] = _teks_angka(baris.jatuh_tempo) if baris else ""
        nilai[f"tepat_waktu-{dokumen.id}"] = _teks_angka(baris.tepat_waktu) if baris else ""
    for slot in entri.slot:
        nilai[format_medan("rujukan", slot.nomor)] = slot.rujukan
        nilai[format_medan("alasan_tanpa_berkas", slot.nomor)] = slot.alasan
    return nilai


def _angka_medan(entri: EntriTampil) -> tuple[str, ...]:
    """Return the names of the number fields of this entry's formula kind."""
    if entri.indikator.jenis_rumus is JenisRumus.RASIO:
        return ("pembilang", "penyebut")
    if entri.indikator.jenis_rumus is JenisRumus.ANGKA:
        return ("angka",)
    return tuple(
        f"{nama}-{dokumen.id}"
        for dokumen in entri.indikator.dokumen
        for nama in ("jatuh_tempo", "tepat_waktu")
    )


def merge_nilai(entri: EntriTampil, form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as sent over the stored ones: what a form leaves out stays as it is.

    A box that is not ticked is not sent, so `nihil` counts as sent with any number; the numbers
    of a ticked box are switched off in the browser and then not sent either.
    """
    nilai = build_nilai(entri)
    angka = _angka_medan(entri)
    if "nihil" in form or any(nama in form for nama in angka):
        nilai["nihil"] = ""
        nilai |= dict.fromkeys(angka, "") if "nihil" in form else {}
    return nilai | {nama: form[nama] for nama in nilai if nama in form}


def list_ketikan(entri: EntriTampil, nilai: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what was typed into an entry that has left its owner's hands meanwhile."""
    if Aksi.SIMPAN in {langkah.aksi for langkah in entri.langkah}:
        return ()
    tersimpan, kata = build_nilai(entri), dict(_KATA)
    for slot in entri.slot:
        kata[format_medan("rujukan", slot.nomor)] = f"Rujukan fisik, {slot.nama}"
        kata[format_medan("alasan_tanpa_berkas", slot.nomor)] = f"Alasan, {slot.nama}"
    for dokumen in entri.indikator.dokumen:
        kata[f"jatuh_tempo-{dokumen.id}"] = f"Jatuh tempo, {dokumen.nama}"
        kata[f"tepat_waktu-{dokumen.id}"] = f"Tepat waktu, {dokumen.nama}"
    beda = {n: teks for n, teks in nilai.items() if teks.strip() and teks != tersimpan[n]}
    return tuple((label, beda[nama]) for nama, label in kata.items() if nama in beda)


def parse_form(entri: EntriTampil, form: Mapping[str, str]) -> Terbaca:
    """Read the values of a form against one entry."""
    nilai = merge_nilai(entri, form)
    dokumen = tuple(baris.id for baris in entri.indikator.dokumen)
    isian, galat = parse_isian(nilai, entri.indikator.jenis_rumus, dokumen)
    baca = Terbaca(isian, galat=galat)
    for slot in entri.slot:
        for (nama, kata, paling), tujuan in zip(_SLOT, (baca.rujukan, baca.alasan), strict=True):
            medan = format_medan(nama, slot.nomor)
            try:
                tujuan[slot.nomor] = clean_teks(nilai[medan], paling, kata)
            except ValueError as sebab:
                baca.galat[medan] = str(sebab)
    return baca


def store_berkas(
    entri: EntriTampil, files: MultiDict[str, FileStorage]
) -> tuple[dict[int, list[BerkasMasuk]], dict[str, str]]:
    """Check and store the files of a form, durable before any row; returns them per slot.

    A refused file does not keep the others out: its sentence stands beside its slot.
    """
    simpanan: Simpanan = current_app.extensions["iki_simpanan"]
    masuk: dict[int, list[BerkasMasuk]] = {}
    galat: dict[str, list[str]] = {}
    for slot in entri.slot:
        medan = format_medan("berkas", slot.nomor)
        for berkas in files.getlist(medan):
            if not berkas.filename:
                continue
            try:
                baru = simpanan.terima(berkas.stream, berkas.filename)
            except Galat as sebab:
                galat.setdefault(medan, []).append(f"{berkas.filename[:80]}: {sebab.kalimat}")
            else:
                masuk.setdefault(slot.nomor, []).append(baru)
    return masuk, {nama: " ".join(kalimat) for nama, kalimat in galat.items()}


def build_kiriman(
    versi: int, baca: Terbaca, berkas: dict[int, list[BerkasMasuk]], *, angka: bool
) -> Kiriman:
    """Return what the action takes; without `angka` the stored values stay."""
    return Kiriman(versi, baca.isian if angka else None, berkas, baca.rujukan, baca.alasan)
