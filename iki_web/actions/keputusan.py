"""Loading an edition of the Keputusan from its file; loading the same again changes nothing."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import StatementError

from iki_web.actions.jejak import add_jejak
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import (
    Catatan,
    Dokumen,
    Indikator,
    Jabatan,
    Keputusan,
    Lampiran,
    StatusKeputusan,
    SumberData,
)
from iki_web.rules.capaian import Arah, RumusTurun
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.periode import JenisPeriode
from iki_web.rules.rumus import CaraHitung, JenisRumus

#: The edition every new instance starts with.
SK_2021 = Path(__file__).resolve().parent.parent / "sk_2021.toml"


@dataclass(frozen=True, slots=True)
class Laporan:
    """What loading an edition did, for the person who loaded it."""

    nomor: str
    baru: bool
    jabatan: int
    indikator: int
    dikoreksi: int
    catatan: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """The first line of the report."""
        kata = "dimuat" if self.baru else "sudah ada dan tidak diubah"
        return (
            f"Keputusan {self.nomor} {kata}: {self.jabatan} jabatan, "
            f"{self.indikator} indikator, {self.dikoreksi} teks dikoreksi, "
            f"{len(self.catatan)} catatan atas naskah."
        )


def read_keputusan(berkas: Path) -> tuple[dict[str, Any], str]:
    """Return the contents of an edition file and its fingerprint; raises Ditolak if unreadable."""
    try:
        mentah = berkas.read_bytes()
        return tomllib.loads(mentah.decode("utf-8")), hashlib.sha256(mentah).hexdigest()
    except OSError as sebab:
        raise Ditolak(f"Berkas {berkas} tidak dapat dibuka: {sebab.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as sebab:
        raise Ditolak(f"Berkas {berkas} bukan berkas edisi yang benar: {sebab}.") from None


def create_keputusan(pelaku: Pelaku, berkas: Path = SK_2021) -> Laporan:
    """Load an edition; returns the report. Raises Ditolak when the file is not an edition.

    An edition with the same code is left alone when its file is the same, and refused when not:
    a fixed edition never changes (DOMAIN section 3).
    """
    isi, sidik = read_keputusan(berkas)
    try:
        _check_bentuk(isi)
        return _load(pelaku, isi, sidik)
    except StatementError as sebab:
        raise Ditolak(f"Berkas {berkas} memuat isi ganda atau keliru: {sebab.orig}.") from None
    except (KeyError, ValueError, TypeError) as sebab:
        raise Ditolak(f"Berkas {berkas} tidak lengkap: {sebab}.") from None


def _check_bentuk(isi: Mapping[str, Any]) -> None:
    """Raise KeyError or TypeError where a part the pages read is missing or of another kind."""
    sk = isi["keputusan"]
    wajib = {"menimbang": "huruf", "mengingat": "nomor", "memutuskan": "diktum"}
    for bagian, tanda in wajib.items():
        for baris in sk[bagian]:
            _ = baris[tanda], baris["isi"]
    for jabatan in isi["jabatan"]:
        for baris in jabatan.get("fungsi", ()):
            _ = baris["isi"]
        for indikator in jabatan.get("indikator", ()):
            if not isinstance(indikator["sumber_data"], list):
                raise TypeError(f"sumber_data {indikator['kode']} harus berupa daftar")


@transaction
def _load(pelaku: Pelaku, isi: Mapping[str, Any], sidik: str) -> Laporan:
    sk = isi["keputusan"]
    ada = db.session.execute(
        select(Keputusan).where(
            Keputusan.kantor_id == pelaku.kantor_id, Keputusan.kode == sk["kode"]
        )
    ).scalar_one_or_none()
    if ada is not None:
        if ada.sidik != sidik:
            raise Ditolak(
                f"Edisi {sk['kode']} sudah ada dengan isi yang berbeda. Edisi yang sudah "
                "ditetapkan tidak diubah; muat perubahan sebagai edisi baru dengan kode lain."
            )
        return _build_laporan(isi, baru=False)
    keputusan = _add_keputusan(pelaku.kantor_id, sk, sidik)
    jabatan = _add_jabatan(pelaku.kantor_id, isi["jabatan"])
    for urutan, baris in enumerate(isi["jabatan"]):
        _add_lampiran(keputusan.id, jabatan[baris["kode"]].id, baris, urutan)
    _link_induk(keputusan.id, isi["jabatan"])
    for urutan, baris in enumerate(isi.get("catatan", ())):
        db.session.add(Catatan(keputusan_id=keputusan.id, urutan=urutan, **baris))
    laporan = _build_laporan(isi, baru=True)
    add_jejak(
        pelaku,
        Peristiwa.KEPUTUSAN_DIMUAT,
        f"keputusan:{keputusan.kode}",
        sesudah={"nomor": keputusan.nomor, "sidik": sidik, "laporan": laporan.kalimat},
    )
    return laporan


def _build_laporan(isi: Mapping[str, Any], *, baru: bool) -> Laporan:
    indikator = [i for j in isi["jabatan"] for i in j.get("indikator", ())]
    sk = isi["keputusan"]
    baris_sk = [*sk["menimbang"], *sk["mengingat"], *sk["memutuskan"]]
    fungsi = [f for j in isi["jabatan"] for f in j.get("fungsi", ())]
    dikoreksi = sum("teks_asli" in b for b in (*baris_sk, *fungsi))
    dikoreksi += sum(len(i.get("teks_asli", {})) for i in indikator)
    return Laporan(
        nomor=sk["nomor"],
        baru=baru,
        jabatan=sum("indikator" in j for j in isi["jabatan"]),
        indikator=len(indikator),
        dikoreksi=dikoreksi,
        catatan=tuple(
            f"[{c['kelompok']}] {c['di']} · {c['kolom']} · “{c['kutipan']}”: {c['isi']}"
            for c in isi.get("catatan", ())
        ),
    )


def _add_keputusan(kantor_id: int, sk: Mapping[str, Any], sidik: str) -> Keputusan:
    """Add the edition's row; its text stays together as JSON, as the sheet reads."""
    kolom = {"kode", "nomor", "tentang", "tanggal", "berlaku_mulai"}
    naskah = {nama: nilai for nama, nilai in sk.items() if nama not in kolom}
    keputusan = Keputusan(
        kantor_id=kantor_id,
        status=StatusKeputusan.DITETAPKAN,
        naskah=json.dumps(naskah, ensure_ascii=False),
        sidik=sidik,
        **{nama: sk[nama] for nama in kolom},
    )
    db.session.add(keputusan)
    db.session.flush()
    return keputusan


