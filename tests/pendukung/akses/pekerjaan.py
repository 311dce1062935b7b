"""The endpoints of the main job and of reading."""

from collections.abc import Mapping

from tests.pendukung.akses.aturan import (
    Aturan,
    Rute,
    akun_sendiri,
    langkah,
    lihat,
    lihat_isi,
    lihat_jabatan,
    pembaca_rekap,
    publik,
    siapa_pun,
    tetap,
)


def _kirim(jalur: str, aturan: Aturan, **isi: str) -> Rute:
    """A step on the entry."""
    alamat = "/realisasi/{indikator}/2026-TW1/" + jalur
    return Rute("POST", alamat, aturan, (303, 200), {"versi": "{versi}"} | isi, True, True)


def _entri(jalur: str, aturan: Aturan, **isi: str) -> Rute:
    return Rute("GET", jalur, aturan, isi=isi, per_status=True)


_ANGKA = {"pembilang": "8", "penyebut": "9"}
_TEMPAT = "/realisasi/{indikator}/2026-TW1"

TABEL: Mapping[str, Rute] = {
    "aset.show": Rute("GET", "{aset}", publik),
    "sehat.index": Rute("GET", "/sehat", publik),
    "masuk.index": Rute("GET", "/masuk", publik),
    "masuk.create": Rute("POST", "/masuk", tetap(422, publik)),
    "masuk.keluar": Rute("POST", "/keluar", akun_sendiri, (303, 303), mengubah=True),
    "masuk.create_kode": Rute("POST", "/masuk/kode", tetap(422, publik)),
    "akun.dua_langkah": Rute("GET", "/akun/dua-langkah", siapa_pun),
    "akun.open_langkah": Rute("POST", "/akun/dua-langkah", tetap(422, siapa_pun)),
    "akun.close_langkah": Rute("POST", "/akun/dua-langkah/matikan", tetap(422, siapa_pun)),
    "akun.reset_pemulihan": Rute("POST", "/akun/dua-langkah/pemulihan", tetap(422, siapa_pun)),
    "akun.sandi": Rute("GET", "/akun/sandi", akun_sendiri),
    "akun.update": Rute("POST", "/akun/sandi", tetap(422, akun_sendiri)),
    "beranda.index": Rute("GET", "/", siapa_pun),
    "panduan.index": Rute("GET", "/panduan", siapa_pun),
    "indikator.index": Rute("GET", "/indikator", siapa_pun),
    "indikator.show": _entri("/indikator/{indikator}", lihat_jabatan),
    "realisasi.show": _entri(_TEMPAT, lihat),
    "realisasi.compute": _entri(_TEMPAT + "/hitung", lihat, **_ANGKA),
    "realisasi.update": _kirim("simpan", langkah("simpan"), **_ANGKA),
    "realisasi.upload": _kirim("bukti", langkah("simpan"), **_ANGKA, rujukan="Buku 9"),
    "realisasi.submit": _kirim("ajukan", langkah("ajukan")),
    "realisasi.withdraw": _kirim("tarik", langkah("tarik")),
    "realisasi.reopen": _kirim("buka-kembali", langkah("buka-kembali"), alasan="Surat susulan."),
    "persetujuan.index": Rute("GET", "/persetujuan", siapa_pun),
    "persetujuan.approve_banyak": Rute("POST", "/persetujuan", tetap(422, siapa_pun)),
    "persetujuan.show": _entri("/persetujuan/{indikator}/2026-TW1", lihat),
    "persetujuan.show_kembali": _entri(_TEMPAT + "/kembalikan", lihat, versi="1"),
    "persetujuan.approve": _kirim("setujui", langkah("setujui")),
    "persetujuan.return_": _kirim(
        "kembalikan", langkah("kembalikan"), alasan="LAINNYA", catatan="Cocokkan."
    ),
    "bukti.download": _entri("/bukti/{bukti}", lihat_isi),
    "bukti.show": _entri("/bukti/{bukti}/lihat", lihat_isi),
    "bukti.preview": _entri("/bukti/{bukti}/pratinjau", lihat_isi),
    "bukti.remove": Rute(
        "POST",
        "/bukti/{bukti}/hapus",
        langkah("simpan", lihat_isi),
        (303, 200),
        {"versi": "{versi}"},
        True,
        True,
    ),
    "rekap.index": Rute("GET", "/rekap", siapa_pun, (303, 303)),
    "rekap.show": Rute("GET", "/rekap/2026", siapa_pun),
    "rekap.show_indikator": Rute("GET", "/rekap/2026/indikator", siapa_pun),
    "rekap.show_isian": Rute("GET", "/rekap/2026/isian", siapa_pun),
    "rekap.show_perbandingan": Rute("GET", "/rekap/2026/perbandingan", siapa_pun),
    "rekap.show_pengajuan": Rute("GET", "/rekap/2026/pengajuan", siapa_pun),
    "rekap.export": Rute("GET", "/rekap/2026.xlsx", pembaca_rekap),
    "rekap.export_csv": Rute("GET", "/rekap/2026.csv", pembaca_rekap),
    "bundel.show": Rute("GET", "/dokumen/bundel/2026", siapa_pun),
    "bundel.download": Rute("GET", "/dokumen/bundel/2026.zip", pembaca_rekap),
    "ekinerja.export": Rute("GET", "/dokumen/ekinerja/2026.xlsx", pembaca_rekap),
    "keputusan.show": Rute("GET", "/keputusan/{keputusan}", siapa_pun),
    "keputusan.catatan": Rute("GET", "/keputusan/{keputusan}/catatan", siapa_pun),
    "keputusan.lampiran": Rute("GET", "/keputusan/{keputusan}/staf-umum", siapa_pun),
}
