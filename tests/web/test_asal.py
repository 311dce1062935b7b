"""Anything typed anywhere: an answer in words, never a 500, and the house stands afterwards."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pendukung.halaman import alamat

ANEH = st.sampled_from(
    [
        *("", "0", "-0", "66.7", "1e5", "NaN", "9" * 400, "١٢", "1,23456", "2147483648"),
        *("\x00", "\ufeff", "\u202e", "%", "_", "a" * 5000, "\r\nSet-Cookie: a=b"),
        *("' OR 1=1 --", "<script>", "{{7*7}}", "=HYPERLINK()", "../../etc/passwd"),
        *("2026-TW1", "1/2026-TW1/1", "9999-12-31", "0001-01-01"),
    ]
)
NILAI = st.one_of(ANEH, st.text(st.characters(codec="utf-8"), max_size=40))
MEDAN_SEMUA = (
    "versi pembilang penyebut angka nihil alasan_nihil keterangan kendala tindak_lanjut rujukan "
    "rujukan-2 alasan_tanpa_berkas catatan alasan pilih batas tahun nama_pengguna sandi next "
    "kembali periode sandi_lama sandi_ulang jatuh_tempo-1 tepat_waktu-1 titip-tujuan titip-isi-x"
)
MEDAN = st.sampled_from(MEDAN_SEMUA.split())
FORMULIR = st.lists(st.tuples(MEDAN, NILAI), max_size=8)
AWET = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def kirim(klien, url: str, isi: list[tuple[str, str]], versi: int | None = None) -> int:
    """Post raw pairs, as any program can; the token is right, or nothing would be tried."""
    pasangan = [*isi, ("csrf_token", klien.token())]
    if versi is not None:
        pasangan.append(("versi", str(versi)))
    badan = urlencode(pasangan, errors="replace")
    jenis = "application/x-www-form-urlencoded"
    return klien.post(url, data=badan, content_type=jenis).status_code


@pytest.mark.parametrize("langkah", ["simpan", "ajukan", "bukti", "tarik"])
def test_no_form_of_the_owner_breaks_the_app(masuk, entri, langkah):
    nomor, kode, versi = entri("DRAF")
    klien = masuk("staf-umum")

    @AWET
    @given(isi=FORMULIR, tepat=st.booleans())
    def coba(isi, tepat):
        assert kirim(klien, f"{alamat(nomor, kode)}/{langkah}", isi, versi if tepat else None) < 500

    coba()
    assert klien.get(alamat(nomor, kode)).status_code == 200


@pytest.mark.parametrize("langkah", ["kembalikan", "setujui", "buka-kembali"])
def test_no_form_of_the_decider_breaks_the_app(masuk, entri, langkah):
    nomor, kode, versi = entri("DIAJUKAN")
    klien = masuk("kasubbag-umum")

    @AWET
    @given(isi=FORMULIR, tepat=st.booleans())
    def coba(isi, tepat):
        assert kirim(klien, f"{alamat(nomor, kode)}/{langkah}", isi, versi if tepat else None) < 500
        assert kirim(klien, "/persetujuan", isi) < 500

    coba()
    assert klien.get("/persetujuan").status_code == 200


def test_no_form_of_the_pengelola_or_of_a_stranger_breaks_the_app(masuk, tamu):
    klien = masuk("pengelola")

    @AWET
    @given(isi=FORMULIR)
    def coba(isi):
        for url in ("/kelola/periode/2026-TW1/buka", "/kelola/periode/2026-TW4/tutup"):
            assert kirim(klien, url, isi) < 500
        assert kirim(klien, "/kelola/tahun", isi) < 500
        assert kirim(klien, "/akun/sandi", isi) < 500
        assert kirim(tamu, "/masuk", [p for p in isi if p[0] != "nama_pengguna"]) < 500

    coba()
    assert klien.get("/kelola").status_code == 200


@pytest.mark.parametrize("siapa", ["staf-umum", "camat", "pengelola"])
def test_no_address_breaks_the_app(masuk, siapa):
    klien = masuk(siapa)

    @AWET
    @given(nilai=NILAI, nama=MEDAN)
    def coba(nilai, nama):
        tanya = urlencode({nama: nilai, "periode": nilai, "jabatan": nilai, "halaman": nilai})
        for jalur in ("/indikator", "/rekap/2026", "/kelola", "/kelola/periode", "/masuk", "/"):
            assert klien.get(f"{jalur}?{tanya}").status_code < 500
        bagian = urlencode({"x": nilai})[2:].replace("+", "%20")
        for awal in (
            "/indikator/",
            "/realisasi/12/",
            "/keputusan/1/",
            "/bukti/",
            "/persetujuan/1/",
        ):
            assert klien.get(awal + bagian).status_code < 500

    coba()
