"""The short version of every part of `make faults`, so that none of them stops working."""

import pytest

from tests.faults.alat import Takar
from tests.faults.bagian import list_bagian, load


@pytest.mark.parametrize("nama", list_bagian())
def test_everything_holds_in_short(nama, tmp_path):
    hasil = list(load(nama)(Takar(penuh=False), tmp_path))
    assert hasil
    assert {h.apa: h.rusak for h in hasil if not h.baik} == {}
