"""One server per instance, freed by death alone; a folder on another machine is told apart."""

import subprocess
import sys

import pytest

from iki_web.rules.galat import Ditolak
from iki_web.storage import kunci
from iki_web.storage.kunci import InstanceDipakai, check_disk, is_jaringan, kunci_instance

_PEMEGANG = """
import sys, time
from pathlib import Path
from iki_web.storage.kunci import kunci_instance
with kunci_instance(Path(sys.argv[1])):
    print("dipegang", flush=True)
    time.sleep(60)
"""

MOUNTINFO = r"""
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:40 / /data rw - nfs4 nas:/ekspor rw
41 40 254:1 / /data/lokal rw shared:1 - ext4 /dev/sdb rw
42 27 0:42 / /media/disk\040kantor rw - cifs //nas/kantor rw
43 27 0:43 / /mnt/c rw - 9p drvfs rw
44 27 0:44 / /home/a/jauh rw - fuse.sshfs a@b: rw
45 27 0:45 / /media/usb rw - fuseblk /dev/sdc1 rw
46 27 0:46 / /tutup rw - nfs nas:/x rw
47 27 254:2 / /tutup rw - xfs /dev/sdd rw
48 27 0:48 / /rumah rw - smb3 //nas/rumah rw
""".strip()


def test_a_second_one_is_refused_in_a_sentence_and_let_in_afterwards(tmp_path):
    with (
        kunci_instance(tmp_path),
        pytest.raises(InstanceDipakai, match="sudah berjalan"),
        kunci_instance(tmp_path),
    ):
        pass
    with kunci_instance(tmp_path):
        pass


def test_a_killed_process_holds_nothing(tmp_path):
    pemegang = subprocess.Popen(
        [sys.executable, "-c", _PEMEGANG, str(tmp_path)], stdout=subprocess.PIPE
    )
    assert pemegang.stdout is not None
    assert pemegang.stdout.readline() == b"dipegang\n"
    with pytest.raises(InstanceDipakai), kunci_instance(tmp_path):
        pass
    pemegang.kill()
    pemegang.communicate()
    with kunci_instance(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_to_is_refused_in_a_sentence(tmp_path):
    bukan = tmp_path / "berkas"
    bukan.touch()
    with pytest.raises(Ditolak, match="tidak dapat ditulisi"), kunci_instance(bukan):
        pass


@pytest.mark.parametrize(
    ("folder", "jauh"),
    [
        ("/srv/iki", False),
        ("/", False),
        ("/data/iki", True),
        ("/data", True),
        ("/database", False),
        ("/data/lokal/iki", False),
        ("/media/disk kantor/iki", True),
        ("/mnt/c/iki", True),
        ("/home/a/jauh/iki", True),
        ("/media/usb/iki", False),
        ("/tutup/iki", False),
        ("/rumah/iki", True),
    ],
)
def test_what_lies_on_another_machine_is_told_by_the_mounts(folder, jauh):
    assert is_jaringan(folder, MOUNTINFO) is jauh


@pytest.mark.parametrize("folder", [r"\\nas\kantor\iki", r"\\?\UNC\nas\kantor\iki"])
def test_a_windows_share_is_told_by_its_name(folder):
    assert kunci._is_jauh_windows(folder)


def test_a_folder_of_this_machine_is_taken(tmp_path):
    check_disk(tmp_path)


def test_a_share_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(kunci, "is_jaringan", lambda *_: True)
    with pytest.raises(Ditolak, match="Pindahkan folder data ke disk komputer ini"):
        check_disk(tmp_path)
