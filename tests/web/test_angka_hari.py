"""Counts of days and letters are grouped as all numbers are."""

import re
from datetime import UTC, datetime
from pathlib import Path

from iki_web.rules.periode import Sisa
from iki_web.web.format import format_sisa, format_tenggat

APP_JS = Path(__file__).parents[2] / "static/app.js"


def test_many_days_are_grouped():
    sisa = Sisa(hari=26322, hari_kerja=18802, detik=26322 * 86400)
    assert format_sisa(sisa) == "18.802 hari kerja lagi"
    batas = datetime(2099, 1, 1, tzinfo=UTC)
    assert format_tenggat(batas, sisa).endswith(", 18.802 hari kerja lagi")


def test_letters_left_are_grouped_by_the_page():
    sebut = re.search(r"`[^`]*huruf tersisa`", APP_JS.read_text("utf-8"))[0]
    assert sebut == '`${left.toLocaleString("id")} huruf tersisa`'
