"""What a Word template's tags may say: known fields, loops over them, conditions; nothing else."""

from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from iki_web.rules.dokumen.medan import MEDAN, PERULANGAN, SARINGAN, Macam
from iki_web.storage.galat import BerkasDitolak
from iki_web.storage.templat.kotak import build_lingkungan
from iki_web.storage.templat.letak import Tag, list_bagian, list_tag

TAG_TERBANYAK = 300
_KODE = "berisi perintah program. Yang dapat dipakai hanya nama medan pada daftar."
_SALAH = "tidak dapat dibaca. Periksa tanda kurung dan ejaannya."
_TUTUP = {"endfor": "for", "endif": "if"}


def check_templat(path: Path) -> None:
    """Raise BerkasDitolak, naming the tag and its place, unless every tag is one we know."""
    lingkungan = build_lingkungan()
    jumlah = 0
    for xml, tubuh in list_bagian(path):
        baca = _Pembaca(lingkungan)
        for tag in list_tag(xml, tubuh):
            jumlah += 1
            baca.read(tag)
        baca.check_akhir()
        try:
            lingkungan.parse(xml)
        except TemplateSyntaxError as galat:
            raise BerkasDitolak("Tag pada templat ini tidak berpasangan.") from galat
    if jumlah > TAG_TERBANYAK:
        raise BerkasDitolak(f"Templat ini memuat lebih dari {TAG_TERBANYAK} tag.")
    if not jumlah:
        raise BerkasDitolak(
            "Templat ini tidak memuat tag apa pun, jadi isi dokumen tidak akan tercetak. "
            "Pakai paling sedikit {{p badan }}."
        )


