"""Every ordinary file is accepted, every hostile one refused with a sentence; names are cleaned."""

import contextlib
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iki_web.storage import BerkasDitolak
from iki_web.storage.nama import PANJANG_NAMA, bersihkan_nama
from iki_web.storage.pemeriksaan import parse_jenis, periksa
from tests.storage.berkas_uji import (
    BERKAS_BIASA,
    BERKAS_JAHAT,
    docx,
    jpg,
    ods,
    odt,
    pdf,
    pdf_bersandi,
    pdf_tanpa_halaman,
    png,
    xlsx,
)


def _tulis(folder: Path, isi: bytes) -> Path:
    path = folder / "unggahan"
    path.write_bytes(isi)
    return path


@pytest.mark.parametrize(("nama", "isi"), BERKAS_BIASA, ids=[repr(n) for n, _ in BERKAS_BIASA])
def test_berkas_biasa_diterima(tmp_path: Path, nama: str, isi: bytes) -> None:
    jenis = nama.rpartition(".")[2].lower()
    assert periksa(_tulis(tmp_path, isi), nama) == ("jpg" if jenis == "jpeg" else jenis)


@pytest.mark.parametrize(("nama", "isi"), BERKAS_JAHAT, ids=[repr(n) for n, _ in BERKAS_JAHAT])
def test_berkas_jahat_ditolak(tmp_path: Path, nama: str, isi: bytes) -> None:
    with pytest.raises(BerkasDitolak) as galat:
        periksa(_tulis(tmp_path, isi), nama)
    assert re.search(r"[Uu]nggah .*\.$", galat.value.kalimat), "says what to do"


def test_banyaknya_contoh() -> None:
    assert len(BERKAS_BIASA) >= 60
    assert len(BERKAS_JAHAT) >= 150
    for kumpulan in (BERKAS_BIASA, BERKAS_JAHAT):
        assert len({nama for nama, _ in kumpulan}) == len(kumpulan)


@pytest.mark.parametrize(
    ("nama", "isi", "bagian"),
    [
        ("a.pdf", pdf_bersandi(b"x"), "PDF ini dikunci dengan kata sandi"),
        ("a.pdf", pdf_tanpa_halaman(), "tidak berhalaman"),
        ("a.pdf", b"", "kosong (0 byte)"),
        ("a.pdf", pdf()[:-20], "terpotong"),
        ("a.exe", pdf(), "Jenis berkas ini tidak diterima"),
        ("a.docx", pdf(), "isinya dokumen PDF"),
        ("a.xlsx", docx(), "bukan buku kerja Excel"),
        ("a.png", png(ukuran=(10_000, 5_100), mode="1"), "50 megapiksel"),
        ("a.docx", docx((("word/vbaProject.bin", b"x"),)), "makro"),
    ],
)
def test_kalimat_menyebut_sebab(tmp_path: Path, nama: str, isi: bytes, bagian: str) -> None:
    with pytest.raises(BerkasDitolak) as galat:
        periksa(_tulis(tmp_path, isi), nama)
    assert bagian in galat.value.kalimat


@pytest.mark.parametrize("buat", [pdf, jpg, png, docx, xlsx, odt, ods])
def test_isi_teracak_tidak_pernah_menjadi_galat_lain(
    tmp_path: Path, buat: Callable[[], bytes]
) -> None:
    """Whatever bytes are changed, the answer is the kind or a refusal, never another error."""
    acak = random.Random(buat.__name__)
    for _ in range(40):
        isi = bytearray(buat())
        for _ in range(acak.randint(1, 8)):
            isi[acak.randrange(len(isi))] = acak.randrange(256)
        with contextlib.suppress(BerkasDitolak):
            assert periksa(_tulis(tmp_path, bytes(isi)), "a." + buat.__name__) == buat.__name__


def test_lima_puluh_megapiksel_masih_diterima(tmp_path: Path) -> None:
    assert periksa(_tulis(tmp_path, png(ukuran=(10_000, 5_000), mode="1")), "a.png") == "png"


@pytest.mark.parametrize(
    ("kotor", "bersih"),
    [
        ("laporan.v2.final.pdf", "laporan.v2.final.pdf"),
        ("C:\\Data\\Nota Dinas.PDF", "Nota Dinas.PDF"),
        ("../../etc/passwd", "passwd"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("a\tb\r\nc.pdf", "a b c.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("a\ud800b.pdf", "ab.pdf"),
        ("", "berkas"),
        ("..", "berkas"),
        (".pdf", "berkas.pdf"),
        ("a" * 300 + ".docx", "a" * 145 + ".docx"),
    ],
)
def test_nama_dibersihkan(kotor: str, bersih: str) -> None:
    assert bersihkan_nama(kotor) == bersih


@given(
    st.text(
        st.one_of(
            st.characters(),
            st.characters(categories=["Cs", "Cf", "Cc", "Mn", "Zs"]),
            st.sampled_from(" ./\\\u202e\u0301\u0338"),
        ),
        max_size=400,
    )
)
def test_nama_selalu_layak_tampil(kotor: str) -> None:
    nama = bersihkan_nama(kotor)
    assert 1 <= len(nama) <= PANJANG_NAMA
    assert not set("/\\") & set(nama)
    assert unicodedata.is_normalized("NFC", nama)
    assert not {unicodedata.category(c) for c in nama} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert bersihkan_nama(nama) == nama
    assert nama.encode("utf-8")


@given(st.text(max_size=300), st.sampled_from(["pdf", "JPEG", "docx", "Ods"]))
def test_ekstensi_bertahan_sepanjang_apa_pun_nama(batang: str, ekstensi: str) -> None:
    nama = f"{batang}.{ekstensi}"
    assert bersihkan_nama(nama).endswith("." + ekstensi)
    assert parse_jenis(nama) == ekstensi.lower().replace("jpeg", "jpg")
