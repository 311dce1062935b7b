"""The superior's acts: approve (which freezes), return, reopen."""

from typing import Any

from iki_web.actions.realisasi.tulis import Kerja, Tempat, begin_kerja, finish_kerja, take_langkah
from iki_web.actions.transaksi import transaction
from iki_web.extensions import jam
from iki_web.queries.realisasi import EntriTampil
from iki_web.rules.alur import Aksi, Isi
from iki_web.rules.galat import Ditolak
from iki_web.rules.jejak import format_kanonik
from iki_web.rules.keterlihatan import Pelaku

_KOLOM_BEKU = (
    "kode",
    "nama",
    "sasaran",
    "jenis_rumus",
    "pembilang",
    "penyebut",
    "satuan",
    "arah",
    "rumus_turun",
    "cara_hitung",
)

#: The columns approval writes, and reopening empties.
_DIBEKUKAN = ("penyetuju_id", "disetujui", "nilai", "target", "capaian", "predikat", "beku")


@transaction
def approve_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int) -> int:
    """Approve the version that was seen (step SETUJUI) and freeze it (DOMAIN section 5).

    Frozen: value, counts, target used, capaian, predikat, the texts and names of that day, the
    edition, the approver with "Plt." if so, and the hashes of the evidence.
    """
    kerja = begin_kerja(pelaku, tempat)
    status = take_langkah(kerja, Aksi.SETUJUI, Isi(versi))
    hasil = kerja.entri.hasil
    if hasil is None:
        raise Ditolak("Realisasi ini tidak lengkap, jadi tidak dapat disetujui. Kembalikan dulu.")
    sekarang = jam.now()
    beku = _build_beku(kerja, kerja.entri) | {"disetujui": sekarang}
    kerja.kolom |= {
        "penyetuju_id": pelaku.pegawai_id,
        "disetujui": sekarang,
        "nilai": hasil.nilai,
        "target": kerja.entri.nilai_target,
        "capaian": kerja.entri.capaian,
        "predikat": kerja.entri.predikat,
        "beku": format_kanonik(beku),
    }
    return finish_kerja(kerja, Aksi.SETUJUI, status, Isi(versi))


def _build_beku(kerja: Kerja, entri: EntriTampil) -> dict[str, Any]:
    """Return everything approval freezes, in words and exact numbers."""
    acuan = kerja.acuan
    keputusan = acuan.find_keputusan(entri.periode.kode.tahun)
    penyetuju = entri.penyetuju
    indikator = entri.indikator
    pengaju = acuan.pegawai.get((entri.baris and entri.baris.pengaju_id) or 0)
    return {
        "indikator": {nama: getattr(indikator, nama) for nama in _KOLOM_BEKU},
        "dokumen": {str(d.id): d.nama for d in indikator.dokumen},
        "periode": entri.periode.kode.nama,
        "keputusan": keputusan.nomor if keputusan else "",
        "jabatan": entri.jabatan.nama,
        "pengaju": pengaju.nama if pengaju else "",
        "penyetuju": kerja.pelaku.nama,
        "penyetuju_jabatan": penyetuju.teks_untuk(kerja.pelaku.pegawai_id) if penyetuju else "",
        "skala": entri.skala,
        "target": entri.nilai_target,
        "tidak_ditargetkan": entri.tidak_ditargetkan,
        "capaian": entri.capaian,
        "predikat": entri.predikat,
        "bukti": [
            {"slot": slot.nama, "nama": berkas.nama, "sha256": berkas.sha256}
            for slot in entri.slot
            for berkas in slot.berkas
        ],
    }


@transaction
def return_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int, alasan: str, catatan: str) -> int:
    """Return an entry to its owner (step KEMBALIKAN) with a listed reason and a note."""
    kerja = begin_kerja(pelaku, tempat)
    isi = Isi(versi, alasan, catatan)
    status = take_langkah(kerja, Aksi.KEMBALIKAN, isi)
    return finish_kerja(kerja, Aksi.KEMBALIKAN, status, isi)


@transaction
def reopen_realisasi(pelaku: Pelaku, tempat: Tempat, versi: int, catatan: str) -> int:
    """Reopen an approved entry (step BUKA_KEMBALI); what was frozen stays in its history."""
    kerja = begin_kerja(pelaku, tempat)
    isi = Isi(versi, catatan=catatan)
    status = take_langkah(kerja, Aksi.BUKA_KEMBALI, isi)
    kerja.sebelum["beku"] = kerja.entri.baris.beku_teks if kerja.entri.baris else None
    kerja.kolom |= dict.fromkeys(_DIBEKUKAN)
    return finish_kerja(kerja, Aksi.BUKA_KEMBALI, status, isi)
