"""The acts of the head of the office: fixing a draft, and revoking an edition nobody stands on."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.draf import check_versi
from iki_web.actions.keputusan.tulis import format_kolom_naskah
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Keputusan, Pegawai, StatusKeputusan
from iki_web.queries.keputusan import (
    EdisiKelola,
    find_edisi,
    list_tahun_berisi,
)
from iki_web.queries.mutu import get_pemeriksaan
from iki_web.rules.bilangan import format_tanggal
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import (
    Edisi,
    Penetapan,
    check_kepala,
    compute_sidik,
    find_mulai,
    read_penetapan,
)
from iki_web.rules.keterlihatan import JenisPenugasan, Pelaku


@transaction
def issue_keputusan(
    pelaku: Pelaku, keputusan_id: int, form: Mapping[str, str], sidik: str
) -> Penetapan:
    """Fix a draft; `sidik` is the fingerprint of what the head read. After this nothing changes.

    Raises TidakBerwenang for anyone but the head, Basi where the draft moved on, and Ditolak for
    what is incomplete, a number in use, or a day whose years already have entries.
    """
    kelola = find_edisi(pelaku, keputusan_id)
    check_kepala(pelaku)
    if not kelola.draf:
        raise Ditolak("Edisi ini sudah ditetapkan.")
    if sidik != compute_sidik(kelola.edisi):
        raise Basi("Draf ini berubah sejak Anda membacanya. Baca kembali sebelum menetapkan.")
    periksa = get_pemeriksaan(pelaku, kelola)
    if periksa.syarat:
        raise Ditolak("Draf ini belum lengkap, jadi belum dapat ditetapkan.")
    isi = read_penetapan(form, jam.today())
    if periksa.terbuka and not isi.alasan:
        terbuka = ", ".join(periksa.terbuka)
        kalimat = f"Masih terbuka: {terbuka}. Tulis alasan menetapkannya begitu saja."
        raise Ditolak(kalimat, {"alasan": kalimat})
    _check_nomor(pelaku, isi.nomor)
    _check_mulai(pelaku, isi.berlaku_mulai)
    edisi = _build_tetap(pelaku, kelola.edisi, isi)
    _write_tetap(pelaku, kelola, edisi, isi if periksa.terbuka else replace(isi, alasan=""))
    add_jejak(
        pelaku,
        Peristiwa.KEPUTUSAN_DITETAPKAN,
        f"keputusan:{edisi.kode}",
        kelola.versi + 1,
        {"status": StatusKeputusan.DRAF, "sidik": sidik},
        asdict(isi)
        | {"sidik": compute_sidik(edisi), "temuan": [t.kalimat for t in periksa.temuan]}
        | {"belum_dinilai": periksa.belum_dinilai, "kurang": periksa.kurang},
    )
    return isi


def _check_nomor(pelaku: Pelaku, nomor: str) -> None:
    """Refuse a number another edition has, blanks and capitals aside."""
    semua = select(Keputusan.nomor).where(Keputusan.kantor_id == pelaku.kantor_id)
    rapat = "".join(nomor.split()).casefold()
    if any("".join(n.split()).casefold() == rapat for n in db.session.execute(semua).scalars()):
        kalimat = "Nomor ini sudah dipakai edisi lain."
        raise Ditolak(kalimat, {"nomor": kalimat})


def _check_mulai(pelaku: Pelaku, mulai: date) -> None:
    """Refuse a day from which entries of an older edition would vanish from view."""
    lain = select(Keputusan.id, Keputusan.berlaku_mulai).where(
        Keputusan.kantor_id == pelaku.kantor_id, Keputusan.status == StatusKeputusan.DITETAPKAN
    )
    berlaku = {b.id: b.berlaku_mulai for b in db.session.execute(lain)}
    if mulai in berlaku.values():
        kalimat = "Sudah ada edisi lain yang berlaku mulai tanggal itu."
        raise Ditolak(kalimat, {"berlaku_mulai": kalimat})
    tahun = [t for nomor, isi in list_tahun_berisi(pelaku).items() if nomor in berlaku for t in isi]
    bentrok, boleh = find_mulai(mulai, tahun, berlaku.values())
    if bentrok:
        kalimat = (
            f"Tahun {', '.join(map(str, bentrok))} sudah berisi realisasi menurut edisi lama. "
            f"Edisi ini dapat berlaku paling cepat {format_tanggal(boleh)}."
        )
        raise Ditolak(kalimat, {"berlaku_mulai": kalimat})


def _build_tetap(pelaku: Pelaku, edisi: Edisi, isi: Penetapan) -> Edisi:
    """Return the edition with number, days and the signature of who fixes it."""
    kepala = next(p for p in pelaku.pegangan if p.jalur.count("/") == 2)
    orang = db.session.execute(
        select(Pegawai.nama, Pegawai.pangkat, Pegawai.nip).where(Pegawai.id == pelaku.pegawai_id)
    ).one()
    jabatan = edisi.penetap_jabatan or kepala.nama.upper()
    if kepala.jenis is not JenisPenugasan.DEFINITIF:
        jabatan = kepala.jenis.awalan + jabatan
    tempat = (f"Ditetapkan di {edisi.tempat}",) if edisi.tempat else ()
    return replace(
        edisi,
        nomor=isi.nomor,
        tanggal=isi.tanggal,
        berlaku_mulai=isi.berlaku_mulai,
        penutup=(*tempat, f"pada tanggal {format_tanggal(isi.tanggal)}"),
        penetap_jabatan=jabatan,
        penetap_nama=orang.nama,
        penetap_pangkat=orang.pangkat,
        penetap_nip=orang.nip or "",
    )


def _write_tetap(pelaku: Pelaku, kelola: EdisiKelola, edisi: Edisi, isi: Penetapan) -> None:
    baris = db.session.execute(select(Keputusan).where(Keputusan.id == kelola.id)).scalar_one()
    baris.status = StatusKeputusan.DITETAPKAN
    baris.nomor, baris.tanggal, baris.berlaku_mulai = isi.nomor, isi.tanggal, isi.berlaku_mulai
    baris.naskah, baris.sidik = format_kolom_naskah(edisi), compute_sidik(edisi)
    baris.penetap_id, baris.ditetapkan = pelaku.pegawai_id, jam.now()
    baris.alasan_temuan = isi.alasan
    baris.versi += 1


@transaction
def revoke_keputusan(
    pelaku: Pelaku, keputusan_id: int, form: Mapping[str, str], versi: int
) -> None:
    """Revoke a fixed edition on which no entry stands, with a reason; it stays readable.

    Raises TidakBerwenang for anyone but the head, Ditolak where entries stand on it or no other
    edition would be left.
    """
    kelola = find_edisi(pelaku, keputusan_id)
    check_kepala(pelaku)
    check_versi(kelola.versi, versi, {}, {})
    if kelola.status is not StatusKeputusan.DITETAPKAN:
        raise Ditolak("Hanya edisi yang ditetapkan yang dapat dicabut.")
    baca = Pembaca(form)
    alasan = baca.teks("alasan", "Alasan", 500, wajib=True)
    baca.check()
    if list_tahun_berisi(pelaku).get(keputusan_id):
        raise Ditolak("Edisi ini sudah dipakai mengisi realisasi, jadi tidak dapat dicabut.")
    lain = select(func.count()).where(
        Keputusan.kantor_id == pelaku.kantor_id,
        Keputusan.status == StatusKeputusan.DITETAPKAN,
        Keputusan.id != keputusan_id,
    )
    if not db.session.execute(lain).scalar_one():
        raise Ditolak("Ini satu-satunya edisi yang berlaku, jadi tidak dapat dicabut.")
    baris = db.session.execute(select(Keputusan).where(Keputusan.id == keputusan_id)).scalar_one()
    pencabutan = {"alasan": alasan, "oleh": pelaku.nama, "tanggal": format_tanggal(jam.today())}
    baris.naskah = json.dumps(
        json.loads(baris.naskah) | {"pencabutan": pencabutan}, ensure_ascii=False
    )
    baris.status = StatusKeputusan.DICABUT
    baris.versi += 1
    objek = f"keputusan:{kelola.edisi.kode}"
    add_jejak(pelaku, Peristiwa.KEPUTUSAN_DICABUT, objek, baris.versi, None, pencabutan)
