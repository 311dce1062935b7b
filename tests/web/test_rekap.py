"""The recap's pages: scopes, addresses, the cache and its 304, statements and weight."""

import gzip
import re
from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from iki_web.actions.instance import find_sistem
from iki_web.actions.jejak import add_jejak
from iki_web.actions.periode import close_periode, open_periode
from iki_web.actions.target import create_target
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db
from iki_web.models import Jabatan, Pegawai
from iki_web.queries.acuan import find_acuan
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.periode import WIB

HTMX = {"HX-Request": "true"}


@pytest.fixture
def target(app):
    """Every indicator's target for 2026 is 90."""
    with app.app_context():
        sistem = find_sistem()
        nilai = {nomor: Decimal(90) for nomor in find_acuan(sistem).indikator}
        create_target(sistem, 2026, nilai)


@pytest.fixture
def pemeriksa(app, masuk):
    """A browser of an auditor, who holds no position."""
    with app.app_context():
        sistem = find_sistem()

        @transaction
        def tambah():
            lain = db.session.execute(select(Pegawai).limit(1)).scalar_one()
            db.session.add(
                Pegawai(
                    kantor_id=sistem.kantor_id,
                    nama="Inspektorat",
                    nama_pengguna="pemeriksa",
                    sandi_hash=lain.sandi_hash,
                    wajib_ganti=False,
                    pemeriksa=True,
                )
            )
            add_jejak(sistem, Peristiwa.PEGAWAI_DITAMBAH, "pegawai")

        tambah()
    return masuk("pemeriksa")


def id_jabatan(app, kode):
    with app.app_context():
        return db.session.execute(select(Jabatan.id).where(Jabatan.kode == kode)).scalar_one()


def teks(jawab):
    """The words of an answer, without markup."""
    isi = re.sub(r"<[^>]+>", " ", jawab.get_data(as_text=True))
    return re.sub(r"[\s\u00a0]+", " ", isi)


def baris(jawab):
    """The positions of the matrix, in order."""
    html = jawab.get_data(as_text=True)
    return re.findall(r'<a href="/rekap/2026\?[^"]*jabatan=\d+">([^<]+)</a></th>', html)


def test_rekap_leads_to_the_current_year(masuk):
    jawab = masuk("camat").get("/rekap")
    assert (jawab.status_code, jawab.location) == (303, "/rekap/2026")


def test_stranger_is_sent_to_sign_in(tamu):
    for alamat in ("/rekap", "/rekap/2026", "/rekap/2026.xlsx"):
        assert "/masuk" in tamu.get(alamat).location


@pytest.mark.parametrize(
    ("siapa", "jumlah", "judul"),
    [
        ("camat", 11, "Rekap kantor 2026"),
        ("sekretaris", 5, "Rekap 2026"),
        ("kasubbag-umum", 2, "Rekap 2026"),
        ("staf-umum", 1, "Rekap 2026"),
    ],
)
def test_each_viewer_gets_his_part_of_the_tree(masuk, entri, siapa, jumlah, judul):
    entri("DISETUJUI", "kasi-pmd-2")
    jawab = masuk(siapa).get("/rekap/2026")
    assert jawab.status_code == 200
    assert f"<h1>{judul}</h1>" in jawab.get_data(as_text=True)
    assert len(baris(jawab)) == jumlah
    assert ("Kasi PMD" in teks(jawab)) == (siapa == "camat")


def test_draft_values_stay_with_their_owner(app, masuk, entri, pemeriksa):
    entri("DRAF", pembilang=173, penyebut=200)
    alamat = f"/rekap/2026?jabatan={id_jabatan(app, 'staf-umum')}"
    for klien, keadaan in ((masuk("camat"), "Draf"), (pemeriksa, "Belum diisi")):
        jawab = klien.get(alamat)
        assert keadaan in teks(jawab)
        assert "173" not in teks(jawab)
    assert "Draf" not in teks(pemeriksa.get(alamat))
    assert len(baris(pemeriksa.get("/rekap/2026"))) == 11


def test_pengelola_without_a_position_is_told_where_the_board_is(masuk):
    klien = masuk("pengelola")
    jawab = klien.get("/rekap/2026")
    assert jawab.status_code == 200
    assert "Anda tidak memegang jabatan" in teks(jawab)
    assert baris(jawab) == []
    assert klien.get("/rekap/2026.xlsx").status_code == 403


