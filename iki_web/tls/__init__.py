"""TLS without anybody's help: an own certificate authority, and the door that speaks it."""

from iki_web.tls.layanan import create_sertifikat, open_pintu

__all__ = ["create_sertifikat", "open_pintu"]
