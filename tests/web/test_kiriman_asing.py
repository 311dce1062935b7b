"""Bodies and addresses no page of ours sends: answered in words, changing nothing."""

import io
import itertools

import pytest

from tests.pendukung.basis import SANDI
from tests.pendukung.keadaan import ambil_keadaan

_BATAS = "----iki"
_TANPA_NAMA = (
    b'Content-Disposition: form-data; \x13ame="csrf_token"',
    b'Content-Disposition: form-data; name="tanpa-penutup',
    b'Content-Disposition: form-data; filename="a.pdf"',
)


def _tolak(jawab) -> None:
    assert 400 <= jawab.status_code < 500, jawab.status_code
    assert "Traceback" not in jawab.text


@pytest.mark.parametrize("kepala", _TANPA_NAMA)
@pytest.mark.parametrize("alamat", ["/keluar", "/akun/sandi", "/target/2026/isi", "/masuk"])
@pytest.mark.parametrize("dikenal", [True, False])
def test_a_part_without_a_name_is_refused(app, masuk, tamu, kepala, alamat, dikenal):
    klien = masuk("staf-umum") if dikenal else tamu
    bagian = b'Content-Disposition: form-data; name="titip-isi-a"\r\n\r\nteks'
    batas = f"--{_BATAS}\r\n".encode()
    badan = batas + bagian + b"\r\n" + batas + kepala + b"\r\n\r\nisi\r\n"
    badan += f"--{_BATAS}--\r\n".encode()
    awal = ambil_keadaan(app)
    jenis = f"multipart/form-data; boundary={_BATAS}"
    _tolak(klien.post(alamat, data=badan, content_type=jenis))
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("medan", ["sandi_lama", "sandi", "sandi_ulang"])
def test_a_file_where_a_password_is_asked_is_no_password(app, masuk, medan):
    klien, awal = masuk("staf-umum"), ambil_keadaan(app)
    isi = dict.fromkeys(("sandi_lama", "sandi", "sandi_ulang"), SANDI)
    _tolak(klien.post("/akun/sandi", data=isi | {medan: (io.BytesIO(b"isi"), "a.pdf")}))
    assert ambil_keadaan(app) == awal


@pytest.mark.parametrize("medan", ["nama_pengguna", "sandi", "next"])
def test_a_file_where_a_name_is_asked_is_no_name(tamu, medan):
    isi = {"nama_pengguna": "staf-umum", "sandi": "kata yang keliru sekali", "next": ""}
    _tolak(tamu.post("/masuk", data=isi | {medan: (io.BytesIO(b"isi"), "a.pdf")}))


@pytest.mark.parametrize("medan", ["sandi_rahasia", "sandi_kode", "sandi_tiket"])
@pytest.mark.parametrize("alamat", ["/akun/dua-langkah", "/masuk/kode"])
def test_a_file_where_a_code_is_asked_is_no_code(masuk, alamat, medan):
    isi = {"sandi_rahasia": "", "sandi_kode": "123456", "sandi_tiket": ""}
    _tolak(masuk("staf-umum").post(alamat, data=isi | {medan: (io.BytesIO(b"isi"), "a.pdf")}))


_TAHUN = (0, 987654, 2147483647, 10**30)
_HALAMAN_TAHUN = (
    *("/target/{}", "/target/{}/sama", "/target/{}/isi", "/target/{}/usul", "/target/{}/1"),
    *("/rekap/{}", "/rekap/{}.xlsx", "/rekap/{}.csv", "/rekap/{}/indikator", "/rekap/{}/isian"),
    *("/rekap/{}/pengajuan", "/rekap/{}/perbandingan", "/dokumen/bundel/{}"),
    *("/dokumen/ekinerja/{}.xlsx", "/kelola/libur?tahun={}", "/dokumen?tahun={}"),
    *("/kelola?tahun={}", "/indikator?tahun={}"),
)


@pytest.mark.parametrize("siapa", ["camat", "pengelola", "staf-umum"])
def test_a_year_that_is_none_breaks_no_page(masuk, siapa):
    klien = masuk(siapa)
    for alamat, tahun in itertools.product(_HALAMAN_TAHUN, _TAHUN):
        assert klien.get(alamat.format(tahun)).status_code < 500, (alamat, tahun)


@pytest.mark.parametrize("siapa", ["camat", "pengelola", "staf-umum"])
def test_nothing_is_written_of_a_year_that_is_none(app, masuk, siapa):
    klien, awal = masuk(siapa), ambil_keadaan(app, "jejak")
    isi = {"nilai": "90", "t-12": "90", "v-12": "0", "pilih": "12", "alasan": "Uji."}
    sisa = ("isi", "sama", "usul", "usulan/setujui", "usulan/tarik")
    for satu, tahun in itertools.product(sisa, _TAHUN):
        jawab = klien.post(f"/target/{tahun}/{satu}", data=isi)
        assert 400 <= jawab.status_code < 500, (satu, tahun)
    assert ambil_keadaan(app, "jejak") == awal


_NUL = (
    *("/kelola/periode/%00/buka", "/kelola/periode/%00/tutup", "/dokumen/konsep/%00"),
    *("/realisasi/12/%00", "/kelola/cadangan/%00", "/verifikasi/%00", "/%00", "/aset/%00/tema.css"),
)


def test_an_address_with_a_nul_is_no_address(app, masuk):
    klien, awal = masuk("pengelola"), ambil_keadaan(app, "jejak")
    for alamat in _NUL:
        assert klien.get(alamat).status_code == klien.post(alamat).status_code == 404, alamat
    assert ambil_keadaan(app, "jejak") == awal
