"""What a password must be (TRUST, "Signing in")."""

from collections.abc import Collection

PANJANG_MIN, PANJANG_MAKS = 12, 200

#: The commonest, Indonesian ones and the office's own words too; digits around them do not count.
_KATA_LAZIM = """
password passwordpassword katasandi sandisandi rahasia rahasiarahasia qwertyuiop qwertyqwerty
indonesia indonesiaraya bismillah bismillahirrahmanirrahim alhamdulillah assalamualaikum sayangku
sayangkamu iloveyou iloveyouu adminadmin administrator jrengik kecamatan kecamatanjrengik
camatjrengik kantorkecamatan kabupatensampang sampang pemerintah indikatorkinerja letmein welcome
abcdefgh abcdefghijkl asdfghjkl qwerty asdfgh zxcvbnm admin sandi camat kantor kabupaten madura
kecamatanjrengik pegawai pengelola sekretaris staf umum keuangan nip asn pns
"""
#: Words shorter than this are in every sentence; fewer letters than this beside them are no secret.
_KATA_MIN, _SISA_MIN = 3, 4
_LAZIM = frozenset(_KATA_LAZIM.split())
_TERLALU_MUDAH = "Sandi ini terlalu mudah ditebak. Pilih kalimat yang hanya Anda tahu."


def list_kelemahan(sandi: str, nama: str, nama_pengguna: str, nip: str | None) -> tuple[str, ...]:
    """Return why a password is refused, as Indonesian sentences; empty when it may be used."""
    if len(sandi) < PANJANG_MIN:
        return (
            f"Sandi paling sedikit {PANJANG_MIN} huruf. Kalimat pendek yang diingat pun boleh.",
        )
    if len(sandi) > PANJANG_MAKS:
        return (f"Sandi paling banyak {PANJANG_MAKS} huruf.",)
    kecil = _rapatkan(sandi)
    if len(set(kecil)) < 4 or not _buang(kecil, _LAZIM):
        return (_TERLALU_MUDAH,)
    pribadi = [nama, nama_pengguna, nip or "", *nama.split(), *nama_pengguna.split(".")]
    kata = {satu for p in pribadi if len(satu := _rapatkan(p)) >= _KATA_MIN}
    if not _buang(kecil, _LAZIM | kata) or any(_rapatkan(p) == kecil for p in pribadi if p):
        return ("Sandi tidak boleh hanya nama, NIP, atau kata umum Anda. Tambahkan kata lain.",)
    return ()


def _rapatkan(teks: str) -> str:
    return "".join(huruf for huruf in teks.lower() if huruf.isalnum())


def _buang(kecil: str, kata: Collection[str]) -> bool:
    """Whether something a stranger would not try is left without these words and all digits."""
    for satu in sorted(kata, key=len, reverse=True):
        kecil = kecil.replace(satu, "")
    return sum(huruf.isalpha() for huruf in kecil) >= _SISA_MIN
