"""The sandbox Word templates run in: no calls, no attributes but a loop's, bounded output."""

from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from iki_web.rules.dokumen.medan import SARINGAN

#: Characters of one part of a sheet; a year of twelve positions comes to two million.
KELUARAN_TERBESAR = 40_000_000


class KeluaranTerlaluBesar(Exception):
    """A template that draws the document again and again."""


class _Terbatas(Template):
    """A template whose output stops growing."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the drawn text; raises KeluaranTerlaluBesar beyond the bound."""
        hasil, panjang = [], 0
        for potongan in self.generate(*args, **kwargs):
            panjang += len(potongan)
            if panjang > KELUARAN_TERBESAR:
                raise KeluaranTerlaluBesar
            hasil.append(potongan)
        return "".join(hasil)


class _Kotak(SandboxedEnvironment):
    """Knows fields and loops, and nothing that could be called."""

    template_class = _Terbatas

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow a loop's own numbers only."""
        return type(obj).__name__ == "LoopContext" and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow no call at all."""
        return False


def build_lingkungan() -> SandboxedEnvironment:
    """Return a fresh environment: escaping, strict about unknown names, almost empty."""
    kotak = _Kotak(autoescape=True, undefined=StrictUndefined)
    kotak.globals.clear()
    kotak.tests.clear()
    for nama in set(kotak.filters) - set(SARINGAN):
        del kotak.filters[nama]
    return kotak