def test_wrong_addresses_are_not_found(app, masuk):
    camat, staf = masuk("camat"), masuk("staf-umum")
    sendiri, asing = id_jabatan(app, "staf-umum"), id_jabatan(app, "kasi-pmd")
    tahun = camat.get("/rekap/2019")
    assert tahun.status_code == 404
    assert "Tahun 2019 belum memiliki periode" in teks(tahun)
    for alamat in (
        "/rekap/99999",
        "/rekap/2019.xlsx",
        "/rekap/2026?periode=2026-TW9",
        "/rekap/2026?periode=2025-TW1",
        "/rekap/2026?periode=",
        "/rekap/2026?periode=2026-TW1&periode=2026-TW2",
        "/rekap/2026?jabatan=0",
        f"/rekap/2026?jabatan={sendiri}&jabatan={asing}",
    ):
        assert camat.get(alamat).status_code == 404, alamat
    acak = staf.get("/rekap/2026?jabatan=987654")
    milik_orang = staf.get(f"/rekap/2026?jabatan={asing}")
    assert acak.status_code == milik_orang.status_code == 404
    assert teks(acak) == teks(milik_orang)
    assert staf.get(f"/rekap/2026?jabatan={sendiri}").status_code == 200


def test_matrix_shows_figures_and_states_and_the_rule(masuk, entri, target):
    entri("DISETUJUI")
    entri("DIKEMBALIKAN", "kasi-trantib-1")
    entri("DISETUJUI", "kasi-trantib-2")
    entri("DIAJUKAN", "sekretaris-1")
    entri("DISETUJUI", "staf-pmd-1", nihil=True, alasan_nihil="Tidak ada.")
    entri("DISETUJUI", "staf-pmd-2")
    isi = teks(masuk("camat").get("/rekap/2026"))
    assert "100,00" in isi
    for keadaan in ("1 dikembalikan", "1 dari 4 diajukan", "1 nihil", "Belum diisi"):
        assert keadaan in isi
    assert "≥ 91 Sangat Baik, ≥ 76 Baik" in isi
    assert "Rata-rata tanpa bobot" in isi
    assert "4 dari 30" in isi


def test_filter_swaps_only_the_recap_and_stays_in_the_address(app, masuk):
    klien = masuk("camat")
    alamat = "/rekap/2026?periode=2026-TW2"
    penuh, potong = klien.get(alamat), klien.get(alamat, headers=HTMX)
    assert potong.get_data(as_text=True).strip().startswith('<div id="rekap"')
    assert "<html" in penuh.get_data(as_text=True)
    assert potong.get_data(as_text=True).strip() in penuh.get_data(as_text=True)
    jabatan = id_jabatan(app, "staf-umum")
    assert f"?periode=2026-TW2&amp;jabatan={jabatan}" in penuh.get_data(as_text=True)
    satu = klien.get(f"{alamat}&jabatan={jabatan}").get_data(as_text=True)
    assert f"?periode=2026-TW1&amp;jabatan={jabatan}" in satu
    assert 'href="/rekap/2026?periode=2026-TW2"' in satu


def test_evidence_is_two_clicks_away(app, masuk, entri, target):
    nomor, kode, _ = entri("DISETUJUI")
    klien = masuk("camat")
    matriks = klien.get("/rekap/2026").get_data(as_text=True)
    pertama = f"/rekap/2026?jabatan={id_jabatan(app, 'staf-umum')}"
    assert f'href="{pertama}"' in matriks
    posisi = klien.get(pertama)
    kedua = f"/realisasi/{nomor}/{kode}"
    assert f'href="{kedua}"' in posisi.get_data(as_text=True)
    assert "90,00 % (180/200)" in teks(posisi)
    assert "capaian 100,00" in teks(posisi)
    assert "bukti.pdf" in klien.get(kedua).get_data(as_text=True)


def test_board_names_who_must_act(masuk, entri, jam_uji):
    entri("DIAJUKAN")
    jam_uji.set(datetime(2026, 4, 16, 9, tzinfo=WIB))
    isi = teks(masuk("camat").get("/rekap/2026"))
    assert re.search(r"Staf Umum 1 diajukan pada Staf Umum Kasubbag Umum 10 Apr 2026, 4 hari", isi)
    assert "1 lebih dari 3 hari kerja" in isi
    assert "Belum diajukan 29" in isi


