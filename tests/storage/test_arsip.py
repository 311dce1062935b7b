"""The laid-out ZIP: any part equals the whole, read by others, also far beyond 4 GiB."""

import io
import random
import zlib
from datetime import datetime
from hashlib import sha256
from zipfile import ZIP_STORED, ZipFile

import pytest

from iki_web.storage import Anggota, Arsip, BerkasRusak, Keutuhan, Simpanan, Utuh
from tests.storage.pembuat_berkas import pdf

WAKTU = datetime(2026, 4, 10, 9, 30, 2)


def anggota(nama: str, isi: bytes) -> Anggota:
    sidik = sha256(isi).hexdigest()
    return Anggota(nama, WAKTU, len(isi), zlib.crc32(isi), sidik, lambda: io.BytesIO(isi))


BERKAS = {
    "indeks.html": b"<p>" * 1000,
    "kosong.txt": b"",
    "01 Sekretaris/1.2 Persentase/2026-TW1/01-café 表 😀.pdf": random.Random(1).randbytes(700_000),
    "SHA256SUMS": b"x",
}


@pytest.fixture(scope="module")
def arsip() -> Arsip:
    return Arsip([anggota(nama, isi) for nama, isi in BERKAS.items()])


@pytest.fixture(scope="module")
def utuh(arsip: Arsip) -> bytes:
    return b"".join(arsip.list_potongan())


def test_others_read_what_was_laid_out(arsip, utuh):
    assert len(utuh) == arsip.ukuran
    with ZipFile(io.BytesIO(utuh)) as baca:
        assert baca.testzip() is None
        assert {i.filename: baca.read(i) for i in baca.infolist()} == BERKAS
        for info in baca.infolist():
            assert info.compress_type == ZIP_STORED
            assert info.date_time == (2026, 4, 10, 9, 30, 2)
            assert not info.flag_bits & 8, (
                "a size that follows the bytes is refused by some readers"
            )


def test_any_part_is_that_part_of_the_whole(arsip, utuh):
    acak = random.Random(2)
    batas = [0, 1, 29, 30, 41, 3041, 3042, len(utuh) - 1, len(utuh)]
    batas += [acak.randrange(len(utuh)) for _ in range(40)]
    for mulai in batas:
        for selesai in batas:
            if mulai <= selesai:
                assert b"".join(arsip.list_potongan(mulai, selesai)) == utuh[mulai:selesai]


def test_the_same_members_give_the_same_bytes_and_any_other_another_tag(arsip, utuh):
    lagi = Arsip([anggota(nama, isi) for nama, isi in BERKAS.items()])
    assert (lagi.sidik, b"".join(lagi.list_potongan())) == (arsip.sidik, utuh)
    for lain in ({**BERKAS, "SHA256SUMS": b"y"}, {"a": b""}, {**BERKAS, "lagi": b""}):
        assert Arsip([anggota(n, i) for n, i in lain.items()]).sidik != arsip.sidik


def test_an_empty_archive_is_one(utuh):
    kosong = Arsip([])
    with ZipFile(io.BytesIO(b"".join(kosong.list_potongan()))) as baca:
        assert baca.namelist() == []


class _Nol(io.RawIOBase):
    """A file of nothing but zeros."""

    def __init__(self, ukuran: int) -> None:
        self._ukuran, self._letak = ukuran, 0

    def seek(self, letak: int, dari: int = 0) -> int:
        self._letak = letak
        return letak

    def read(self, banyak: int = -1) -> bytes:
        banyak = min(banyak, self._ukuran - self._letak)
        self._letak += banyak
        return bytes(banyak)


class _Jauh(io.RawIOBase):
    """An archive as a file that is never whole anywhere: every read asks for its own part."""

    def __init__(self, arsip: Arsip) -> None:
        self._arsip, self._letak = arsip, 0

    def seekable(self) -> bool:
        return True

    def seek(self, letak: int, dari: int = 0) -> int:
        self._letak = letak + (0, self._letak, self._arsip.ukuran)[dari]
        return self._letak

    def tell(self) -> int:
        return self._letak

    def read(self, banyak: int = -1) -> bytes:
        sampai = self._arsip.ukuran if banyak < 0 else self._letak + banyak
        isi = b"".join(self._arsip.list_potongan(self._letak, min(sampai, self._arsip.ukuran)))
        self._letak += len(isi)
        return isi


