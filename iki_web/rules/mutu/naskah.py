"""Findings in the decree itself: number, NIP, signing, names, bases, spelling (groups 1, 2, 7)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from iki_web.rules.mutu.kata import list_kata
from iki_web.rules.mutu.temuan import KEPUTUSAN, Bahan, Gejala, Potongan

#: Regulations offices cite, by their number without blanks, and the words their title must have.
PERATURAN = {
    "per/09/m.pan/5/2007": "Indikator Kinerja Utama",
    "per/20/m.pan/11/2008": "Indikator Kinerja Utama",
    "29tahun2014": "Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    "53tahun2014": "Perjanjian Kinerja",
    "23tahun2014": "Pemerintahan Daerah",
    "32tahun2004": "Pemerintahan Daerah",
    "17tahun2018": "Kecamatan",
    "6tahun2022": "Pengelolaan Kinerja Pegawai",
}
_NASIONAL = re.compile(
    r"(?:Undang-Undang|Peraturan (?:Pemerintah|Presiden|Menteri))\b[^;]*?Nomor *:? *(.+?)"
    r",? *(?:tanggal [^,]+, *)?tentang (.+)",
    re.IGNORECASE,
)
_PER = re.compile(r"(PER/\d+/M\.PAN/\d+/\d{4}).{0,40}?tentang (.+)", re.IGNORECASE)
_NIP = re.compile(r"\d{8} ?\d{6} ?\d ?\d{3}\b")
_NOMOR_SENDIRI = re.compile(r"\d+[./ ]*/[^;,]*?/ *KEP */[^;, ]+/\d{4}", re.IGNORECASE)
_BULAN = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_TANGGAL = re.compile(rf"(\d{{1,2}} +)?({_BULAN}) +(\d{{4}})", re.IGNORECASE)
_TEMPAT = re.compile(
    rf"(?:di *: *(.+))|(?:^([A-Z][\w ]+?), *(?:\d{{1,2}} +)?(?:{_BULAN}))", re.IGNORECASE
)
_KABUPATEN = re.compile(r"(Kabupaten|Kota) *([A-Z][A-Za-z]+)")
#: Signs that stand wrongly: what is looked for, and how it is said.
_TANDA = (
    (re.compile(r"\w+,[^\W\d]\w*"), "tidak ada spasi sesudah koma"),
    (re.compile(r"\w+ +[.,;](?=\w)\w+"), "spasi sebelum tanda baca"),
    (re.compile(r"\w+:\."), "dua tanda baca berturut-turut"),
    (re.compile(r"\b[^\W\d]{4,}\d\b"), "angka menempel pada kata"),
    (re.compile(r"\b(?:19|20)\d\d(?: +-|- +| +)(?:19|20)\d\d\b"), "rentang tahun tidak jelas"),
    (re.compile(r"\b1 [A-Z]{2,3}\b(?=,|;)"), "angka 1 di depan singkatan, mungkin huruf I"),
    (re.compile(r"[^\W\d_]+ (?:DI|KE|DARI|YANG|DAN) [a-z]\w*"), "kata depan berhuruf besar"),
    (re.compile(r"\w+ &$"), "tanda & di akhir"),
)


def list_nomor(bahan: Bahan) -> Iterator[Gejala]:
    """Yield the other forms in which the decree's own number is written."""
    edisi = bahan.edisi
    dikutip = (p.teks for p in bahan.kutipan if p.kolom == "nomor")
    bentuk = dict.fromkeys((edisi.nomor, *edisi.nomor_lain, *dikutip))
    nomor = [satu for satu in bentuk if _NOMOR_SENDIRI.search(satu)]
    if len(nomor) > 1:
        for satu in nomor:
            yield Gejala(
                KEPUTUSAN,
                "nomor",
                satu,
                f"Nomor keputusan tertulis dalam {len(nomor)} bentuk.",
                "Cocokkan dengan buku register keputusan, lalu pakai satu bentuk saja.",
            )


def list_nip(bahan: Bahan) -> Iterator[Gejala]:
    """Yield the NIPs of the signer where they differ."""
    teks = (bahan.edisi.penetap_nip, *bahan.edisi.penutup, *(p.teks for p in bahan.kutipan))
    nip = dict.fromkeys(cocok for satu in teks for cocok in _NIP.findall(satu))
    if len({"".join(satu.split()) for satu in nip}) > 1:
        for satu in nip:
            yield Gejala(
                KEPUTUSAN,
                "penetap_nip",
                satu,
                f"NIP penetap tertulis dalam {len(nip)} bentuk yang berbeda.",
                "Cocokkan dengan surat keputusan pangkat terakhir pejabatnya.",
            )


def list_tempat(bahan: Bahan) -> Iterator[Gejala]:
    """Yield the places of signing where there are several."""
    edisi = bahan.edisi
    tempat = {edisi.tempat: edisi.tempat} if edisi.tempat else {}
    for baris in edisi.penutup:
        cocok = _TEMPAT.search(baris)
        if cocok:
            tempat[cocok[1] or cocok[2]] = baris
    if len({_rapat(satu) for satu in tempat}) > 1:
        for baris in dict.fromkeys(b for b in tempat.values() if b in edisi.penutup):
            yield Gejala(
                KEPUTUSAN,
                "tempat",
                baris,
                "Tempat penetapan tertulis lebih dari satu.",
                "Pilih satu tempat penetapan dan hapus yang lain dari penutup.",
            )


