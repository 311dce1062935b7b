"""Long work beside the requests, one piece at a time; the backup and the check of the day."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import Flask, current_app

from iki_web.actions.cadangan.berkas import find_instance
from iki_web.actions.cadangan.buat import create_cadangan
from iki_web.actions.cadangan.jangkar import list_sumber
from iki_web.actions.instance import find_sistem
from iki_web.actions.periksa import check_instance
from iki_web.extensions import jam
from iki_web.queries.cadangan import find_folder, find_terakhir, get_aturan
from iki_web.queries.periksa.riwayat import find_terakhir_periksa
from iki_web.rules.cadangan import is_perlu
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.periksa import Cara, is_perlu_periksa

catatan = logging.getLogger("iki_web")

#: How often the clock is looked at.
_JEDA = 60
_TAK_TERDUGA = "Terjadi gangguan, jadi pekerjaan ini tidak selesai. Rinciannya ada di log aplikasi."


class Kerja(StrEnum):
    """What is being done."""

    BUAT = "membuat cadangan"
    UJI = "menguji pemulihan"
    PULIH = "memulihkan"


@dataclass(frozen=True, slots=True)
class Berjalan:
    """Work under way, or how the last one ended (`kalimat`)."""

    kerja: Kerja
    nama: str
    mulai: datetime
    kalimat: str = ""
    baik: bool = True


class Latar:
    """Does one long work at a time in a thread of its own, and keeps what the last one said."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kunci = threading.Lock()
        self.kini: Berjalan | None = None
        self.akhir: Berjalan | None = None
        self._utas: threading.Thread | None = None

    def ask(self, kerja: Kerja, nama: str, lakukan: Callable[[], str]) -> None:
        """Begin; `lakukan` returns the sentence to show. Raises Ditolak while one is going on."""
        with self._kunci:
            if self.kini is not None:
                raise Ditolak(f"Aplikasi sedang {self.kini.kerja}. Tunggu sampai selesai.")
            self.kini = Berjalan(kerja, nama, jam.now())
        self._utas = threading.Thread(
            target=self._run, args=(self.kini, lakukan), name="cadangan", daemon=True
        )
        self._utas.start()

    def wait(self) -> None:
        """Wait for what was begun to end."""
        if self._utas is not None:
            self._utas.join()

    def _run(self, kini: Berjalan, lakukan: Callable[[], str]) -> None:
        baik, kalimat = False, _TAK_TERDUGA
        try:
            with self._app.app_context():
                kalimat = lakukan()
            baik = True
        except Galat as galat:
            kalimat = galat.kalimat
        except Exception:
            catatan.exception("%s", kini.kerja)
        finally:
            with self._kunci:
                self.akhir = Berjalan(kini.kerja, kini.nama, kini.mulai, kalimat, baik)
                self.kini = None


def get_latar() -> Latar:
    """Return the app's own."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    latar: Latar = app.extensions.setdefault("iki_latar", Latar(app))
    return latar


def start_harian(app: Flask) -> threading.Event:
    """Look every minute whether the day's work is due; set what is returned to stop it."""
    berhenti = threading.Event()

    def jaga() -> None:
        while not berhenti.wait(_JEDA):
            with app.app_context():
                take_harian()
                take_periksa()

    threading.Thread(target=jaga, name="cadangan-harian", daemon=True).start()
    return berhenti


def take_harian() -> bool:
    """Begin the backup of the day if it is due; whatever goes wrong is logged, and tried again."""
    try:
        sistem = find_sistem()
        if sistem is None:
            return False
        instance, _ = find_instance()
        terakhir = find_terakhir(sistem, find_folder(sistem, instance))
        if not is_perlu(jam.now(), get_aturan(sistem).aturan.jam, *terakhir):
            return False
        get_latar().ask(Kerja.BUAT, "", lambda: format_jadi(create_cadangan(sistem).path.name))
    except Ditolak:  # something else is going on: a minute later
        return False
    except Exception:
        catatan.exception("cadangan harian")
        return False
    return True


def take_periksa() -> bool:
    """Check the instance if that was not done today; returns whether it was done now."""
    try:
        sistem = find_sistem()
        if sistem is None or not is_perlu_periksa(jam.now(), find_terakhir_periksa(sistem)):
            return False
        check_instance(sistem, Cara.HARIAN, list_sumber())
    except Ditolak:  # somebody checks at this moment
        return False
    except Exception:
        catatan.exception("pemeriksaan harian")
        return False
    return True


def format_jadi(nama: str) -> str:
    """Return the sentence for a backup that was made."""
    return f"Cadangan {nama} dibuat, dibaca kembali, dan diuji pulih."
