"""The app as an office runs it: `python wsgi.py` on an instance and a port of its own."""

import csv
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.e2e import jam_geser

AKAR = Path(__file__).resolve().parents[2]
#: Seconds a busy machine may take to prepare an instance and answer.
SABAR = 60
TANPA_PERIKSA = ssl._create_unverified_context()


def siapkan(instance: Path, jam: Path | None = None) -> None:
    """Prepare an instance with the operator's command; `jam`: the file of a moved clock."""
    hasil = subprocess.run(
        [*_python("flask", jam), "--app", "wsgi", "iki", "siapkan"],
        cwd=AKAR,
        env=_lingkungan(instance, jam),
        capture_output=True,
        text=True,
    )
    assert hasil.returncode == 0, hasil.stderr


def baca_sandi(instance: Path) -> dict[str, str]:
    """Return the one-time passwords the operator finds in the instance."""
    with (instance / "akun-awal.csv").open(encoding="utf-8", newline="") as berkas:
        return {baris["nama_pengguna"]: baris["sandi_awal"] for baris in csv.DictReader(berkas)}


def _lingkungan(instance: Path, jam: Path | None) -> dict[str, str]:
    """The environment without the settings of whoever runs the tests."""
    lain = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("IKI_")}
    geser = {jam_geser.GESER: str(jam)} if jam else {}
    # The backup of the day would come into some test or other, as its hour has it.
    return lain | {"IKI_INSTANCE": str(instance), "IKI_CADANGAN_HARIAN": "0"} | geser


def _python(modul: str, jam: Path | None) -> list[str]:
    """The command that runs a module, on a moved clock through the one that moves it."""
    return [sys.executable, "-m", *([jam_geser.__name__] if jam else []), modul]


class Server:
    """A copy of a prepared instance, served in a process of its own until `berhenti`."""

    def __init__(
        self,
        cetakan: Path,
        folder: Path,
        jam: Path | None = None,
        *,
        host: str = "127.0.0.1",
        tls: bool = False,
    ) -> None:
        """Serve at `host`: where it is not the loopback, at every address of the machine."""
        self.instance = folder / "instance"
        shutil.copytree(cetakan, self.instance)
        self.port = _port_bebas()
        self.alamat = f"{'https' if tls else 'http'}://{host}:{self.port}"
        self._sini = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        dengar = {"IKI_HOST": "127.0.0.1"} if host == "127.0.0.1" else {}
        with self.log.open("wb") as keluar:
            self._proses = subprocess.Popen(
                _python("wsgi", jam),
                cwd=AKAR,
                env=_lingkungan(self.instance, jam)
                | dengar
                | {"IKI_PORT": str(self.port), "IKI_TLS": str(int(tls))},
                stdout=keluar,
                stderr=subprocess.STDOUT,
            )
        try:
            self._tunggu()
        except BaseException:
            self.berhenti()
            raise

    def _tunggu(self) -> None:
        habis = time.monotonic() + SABAR
        while time.monotonic() < habis:
            assert self._proses.poll() is None, f"server berhenti:\n{self.baca_log()}"
            try:
                # Only whether it answers; what its certificate is worth is another test's.
                with urlopen(f"{self._sini}/sehat", timeout=5, context=TANPA_PERIKSA) as jawab:
                    assert jawab.status == 200
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(f"server tidak menjawab:\n{self.baca_log()}")

    def baca_log(self) -> str:
        """Return what the server has said so far."""
        return self.log.read_text("utf-8", "replace")

    def berhenti(self) -> None:
        """End the process; it must have lived until now, and never failed."""
        mati = self._proses.poll()
        self._proses.terminate()
        try:
            self._proses.wait(15)
        except subprocess.TimeoutExpired:
            self._proses.kill()
            self._proses.wait()
        assert mati is None, f"server berhenti sendiri ({mati}):\n{self.baca_log()}"
        assert "Traceback" not in self.baca_log(), self.baca_log()


def _port_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port: int = soket.getsockname()[1]
        return port
