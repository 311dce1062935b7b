"""Findings in the wording of indicators: name, numerator, denominator, list (groups 3 to 7)."""

import re
from collections.abc import Iterator

from iki_web.rules.keputusan import ButirIndikator
from iki_web.rules.mutu.kata import UMUM, list_kata
from iki_web.rules.mutu.naskah import has_kata
from iki_web.rules.mutu.temuan import Bahan, Gejala
from iki_web.rules.rumus import JenisRumus

_BANYAK = {"jumlah", "target", "semua", "seluruh", "banyaknya", "total", "rencana"}
#: From here on a text says which of the things are counted, no longer what.
_PEMBATAS = re.compile(
    r"\b(?:yang|sesuai|tepat|dalam|telah|sudah|tahun|untuk|di\w{4,}|ter\w{4,})\b"
)
_PERSENTASE = ("persentase", "presentase", "prosentase")
_UKURAN = {
    *_PERSENTASE,
    *("rasio", "jumlah", "tingkat", "indeks", "nilai"),
    *("rata-rata", "angka", "cakupan", "skor", "laju", "proporsi", "banyaknya"),
}
_KEGIATAN = re.compile(
    r"(?:pe\w{4,}an|me(?:ng|ny|n|m|l|r)\w{3,}|koordinasi|fasilitasi|sosialisasi|monitoring"
    r"|evaluasi|verifikasi|rapat|kegiatan)\b"
)
_DIPUTUS = {"disetujui", "dikabulkan", "diterima", "diselesaikan", "terlaksana"}
_MEMINTA = {"pengajuan", "permohonan", "usulan", "permintaan", "proposal"}
_KEJADIAN = {
    *("pemilihan", "kejadian", "kriminalitas", "bencana", "pengaduan", "sengketa", "konflik"),
    *("pelanggaran", "kecelakaan", "kebakaran"),
}
#: What is said of the counted things; in name and numerator alike, or in neither.
_SIFAT = {
    "tepat waktu": ("tepat waktu",),
    "sukses": ("sukses", "berhasil"),
    "ditindaklanjuti": ("tindaklanjut", "tindak lanjut"),
    "kondisi baik": ("kondisi baik",),
    "sesuai pedoman": ("sesuai pedoman",),
    "sesuai tujuan": ("sesuai tujuan",),
    "sesuai standar": ("sesuai standar",),
    "dilaporkan": ("dilaporkan",),
    "pengajuan": ("pengajuan", "diajukan"),
    "tersedia": ("tersedia",),
    "dibangun": ("dibangun", "terbangun"),
    "tertib": ("tertib",),
    "puas": ("puas",),
}


def list_benda_lain(bahan: Bahan) -> Iterator[Gejala]:
    """Yield denominators that count other things than the numerator."""
    for satu in bahan.rasio:
        atas, bawah = _list_benda(satu.pembilang), _list_benda(satu.penyebut)
        if atas and bawah and atas.isdisjoint(bawah):
            yield Gejala(
                satu.kode,
                "penyebut",
                satu.penyebut,
                "Penyebut menghitung hal yang lain daripada pembilang.",
                f"Pembilangnya “{satu.pembilang}”: hitung benda yang sama di penyebut.",
            )


def _list_benda(teks: str) -> set[str]:
    """Return the words that say what is counted."""
    awal = _PEMBATAS.split(teks.lower(), maxsplit=1)[0]
    return {kata for kata in list_kata(awal) if kata not in _BANYAK | UMUM}


def list_pembilang_berulang(bahan: Bahan) -> Iterator[Gejala]:
    """Yield numerators taken over from an indicator of another name, where the name fits less."""
    for satu in bahan.rasio:
        for lain in bahan.rasio:
            sama = _padat(satu.pembilang) == _padat(lain.pembilang)
            beda = satu.kode != lain.kode and _padat(satu.nama) != _padat(lain.nama)
            if sama and beda and _cocok(satu) <= _cocok(lain) and satu.induk != lain.kode:
                yield Gejala(
                    satu.kode,
                    "pembilang",
                    satu.pembilang,
                    f"Pembilang ini sama dengan pembilang “{lain.nama}”.",
                    f"Pastikan pembilangnya menghitung “{satu.nama}”.",
                )
                break


def _cocok(satu: ButirIndikator) -> int:
    """Return how many words name and numerator share."""
    return len(set(list_kata(satu.nama)) & set(list_kata(satu.pembilang)))


def list_terbalik(bahan: Bahan) -> Iterator[Gejala]:
    """Yield formulas that count requests over what was granted."""
    for satu in bahan.rasio:
        minta = has_kata(satu.pembilang, _MEMINTA) and not has_kata(satu.pembilang, _DIPUTUS)
        if minta and has_kata(satu.penyebut, _DIPUTUS):
            yield Gejala(
                satu.kode,
                "pembilang",
                satu.pembilang,
                "Pembilang dan penyebut tampak terbalik: yang diajukan di atas, yang disetujui "
                "di bawah.",
                "Tukar keduanya, atau tulis yang dimaksud.",
            )


