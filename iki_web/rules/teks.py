"""Free text as it is kept (clean, within its limit), and as it stands within a sentence."""

import unicodedata

#: Kept of the control characters: line feed and tab.
_BOLEH = {"\n", "\t"}
#: Marks that reverse the reading direction or hide: bidi embeddings, isolates, BOM, zero width.
_TERSEMBUNYI = {chr(kode) for kode in (0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x061C)} | {
    chr(kode) for pita in ((0x202A, 0x202F), (0x2066, 0x206A)) for kode in range(*pita)
}
#: What makes a spreadsheet calculate a cell of a CSV file; full-width forms included.
_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean_teks(mentah: str, paling: int, nama: str) -> str:
    """Return the text to keep; `nama` names the field in the sentence of the refusal.

    Raises ValueError with an Indonesian sentence when it is longer than `paling` characters.
    """
    baris = mentah.replace("\r\n", "\n").replace("\r", "\n")
    bersih = "".join(
        huruf
        for huruf in unicodedata.normalize("NFC", baris)
        if huruf in _BOLEH
        or (unicodedata.category(huruf) not in ("Cc", "Cs") and huruf not in _TERSEMBUNYI)
    ).strip()
    if len(bersih) > paling:
        raise ValueError(
            f"{nama} paling banyak {paling} huruf; yang ditulis {len(bersih)} huruf. "
            "Mohon dipersingkat."
        )
    return bersih


def clean_sel(teks: str) -> str:
    """Return a text no spreadsheet takes for a formula; a lone "-" (not targeted) is none."""
    return f"'{teks}" if teks.startswith(_RUMUS) and teks != "-" else teks


def format_kalimat(teks: str) -> str:
    """Return a sentence with one full stop, also where it ends in the one of a title ("S.Sos.")."""
    return teks if teks.endswith((".", "?", "!")) else f"{teks}."


def format_sebutan(nama: str) -> str:
    """Return a name as it stands before a comma, a colon or a dot between: without its full stop.

    Five names of indicators in the 2021 decree end in one.
    """
    return nama.removesuffix(".")
