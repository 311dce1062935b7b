"""A Word template's tags: known fields in their places pass, everything else is named."""

import pytest

from iki_web.rules.dokumen.medan import MEDAN, Macam
from iki_web.storage import BerkasDitolak
from iki_web.storage.templat import KeluaranTerlaluBesar, build_lingkungan, check_templat, kotak
from tests.pendukung.templat import BERKAS, buat_templat

SALAH = {
    "{{ namaa }}": "medan “namaa” tidak dikenal",
    "{{ nama": "tidak utuh",
    "nama }}": "tidak utuh",
    "{{ nama }": "tidak utuh",
    "{% if terbit %}ya": "belum ditutup dengan {% endif %}",
    "ya{% endif %}": "tidak ada pasangannya",
    "{% for baris in kop %}{% endif %}": "tidak ada pasangannya",
    "{% for baris in nama %}{% endfor %}": "bukan daftar",
    "{% for a in kop %}{% for b in sub %}{% endfor %}{% endfor %}": "di dalam perulangan",
    "{{ badan }}": "{{p badan }}",
    "{{p nama }}": "tanpa huruf p",
    "{{ terbit }}": "tidak dicetak",
    "{{ badan|upper }}": "hanya untuk medan yang berupa teks",
    "{{ nama. }}": "tidak dapat dibaca",
    "{{ nama.__class__ }}": "perintah program",
    "{{ ''.__class__.__mro__ }}": "perintah program",
    "{{ nama.upper() }}": "perintah program",
    "{{ loop.index }}": "perintah program",
    "{{ 9**99999 }}": "perintah program",
    "{{ nama|attr('x') }}": "perintah program",
    "{{ kop[0] }}": "perintah program",
    "{% set x = 1 %}": "perintah program",
    "{% include 'x' %}": "perintah program",
    "{% for a in range(9) %}{% endfor %}": "perintah program",
    "{% if nama.x %}{% endif %}": "perintah program",
    "{% for a in kop recursive %}{% endfor %}": "perintah program",
}


@pytest.fixture
def periksa(tmp_path):
    """`periksa("{{ nama }}", kaki=False)`: our template with one more paragraph, checked."""

    def lakukan(*teks: str, kaki: bool = False) -> None:
        def ubah(dokumen) -> None:
            tujuan = dokumen.sections[0].footer if kaki else dokumen
            for satu in teks:
                tujuan.add_paragraph(satu)

        (tmp_path / "masuk").write_bytes(buat_templat(ubah))
        check_templat(tmp_path / "masuk")

    return lakukan


def test_the_template_in_use_passes():
    check_templat(BERKAS)


@pytest.mark.parametrize("medan", MEDAN.values(), ids=list(MEDAN))
def test_every_field_passes_as_the_page_writes_it(periksa, medan):
    periksa("Sebelum", medan.contoh.replace("…", "teks"))
    if medan.macam is Macam.BALOK:
        with pytest.raises(BerkasDitolak, match="badan surat"):
            periksa(medan.contoh, kaki=True)
    else:
        periksa(medan.contoh.replace("…", "teks"), kaki=True)


@pytest.mark.parametrize("tag", SALAH)
@pytest.mark.parametrize("kaki", [False, True], ids=["badan", "kaki"])
def test_a_wrong_tag_is_named_with_its_place(periksa, tag, kaki):
    with pytest.raises(BerkasDitolak) as tolak:
        periksa("Nomor surat:", tag, kaki=kaki)
    kalimat = tolak.value.kalimat
    assert SALAH[tag] in kalimat
    assert ("kaki halaman" in kalimat) == kaki
    if "utuh" not in SALAH[tag]:
        assert "Tag “{" in kalimat
        assert "Nomor surat:" in kalimat


def test_a_tag_that_word_split_into_runs_is_one_tag(tmp_path):
    def ubah(dokumen) -> None:
        baris = dokumen.add_paragraph("Nomor {")
        for potongan in ("{ no", "mor", " }", "}", " {{ na", "maa }}"):
            baris.add_run(potongan).bold = True

    (tmp_path / "masuk").write_bytes(buat_templat(ubah))
    with pytest.raises(BerkasDitolak, match="“namaa” tidak dikenal"):
        check_templat(tmp_path / "masuk")


def test_a_tag_that_cuts_a_table_is_refused(tmp_path):
    def ubah(dokumen) -> None:
        sel = dokumen.add_table(1, 2).rows[0].cells
        sel[0].text, sel[1].text = "{% if terbit %}", "{% endif %}"

    (tmp_path / "masuk").write_bytes(buat_templat(ubah))
    with pytest.raises(BerkasDitolak, match="tidak sebaris dengan"):
        check_templat(tmp_path / "masuk")


def test_what_the_check_would_miss_the_sandbox_refuses():
    class Isi:
        rahasia = "sandi"

        def panggil(self) -> str:
            return "jalan"

    for teks in ("{{ x.rahasia }}", "{{ x.panggil() }}", "{{ x.__class__ }}", "{{ y }}"):
        with pytest.raises(Exception, match=r"unsafe|not safely|undefined"):
            build_lingkungan().from_string(teks).render(x=Isi())


def test_output_is_bounded(monkeypatch):
    monkeypatch.setattr(kotak, "KELUARAN_TERBESAR", 1000)
    with pytest.raises(KeluaranTerlaluBesar):
        build_lingkungan().from_string("{% for a in x %}{{ a }}{% endfor %}").render(
            x=["a" * 600] * 2
        )


def test_more_tags_than_a_sheet_needs_are_refused(periksa):
    with pytest.raises(BerkasDitolak, match="lebih dari 300 tag"):
        periksa("{{ nama }}" * 301)