def list_tanpa_kali_100(bahan: Bahan) -> Iterator[Gejala]:
    """Yield percentages whose formula is not multiplied by 100 %."""
    for satu in bahan.rasio:
        if satu.nama.lower().startswith(_PERSENTASE) and not satu.kali_100:
            yield Gejala(
                satu.kode,
                "nama",
                satu.nama,
                "Disebut persentase, tetapi rumusnya tanpa × 100 %.",
                "Beri tanda “× 100 %” pada rumusnya.",
            )


def list_nama_kegiatan(bahan: Bahan) -> Iterator[Gejala]:
    """Yield names that say what is done instead of what is measured."""
    for satu in bahan.edisi.indikator:
        if _KEGIATAN.match(satu.nama.lower()) and not has_kata(satu.nama, _UKURAN):
            yield Gejala(
                satu.kode,
                "nama",
                satu.nama,
                "Nama indikator berupa kegiatan, bukan ukuran.",
                "Mulai dengan ukurannya, misalnya “Persentase …” atau “Jumlah …”.",
            )


def list_nama_rumus(bahan: Bahan) -> Iterator[Gejala]:
    """Yield names and numerators of which only one says a certain thing."""
    for satu in bahan.rasio:
        nama, atas = satu.nama.lower(), _padat(satu.pembilang)
        for sifat, kata in _SIFAT.items():
            di_nama = any(k in nama for k in kata)
            di_atas = any(_padat(k) in atas for k in kata)
            if di_nama != di_atas:
                ada, tiada = ("Nama", "pembilang") if di_nama else ("Pembilang", "nama")
                yield Gejala(
                    satu.kode,
                    "nama",
                    satu.nama,
                    f"Nama dan rumus tidak sejalan: “{sifat}” hanya ada di {ada.lower()}.",
                    f"Tulis juga di {tiada}, atau hapus dari {ada.lower()}.",
                )


def list_dokumen_ganda(bahan: Bahan) -> Iterator[Gejala]:
    """Yield rows of a document list that stand twice."""
    for satu in bahan.edisi.indikator:
        nama = [_padat(d.nama) for d in satu.dokumen]
        for letak, dokumen in enumerate(satu.dokumen):
            if nama[letak] in nama[:letak]:
                yield Gejala(
                    satu.kode,
                    "dokumen",
                    dokumen.nama,
                    "Baris ini tertulis dua kali di daftar dokumen.",
                    "Hapus salah satu, atau bedakan namanya.",
                )


def list_dokumen_kegiatan(bahan: Bahan) -> Iterator[Gejala]:
    """Yield rows of a document list that name an activity."""
    for satu in bahan.edisi.indikator:
        for dokumen in satu.dokumen:
            if re.match(r"me(?:ng|ny|n|m|l|r)\w{3,}", dokumen.nama.lower()):
                yield Gejala(
                    satu.kode,
                    "dokumen",
                    dokumen.nama,
                    "Baris daftar dokumen ini kegiatan, bukan dokumen.",
                    "Tulis nama dokumen yang dihasilkan kegiatan itu.",
                )


def list_bukan_rasio(bahan: Bahan) -> Iterator[Gejala]:
    """Yield document lists of which some row does not say how many are due."""
    for satu in bahan.edisi.indikator:
        kurang = [d.nama for d in satu.dokumen if d.setahun is None]
        if satu.jenis_rumus is JenisRumus.DAFTAR_DOKUMEN and (kurang or not satu.dokumen):
            yield Gejala(
                satu.kode,
                "dokumen",
                (kurang or [satu.nama])[0],
                f"Rumus berupa daftar dokumen dan {len(kurang)} barisnya tanpa jumlah setahun.",
                "Isi jumlah dokumen yang jatuh tempo dalam setahun, atau pakai pembilang dan "
                "penyebut.",
            )


def list_target_penyebut(bahan: Bahan) -> Iterator[Gejala]:
    """Yield denominators that are a target, so that the value already is an achievement."""
    for satu in bahan.rasio:
        if has_kata(satu.penyebut, {"target"}):
            yield Gejala(
                satu.kode,
                "penyebut",
                satu.penyebut,
                "Target dipakai sebagai penyebut, sehingga realisasi sudah berupa capaian.",
                "Pakai jumlah yang nyata sebagai penyebut; targetnya ditetapkan per tahun.",
            )


def list_penyebut_nol(bahan: Bahan) -> Iterator[Gejala]:
    """Yield denominators that count events, where the worked example does not speak of nihil."""
    for satu in bahan.rasio:
        if has_kata(satu.penyebut, _KEJADIAN) and "nihil" not in satu.contoh.lower():
            yield Gejala(
                satu.kode,
                "penyebut",
                satu.penyebut,
                "Penyebut dapat 0 pada periode tanpa kejadian.",
                "Jelaskan pada contoh bahwa periode itu diisi nihil dengan alasan.",
            )


def _padat(teks: str) -> str:
    return "".join(list_kata(teks))
