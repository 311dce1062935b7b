"""The source's own test of an indicator: 3 syarat and 5 kriteria, answered by a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from iki_web.rules.formulir import Pembaca

PANJANG_CATATAN = 500


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """One question; `bantuan` is the wording of the source (SK 2021, Bab II)."""

    nama: str
    kelompok: str
    judul: str
    bantuan: str


@dataclass(frozen=True, slots=True)
class Jawaban:
    """Yes or no, and why."""

    ya: bool
    catatan: str = ""


PERTANYAAN = (
    Pertanyaan(
        "syarat_relevan",
        "Syarat",
        "Relevan",
        "Indikator kinerja harus berhubungan dengan apa yang diukur dan secara objektif dapat "
        "digunakan untuk pengambilan keputusan atau kesimpulan tentang pencapaian apa yang "
        "diukur.",
    ),
    Pertanyaan(
        "syarat_penting",
        "Syarat",
        "Penting atau menjadi prioritas",
        "Harus berguna untuk menunjukkan keberhasilan, kemajuan, atau pencapaian.",
    ),
    Pertanyaan(
        "syarat_layak",
        "Syarat",
        "Efektif dan layak",
        "Data/informasi yang berkaitan dengan indikator kinerja yang bersangkutan dapat "
        "dikumpulkan, diolah, dan dianalisis dengan biaya yang layak.",
    ),
    Pertanyaan(
        "spesifik",
        "Kriteria",
        "Spesifik",
        "Indikator kinerja harus sesuai dengan program dan atau kegiatan sehingga mudah dipahami "
        "dalam memberikan informasi yang tepat tentang hasil atau capaian kinerja dari kegiatan "
        "dan atau sasaran.",
    ),
    Pertanyaan(
        "dapat_dicapai",
        "Kriteria",
        "Dapat dicapai",
        "Indikator kinerja yang ditetapkan harus menantang namun bukan hal yang mustahil untuk "
        "dicapai dan dalam kendali instansi pemerintah.",
    ),
    Pertanyaan(
        "relevan",
        "Kriteria",
        "Relevan dengan hasil",
        "Suatu indikator kinerja harus dapat mengukur sedekat mungkin dengan hasil yang akan "
        "diukur.",
    ),
    Pertanyaan(
        "menggambarkan",
        "Kriteria",
        "Menggambarkan sesuatu yang diukur",
        "Harus terdapat kesepakatan tentang interpretasi terhadap hasil yang akan digunakan "
        "sebagai ukuran; indikator tersebut harus mempunyai satu dimensi, artinya hanya mengukur "
        "satu fenomena setiap saat.",
    ),
    Pertanyaan(
        "terukur",
        "Kriteria",
        "Dapat dikuantifikasi dan diukur",
        "Indikator dalam angka atau dapat diukur untuk dapat ditentukan kapan dapat dicapai.",
    ),
)


def read_jawaban(form: Mapping[str, str]) -> dict[str, Jawaban]:
    """Read the eight answers; a "no" needs a note. Raises Ditolak with every fault at its field."""
    baca = Pembaca(form)
    hasil = {}
    for satu in PERTANYAAN:
        pilih = form.get(satu.nama, "")
        if pilih not in ("ya", "tidak"):
            baca.refuse(satu.nama, f"{satu.judul}: pilih ya atau tidak.")
        kolom = f"catatan_{satu.nama}"
        catatan = baca.baris(kolom, f"Catatan {satu.judul}", PANJANG_CATATAN)
        if pilih == "tidak" and not catatan and kolom not in baca.galat:
            baca.refuse(kolom, "Tulis apa yang belum terpenuhi.")
        hasil[satu.nama] = Jawaban(pilih == "ya", catatan)
    baca.check()
    return hasil


def format_jawaban(jawaban: Mapping[str, Jawaban]) -> str:
    """Return the answers as they are stored."""
    isi = {nama: {"ya": j.ya, "catatan": j.catatan} for nama, j in jawaban.items()}
    return json.dumps(isi, ensure_ascii=False)


def parse_jawaban(teks: str) -> dict[str, Jawaban]:
    """Return stored answers; `{}` has none."""
    return {nama: Jawaban(b["ya"], b["catatan"]) for nama, b in json.loads(teks).items()}
