"""The store is durable in the right order, leaves nothing behind, and never serves damage."""

import errno
import hashlib
import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from iki_web.rules.galat import Ditolak, Galat, TerlaluBesar
from iki_web.storage import (
    BATAS_UKURAN,
    BerkasDitolak,
    BerkasHilang,
    BerkasRusak,
    BerkasTerlaluBesar,
    PenyimpananGagal,
    RuangPenuh,
    Simpanan,
)
from tests.storage.berkas_uji import BERKAS_JAHAT, docx, jpg, pdf

ISI = pdf()
SHA = hashlib.sha256(ISI).hexdigest()


@pytest.fixture
def simpanan(tmp_path: Path) -> Simpanan:
    return Simpanan(tmp_path / "bukti")


def _path(simpanan: Simpanan, sha256: str = SHA) -> Path:
    return simpanan.akar / sha256[:2] / sha256[2:4] / sha256


def _isi_folder(simpanan: Simpanan) -> list[str]:
    return sorted(
        p.relative_to(simpanan.akar).as_posix() for p in simpanan.akar.rglob("*") if p.is_file()
    )


def _tuakan(path: Path, hari: int = 2) -> None:
    lama = (datetime.now(UTC) - timedelta(days=hari)).timestamp()
    os.utime(path, (lama, lama))


def _gagal(nomor: int) -> Callable[..., Any]:
    def tolak(*_: object, **__: object) -> None:
        raise OSError(nomor, os.strerror(nomor))

    return tolak


