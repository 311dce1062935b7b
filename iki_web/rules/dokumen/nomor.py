"""Numbers of documents by the office's pattern, and the short code printed on every sheet."""

import re
from datetime import date

from iki_web.rules.dokumen.jenis import SIFAT, Jenis

#: What the pattern starts with until the office says otherwise.
POLA_AWAL = "{urut}/{kode}/{romawi}/{tahun}"
PANJANG_NOMOR = 80
_MEDAN = re.compile(r"\{([^{}]*)\}")
_ADA = ("urut", "kode", "bulan", "romawi", "tahun")
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Without I, L, O and U: nobody reads one for the other on paper.
HURUF_KODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG_KODE = 10
_SALAH_BACA = str.maketrans("ILO", "110")


def check_pola(pola: str) -> str:
    """Return a pattern that can make numbers; raises ValueError with what is wrong in it."""
    for medan in _MEDAN.findall(pola):
        if medan not in _ADA:
            raise ValueError(
                f"“{{{medan}}}” tidak dikenal. Yang dapat dipakai: "
                + ", ".join(f"{{{satu}}}" for satu in _ADA)
                + "."
            )
    sisa = _MEDAN.sub("", pola)
    if "{" in sisa or "}" in sisa:
        raise ValueError("Kurung kurawal pada pola nomor tidak berpasangan.")
    if "{urut}" not in pola:
        raise ValueError("Pola nomor harus memuat {urut}, supaya tiap nomor berbeda.")
    return pola


def compute_nomor(pola: str, urut: int, jenis: Jenis, hari: date) -> str:
    """Return the number a document of this kind gets as the `urut`-th of its year."""
    isi = {
        "urut": f"{urut:03d}",
        "kode": SIFAT[jenis].singkat,
        "bulan": f"{hari.month:02d}",
        "romawi": _ROMAWI[hari.month - 1],
        "tahun": str(hari.year),
    }
    return _MEDAN.sub(lambda medan: isi[medan[1]], pola)


def format_kode(kode: str) -> str:
    """Return a code in two groups, as it is printed: "ABCDE-12345"."""
    tengah = PANJANG_KODE // 2
    return f"{kode[:tengah]}-{kode[tengah:]}"


def parse_kode(teks: str) -> str | None:
    """Return the code someone typed or scanned, or None for what can be none."""
    polos = teks.upper().replace("-", "").replace(" ", "").translate(_SALAH_BACA)
    sah = len(polos) == PANJANG_KODE and all(huruf in HURUF_KODE for huruf in polos)
    return polos if sah else None