class _Pembaca:
    """Reads one part's tags in order, knowing which repetitions and conditions are open."""

    def __init__(self, lingkungan: SandboxedEnvironment) -> None:
        self._lingkungan = lingkungan
        self._buka: list[Tag] = []
        #: The open repetition's own name, and what it runs over.
        self._ulang: tuple[str, Macam] | None = None

    def read(self, tag: Tag) -> None:
        """Judge one tag."""
        if tag.keluaran:
            self._read_keluaran(tag)
            return
        kata = tag.isi.split(maxsplit=1)[0] if tag.isi else ""
        if kata in ("for", "if"):
            self._open(tag, kata)
        elif kata in ("elif", "else", *_TUTUP):
            self._continue(tag, kata)
        else:
            raise tag.refuse(_KODE)

    def check_akhir(self) -> None:
        """Refuse what is still open."""
        if self._buka:
            kata = self._buka[-1].isi.split(maxsplit=1)[0]
            raise self._buka[-1].refuse(f"belum ditutup dengan {{% end{kata} %}}.")

    def _parse(self, tag: Tag, teks: str) -> nodes.Node:
        try:
            return self._lingkungan.parse(teks).body[0]
        except TemplateSyntaxError as galat:
            raise tag.refuse(_SALAH) from galat

    def _find(self, tag: Tag, nama: str) -> Macam:
        """Return what a name stands for here."""
        if self._ulang is not None and nama == self._ulang[0]:
            return self._ulang[1]
        if nama not in MEDAN:
            raise tag.refuse(f"medan “{nama}” tidak dikenal.")
        return MEDAN[nama].macam

    def _read_keluaran(self, tag: Tag) -> None:
        simpul = self._parse(tag, f"{{{{ {tag.isi} }}}}")
        isi = simpul.nodes if isinstance(simpul, nodes.Output) else []
        if len(isi) != 1:
            raise tag.refuse(_SALAH)
        macam = self._classify(tag, isi[0])
        if macam is Macam.KEADAAN:
            raise tag.refuse(f"dipakai dalam {{% if {tag.isi} %}}, tidak dicetak.")
        if macam is Macam.BALOK and (tag.teks or tag.tabel or not tag.tubuh):
            raise tag.refuse(
                f"ditulis {{{{p {tag.isi} }}}}, sendirian dalam satu paragraf di badan surat, di "
                "luar tabel."
            )
        if macam is not Macam.BALOK and not tag.teks:
            raise tag.refuse(f"ditulis {{{{ {tag.isi} }}}} di dalam kalimat, tanpa huruf p.")

    def _classify(self, tag: Tag, simpul: nodes.Node) -> Macam:
        """Return what an expression gives: a field, a loop's number, or a filtered text."""
        if isinstance(simpul, nodes.Name):
            return self._find(tag, simpul.name)
        if isinstance(simpul, nodes.Getattr) and self._is_hitungan(simpul):
            return Macam.TEKS
        if isinstance(simpul, nodes.Filter) and simpul.node is not None:
            polos = not (simpul.args or simpul.kwargs or simpul.dyn_args or simpul.dyn_kwargs)
            if polos and simpul.name in SARINGAN:
                if self._classify(tag, simpul.node) is Macam.TEKS:
                    return Macam.TEKS
                raise tag.refuse(f"“{simpul.name}” hanya untuk medan yang berupa teks.")
        raise tag.refuse(_KODE)

    def _is_hitungan(self, simpul: nodes.Getattr) -> bool:
        """Whether it is a number of the open repetition: loop.index."""
        dasar = simpul.node
        nama = dasar.name if isinstance(dasar, nodes.Name) else ""
        return self._ulang is not None and nama == "loop" and simpul.attr in PERULANGAN

    def _open(self, tag: Tag, kata: str) -> None:
        simpul = self._parse(tag, f"{{% {tag.isi} %}}{{% end{kata} %}}")
        if isinstance(simpul, nodes.For):
            self._ulang = self._read_ulang(tag, simpul)
        elif isinstance(simpul, nodes.If):
            self._check_syarat(tag, simpul.test)
        self._buka.append(tag)

    def _read_ulang(self, tag: Tag, simpul: nodes.For) -> tuple[str, Macam]:
        if self._ulang is not None:
            raise tag.refuse("perulangan di dalam perulangan tidak diperlukan.")
        polos = simpul.test is None and not simpul.recursive
        atas = simpul.target, simpul.iter
        if not polos or not all(isinstance(satu, nodes.Name) for satu in atas):
            raise tag.refuse(_KODE)
        tujuan, sumber = (str(getattr(satu, "name", "")) for satu in atas)
        macam = self._find(tag, sumber)
        if macam not in (Macam.BARIS, Macam.BALOK):
            raise tag.refuse(f"“{sumber}” bukan daftar, jadi tidak dapat diulang.")
        return tujuan, macam if macam is Macam.BALOK else Macam.TEKS

    def _check_syarat(self, tag: Tag, simpul: nodes.Node) -> None:
        """Refuse a condition that is more than fields, numbers of the loop, and comparisons."""
        if isinstance(simpul, nodes.Not):
            self._check_syarat(tag, simpul.node)
        elif isinstance(simpul, nodes.And | nodes.Or):
            self._check_syarat(tag, simpul.left)
            self._check_syarat(tag, simpul.right)
        elif isinstance(simpul, nodes.Compare):
            for satu in (simpul.expr, *(operan.expr for operan in simpul.ops)):
                if not isinstance(satu, nodes.Const):
                    self._classify(tag, satu)
        else:
            self._classify(tag, simpul)

    def _continue(self, tag: Tag, kata: str) -> None:
        """Judge a tag that belongs to an open one, and close that where it ends it."""
        buka = self._buka[-1] if self._buka else None
        pasangan = buka.isi.split(maxsplit=1)[0] if buka else ""
        if buka is None or pasangan != _TUTUP.get(kata, "if"):
            raise tag.refuse("tidak ada pasangannya di atasnya.")
        if (tag.teks, tag.teks and tag.paragraf) != (buka.teks, buka.teks and buka.paragraf):
            raise tag.refuse(
                f"tidak sebaris dengan “{buka.tulisan}”. Keduanya di dalam satu paragraf, atau "
                "masing-masing sendirian dalam paragrafnya dengan huruf p: {%p … %}."
            )
        if kata == "elif":
            simpul = self._parse(tag, f"{{% if {tag.isi[4:]} %}}{{% endif %}}")
            self._check_syarat(tag, getattr(simpul, "test"))  # noqa: B009
        if kata in _TUTUP:
            self._buka.pop()
            self._ulang = None if kata == "endfor" else self._ulang