def test_terima_lalu_buka(simpanan: Simpanan) -> None:
    masuk = simpanan.terima(io.BytesIO(ISI), "C:\\x\\Laporan\u202e TW I.PDF")
    assert (masuk.sha256, masuk.ukuran, masuk.jenis) == (SHA, len(ISI), "pdf")
    assert masuk.nama == "Laporan TW I.PDF"
    assert simpanan.ada(SHA)
    assert _isi_folder(simpanan) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    with simpanan.buka(SHA) as berkas:
        assert berkas.tell() == 0
        assert berkas.read() == ISI


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads names of descriptors")
def test_urutan_tahan_padam_listrik(simpanan: Simpanan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are synced before the rename, every directory on the way after it."""
    catatan: list[str] = []
    fsync, replace = os.fsync, os.replace

    def catat_fsync(fd: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{fd}"))
        catatan.append("fsync berkas" if path.is_file() else f"fsync {path.name}")
        if path.is_file():
            assert path.read_bytes() == ISI, "synced before everything was flushed"
        fsync(fd)

    def catat_replace(asal: Path, tujuan: Path) -> None:
        catatan.append("replace")
        replace(asal, tujuan)

    monkeypatch.setattr(os, "fsync", catat_fsync)
    monkeypatch.setattr(os, "replace", catat_replace)
    simpanan.terima(io.BytesIO(ISI), "a.pdf")
    folder = [SHA[2:4], SHA[:2], simpanan.akar.name, simpanan.akar.parent.name]
    sesudah = [f"fsync {nama}" for nama in folder]
    assert catatan == ["fsync berkas", "replace", *sesudah]

    catatan.clear()
    simpanan.terima(io.BytesIO(ISI), "b.pdf")
    assert catatan == ["fsync berkas", *sesudah], "an identical file is kept, yet made durable"


def test_windows_tanpa_fsync_folder(simpanan: Simpanan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iki_web.config._is_windows", lambda: True)
    monkeypatch.setattr(os, "open", _tolak_folder(os.open))
    assert simpanan.terima(io.BytesIO(ISI), "a.pdf").sha256 == SHA


def _tolak_folder(asli: Callable[..., int]) -> Callable[..., int]:
    def buka(path: Any, *args: Any, **kwargs: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "a folder cannot be opened")
        return asli(path, *args, **kwargs)

    return buka


def test_yang_sama_tidak_ditimpa(simpanan: Simpanan) -> None:
    simpanan.terima(io.BytesIO(ISI), "a.pdf")
    inode = _path(simpanan).stat().st_ino
    _tuakan(_path(simpanan))
    simpanan.terima(io.BytesIO(ISI), "b.pdf")
    assert _path(simpanan).stat().st_ino == inode
    assert simpanan.sapu(set(), datetime.now(UTC) - timedelta(days=1)) == [], "young again"


def test_unggahan_serentak_yang_sama(simpanan: Simpanan) -> None:
    with ThreadPoolExecutor(8) as kolam:
        hasil = list(kolam.map(lambda i: simpanan.terima(io.BytesIO(ISI), f"{i}.pdf"), range(40)))
    assert {masuk.sha256 for masuk in hasil} == {SHA}
    assert _isi_folder(simpanan) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]


def test_yang_rusak_diganti(simpanan: Simpanan) -> None:
    simpanan.terima(io.BytesIO(ISI), "a.pdf")
    _path(simpanan).write_bytes(b"rusak")
    simpanan.terima(io.BytesIO(ISI), "a.pdf")
    with simpanan.buka(SHA) as berkas:
        assert berkas.read() == ISI


def test_rusak_dan_hilang_dilaporkan(simpanan: Simpanan) -> None:
    with pytest.raises(BerkasHilang):
        simpanan.buka(SHA)
    simpanan.terima(io.BytesIO(ISI), "a.pdf")
    with _path(simpanan).open("r+b") as berkas:
        berkas.seek(40)
        berkas.write(b"\0")
    with pytest.raises(BerkasRusak, match="pengelola"):
        simpanan.buka(SHA)
    _path(simpanan).unlink()
    assert not simpanan.ada(SHA)


@pytest.mark.parametrize(
    "sha256", ["", "../../etc/passwd", "A" * 64, SHA + "\n", SHA[:-1], "é" * 64]
)
def test_hash_palsu_tidak_menyentuh_berkas(simpanan: Simpanan, sha256: str) -> None:
    assert not simpanan.ada(sha256)
    with pytest.raises(BerkasHilang):
        simpanan.buka(sha256)


def test_penolakan_tidak_meninggalkan_apa_pun(simpanan: Simpanan) -> None:
    for nama, isi in BERKAS_JAHAT[::4]:
        with pytest.raises(BerkasDitolak):
            simpanan.terima(io.BytesIO(isi), nama)
    assert _isi_folder(simpanan) == []


def test_batas_ukuran(simpanan: Simpanan) -> None:
    with pytest.raises(BerkasTerlaluBesar, match="20 MB"):
        simpanan.terima(io.BytesIO(ISI + bytes(BATAS_UKURAN)), "a.pdf")
    assert _isi_folder(simpanan) == []
    tepat = ISI + bytes(BATAS_UKURAN - len(ISI))
    assert simpanan.terima(io.BytesIO(tepat), "a.pdf").ukuran == BATAS_UKURAN


def test_batas_menghentikan_aliran_tanpa_akhir(simpanan: Simpanan) -> None:
    class TanpaAkhir(io.RawIOBase):
        jumlah = 0

        def read(self, size: int = -1) -> bytes:
            self.jumlah += size
            return bytes(size)

    aliran = TanpaAkhir()
    with pytest.raises(BerkasTerlaluBesar):
        simpanan.terima(aliran, "a.pdf", batas=1024**2)  # type: ignore[arg-type]
    assert aliran.jumlah <= 2 * 1024**2


def test_potongan_kecil(simpanan: Simpanan) -> None:
    class Lambat(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    isi = docx()
    assert simpanan.terima(Lambat(isi), "a.docx").sha256 == hashlib.sha256(isi).hexdigest()


@pytest.mark.parametrize("panggilan", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("nomor", "kelas"),
    [(errno.ENOSPC, RuangPenuh), (errno.EDQUOT, RuangPenuh), (errno.EIO, PenyimpananGagal)],
)
def test_gangguan_disk(
    simpanan: Simpanan,
    monkeypatch: pytest.MonkeyPatch,
    panggilan: str,
    nomor: int,
    kelas: type[Galat],
) -> None:
    with monkeypatch.context() as tambal:
        tambal.setattr(os, panggilan, _gagal(nomor))
        with pytest.raises(kelas) as galat:
            simpanan.terima(io.BytesIO(ISI), "a.pdf")
    assert type(galat.value) is kelas
    assert _isi_folder(simpanan) == []
    assert simpanan.terima(io.BytesIO(ISI), "a.pdf").sha256 == SHA, "works again without restart"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="resource limits are POSIX")
def test_disk_penuh_saat_menulis(simpanan: Simpanan) -> None:
    """A real short write: the kernel refuses bytes beyond the file size limit."""
    import resource
    import signal

    isi = jpg(ukuran=(1500, 1500), quality=100)
    lama = resource.getrlimit(resource.RLIMIT_FSIZE)
    penangan = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, lama[1]))
        with pytest.raises(RuangPenuh, match="Ruang penyimpanan penuh"):
            simpanan.terima(io.BytesIO(isi), "a.jpg")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, lama)
        signal.signal(signal.SIGXFSZ, penangan)
    assert _isi_folder(simpanan) == []


@pytest.mark.parametrize("galat", [ConnectionResetError, ValueError, KeyboardInterrupt])
def test_aliran_putus(simpanan: Simpanan, galat: type[BaseException]) -> None:
    class Putus(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise galat
            return super().read(100)

    with pytest.raises((galat, PenyimpananGagal)):
        simpanan.terima(Putus(ISI), "a.pdf")
    assert _isi_folder(simpanan) == []


def test_sapu_hanya_yatim_yang_lama(simpanan: Simpanan) -> None:
    yatim = simpanan.terima(io.BytesIO(ISI), "a.pdf").sha256
    dirujuk = simpanan.terima(io.BytesIO(docx()), "a.docx").sha256
    baru = simpanan.terima(io.BytesIO(jpg()), "a.jpg").sha256
    sisa_lama, sisa_baru = (simpanan.akar / "tmp" / f"masuk-{n}" for n in ("lama", "baru"))
    asing = _path(simpanan, yatim).with_name("Thumbs.db")
    for path in (sisa_lama, sisa_baru, asing):
        path.write_bytes(b"x")
    for path in (_path(simpanan, yatim), _path(simpanan, dirujuk), sisa_lama, asing):
        _tuakan(path)
    kemarin = datetime.now(UTC) - timedelta(days=1)
    dibuang = simpanan.sapu({dirujuk}, kemarin)
    assert dibuang == sorted([f"{yatim[:2]}/{yatim[2:4]}/{yatim}", "tmp/masuk-lama"])
    assert [simpanan.ada(x) for x in (dirujuk, baru, yatim)] == [True, True, False]
    assert [path.exists() for path in (sisa_baru, asing)] == [True, True]
    assert simpanan.sapu({dirujuk}, kemarin) == []


def test_sapu_menolak_waktu_tanpa_zona(simpanan: Simpanan) -> None:
    with pytest.raises(ValueError, match="zona waktu"):
        simpanan.sapu(set(), datetime(2026, 1, 1))
    assert simpanan.sapu(set(), datetime.now(UTC)) == [], "an empty store sweeps to nothing"


def test_galat_dipetakan_oleh_induknya() -> None:
    assert issubclass(BerkasDitolak, Ditolak)
    assert issubclass(BerkasTerlaluBesar, TerlaluBesar)
    assert issubclass(RuangPenuh, Galat)
