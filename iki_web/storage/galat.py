"""Refusals of the evidence store; each carries the Indonesian sentence the user sees."""

from iki_web.rules.galat import Ditolak, Galat, TerlaluBesar


class BerkasDitolak(Ditolak):
    """The content is not one of the allowed kinds, or is unsafe or broken."""


class BerkasTerlaluBesar(TerlaluBesar):
    """More bytes than one evidence file may have."""


class BerkasRusak(Galat):
    """The stored bytes no longer match their hash; they are never handed out."""

    def __init__(
        self,
        kalimat: str = "Berkas bukti ini rusak di penyimpanan sehingga tidak dibuka. "
        "Laporkan kepada pengelola agar dipulihkan dari cadangan.",
    ) -> None:
        super().__init__(kalimat)


class BerkasHilang(Galat):
    """No stored bytes under this hash."""

    def __init__(
        self,
        kalimat: str = "Berkas bukti ini tidak ada di penyimpanan. "
        "Laporkan kepada pengelola agar dipulihkan dari cadangan.",
    ) -> None:
        super().__init__(kalimat)


class PenyimpananGagal(Galat):
    """The operating system refused to read or write the store."""

    def __init__(
        self,
        kalimat: str = "Penyimpanan berkas sedang tidak dapat dipakai; tidak ada yang disimpan. "
        "Coba lagi sebentar lagi, atau hubungi pengelola.",
    ) -> None:
        super().__init__(kalimat)


class RuangPenuh(PenyimpananGagal):
    """No room left on the disk (HTTP 507)."""

    def __init__(
        self,
        kalimat: str = "Ruang penyimpanan penuh; berkas ini tidak disimpan. "
        "Hubungi pengelola untuk menambah ruang, lalu unggah lagi.",
    ) -> None:
        super().__init__(kalimat)


class CadanganGagal(PenyimpananGagal):
    """A backup could not be written or read where it was to be."""


class CadanganRusak(Ditolak):
    """A backup is torn, changed, or not one at all."""

    def __init__(
        self,
        kalimat: str = "Berkas cadangan ini rusak atau terpotong, jadi tidak dipakai. "
        "Tidak ada yang berubah. Pilih cadangan lain.",
    ) -> None:
        super().__init__(kalimat)


class SandiCadanganSalah(Ditolak):
    """The passphrase of an encrypted backup is missing or wrong."""

    def __init__(
        self,
        kalimat: str = "Kata sandi cadangan tidak cocok. Tidak ada yang berubah. "
        "Perhatikan huruf besar dan kecil, lalu coba lagi.",
    ) -> None:
        super().__init__(kalimat, {"frasa": kalimat})
