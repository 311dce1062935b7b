"""What the command and the start do with TLS: certificates, how to trust them, the door itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iki_web.config import Setelan
from iki_web.rules.bilangan import format_tanggal
from iki_web.tls.nama import check_nama, list_semua, write_nama
from iki_web.tls.sertifikat import AKAR, Sertifikat, ensure_sertifikat

if TYPE_CHECKING:
    from iki_web.tls.pintu import Pintu


def create_sertifikat(
    setelan: Setelan, nama: tuple[str, ...], kini: datetime, induk_baru: bool
) -> Iterator[str]:
    """Make or renew the certificates, also for further names; yields what the operator reads."""
    lain = tuple(check_nama(satu) for satu in nama)
    if induk_baru:
        (setelan.folder_tls / AKAR).unlink(missing_ok=True)
    cert = ensure_sertifikat(setelan.folder_tls, list_semua((*setelan.nama, *lain)), kini)
    if lain:
        write_nama(setelan.folder_tls, lain)
    yield from _tell(cert, setelan.port)


def open_pintu(setelan: Setelan, now: Callable[[], datetime]) -> Pintu:
    """Take the office's address, with a certificate in force; `buka` begins to let people in."""
    from iki_web.tls.pintu import Pintu

    def perbarui() -> Path:
        semua = list_semua(setelan.nama)
        return ensure_sertifikat(setelan.folder_tls, semua, now(), ganti_akar=False).server

    return Pintu(setelan.host, setelan.port, perbarui)


def _tell(cert: Sertifikat, port: int) -> Iterator[str]:
    """Say what was made, where it is, and how other computers come to trust it."""
    if cert.akar_baru:
        yield "Sertifikat induk kantor dibuat."
    if cert.server_baru:
        yield "Sertifikat server dibuat."
    else:
        yield "Sertifikat sudah ada dan masih berlaku; tidak ada yang diubah."
    yield f"Berlaku untuk: {', '.join(cert.nama)}"
    yield (
        f"Server sampai {format_tanggal(cert.sampai.date())}, diperbarui sendiri; "
        f"induk sampai {format_tanggal(cert.akar_sampai.date())}."
    )
    yield f"Sidik SHA-256 induk: {cert.sidik}"
    yield from _PETUNJUK.format(umum=cert.umum, port=port, nama=cert.nama[0]).splitlines()


_PETUNJUK = """
Langkah berikutnya:
1. Jalankan ulang aplikasi. Alamatnya menjadi https://{nama}:{port}; alamat http lama dialihkan.
2. Salin berkas ini ke setiap komputer dan ponsel pegawai, lewat USB atau folder bersama:
   {umum}
   Hanya berkas itu yang disalin; berkas lain di foldernya rahasia.
3. Percayai berkas itu satu kali pada setiap perangkat:
   Windows (Chrome, Edge): klik dua kali berkasnya, Install Certificate, Local Machine,
     "Place all certificates in the following store", Trusted Root Certification Authorities.
     Atau dari Command Prompt sebagai Administrator: certutil -addstore -f Root iki-akar.crt
   Android: Setelan, Keamanan, Enkripsi dan kredensial, Instal sertifikat, Sertifikat CA.
   Linux (Chrome, Chromium): certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n IKI -i iki-akar.crt
     (paket libnss3-tools), atau Setelan, Privasi dan keamanan, Kelola sertifikat.
   Firefox: Setelan, Privasi & Keamanan, Lihat Sertifikat, Otoritas, Impor.
   Cocokkan sidik SHA-256 di atas dengan yang ditampilkan perangkat.
Untuk kembali ke http: jalankan dengan IKI_TLS=0."""
