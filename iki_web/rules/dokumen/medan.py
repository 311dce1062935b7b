"""The fields a Word template may name, and what each is: the page and the check read this list."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Macam(StrEnum):
    """What a field is; where it may stand follows from it."""

    TEKS = "TEKS"
    BARIS = "BARIS"
    GAMBAR = "GAMBAR"
    BALOK = "BALOK"
    KEADAAN = "KEADAAN"


@dataclass(frozen=True, slots=True)
class Medan:
    """One field: its name in a tag, what it is, and what it holds in the office's words."""

    nama: str
    macam: Macam
    arti: str

    @property
    def contoh(self) -> str:
        """The tag as it is typed in Word."""
        if self.macam is Macam.BALOK:
            return f"{{{{p {self.nama} }}}}"
        if self.macam is Macam.KEADAAN:
            return f"{{% if {self.nama} %}} … {{% endif %}}"
        return f"{{{{ {self.nama} }}}}"


_SEMUA = (
    Medan("kop", Macam.BARIS, "Baris-baris kop kantor."),
    Medan("logo", Macam.GAMBAR, "Logo dari Pengaturan kantor; kosong bila belum dipasang."),
    Medan("kantor", Macam.TEKS, "Nama kantor."),
    Medan("nama", Macam.TEKS, "Nama dokumen dalam satu baris."),
    Medan("judul", Macam.BARIS, "Baris-baris judul dokumen."),
    Medan("sub", Macam.BARIS, "Baris di bawah judul: jabatan atau kantor, dan nomor."),
    Medan("nomor", Macam.TEKS, "Nomor dokumen; kosong pada konsep yang belum bernomor."),
    Medan("tanggal", Macam.TEKS, "Tanggal dokumen, misalnya 5 Januari 2026."),
    Medan("badan", Macam.BALOK, "Seluruh isi dokumen menurut urutannya, tanda tangan juga."),
    Medan("tabel", Macam.BALOK, "Tabel-tabelnya saja."),
    Medan("tanda_tangan", Macam.BALOK, "Tanda tangannya saja."),
    Medan("catatan", Macam.BARIS, "Catatan di akhir dokumen."),
    Medan("terbit", Macam.KEADAAN, "Apakah dokumen sudah diterbitkan; konsep belum."),
    Medan("qr", Macam.GAMBAR, "Kode QR ke halaman verifikasi; kosong pada konsep."),
    Medan("kode", Macam.TEKS, "Kode pendek dokumen; kosong pada konsep."),
    Medan("alamat", Macam.TEKS, "Alamat aplikasi di jaringan kantor; kosong pada konsep."),
    Medan("sidik", Macam.TEKS, "Enam belas huruf pertama sidik isi; kosong pada konsep."),
    Medan("jejak", Macam.TEKS, "Ujung jejak saat diterbitkan; kosong pada konsep."),
)
MEDAN: Mapping[str, Medan] = {satu.nama: satu for satu in _SEMUA}

#: What a repetition may ask of itself, and what may be done to a text.
PERULANGAN = ("index", "first", "last", "length")
SARINGAN = ("upper", "lower", "title", "capitalize")
#: Tags as they are typed, for the sentences that explain them.
TAG: Mapping[str, str] = {
    "badan": MEDAN["badan"].contoh,
    "ulang": "{%p for baris in kop %}",
    "baris": "{{ baris }}",
    "tutup": "{%p endfor %}",
    "syarat": "{% if terbit %} … {% else %} … {% endif %}",
    "paragraf": "{%p … %}",
    "huruf": "{{ nama|upper }}",
}
