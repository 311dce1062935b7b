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


class Kelompok(AppGroup):
    """The commands; what is written wrongly is said in one sentence, in the operator's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command that is named."""
        with _say_keliru(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named."""
        with _say_keliru(ctx):
            return super().invoke(ctx)


@contextmanager
def _say_keliru(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except click.Abort:
        click.echo("\nDibatalkan; tidak ada yang berubah.", err=True)
        ctx.exit(1)
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as galat:
        nama = f" {galat.ctx.info_name}" if galat.ctx and galat.ctx is not ctx else ""
        bantuan = f"Lihat: flask --app wsgi iki{nama} --help"
        click.echo(f"{_format_keliru(galat)} {bantuan}", err=True)
        ctx.exit(galat.exit_code)


def _format_keliru(galat: click.UsageError) -> str:
    """Return what is wrong with how a command was written."""
    if isinstance(galat, click.NoSuchOption):
        return f"Pilihan {galat.option_name} tidak ada."
    if isinstance(galat, click.BadParameter):
        nama = galat.param.human_readable_name if galat.param else "Isian"
        belum = isinstance(galat, click.MissingParameter)
        return f"{nama} belum ditulis." if belum else f"{nama} keliru ditulis."
    return "Perintah itu tidak ada, atau isiannya kurang atau berlebih."


iki = Kelompok("iki", help="Perintah untuk operator IKI Web.")


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


def read_sandi(tanya: str, ulang: str = "") -> str:
    """Read a secret from the terminal, from standard input where that is none.

    `ulang`: asks for it once more, until both are alike.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    while True:
        isi = str(click.prompt(tanya, hide_input=True))
        if not ulang or click.prompt(ulang, hide_input=True) == isi:
            return isi
        click.echo("Kedua isian tidak sama. Ketik ulang.", err=True)
