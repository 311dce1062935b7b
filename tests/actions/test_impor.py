"""Applying a workbook: all or nothing, once, and only what was seen."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from iki_web.actions.impor import approve_impor, create_impor, revoke_impor
from iki_web.extensions import db
from iki_web.models import HasilLalu, Impor, Pegawai, Penugasan, Target
from iki_web.queries.acuan import get_acuan
from iki_web.queries.impor import find_pratinjau, list_isi
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.impor import JenisImpor, NasibBaris, StatusImpor, read_baris
from iki_web.storage.lembar import terima_lembar
from iki_web.web.kelola.templat import build_templat
from tests.pendukung.impor import build_berkas, lihat, terapkan, unggah
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak
from tests.pendukung.langkah import ubah
from tests.pendukung.lembar import PEMBUAT
from tests.pendukung.orang import buat_pelaku

H, P, T, G = JenisImpor.HASIL, JenisImpor.PEGAWAI, JenisImpor.TARGET, JenisImpor.PENUGASAN


@pytest.fixture
def kode(app):
    with app.app_context():
        return [i.kode for i in get_acuan(buat_pelaku(app, "pengelola")).indikator.values()]


def _nasib(app, jenis, *baris):
    """Read rows and return the fates and what is said of each."""
    pratinjau = lihat(app, unggah(app, jenis, build_berkas(jenis, baris)))
    return [(t.nasib.value, " ".join(k for _, k in t.galat)) for t in pratinjau.tinjauan]


def _impor(app, jenis, *baris):
    nomor = unggah(app, jenis, build_berkas(jenis, baris))
    return terapkan(app, nomor)


def _semua(app, kelas, *kolom):
    with app.app_context():
        return db.session.execute(select(*kolom).order_by(kelas.id)).all()


@pytest.mark.parametrize("jenis", PEMBUAT)
def test_past_results_from_every_format(app, kode, jenis):
    kepala = ["Kode indikator", "Tahun", "Nilai", "Pembilang", "Penyebut"]
    isi = PEMBUAT[jenis]({"Data": [kepala, [kode[0], 2025, None, 8, 9], [kode[1], "2024", 0.1]]})
    nomor = unggah(app, H, isi, f"a.{jenis}")
    awal = hitung_jejak(app)
    terapkan(app, nomor)
    assert hitung_jejak(app) == awal + 1
    hasil = _semua(app, HasilLalu, HasilLalu.tahun, HasilLalu.pembilang, HasilLalu.nilai)
    assert hasil == [(2025, Decimal(8), None), (2024, None, Decimal("0.1"))]


def test_the_same_file_again_changes_nothing(app, kode):
    isi = build_berkas(H, [[kode[0], 2025, 8, 9, None, 90, "LKjIP"]])
    terapkan(app, unggah(app, H, isi))
    nomor = unggah(app, H, isi)
    assert [t.nasib for t in lihat(app, nomor).tinjauan] == [NasibBaris.TETAP]
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="sudah sama"):
        terapkan(app, nomor)
    assert ambil_keadaan(app) == awal


def test_a_changed_row_says_old_and_new(app, kode):
    _impor(app, H, [kode[0], 2025, 8, 9])
    nomor = unggah(app, H, build_berkas(H, [[kode[0], 2025, 9, 9]]))
    (satu,) = lihat(app, nomor).tinjauan
    assert (satu.nasib, satu.beda) == (NasibBaris.UBAH, (("Pembilang", "8", "9"),))
    terapkan(app, nomor)
    assert _semua(app, HasilLalu, HasilLalu.pembilang, HasilLalu.versi) == [(Decimal(9), 2)]


def test_half_valid_files_write_nothing(app, kode):
    baris = [[kode[0], 2025, 8, 9], ["BUKAN-01", 2025, 8, 9], [kode[1], 2025, 8, 0]]
    nomor = unggah(app, H, build_berkas(H, baris))
    nasib = [(t.nasib.value, t.galat) for t in lihat(app, nomor).tinjauan]
    assert [n for n, _ in nasib] == ["TAMBAH", "DITOLAK", "DITOLAK"]
    assert nasib[1][1][0][0] == "Kode indikator"
    awal = ambil_keadaan(app)
    with pytest.raises(Ditolak, match="2 baris masih ditolak"):
        terapkan(app, nomor)
    assert ambil_keadaan(app) == awal


def test_doubles_and_contradictions_in_the_file_are_refused(app, kode):
    a = [kode[0], 2025, 8, 9]
    assert _nasib(app, H, a, a, [kode[0], 2025, 7, 9]) == [
        ("TAMBAH", ""),
        ("DITOLAK", "Sama persis dengan baris 2. Hapus salah satu."),
        (
            "DITOLAK",
            "Bertentangan dengan baris 2: keduanya tentang hal yang sama. Hapus salah satu.",
        ),
    ]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ((2026, 8, 9), "Tahun"),
        ((1999, 8, 9), "Tahun"),
        (("dua", 8, 9), "bukan angka"),
        ((2025, None, 9), "keduanya"),
        ((2025, None, None), "Isi nilai"),
        ((2025, 8, 9, 50), "Tidak cocok"),
        ((2025, "8.5", 9), "meragukan"),
        ((2025, -1, 9), "negatif"),
    ],
)
def test_results_that_cannot_be_are_refused(app, kode, isi, kalimat):
    ((nasib, kata),) = _nasib(app, H, [kode[0], *isi])
    assert (nasib, kalimat in kata) == ("DITOLAK", True), kata


def test_what_changed_since_the_preview_is_previewed_again(app, kode):
    nomor = unggah(app, H, build_berkas(H, [[kode[0], 2025, 8, 9]]))
    tanda = lihat(app, nomor).tanda
    _impor(app, H, [kode[0], 2025, 7, 9])
    awal = ambil_keadaan(app)
    with pytest.raises(Basi) as galat:
        terapkan(app, nomor, tanda)
    assert galat.value.perubahan == (
        "Saat Anda melihatnya: 1 ditambah, 0 diubah, 0 tetap, 0 ditolak.",
        "Sekarang: 0 ditambah, 1 diubah, 0 tetap, 0 ditolak.",
    )
    assert ambil_keadaan(app) == awal
    terapkan(app, nomor)


def test_applied_or_thrown_away_once_only(app, kode, sebagai):
    nomor = unggah(app, H, build_berkas(H, [[kode[0], 2025, 8, 9]]))
    terapkan(app, nomor)
    for versi, macam in ((1, Basi), (2, Ditolak)):
        with pytest.raises(macam):
            terapkan(app, nomor, "x", versi)
    buang = unggah(app, H, build_berkas(H, [[kode[0], 2024, 8, 9]]))
    with app.app_context():
        revoke_impor(sebagai("pengelola"), buang, 1)
        baris = db.session.get_one(Impor, buang)
        assert (baris.status, baris.baris) == (StatusImpor.DIBUANG, "[]")
    with pytest.raises(Ditolak):
        terapkan(app, buang, "x", 2)


def test_nobody_but_the_pengelola(app, kode, sebagai):
    nomor = unggah(app, H, build_berkas(H, [[kode[0], 2025, 8, 9]]))
    awal = ambil_keadaan(app)
    with app.app_context():
        for nama in ("camat", "staf-umum"):
            with pytest.raises(TidakBerwenang):
                approve_impor(sebagai(nama), nomor, 1, "x")
            with pytest.raises(TidakBerwenang):
                create_impor(sebagai(nama), H, "a.xlsx", BytesIO(b""))
            with pytest.raises(TidakTerlihat):
                find_pratinjau(sebagai(nama), nomor)
    assert ambil_keadaan(app) == awal


def test_people_are_added_with_codes_and_changed_by_nip_or_name(app):
    baris = [
        ["Budi Santoso, S.Sos", "19780412 200501 1 003", "Penata", "", "-"],
        ["Siti Aminah", "", "", "", ""],
        ["Camat Baru", "196507151990031004", "Pembina", "camat", ""],
    ]
    pratinjau, kode = _impor(app, P, *baris)
    assert [t.nasib.value for t in pratinjau.tinjauan] == ["TAMBAH", "TAMBAH", "UBAH"]
    assert len(kode) == 2
    assert len({k for _, k in kode}) == 2
    nama = dict(_semua(app, Pegawai, Pegawai.nama_pengguna, Pegawai.nama))
    assert nama["camat"] == "Camat Baru"
    assert nama["budi-santoso"] == "Budi Santoso, S.Sos"
    assert [n for n, _ in _nasib(app, P, *baris)] == ["TETAP"] * 3


def test_people_that_cannot_be_are_refused(app):
    nip = "197804122005011003"
    hasil = _nasib(
        app,
        P,
        ["", nip],
        ["Budi", "123"],
        ["Budi", nip],
        ["Badu", nip],
        ["Pengelola", "", "", "pengelola", "-"],
        ["Dewi", "", "", "dewi sartika"],
        ["Dewi", "", "", "", "raja"],
    )
    assert [n for n, _ in hasil] == [
        "DITOLAK", "DITOLAK", "TAMBAH", "DITOLAK", "DITOLAK", "DITOLAK", "DITOLAK",
    ]  # fmt: skip
    assert "Minta pengelola lain" in hasil[4][1]


def test_assignments_go_by_the_rules_of_their_room(app):
    hasil = _nasib(
        app,
        G,
        ["staf-umum", "camat", "DEFINITIF", "1 Februari 2026"],
        ["staf-umum", "kasi-pmd", "plh.", "01-04-2026", "15-04-2026", "800/1/2026", "1-4-2026"],
        ["staf-umum", "kasi-pmd", "PLT", "2026-05-01"],
        ["entah", "kasi-pmd", "PLT", "2026-05-01"],
        ["staf-umum", "entah", "PLT", "2026-05-01"],
    )
    assert [n for n, _ in hasil] == ["DITOLAK", "TAMBAH", "DITOLAK", "DITOLAK", "DITOLAK"]
    assert "Bertindih" in hasil[0][1]
    baris = [
        "staf-umum",
        "kasi-pmd",
        "PLH",
        date(2026, 4, 1),
        date(2026, 4, 15),
        "800/1",
        "1-4-2026",
    ]
    awal = len(_semua(app, Penugasan, Penugasan.id))
    _impor(app, G, baris)
    assert len(_semua(app, Penugasan, Penugasan.id)) == awal + 1
    assert [n for n, _ in _nasib(app, G, baris)] == ["TETAP"]


def test_targets_become_versions_with_their_reason(app, kode):
    _impor(app, T, [kode[0], 2026, "", 90], [kode[1], 2026, None, "-"], [kode[0], 2026, "TW4", 95])
    assert len(_semua(app, Target, Target.id)) == 3
    hasil = _nasib(
        app,
        T,
        [kode[0], 2026, "", "90"],
        [kode[1], 2026, "", 80],
        [kode[1], 2026, "TW9", 80],
        [kode[2], 2026, "", 0],
        [kode[0], 2026, "2026-TW4", 96, "Perubahan anggaran"],
    )
    assert [n for n, _ in hasil] == ["TETAP", "DITOLAK", "DITOLAK", "DITOLAK", "UBAH"]
    assert "alasan" in hasil[1][1]


@pytest.mark.parametrize("jenis", list(JenisImpor))
def test_an_untouched_template_changes_nothing(app, kode, jenis):
    _impor(app, H, [kode[0], 2025, 8, 9, None, 90.5, "LKjIP"], [kode[1], 2025, None, None, 0.1])
    pelaku = buat_pelaku(app, "pengelola")
    with app.app_context():
        berkas = build_templat(jenis, list_isi(pelaku, jenis), get_acuan(pelaku))
        _, lembar = terima_lembar(BytesIO(berkas), "a.xlsx")
        assert len(read_baris(lembar, jenis)) == len(list_isi(pelaku, jenis))
    nasib = {t.nasib for t in lihat(app, unggah(app, jenis, berkas)).tinjauan}
    # A result without figures says nothing yet; everything else is as it is stored.
    assert nasib == ({NasibBaris.TETAP, NasibBaris.DITOLAK} if jenis is H else {NasibBaris.TETAP})


_ISIAN = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(2019, 2027),
        st.one_of(st.none(), st.integers(-1, 20)),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ISIAN)
def test_applying_is_all_or_nothing(app, kode, isian):
    baris = [[kode[ke], tahun, atas, bawah] for ke, tahun, atas, bawah in isian]
    nomor = unggah(app, H, build_berkas(H, baris))
    pratinjau, awal = lihat(app, nomor), ambil_keadaan(app)
    if pratinjau.siap:
        terapkan(app, nomor)
        banyak = pratinjau.jumlah[NasibBaris.TAMBAH]
        assert len(ambil_keadaan(app)["hasil_lalu"]) == len(awal["hasil_lalu"]) + banyak
        ulang = lihat(app, unggah(app, H, build_berkas(H, baris)))
        assert {t.nasib for t in ulang.tinjauan} == {NasibBaris.TETAP}
    else:
        with pytest.raises(Ditolak):
            terapkan(app, nomor)
        assert ambil_keadaan(app) == awal


def test_a_disabled_person_gets_no_new_assignment(app):
    ubah(app, Pegawai, Pegawai.nama_pengguna, "staf-pmd", aktif=False)
    ((nasib, kata),) = _nasib(app, G, ["staf-pmd", "kasi-trantib", "PLH", "2026-04-01"])
    assert nasib == "DITOLAK"
    assert kata
