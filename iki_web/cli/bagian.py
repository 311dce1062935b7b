"""What every command stands on: the group, refusals as sentences, the actor, the instance."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask.cli import AppGroup

from iki_web.actions.instance import find_sistem
from iki_web.actions.skema import find_lama
from iki_web.config import Setelan
from iki_web.rules.galat import Ditolak, Galat
from iki_web.rules.keterlihatan import Pelaku
from iki_web.storage.kunci import check_disk, kunci_instance

iki = AppGroup("iki", help="Perintah untuk operator IKI Web.")


def say_galat(fungsi: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a refusal into one sentence on standard error and a non-zero exit."""

    @wraps(fungsi)
    def bungkus(*args: Any, **kwargs: Any) -> Any:
        try:
            return fungsi(*args, **kwargs)
        except Galat as galat:
            click.echo(galat.kalimat, err=True)
            for kalimat in getattr(galat, "isian", {}).values():
                if kalimat != galat.kalimat:  # for a page, which shows it at its field
                    click.echo(f"- {kalimat}", err=True)
            sys.exit(1)

    return bungkus


@contextmanager
def hold_instance(setelan: Setelan) -> Iterator[None]:
    """Keep the instance for this process alone; one on PostgreSQL may have several (025)."""
    if setelan.basis is None:
        yield
        return
    for folder in {setelan.basis.parent, setelan.instance}:
        check_disk(folder)
    with kunci_instance(setelan.instance):
        yield


def sistem() -> Pelaku:
    """Return the machine as an actor; raises Ditolak before the instance is prepared."""
    pelaku = None if find_lama() else find_sistem()
    if pelaku is None:
        raise Ditolak("Instance ini belum disiapkan. Jalankan: flask --app wsgi iki siapkan")
    return pelaku


def read_sandi(tanya: str, **pilihan: Any) -> str:
    """Read a secret from the terminal, from standard input where that is none."""
    if sys.stdin.isatty():
        return str(click.prompt(tanya, hide_input=True, **pilihan))
    return sys.stdin.readline().rstrip("\r\n")
