"""Large bodies are worked on a few at a time, and readers never wait for them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from iki_web.web.sesi import BADAN_ASING, BADAN_SEKALIGUS, Giliran

BESAR = {"CONTENT_LENGTH": str(BADAN_ASING + 1)}


def _mulai(*_isi):
    raise AssertionError("the stub answers without headers")


class _Sibuk:
    """An app that is busy until it may go on, and counts who is in it."""

    def __init__(self):
        self.lanjut, self.penuh = threading.Event(), threading.Event()
        self._kunci = threading.Lock()
        self.di_dalam = self.terbanyak = 0

    def __call__(self, lingkungan, _mulai):
        if lingkungan != BESAR:
            return [b"segera"]
        with self._kunci:
            self.di_dalam += 1
            self.terbanyak = max(self.terbanyak, self.di_dalam)
            if self.di_dalam == BADAN_SEKALIGUS:
                self.penuh.set()
        assert self.lanjut.wait(10)
        with self._kunci:
            self.di_dalam -= 1
        return [b"besar"]


def test_only_a_few_at_once_and_readers_pass_by():
    app = _Sibuk()
    giliran = Giliran(app)
    with ThreadPoolExecutor(8) as kolam:
        besar = [kolam.submit(giliran, BESAR, _mulai) for _ in range(8)]
        assert app.penuh.wait(10)
        for panjang in ("", "0", "12", str(BADAN_ASING), "banyak", "-1", "١٢٣٤٥٦٧"):
            assert giliran({"CONTENT_LENGTH": panjang}, _mulai) == [b"segera"]
        assert giliran({}, _mulai) == [b"segera"]
        app.lanjut.set()
        assert [satu.result(10) for satu in besar] == [[b"besar"]] * 8
    assert app.terbanyak == BADAN_SEKALIGUS


def test_a_turn_that_fails_is_given_back():
    def gagal(*_isi):
        raise ZeroDivisionError

    giliran = Giliran(gagal)
    for _ in range(BADAN_SEKALIGUS + 1):
        with pytest.raises(ZeroDivisionError):
            giliran(BESAR, _mulai)