def list_tanggal(bahan: Bahan) -> Iterator[Gejala]:
    """Yield the days of signing where there are several, or where one lacks its day."""
    hari = {
        baris: tuple(bagian.strip().lower() for bagian in cocok.groups(""))
        for baris in bahan.edisi.penutup
        if (cocok := _TANGGAL.search(baris))
    }
    if len(set(hari.values())) > 1:
        for baris in hari:
            yield Gejala(
                KEPUTUSAN,
                "tanggal",
                baris,
                "Tanggal penetapan tertulis lebih dari satu.",
                "Pilih satu tanggal yang lengkap dan hapus yang lain dari penutup.",
            )


def list_kabupaten(bahan: Bahan) -> Iterator[Gejala]:
    """Yield the names of a kabupaten that is not the office's (the one named most)."""
    kop = (Potongan(KEPUTUSAN, "kop", baris.title()) for baris in bahan.edisi.kop)
    semua = [*kop, *bahan.potongan, *bahan.kutipan]
    cocok = [(p, m) for p in semua for m in _KABUPATEN.finditer(p.teks)]
    biasa = Counter(m[2].lower() for _, m in cocok).most_common(1)
    ada: set[tuple[str, str, str]] = set()
    for potongan, m in cocok:
        kunci = (potongan.di, potongan.kolom, m[0])
        if m[2].lower() != biasa[0][0] and kunci not in ada:
            ada.add(kunci)
            yield Gejala(
                potongan.di,
                potongan.kolom,
                m[0],
                f"Nama {m[1].lower()} berbeda dari yang biasa di naskah ini.",
                f"Seharusnya {m[1]} {biasa[0][0].capitalize()}.",
            )


def list_dasar_ganda(bahan: Bahan) -> Iterator[Gejala]:
    """Yield bases of the decree that are written twice."""
    ada: dict[str, str] = {}
    for baris in bahan.edisi.mengingat:
        kunci = _rapat(baris.isi)
        if kunci in ada:
            yield Gejala(
                KEPUTUSAN,
                "mengingat",
                baris.isi,
                f"Mengingat angka {baris.tanda} mengulang angka {ada[kunci]}.",
                "Hapus salah satu, atau tulis dasar lain yang dimaksud.",
            )
        ada.setdefault(kunci, baris.tanda)


def list_judul_peraturan(bahan: Bahan) -> Iterator[Gejala]:
    """Yield citations whose title is not that of the regulation with this number."""
    for potongan in (*bahan.potongan, *bahan.kutipan):
        cocok = _PER.search(potongan.teks) or _NASIONAL.search(potongan.teks)
        judul = PERATURAN.get(_rapat(cocok[1])) if cocok else None
        if cocok and judul and judul.lower() not in cocok[2].lower():
            yield Gejala(
                potongan.di,
                potongan.kolom,
                f"{cocok[1].strip()} tentang {cocok[2].strip(' ;.')}",
                f"Peraturan dengan nomor ini mengatur {judul}.",
                "Periksa nomor dan judul peraturannya.",
            )


def list_penomoran(bahan: Bahan) -> Iterator[Gejala]:
    """Yield rows and headings whose numbers do not count from one."""
    for nomor, baris in enumerate(bahan.edisi.mengingat, start=1):
        if baris.tanda != str(nomor):
            yield _penomoran(Potongan(KEPUTUSAN, "mengingat", f"{baris.tanda}. {baris.isi[:80]}"))
            break
    for potongan in bahan.kutipan:
        cocok = re.match(r"(\d+)\. (JABATAN|TUGAS|FUNGSI)\b", potongan.teks)
        if cocok and int(cocok[1]) > {"JABATAN": 1, "TUGAS": 2, "FUNGSI": 3}[cocok[2]]:
            yield _penomoran(potongan)


def _penomoran(potongan: Potongan) -> Gejala:
    return Gejala(
        potongan.di,
        potongan.kolom,
        potongan.teks,
        "Penomoran tidak urut dari 1.",
        "Urutkan kembali nomornya.",
    )


def list_salah_tulis(bahan: Bahan) -> Iterator[Gejala]:
    """Yield words that look misspelt, glued, torn or left out (but the word "persentase")."""
    for potongan, ejaan in bahan.ejaan:
        if ejaan.baku != "persentase":
            yield Gejala(
                potongan.di,
                potongan.kolom,
                ejaan.kutipan,
                "Kemungkinan salah tulis.",
                f"Mungkin maksudnya “{ejaan.baku}”.",
            )


def list_tanda_baca(bahan: Bahan) -> Iterator[Gejala]:
    """Yield signs, digits and capitals that stand wrongly."""
    for potongan in bahan.potongan:
        for pola, kalimat in _TANDA:
            for cocok in dict.fromkeys(m[0] for m in pola.finditer(potongan.teks)):
                yield Gejala(
                    potongan.di,
                    potongan.kolom,
                    cocok,
                    f"Penulisan: {kalimat}.",
                    "Periksa kembali penulisannya.",
                )


def list_persentase(bahan: Bahan) -> Iterator[Gejala]:
    """Yield other spellings of "persentase"."""
    for potongan, ejaan in bahan.ejaan:
        if ejaan.baku == "persentase":
            yield Gejala(
                potongan.di,
                potongan.kolom,
                ejaan.kutipan,
                "Ejaan tidak baku.",
                "Tulis “Persentase”.",
            )


def has_kata(teks: str, kata: Iterable[str]) -> bool:
    """Whether any of the words stands in a text."""
    return not set(list_kata(teks)).isdisjoint(kata)


def _rapat(teks: str) -> str:
    return "".join(teks.lower().split())
