"""Column types that keep exact values on SQLite (STRICT: TEXT and INTEGER only) and PostgreSQL."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.types import NULLTYPE, TypeDecorator

E = TypeVar("E", bound=StrEnum)


def _is_sqlite(dialect: sa.Dialect) -> bool:
    return dialect.name == "sqlite"


def load_angka(nilai: Any) -> Decimal | None:
    """Return the Decimal of what a driver gives: text (SQLite) or a Decimal."""
    return None if nilai is None else Decimal(nilai)


def load_waktu(nilai: Any) -> datetime | None:
    """Return the aware UTC datetime of what a driver gives: text (SQLite) or a datetime."""
    if nilai is None:
        return None
    saat = datetime.fromisoformat(nilai) if isinstance(nilai, str) else nilai
    hasil: datetime = saat.astimezone(UTC)
    return hasil


def to_mentah(kolom: Any) -> sa.Label[Any]:
    """Return a column as the driver gives it: a row that reads like one before is known by it."""
    return sa.type_coerce(kolom, NULLTYPE).label(kolom.key)


class Angka(TypeDecorator[Decimal]):
    """An exact Decimal: NUMERIC on PostgreSQL, its text on SQLite (never a float)."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """TEXT where the database has no exact decimal."""
        return dialect.type_descriptor(sa.Text() if _is_sqlite(dialect) else sa.Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> Any:
        """Write plain notation, so that equal texts are equal numbers to a reader."""
        if value is None or not _is_sqlite(dialect):
            return value
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """Read back the Decimal that was written."""
        return load_angka(value)


class Waktu(TypeDecorator[datetime]):
    """An instant, stored in UTC; ISO text of fixed width on SQLite, so text order is time order."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """TEXT on SQLite, timestamptz on PostgreSQL."""
        jenis = sa.Text() if _is_sqlite(dialect) else sa.DateTime(timezone=True)
        return dialect.type_descriptor(jenis)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        """Refuse naive times: nobody knows which zone they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        saat = value.astimezone(UTC)
        return saat.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if _is_sqlite(dialect) else saat

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Return an aware UTC datetime."""
        return load_waktu(value)


class Tanggal(TypeDecorator[date]):
    """A calendar day: ISO text on SQLite, DATE on PostgreSQL."""

    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """TEXT on SQLite."""
        return dialect.type_descriptor(sa.Text() if _is_sqlite(dialect) else sa.Date())

    def process_bind_param(self, value: date | None, dialect: sa.Dialect) -> Any:
        """Write ISO text on SQLite."""
        if value is None or not _is_sqlite(dialect):
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> date | None:
        """Return a date."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class YaTidak(TypeDecorator[bool]):
    """True or false: 0/1 on SQLite, BOOLEAN on PostgreSQL."""

    impl = sa.Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        """INTEGER on SQLite."""
        return dialect.type_descriptor(sa.Integer() if _is_sqlite(dialect) else sa.Boolean())

    def process_bind_param(self, value: bool | None, dialect: sa.Dialect) -> Any:
        """Write 0 or 1 on SQLite."""
        return int(value) if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> bool | None:
        """Return a bool."""
        return None if value is None else bool(value)


class Pilihan(TypeDecorator[E], Generic[E]):
    """A closed set of words; the CHECK beside it comes from `cek_pilihan`."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kelas: type[E]) -> None:
        super().__init__()
        self.kelas = kelas

    def process_bind_param(self, value: E | None, dialect: sa.Dialect) -> str | None:
        """Write the word."""
        return None if value is None else self.kelas(value).value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> E | None:
        """Return the member."""
        return None if value is None else self.kelas(value)


def cek_pilihan(kolom: str, kelas: type[StrEnum]) -> sa.CheckConstraint:
    """Return the CHECK that holds a column to the words of an enum."""
    kata = ", ".join(f"'{anggota.value}'" for anggota in kelas)
    return sa.CheckConstraint(f"{kolom} IN ({kata})", name=kolom)


def cek_panjang(kolom: str, paling: int) -> sa.CheckConstraint:
    """Return the CHECK that bounds a text column."""
    return sa.CheckConstraint(f"length({kolom}) <= {paling}", name=f"{kolom}_panjang")
