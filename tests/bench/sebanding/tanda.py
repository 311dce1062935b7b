"""The one template tag of the peer: an icon of the same sprite, kept as our app keeps it."""

from django import template

from iki_web.web.aset import build_ikon

register = template.Library()


@register.simple_tag
def ikon(nama: str) -> str:
    """Return an icon as our app does, of a sprite at an address of the same length."""
    return build_ikon(nama, "/aset/0123456789ab/ikon.svg")
