"""A backup file that was torn, changed or made by a stranger is refused, wherever it was hit."""

import errno
import io
import os
import random
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from iki_web.config import PULIH_SIAP, finish_pulihan
from iki_web.rules.cadangan import Manifes, compute_instance, parse_manifes
from iki_web.rules.galat import Galat
from iki_web.storage import Simpanan
from iki_web.storage.cadangan import (
    check_basis,
    check_folder,
    create_kunci,
    extract_arsip,
    find_kepala,
    install_bukti,
    keep_sementara,
    list_berkas,
    mark_folder,
    open_sementara,
    open_wadah,
    read_arsip,
    stage_instance,
    sweep_wadah,
    write_arsip,
)
from iki_web.storage.cadangan import folder as tempat
from iki_web.storage.galat import CadanganGagal, CadanganRusak, RuangPenuh
from tests.pendukung.cadangan import susun_ulang
from tests.storage.pembuat_berkas import pdf, png

WAKTU = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)
FRASA = "padi menguning di sawah"


@pytest.fixture
def instance(tmp_path):
    """An instance as far as a backup knows one: database, secrets, evidence."""
    folder = tmp_path / "instance"
    (folder / "rahasia").mkdir(parents=True)
    for nama in ("kunci_jejak", "kunci_sesi"):
        (folder / "rahasia" / nama).write_text(nama * 5)
    with closing(sqlite3.connect(folder / "iki.db")) as basis:
        basis.executescript(
            "CREATE TABLE kantor(id INTEGER, kode TEXT, nama TEXT);"
            "INSERT INTO kantor VALUES (1, 'jrengik', 'Kantor Kecamatan Jrengik');"
            "CREATE TABLE jejak(seq INTEGER, mac TEXT);"
            f"INSERT INTO jejak VALUES (7, '{'a' * 64}');"
            "CREATE TABLE alembic_version(version_num TEXT);"
            "INSERT INTO alembic_version VALUES ('006');"
        )
    simpanan = Simpanan(folder / "bukti")
    for isi, nama in ((pdf(), "a.pdf"), (png(), "b.png")):
        simpanan.terima(io.BytesIO(isi), nama)
    return folder


@pytest.fixture(params=["polos", "bersandi"])
def arsip(request, instance, tmp_path):
    """A backup of it, plain and encrypted."""
    if request.param == "bersandi":
        create_kunci(instance, FRASA)
    return _buat(instance, tmp_path)