def test_a_reopened_quarter_says_so_also_once_it_has_closed_again(app, masuk, jam_uji):
    alamat = "/rekap/2026?periode=2026-TW1"
    with app.app_context():
        close_periode(find_sistem(), "2026-TW1", 1)
    tutup = teks(masuk("camat").get(alamat))
    assert "TW I ditutup" in tutup
    assert "Triwulan I 2026 sudah ditutup (batas " in tutup
    with app.app_context():
        banjir = "Buku <b>register</b> terendam."
        open_periode(find_sistem(), "2026-TW1", 2, "2026-04-13", banjir)
    buka = teks(masuk("camat").get(alamat))
    assert "TW I dibuka kembali s.d. 13 Apr" in buka
    alasan = "Triwulan I 2026 dibuka kembali: Buku &lt;b&gt;register&lt;/b&gt; terendam."
    assert alasan in buka
    jam_uji.set(datetime(2026, 4, 14, 0, 0, tzinfo=WIB))
    isi = teks(masuk("camat").get(alamat))
    assert "TW I dibuka kembali, ditutup" in isi
    assert f"{alasan} Sesudah itu ditutup lagi (batas 13 April 2026 pukul 23.59 WIB)." in isi
    assert "TW II s.d. " in isi
    assert "TW I dibuka kembali, ditutup" in teks(masuk("camat").get("/rekap/2026/indikator"))


def test_without_targets_realisasi_stands_in_for_a_sole_indicator(masuk, entri):
    entri("DISETUJUI")
    for nomor in (1, 2):
        entri("DISETUJUI", f"kasubbag-keuangan-{nomor}")
    isi = teks(masuk("camat").get("/rekap/2026"))
    assert "90,00 % realisasi" in isi
    assert "target belum ditetapkan" in isi
    assert "Target 2026 belum ditetapkan untuk 32 indikator" in isi


def test_unchanged_recap_is_answered_304_for_this_session_only(masuk, entri):
    klien = masuk("camat")
    awal = klien.get("/rekap/2026")
    sidik = {"If-None-Match": awal.headers["ETag"]}
    kosong = klien.get("/rekap/2026", headers=sidik)
    assert (kosong.status_code, kosong.data) == (304, b"")
    assert kosong.headers["Cache-Control"] == "no-store"
    assert klien.get("/rekap/2026", headers=sidik | HTMX).status_code == 200
    assert klien.get("/rekap/2026?periode=2026-TW1", headers=sidik).status_code == 200
    assert masuk("camat").get("/rekap/2026", headers=sidik).status_code == 200
    assert masuk("staf-umum").get("/rekap/2026", headers=sidik).status_code == 200
    entri("DRAF")
    baru = klien.get("/rekap/2026", headers=sidik)
    assert baru.status_code == 200
    assert "Draf" in teks(baru)


def test_cache_never_crosses_scopes_days_or_targets(app, masuk, entri, jam_uji):
    camat, staf = masuk("camat"), masuk("staf-umum")
    entri("DISETUJUI")
    assert len(baris(camat.get("/rekap/2026"))) == 11
    assert len(baris(staf.get("/rekap/2026"))) == 1
    assert "50,00" not in teks(camat.get("/rekap/2026"))
    with app.app_context():
        sistem = find_sistem()
        semua = find_acuan(sistem).indikator
        create_target(sistem, 2026, {nomor: Decimal(180) for nomor in semua})
    assert "50,00" in teks(camat.get("/rekap/2026"))
    assert "berjalan" in teks(camat.get("/rekap/2026"))
    jam_uji.set(datetime(2026, 4, 10, 9, 30, tzinfo=WIB))
    assert len(baris(staf.get("/rekap/2026"))) == 1


def hitung_pernyataan(klien, alamat):
    """How many statements an address costs."""
    jumlah = []
    catat = lambda *_: jumlah.append(1)  # noqa: E731
    event.listen(Engine, "before_cursor_execute", catat)
    try:
        assert klien.get(alamat).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", catat)
    return len(jumlah)


def test_statements_are_few_and_constant(app, masuk, entri):
    klien = masuk("camat")
    alamat = ("/rekap/2026", f"/rekap/2026?jabatan={id_jabatan(app, 'kasi-pmd')}")
    klien.get("/rekap/2026")
    entri("DRAF")
    sedikit = [hitung_pernyataan(klien, satu) for satu in alamat]
    for nama in ("staf-umum-1", "kasi-pmd-2", "kasi-pmd-3", "sekretaris-2"):
        for ke in (2, 3, 4):
            entri("DISETUJUI", nama, f"2026-TW{ke}", berkas=False)
    banyak = [hitung_pernyataan(klien, satu) for satu in alamat]
    assert sedikit == banyak
    assert max(banyak) <= 6


def test_page_is_light(masuk, entri, target):
    for nama in ("staf-umum-1", "kasi-pmd-2", "kasi-pmd-3", "sekretaris-2"):
        entri("DISETUJUI", nama, berkas=False)
    jawab = masuk("camat").get("/rekap/2026", headers={"Accept-Encoding": "gzip"})
    assert jawab.headers["Content-Encoding"] == "gzip"
    assert len(jawab.data) < 12_000 < len(gzip.decompress(jawab.data))
