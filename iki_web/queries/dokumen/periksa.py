"""Whether issued documents are still what the trail says was issued."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select

from iki_web.extensions import db
from iki_web.models import Jejak, Terbitan
from iki_web.rules.dokumen import compute_sidik, load_isi
from iki_web.rules.jejak import Peristiwa, format_kanonik
from iki_web.rules.keterlihatan import Pelaku

#: What the line of an issue says of the document; the digest stands for its content.
KOLOM_JEJAK = ("pokok", "nomor", "tanggal", "judul", "sidik", "kode", "alamat")

_SEMUA = select(Terbitan).where(Terbitan.kantor_id == bindparam("kantor_id")).order_by(Terbitan.id)
_KEPALA = select(Jejak.seq, Jejak.mac)
_TERBIT = select(Jejak.sesudah).where(
    Jejak.aksi == Peristiwa.DOKUMEN_DITERBITKAN.value, Jejak.kantor_id == bindparam("kantor_id")
)


def _list_jejak(pelaku: Pelaku) -> Iterator[dict[str, Any]]:
    """Yield what the trail says was issued; a line of many documents holds each of them."""
    for teks in db.session.execute(_TERBIT, {"kantor_id": pelaku.kantor_id}).scalars():
        isi = json.loads(teks)
        yield from isi.get("dokumen", (isi,))


def list_rusak(pelaku: Pelaku) -> list[str]:
    """Return a sentence per issued document of the office that does not hold, or is missing."""
    harap = {satu["kode"]: format_kanonik(satu) for satu in _list_jejak(pelaku)}
    mac = {b.seq: b.mac for b in db.session.execute(_KEPALA)}
    rusak = []
    for satu in db.session.execute(_SEMUA, {"kantor_id": pelaku.kantor_id}).scalars():
        nyata = format_kanonik({nama: getattr(satu, nama) for nama in KOLOM_JEJAK})
        utuh = (
            harap.pop(satu.kode, None) == nyata
            and compute_sidik(load_isi(satu.isi)) == satu.sidik
            and mac.get(satu.jejak_seq) == satu.jejak_mac
        )
        if not utuh:
            rusak.append(f"Dokumen {satu.nomor}: isinya tidak cocok dengan yang diterbitkan.")
    hilang = (json.loads(teks) for teks in harap.values())
    return [*rusak, *(f"Dokumen {isi['nomor']}: terbitannya hilang." for isi in hilang)]
