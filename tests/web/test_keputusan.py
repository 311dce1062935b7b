"""The pages of the edition: everyone reads them, everything is on them, nothing unescaped."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from sqlalchemy import update

from iki_web.actions.keputusan import SK_2021, read_keputusan
from iki_web.extensions import TULIS, db
from iki_web.models import Indikator, Jabatan, Kantor, Keputusan, Lampiran

ISI, _ = read_keputusan(SK_2021)
LAMPIRAN = [j for j in ISI["jabatan"] if "indikator" in j]
HALAMAN = ("/keputusan/1", "/keputusan/1/kasubbag-umum", "/keputusan/1/catatan")


def _baca(klien, alamat: str) -> str:
    jawab = klien.get(alamat)
    assert jawab.status_code == 200, alamat
    return jawab.get_data(as_text=True)


def _teks(html: str) -> str:
    """The words of a page as a person reads them."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def _tulis(app, *pernyataan) -> None:
    with app.app_context():
        sambung = db.engine.connect().execution_options(**{TULIS: True})
        with sambung as koneksi, koneksi.begin():
            for satu in pernyataan:
                koneksi.execute(satu)
            koneksi.execute(update(Kantor).values(versi_acuan=Kantor.versi_acuan + 1))


def test_one_edition_is_shown_at_once(masuk):
    jawab = masuk("staf-umum").get("/keputusan")
    assert (jawab.status_code, jawab.location) == (303, "/keputusan/1")


def test_several_editions_are_listed_newest_first(app, masuk):
    kolom = [c.name for c in Keputusan.__table__.columns if c.name not in ("id", "kode", "nomor")]
    salin = sa.select(
        sa.literal(2), sa.literal("2027"), sa.literal("188/9/2027"), *map(sa.column, kolom)
    ).select_from(Keputusan.__table__)
    _tulis(
        app,
        sa.insert(Keputusan.__table__).from_select(["id", "kode", "nomor", *kolom], salin),
    )
    html = _baca(masuk("staf-umum"), "/keputusan")
    assert html.index("188/9/2027") < html.index(ISI["keputusan"]["nomor"])
    # Its sheet reads without a single annex or remark.
    assert "belum mempunyai lampiran" in _baca(masuk("staf-umum"), "/keputusan/2")
    assert "Tidak ada catatan" in _baca(masuk("staf-umum"), "/keputusan/2/catatan")


@pytest.mark.parametrize("nama", ["staf-pmd", "camat", "pengelola"])
def test_everyone_signed_in_reads_the_edition(masuk, nama):
    for alamat in HALAMAN:
        _baca(masuk(nama), alamat)


def test_strangers_are_sent_to_sign_in(tamu):
    for alamat in ("/keputusan", *HALAMAN):
        jawab = tamu.get(alamat)
        assert jawab.status_code == 303
        assert jawab.location.startswith("/masuk")


@pytest.mark.parametrize(
    "alamat",
    [
        "/keputusan/99",
        "/keputusan/99/catatan",
        "/keputusan/99/sekretaris",
        "/keputusan/1/camat",
        "/keputusan/1/tidak-ada",
        "/keputusan/1/sekretaris%00",
        "/keputusan/99999999999999999999999",
    ],
)
def test_unknown_places_are_not_found(masuk, alamat):
    assert masuk("staf-umum").get(alamat).status_code == 404


def test_the_sheet_shows_its_text_and_what_is_doubtful(masuk):
    sk = ISI["keputusan"]
    teks = _teks(_baca(masuk("staf-umum"), "/keputusan/1"))
    for baris in (*sk["kop"], *sk["nomor_lain"], *sk["penutup"], sk["nomor"], sk["penetap_nama"]):
        assert baris in teks
    for bagian in ("menimbang", "mengingat", "memutuskan"):
        for butir in sk[bagian]:
            for satu in (butir["isi"], butir.get("teks_asli", ""), *butir.get("butir", ())):
                assert satu in teks
    assert "Nomor perlu konfirmasi" in teks
    assert "NIP perlu konfirmasi" in teks
    for catatan in (c for c in ISI["catatan"] if c["di"] == "keputusan"):
        assert catatan["isi"] in teks


def test_the_contents_link_to_every_sheet(masuk):
    html = _baca(masuk("staf-umum"), "/keputusan/1")
    for jabatan in LAMPIRAN:
        assert f'href="/keputusan/1/{jabatan["kode"]}"' in html


