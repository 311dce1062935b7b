"""The choices an office makes about itself: paper, and the rule its deadlines are made by."""

from enum import StrEnum


class Kertas(StrEnum):
    """Paper of the printed documents: A4, or F4 (215 x 330 mm, DOMAIN section 7)."""

    A4 = "A4"
    F4 = "F4"


class CaraBatas(StrEnum):
    """What the working days of a deadline are counted from: the period's end, or the year's."""

    PERIODE = "PERIODE"
    TAHUN = "TAHUN"
