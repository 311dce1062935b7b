"""The one template tag of the peer: an icon of the same sprite, kept as our app keeps it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from iki_web.web.render import _ikon

register = template.Library()
_TANDA: dict[str, SafeString] = {}


@register.simple_tag
def ikon(nama: str) -> SafeString:
    """Return an icon as inline SVG."""
    if nama not in _TANDA:
        _TANDA[nama] = mark_safe(str(_ikon(nama)))
    return _TANDA[nama]