@pytest.mark.parametrize("jabatan", LAMPIRAN, ids=lambda j: j["kode"])
def test_a_sheet_shows_everything_of_its_position(masuk, jabatan):
    html = _baca(masuk("staf-umum"), f"/keputusan/1/{jabatan['kode']}")
    teks = _teks(html)
    nomor = "3. FUNGSI" if "tugas" in jabatan else "2. FUNGSI"
    assert "1. JABATAN" in teks
    assert ("2. TUGAS" in teks) is ("tugas" in jabatan)
    assert nomor in teks
    for fungsi in jabatan["fungsi"]:
        assert fungsi["isi"] in teks
        assert fungsi.get("teks_asli", "") in teks
    kode = {jabatan["kode"]} | {i["kode"] for i in jabatan["indikator"]}
    for indikator in jabatan["indikator"]:
        asli = indikator.get("teks_asli", {})
        for satu in ("nama", "pembilang", "penyebut", "sasaran"):
            assert indikator.get(satu, "") in teks
            assert asli.get(satu, "") in teks
        for satu in indikator["sumber_data"]:
            assert satu in teks
        assert " ".join(asli.get("sumber_data", ())) in teks
        for satu in ("frekuensi", "arah", "cara_hitung"):
            assert indikator[f"alasan_{satu}"] in teks
    for urutan, catatan in enumerate(ISI["catatan"], start=1):
        if catatan["di"] in kode:
            assert catatan["isi"] in teks
            assert html.count(f'id="catatan-{urutan}"') == 1
    assert len(re.findall(r'id="([^"]+)"', html)) == len(set(re.findall(r'id="([^"]+)"', html)))


def test_fractions_are_drawn_and_times_100_only_where_printed(masuk):
    html = _baca(masuk("staf-umum"), "/keputusan/1/kasubbag-umum")
    assert html.count("<mfrac>") == 7
    assert html.count("<mo>×</mo>") == 3
    assert 'rowspan="7"' in html


def test_the_document_list_is_a_list(masuk):
    html = _baca(masuk("staf-umum"), "/keputusan/1/staf-keuangan")
    assert "<mfrac>" not in html
    assert "Dokumen keuangan yaitu:" in html
    for nama in ("Laporan bulanan (12 dokumen)", "<li>Laporan Bendahara Pengeluaran</li>"):
        assert nama in html


def test_previous_and_next_sheets(masuk):
    html = _baca(masuk("staf-umum"), "/keputusan/1/kasubbag-umum")
    assert re.search(r'href="/keputusan/1/sekretaris"\s+rel="prev"', html)
    assert re.search(r'href="/keputusan/1/staf-umum"\s+rel="next"', html)
    assert 'rel="prev"' not in _baca(masuk("staf-umum"), "/keputusan/1/sekretaris")
    assert 'rel="next"' not in _baca(masuk("staf-umum"), "/keputusan/1/staf-pmd")


def test_every_remark_links_to_its_place(masuk):
    klien = masuk("staf-umum")
    html = _baca(klien, "/keputusan/1/catatan")
    tautan = set(re.findall(r'href="(/keputusan/1[^"#]*)#(catatan-\d+)"', html))
    assert len(tautan) == len(ISI["catatan"])
    isi = {alamat: _baca(klien, alamat) for alamat, _ in tautan}
    for alamat, jangkar in tautan:
        assert f'id="{jangkar}"' in isi[alamat]


def test_only_what_is_to_be_confirmed(masuk):
    html = _baca(masuk("staf-umum"), "/keputusan/1/catatan?hanya=konfirmasi")
    ragu = [c for c in ISI["catatan"] if "perlu konfirmasi" in c["isi"].lower()]
    assert len(re.findall(r"#catatan-\d+", html)) == len(ragu)
    assert f"Semua ({len(ISI['catatan'])})" in html
    assert f"Perlu konfirmasi ({len(ragu)})" in html


def test_text_of_the_edition_is_escaped(app, masuk):
    jahat = "<script>alert(1)</script>"
    _tulis(
        app,
        update(Indikator).values(nama=jahat, pembilang=jahat, sasaran=jahat, contoh=jahat),
        update(Lampiran).values(nama=jahat, nama_asli=jahat),
        update(Keputusan).values(nomor=jahat, tentang=jahat),
        update(Jabatan).values(nama_singkat=jahat),
    )
    for alamat in HALAMAN:
        html = _baca(masuk("staf-umum"), alamat)
        assert jahat not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("nama", ["staf-umum", "kasubbag-umum", "camat"])
@pytest.mark.parametrize("alamat", [*HALAMAN, "/keputusan"])
def test_a_page_takes_at_most_six_statements(app, masuk, nama, alamat):
    klien = masuk(nama)
    klien.get(alamat)
    hitung: list[str] = []

    def catat(_k, _c, pernyataan, *_sisa) -> None:
        if pernyataan.lstrip().upper().startswith("SELECT"):
            hitung.append(pernyataan)

    with app.app_context():
        mesin = db.engine
    sa.event.listen(mesin, "before_cursor_execute", catat)
    try:
        klien.get(alamat)
    finally:
        sa.event.remove(mesin, "before_cursor_execute", catat)
    assert 1 <= len(hitung) <= 6