def _buat(instance, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir(exist_ok=True)
    manifes = Manifes(
        1, "0.1.0", instance=_sidik(instance), waktu=WAKTU, terenkripsi=False, berkas=(),
        **find_kepala(instance / "iki.db"),
    )  # fmt: skip
    with open_wadah(instance) as wadah, open_sementara(usb) as sementara:
        write_arsip(instance, wadah, instance / "iki.db", sementara, manifes)
        return keep_sementara(sementara, "iki-jrengik-20261128-120000.zip")


def _sidik(instance):
    return compute_instance((instance / "rahasia" / "kunci_jejak").read_bytes())


def _isi(folder):
    akar = {b.relative_to(folder).as_posix(): b.read_bytes() for b in folder.rglob("*")
            if b.is_file()}  # fmt: skip
    return {nama: isi for nama, isi in akar.items() if not nama.startswith(("tmp", "bukti/tmp"))}


def _bongkar(berkas, instance, frasa=None):
    with open_wadah(instance) as wadah:
        extract_arsip(berkas, wadah, instance, frasa)
        check_basis(wadah.isi / "iki.db")
        return _isi(wadah.isi)


def test_what_went_in_comes_out(instance, arsip):
    assert _bongkar(arsip, instance) == _isi(instance)
    assert list(instance.glob("gladi-*")) == []
    assert arsip.stat().st_mode & 0o077 == 0


def test_every_cut_is_refused(instance, arsip):
    isi, sebelum = arsip.read_bytes(), _isi(instance)
    acak = random.Random(5)
    potong = {0, 1, 21, 22, len(isi) - 1, len(isi) - 22, *acak.sample(range(len(isi)), 120)}
    for panjang in sorted(potong):
        arsip.write_bytes(isi[:panjang])
        with pytest.raises(Galat):
            _bongkar(arsip, instance)
    assert _isi(instance) == sebelum


def test_a_changed_byte_is_refused_or_changes_nothing_that_is_restored(instance, arsip):
    isi, sebelum = bytearray(arsip.read_bytes()), _isi(instance)
    acak = random.Random(6)
    terima = 0
    for letak in acak.sample(range(len(isi)), 300):
        semula = isi[letak]
        isi[letak] ^= 1 << acak.randrange(8)
        arsip.write_bytes(isi)
        try:
            assert _bongkar(arsip, instance) == sebelum, letak
            terima += 1  # a time stamp, a right: nothing that is read
        except Galat:
            pass
        isi[letak] = semula
    assert terima < 60


def test_a_changed_byte_in_any_member_is_refused(instance, arsip):
    isi = bytearray(arsip.read_bytes())
    with zipfile.ZipFile(arsip) as buka:
        anggota = [(i.filename, i.header_offset, i.file_size) for i in buka.infolist()]
    for nama, awal, ukuran in anggota:
        mulai = isi.index(nama.encode(), awal) + len(nama)
        letak = mulai + ukuran // 2
        isi[letak] ^= 0x10
        arsip.write_bytes(isi)
        with pytest.raises(Galat):
            _bongkar(arsip, instance)
        isi[letak] ^= 0x10


@pytest.mark.parametrize(
    "nama", ["../luar", "bukti/aa/bb/../../../luar", "/etc/passwd", "rahasia/../luar", "iki.db2"]
)
def test_no_name_leads_out_of_the_scratch_place(instance, tmp_path, nama):
    berkas = _buat(instance, tmp_path)
    with zipfile.ZipFile(berkas) as arsip:
        teks = arsip.read("manifes.json").replace(b'"rahasia/kunci_sesi"', f'"{nama}"'.encode())
    with pytest.raises(Galat):
        parse_manifes(teks)


@pytest.mark.parametrize("teks", [b"", b"[]", b"{}", b'{"format": 1}', b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none_is_refused_in_a_sentence(teks):
    with pytest.raises(Galat, match="bukan cadangan"):
        parse_manifes(teks)


def test_a_backup_that_claims_to_be_of_another_instance_is_refused(instance, tmp_path):
    berkas = _buat(instance, tmp_path)
    with zipfile.ZipFile(berkas) as arsip:
        teks = arsip.read("manifes.json").replace(_sidik(instance).encode(), b"f" * 32)
    with pytest.raises(CadanganRusak):
        _bongkar(susun_ulang(berkas, {"manifes.json": teks}), instance)


def test_files_of_other_kinds_are_refused(instance, tmp_path):
    for nama, isi in (("a.zip", pdf()), ("b.zip", b""), ("c.zip", b"PK\x05\x06" + b"\0" * 18)):
        (tmp_path / nama).write_bytes(isi)
        with pytest.raises(CadanganRusak):
            read_arsip(tmp_path / nama)
    with pytest.raises(CadanganRusak, match="tidak ditemukan"):
        read_arsip(tmp_path / "tidak-ada.zip")
    with pytest.raises(CadanganRusak, match="tidak dapat dibuka"):
        read_arsip(tmp_path)


def test_a_full_target_is_said_and_leaves_nothing(instance, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(RuangPenuh, match="tinggal 0"):
        _buat(instance, tmp_path)
    assert list((tmp_path / "usb").iterdir()) == []


@pytest.mark.parametrize("bersandi", [False, True])
def test_a_disk_that_fills_meanwhile_is_said(instance, tmp_path, monkeypatch, bersandi):
    if bersandi:
        create_kunci(instance, FRASA)
    asli = tempat.create_berkas

    class Penuh(io.FileIO):
        def write(self, isi):
            raise OSError(errno.ENOSPC, "No space left on device")

    def buka(berkas):
        if berkas.parent.name != "usb":
            return asli(berkas)
        return io.BufferedWriter(Penuh(os.open(berkas, os.O_CREAT | os.O_WRONLY), "w"), 64)

    monkeypatch.setattr("iki_web.storage.cadangan.tulis.create_berkas", buka)
    with pytest.raises(RuangPenuh, match=r"Ruang di .*usb penuh"):
        _buat(instance, tmp_path)
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_drive_is_known_by_its_mark(tmp_path):
    with pytest.raises(CadanganGagal, match="tidak ditemukan"):
        check_folder(tmp_path / "usb", "satu")
    usb = tmp_path / "usb"
    usb.mkdir()
    with pytest.raises(CadanganGagal, match="bukan tempat cadangan"):
        check_folder(usb, "satu")
    for tanda in ("satu", "dua", "satu"):
        mark_folder(usb, tanda)
        check_folder(usb, tanda)
    assert (usb / "cadangan-iki.txt").read_text().splitlines()[1:] == ["satu", "dua"]


def test_names_are_never_taken_twice_and_only_backups_are_listed(instance, tmp_path):
    pertama, kedua = _buat(instance, tmp_path), _buat(instance, tmp_path)
    assert kedua.name == "iki-jrengik-20261128-120000-2.zip"
    (tmp_path / "usb" / "foto.zip").write_bytes(b"x")
    assert list(list_berkas(tmp_path / "usb")) == [kedua.name, pertama.name]
    assert list_berkas(tmp_path / "tidak-ada") == {}


def test_what_a_kill_left_behind_is_swept_after_a_day(instance):
    for nama, tua in (("gladi-lama", True), ("gladi-baru", False)):
        (instance / nama).mkdir()
        if tua:
            os.utime(instance / nama, (0, 0))
    sweep_wadah(instance)
    assert [b.name for b in instance.glob("gladi-*")] == ["gladi-baru"]


@pytest.mark.parametrize("sampai", range(6))
def test_a_decided_restore_is_finished_by_the_next_start(instance, tmp_path, monkeypatch, sampai):
    """Stopped after any of its steps, the second try ends as the first would have."""
    berkas = _buat(instance, tmp_path)
    baru = tmp_path / "baru"
    (baru / "rahasia").mkdir(parents=True)
    for nama in ("iki.db", "iki.db-wal", "iki.db-shm", "rahasia/kunci_jejak"):
        (baru / nama).write_bytes(b"lama")
    with open_wadah(baru) as wadah:
        extract_arsip(berkas, wadah, baru, None, awet=True)
        install_bukti(wadah, Simpanan(baru / "bukti"))
        stage_instance(wadah, baru, basis=True, rahasia=True)
    assert (baru / "iki.db").read_bytes() == b"lama"
    langkah = iter(range(sampai))

    def batasi(asli):
        def jalan(*isi, **pilihan):
            if next(langkah, None) is None:
                raise KeyboardInterrupt
            return asli(*isi, **pilihan)

        return jalan

    with monkeypatch.context() as tambal:
        tambal.setattr(os, "replace", batasi(os.replace))
        tambal.setattr(shutil, "rmtree", batasi(shutil.rmtree))
        with pytest.raises(KeyboardInterrupt) if sampai < 4 else _biasa():
            finish_pulihan(baru)
    finish_pulihan(baru)
    assert not (baru / PULIH_SIAP).exists()
    assert _isi(baru) == _isi(instance)


def _biasa():
    from contextlib import nullcontext

    return nullcontext()
