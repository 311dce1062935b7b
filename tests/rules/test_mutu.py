"""The machine's check: every kind of defect of 2021 is found by rule, and gone once mended."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.rules.galat import Ditolak
from iki_web.rules.keputusan import BarisNaskah, ButirDokumen, Edisi
from iki_web.rules.mutu import (
    JENIS,
    PERTANYAAN,
    format_jawaban,
    list_temuan,
    parse_jawaban,
    read_jawaban,
)
from iki_web.rules.mutu.kata import compute_jarak
from iki_web.rules.rumus import JenisRumus
from tests.pendukung.edisi import TERKOREKSI, buat_bersih, buat_verbatim

VERBATIM = buat_verbatim()
TEMUAN = list_temuan(VERBATIM)

#: What stands where in the 2021 text, kind by kind: (place, quotation).
HARAP = {
    "nomor": [("keputusan", n) for n in (VERBATIM.nomor, *VERBATIM.nomor_lain)],
    "nip": [("keputusan", "19650315 199003 1010"), ("keputusan", "19650715 199003 1010")],
    "tempat": [("keputusan", VERBATIM.penutup[0]), ("keputusan", VERBATIM.penutup[2])],
    "tanggal": [("keputusan", VERBATIM.penutup[1]), ("keputusan", VERBATIM.penutup[2])],
    "kabupaten": [("keputusan", "KabupatenJrengik"), ("keputusan", "Kabupaten Jrengik")],
    "dasar_ganda": [("keputusan", VERBATIM.mengingat[7].isi)],
    "benda_lain": [("kasubbag-keuangan-2", "Jumlah laporan keuangan yang disusun")],
    "pembilang_berulang": [("kasubbag-umum-5", "Jumlah kenaikan pangkat tahun berjalan")],
    "terbalik": [("kasubbag-umum-6", "Jumlah pengajuan Cuti Tahun berjalan")],
    "dokumen_ganda": [("staf-keuangan-1", "Laporan Bendahara Pengeluaran")],
    "dokumen_kegiatan": [("staf-keuangan-1", "Menyiapkan SPP-SPM")],
}
#: The places alone, where the quotation is the whole cell.
TEMPAT = {
    "tanpa_kali_100": {f"kasubbag-umum-{n}" for n in (4, 5, 6, 7)},
    "nama_kegiatan": {"kasubbag-umum-1", "kasi-trantib-1", "kasi-pmd-1"},
    "bukan_rasio": {"staf-keuangan-1"},
    "target_penyebut": {i.kode for i in VERBATIM.indikator if "target" in i.penyebut.lower()},
    "penyebut_nol": {"kasi-pemerintahan-2", "kasi-trantib-2", "staf-trantib-1"},
    "sumber_unit": {f"sekretaris-{n}" for n in (1, 2, 3, 4)},
    "tanpa_kecamatan": {"kasi-trantib", "staf-trantib"},
    "tanpa_tugas": {j.kode for j in VERBATIM.lembar} - {"sekretaris"},
    "penomoran": {"staf-pmd"},
}
SALAH_TULIS = {
    *("ngukur", "KantorKecamatan", "KecamatanJrengik", "menginventarisir", "menganalisa", "karir"),
    *("menyipakan", "keuanganyaitu", "keagrarian", "administarsi", "aktatanah", "Perijinan"),
    *("Perijinan waktu", "dibidang", "di tindak lanjuti", "ditindak lanjuti", "olah raga"),
    *("dikomodir", "mursenbangkab", "mursenbangcam", "sara", "se kec"),
}


def _jenis(edisi: Edisi) -> Counter[str]:
    return Counter(t.jenis for t in list_temuan(edisi))


def _di(jenis: str) -> list[tuple[str, str]]:
    return [(t.di, t.kutipan) for t in TEMUAN if t.jenis == jenis]


@pytest.mark.parametrize("jenis", HARAP)
def test_the_rule_finds_exactly_this_in_2021(jenis):
    assert _di(jenis) == HARAP[jenis]


@pytest.mark.parametrize("jenis", TEMPAT)
def test_the_rule_finds_exactly_these_places_in_2021(jenis):
    assert {di for di, _ in _di(jenis)} == TEMPAT[jenis]


def test_names_that_disagree_with_their_formula_are_found_where_the_remarks_say_so():
    tercatat = {c.di for c in TERKOREKSI.catatan if c.kelompok == 5} - TEMPAT["nama_kegiatan"]
    assert tercatat <= {di for di, _ in _di("nama_rumus")}


def test_misspelt_words_are_found_against_the_edition_itself():
    assert {kutipan for _, kutipan in _di("salah_tulis")} >= SALAH_TULIS
    assert {k for _, k in _di("persentase")} == {"Prosentase", "Presentase"}
    assert {"ini,maka", "Daerah1", "2019 2024", "1 MB"} <= {k for _, k in _di("tanda_baca")}


def test_a_regulation_cited_under_a_foreign_title_is_found():
    assert all("PER/09/M.PAN/5/2007" in k for _, k in _di("judul_peraturan"))
    assert _di("judul_peraturan")


def test_every_kind_but_the_missing_source_occurs_in_2021():
    assert {j.nama for j in JENIS} - {t.jenis for t in TEMUAN} == {"tanpa_sumber"}


def test_every_group_of_defects_is_covered_and_findings_are_said_whole():
    assert {j.kelompok for j in JENIS} == set(range(1, 9))
    tempat = {"keputusan", *(j.kode for j in VERBATIM.jabatan)}
    tempat |= {i.kode for i in VERBATIM.indikator}
    for temuan in TEMUAN:
        assert temuan.di in tempat
        assert temuan.kutipan
        assert temuan.kalimat.endswith(".")
        assert temuan.saran.endswith((".", "”."))
    assert len(set(TEMUAN)) == len(TEMUAN)


def test_spelling_that_was_corrected_is_found_no_more():
    jenis = _jenis(replace(TERKOREKSI, catatan=()))
    ejaan = ("salah_tulis", "tanda_baca", "persentase", "kabupaten", "tanpa_kecamatan", "nip")
    assert {satu: jenis[satu] for satu in (*ejaan, "penyebut_nol", "penomoran")} == dict.fromkeys(
        (*ejaan, "penyebut_nol", "penomoran"), 0
    )


def test_a_clean_edition_has_no_findings():
    assert list_temuan(buat_bersih()) == ()


def _lembar(**isi: object) -> Callable[[Edisi], Edisi]:
    return lambda e: replace(e, jabatan=(e.jabatan[0], replace(e.jabatan[1], **isi)))


def _satu(**isi: object) -> Callable[[Edisi], Edisi]:
    def ganti(edisi: Edisi) -> Edisi:
        return _lembar(indikator=(replace(edisi.indikator[0], **isi),))(edisi)

    return ganti


def _tambah(**isi: object) -> Callable[[Edisi], Edisi]:
    def ganti(edisi: Edisi) -> Edisi:
        asal = edisi.indikator[0]
        return _lembar(indikator=(asal, replace(asal, kode="kasubbag-2", **isi)))(edisi)

    return ganti


def _naskah(**isi: object) -> Callable[[Edisi], Edisi]:
    return lambda e: replace(e, **isi)


_UU = BarisNaskah("1", "Undang-Undang Nomor 23 Tahun 2014 tentang Desa;")
_DAFTAR = {"jenis_rumus": JenisRumus.DAFTAR_DOKUMEN, "pembilang": "", "penyebut": ""}
#: One defect put into the clean edition, and the kind that must name it.
CACAT = [
    ("nomor", _naskah(nomor_lain=("188/07/KEP/500.1/2026",))),
    ("nip", _naskah(penutup=("NIP. 19710101 199501 1 001",))),
    ("tempat", _naskah(penutup=("Ditetapkan di : Sampang",))),
    ("tanggal", _naskah(penutup=("Pada Tanggal : 5 Januari 2026", "Camplong, Januari 2026"))),
    ("kabupaten", _lembar(tugas="Mengurus surat Kabupaten Pamekasan.")),
    ("dasar_ganda", _naskah(mengingat=(_UU, replace(_UU, tanda="2")))),
    ("judul_peraturan", _naskah(mengingat=(_UU,))),
    ("penomoran", _naskah(mengingat=(replace(_UU, tanda="3"),))),
    ("benda_lain", _satu(penyebut="Jumlah laporan yang dibuat")),
    ("pembilang_berulang", _tambah(nama="Persentase berkas yang dijawab tepat waktu")),
    ("terbalik", _satu(pembilang="Jumlah pengajuan surat", penyebut="Jumlah surat disetujui")),
    ("tanpa_kali_100", _satu(kali_100=False)),
    ("nama_kegiatan", _satu(nama="Pengelolaan surat yang dijawab tepat waktu dan benar")),
    ("nama_rumus", _satu(nama="Persentase surat yang dijawab")),
    ("bukan_rasio", _satu(**_DAFTAR, dokumen=(ButirDokumen("Laporan bulanan"),))),
    ("dokumen_ganda", _satu(**_DAFTAR, dokumen=(ButirDokumen("Laporan", 2),) * 2)),
    ("dokumen_kegiatan", _satu(**_DAFTAR, dokumen=(ButirDokumen("Menyusun laporan", 1),))),
    ("target_penyebut", _satu(penyebut="Jumlah target surat")),
    ("penyebut_nol", _satu(penyebut="Jumlah surat pengaduan")),
    ("persentase", _satu(nama="Prosentase surat yang dijawab tepat waktu")),
    ("salah_tulis", _lembar(tugas="Mengurus perijinan kecamatan.")),
    ("tanda_baca", _lembar(tugas="Mengurus surat,arsip kecamatan.")),
    ("tanpa_sumber", _satu(sumber_data=())),
    ("sumber_unit", _satu(sumber_data=("Subbag Umum",))),
]


@pytest.mark.parametrize(("jenis", "rusak"), CACAT, ids=[jenis for jenis, _ in CACAT])
def test_one_defect_gives_its_kind_and_mending_it_takes_it_away(jenis, rusak):
    bersih = buat_bersih()
    assert _jenis(rusak(bersih))[jenis] >= 1
    assert _jenis(bersih)[jenis] == 0


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_distance_is_symmetric_and_zero_only_for_the_same(kiri, kanan):
    assert compute_jarak(kiri, kanan) == compute_jarak(kanan, kiri)
    assert (compute_jarak(kiri, kanan) == 0) == (kiri == kanan)


@given(st.text(max_size=60))
def test_no_text_breaks_a_rule(teks):
    edisi = replace(_satu(nama=teks, pembilang=teks, penyebut=teks)(buat_bersih()), penutup=(teks,))
    list_temuan(replace(edisi, nomor_lain=(teks,), mengingat=(BarisNaskah("1", teks),)))


def _isian(**ganti: str) -> dict[str, str]:
    return {satu.nama: "ya" for satu in PERTANYAAN} | ganti


def test_eight_questions_three_conditions_and_five_criteria():
    assert Counter(p.kelompok for p in PERTANYAAN) == {"Syarat": 3, "Kriteria": 5}


def test_answers_are_read_and_kept():
    jawaban = read_jawaban(_isian(spesifik="tidak", catatan_spesifik="Belum jelas surat apa."))
    assert not jawaban["spesifik"].ya
    assert parse_jawaban(format_jawaban(jawaban)) == jawaban


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"spesifik": ""}, "spesifik"),
        ({"spesifik": "mungkin"}, "spesifik"),
        ({"terukur": "tidak"}, "catatan_terukur"),
        ({"catatan_terukur": "x" * 501}, "catatan_terukur"),
    ],
)
def test_an_answer_missing_or_a_no_without_note_is_refused_at_its_field(isi, medan):
    with pytest.raises(Ditolak) as tolak:
        read_jawaban(_isian(**isi))
    assert set(tolak.value.isian) == {medan}
