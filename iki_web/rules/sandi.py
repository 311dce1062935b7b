"""What a password must be (TRUST, "Signing in")."""

PANJANG_MIN, PANJANG_MAKS = 12, 200

#: The commonest, Indonesian ones and the office's own words too; digits around them do not count.
_KATA_LAZIM = """
password passwordpassword katasandi sandisandi rahasia rahasiarahasia qwertyuiop qwertyqwerty
indonesia indonesiaraya bismillah bismillahirrahmanirrahim alhamdulillah assalamualaikum sayangku
sayangkamu iloveyou iloveyouu adminadmin administrator jrengik kecamatan kecamatanjrengik
camatjrengik kantorkecamatan kabupatensampang sampang pemerintah indikatorkinerja letmein welcome
abcdefgh abcdefghijkl asdfghjkl
"""
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
    kecil = "".join(huruf for huruf in sandi.lower() if huruf.isalnum())
    inti = kecil.strip("0123456789")
    if len(set(kecil)) < 4 or inti in _LAZIM or not inti:
        return (_TERLALU_MUDAH,)
    pribadi = [nama, nama_pengguna, nip or ""]
    bersih = {"".join(h for h in kata.lower() if h.isalnum()) for kata in pribadi} - {""}
    if inti in bersih or kecil in bersih:
        return ("Sandi tidak boleh sama dengan nama atau NIP Anda.",)
    return ()