def test_beyond_four_gigabytes_and_sixty_thousand_files_it_is_still_read():
    besar, banyak = 3 << 30, 66_000
    nol = Anggota("besar-1", WAKTU, besar, 0, "0" * 64, lambda: _Nol(besar))
    dua = Anggota("besar-2", WAKTU, besar, 0, "1" * 64, lambda: _Nol(besar))
    kecil = [anggota(f"k/{n}", b"") for n in range(banyak)]
    arsip = Arsip([nol, dua, anggota("akhir", b"sampai"), *kecil])
    assert arsip.ukuran > 6 << 30
    with ZipFile(_Jauh(arsip)) as baca:
        assert len(baca.namelist()) == banyak + 3
        assert baca.read("akhir") == b"sampai"
        assert baca.getinfo("akhir").header_offset > 4 << 30
        assert baca.read(f"k/{banyak - 1}") == b""


def test_a_member_too_large_for_the_layout_is_an_error_of_ours():
    with pytest.raises(ValueError, match="4 GiB"):
        Arsip([Anggota("a", WAKTU, 1 << 32, 0, "0" * 64, lambda: _Nol(1 << 32))])


def test_a_file_that_ends_too_early_breaks_the_transfer():
    arsip = Arsip([Anggota("a", WAKTU, 10, 0, "0" * 64, lambda: io.BytesIO(b"12345"))])
    with pytest.raises(BerkasRusak):
        list(arsip.list_potongan())


@pytest.fixture
def simpanan(tmp_path) -> Simpanan:
    return Simpanan(tmp_path / "bukti")


def test_a_stored_file_is_read_once_and_again_when_it_changes(simpanan, monkeypatch):
    masuk = simpanan.terima(io.BytesIO(pdf()), "a.pdf")
    keutuhan = Keutuhan(simpanan)
    assert keutuhan.find(masuk.sha256) is None
    temuan = keutuhan.check(masuk.sha256)
    assert (temuan.utuh, temuan.ukuran) == (Utuh.UTUH, len(pdf()))
    assert temuan.crc32 == zlib.crc32(pdf())
    with monkeypatch.context() as tambal:
        tambal.setattr(Simpanan, "buka", lambda *_isi: pytest.fail("read again"))
        assert keutuhan.check(masuk.sha256) == keutuhan.find(masuk.sha256) == temuan
    (berkas,) = [b for b in simpanan.akar.rglob("*") if len(b.name) == 64]
    berkas.write_bytes(pdf()[:-1] + b"x")
    assert keutuhan.find(masuk.sha256) is None
    assert keutuhan.check(masuk.sha256).utuh is Utuh.BERUBAH
    berkas.unlink()
    assert keutuhan.find(masuk.sha256).utuh is Utuh.HILANG
    assert keutuhan.check(masuk.sha256).utuh is Utuh.HILANG


def test_a_file_that_cannot_be_read_says_so_and_is_tried_again(simpanan, monkeypatch):
    masuk = simpanan.terima(io.BytesIO(pdf()), "a.pdf")
    keutuhan = Keutuhan(simpanan)

    def gagal(*_isi: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as tambal:
        tambal.setattr(Simpanan, "buka", gagal)
        assert keutuhan.check(masuk.sha256).utuh is Utuh.TAK_TERBACA
    assert keutuhan.check(masuk.sha256).utuh is Utuh.UTUH


def test_a_hash_that_is_none_is_a_file_that_is_not_there(simpanan):
    for sidik in ("", "../../etc/passwd", "A" * 64):
        assert Keutuhan(simpanan).check(sidik).utuh is Utuh.HILANG
