"""A file on its way in: the bytes touch the disk once, and a refusal waits for its field."""

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest

from iki_web.storage import (
    BATAS_UKURAN,
    BerkasDitolak,
    BerkasTerlaluBesar,
    Masukan,
    RuangPenuh,
    Simpanan,
)
from tests.storage.berkas_uji import pdf

ISI = pdf()


@pytest.fixture
def simpanan(tmp_path: Path) -> Simpanan:
    return Simpanan(tmp_path / "bukti")


def _tulis(masukan: Masukan, isi: bytes, potong: int = 64) -> None:
    for awal in range(0, len(isi), potong):
        assert masukan.write(isi[awal : awal + potong]) == len(isi[awal : awal + potong])
    masukan.seek(0)


def _sisa(simpanan: Simpanan) -> list[Path]:
    return [p for p in simpanan.akar.rglob("*") if p.is_file()]


def test_what_was_written_is_moved_not_copied(simpanan: Simpanan) -> None:
    masukan = simpanan.buat_masukan("laporan.pdf")
    _tulis(masukan, ISI)
    assert masukan.path is not None
    inode = masukan.path.stat().st_ino
    masuk = simpanan.terima(masukan, "laporan.pdf")
    assert (masuk.sha256, masuk.ukuran) == (hashlib.sha256(ISI).hexdigest(), len(ISI))
    assert [p.stat().st_ino for p in _sisa(simpanan)] == [inode]


def test_a_refused_kind_never_touches_the_disk(simpanan: Simpanan) -> None:
    masukan = simpanan.buat_masukan("x.pdf.exe")
    _tulis(masukan, ISI)
    assert not simpanan.akar.exists()
    with pytest.raises(BerkasDitolak):
        simpanan.terima(masukan, "x.pdf.exe")


def test_too_many_bytes_leave_the_disk_at_once_and_are_said_later(simpanan: Simpanan) -> None:
    masukan = simpanan.buat_masukan("a.pdf", batas=1024**2)
    _tulis(masukan, bytes(2 * 1024**2), 256 * 1024)
    assert _sisa(simpanan) == []
    with pytest.raises(BerkasTerlaluBesar, match="1 MB"):
        simpanan.terima(masukan, "a.pdf")


def test_a_full_disk_is_said_later_and_leaves_nothing(
    simpanan: Simpanan, monkeypatch: pytest.MonkeyPatch
) -> None:
    masukan = simpanan.buat_masukan("a.pdf")

    class Penuh(io.BytesIO):
        def write(self, _isi: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(masukan, "_berkas", Penuh())
    _tulis(masukan, ISI)
    with pytest.raises(RuangPenuh):
        simpanan.terima(masukan, "a.pdf")
    assert _sisa(simpanan) == []


def test_nobody_takes_it_and_it_is_gone(simpanan: Simpanan) -> None:
    masukan = simpanan.buat_masukan("a.pdf")
    _tulis(masukan, ISI)
    assert len(_sisa(simpanan)) == 1
    del masukan
    assert _sisa(simpanan) == []


def test_the_limit_is_the_stores_own(simpanan: Simpanan) -> None:
    masukan = simpanan.buat_masukan("a.pdf")
    _tulis(masukan, ISI + bytes(BATAS_UKURAN), 1024**2)
    with pytest.raises(BerkasTerlaluBesar, match="20 MB"):
        simpanan.terima(masukan, "a.pdf")