def _add_jabatan(kantor_id: int, daftar: list[Mapping[str, Any]]) -> dict[str, Jabatan]:
    """Return the positions by code; those the office does not have yet are added to its tree."""
    ada = {
        j.kode: j
        for j in db.session.execute(select(Jabatan).where(Jabatan.kantor_id == kantor_id)).scalars()
    }
    for urutan, baris in enumerate(daftar):
        if baris["kode"] in ada:
            continue
        atasan = ada[baris["atasan"]] if "atasan" in baris else None
        jabatan = Jabatan(
            kantor_id=kantor_id,
            kode=baris["kode"],
            nama=baris["nama"],
            nama_singkat=baris["nama_singkat"],
            atasan_id=atasan.id if atasan else None,
            jalur="/",
            urutan=urutan,
        )
        db.session.add(jabatan)
        db.session.flush()
        jabatan.jalur = f"{atasan.jalur if atasan else '/'}{jabatan.id}/"
        ada[jabatan.kode] = jabatan
    return ada


def _add_lampiran(
    keputusan_id: int, jabatan_id: int, baris: Mapping[str, Any], urutan: int
) -> None:
    """Add a position's sheet and its indicators; the head of the tree has none in 2021."""
    if "nama_lampiran" not in baris:
        return
    asli = baris["nama_lampiran"]
    db.session.add(
        Lampiran(
            keputusan_id=keputusan_id,
            jabatan_id=jabatan_id,
            nama=baris.get("nama_lampiran_baku", asli),
            nama_asli=asli if "nama_lampiran_baku" in baris else None,
            tugas=baris.get("tugas", ""),
            fungsi=json.dumps(baris.get("fungsi", []), ensure_ascii=False),
            urutan=urutan,
        )
    )
    for nomor, indikator in enumerate(baris.get("indikator", ()), start=1):
        _add_indikator(keputusan_id, jabatan_id, indikator, nomor)


def _add_indikator(
    keputusan_id: int, jabatan_id: int, baris: Mapping[str, Any], urutan: int
) -> None:
    """Add an indicator with its slots and document list."""
    asli = baris.get("teks_asli", {}) | {
        "dokumen": [d.get("teks_asli") for d in baris.get("dokumen", ())]
    }
    indikator = Indikator(
        keputusan_id=keputusan_id,
        jabatan_id=jabatan_id,
        kode=baris["kode"],
        urutan=urutan,
        sasaran=baris["sasaran"],
        nama=baris["nama"],
        jenis_rumus=JenisRumus(baris["jenis_rumus"]),
        pembilang=baris.get("pembilang", ""),
        penyebut=baris.get("penyebut", ""),
        satuan=baris["satuan"],
        kali_100=baris["kali_100"],
        arah=Arah(baris["arah"]),
        rumus_turun=RumusTurun(baris.get("rumus_turun", RumusTurun.SELISIH)),
        cara_hitung=CaraHitung(baris["cara_hitung"]),
        frekuensi=JenisPeriode(baris["frekuensi"]),
        alasan=json.dumps(
            {nama: baris[f"alasan_{nama}"] for nama in ("frekuensi", "arah", "cara_hitung")},
            ensure_ascii=False,
        ),
        contoh=baris.get("contoh", {}).get("kalimat", ""),
        teks_asli=json.dumps(asli, ensure_ascii=False),
    )
    db.session.add(indikator)
    db.session.flush()
    _add_isi_indikator(indikator.id, baris)


def _add_isi_indikator(indikator_id: int, baris: Mapping[str, Any]) -> None:
    """Add the evidence slots and the document list of an indicator."""
    for nomor, nama in enumerate(baris["sumber_data"], start=1):
        db.session.add(SumberData(indikator_id=indikator_id, urutan=nomor, nama=nama))
    for nomor, dokumen in enumerate(baris.get("dokumen", ()), start=1):
        db.session.add(
            Dokumen(
                indikator_id=indikator_id,
                urutan=nomor,
                nama=dokumen["nama"],
                setahun=dokumen.get("setahun"),
            )
        )


def _link_induk(keputusan_id: int, daftar: list[Mapping[str, Any]]) -> None:
    """Link the shared indicators to the superior's."""
    per_kode = {
        i.kode: i
        for i in db.session.execute(
            select(Indikator).where(Indikator.keputusan_id == keputusan_id)
        ).scalars()
    }
    for jabatan in daftar:
        for baris in jabatan.get("indikator", ()):
            if "induk" in baris:
                per_kode[baris["kode"]].induk_id = per_kode[baris["induk"]].id
