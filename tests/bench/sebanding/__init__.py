"""A peer to measure against: the recap and Indikator saya as a plain Django app would show them.

See `halaman` for what they show; well-built, not naive, with the stock middleware.
"""

import hashlib
from pathlib import Path
from typing import Any

import django
from django.conf import settings

_TENGAH = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


def create_sebanding(basis: Path, tahun: int) -> tuple[Any, str]:
    """Return (WSGI app, cookie of a signed-in person) over a copy of the office's SQLite file."""
    _atur(basis)
    from django.contrib.auth import SESSION_KEY, get_user_model
    from django.contrib.auth.models import AbstractBaseUser
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    orang: AbstractBaseUser = get_user_model().objects.create_user("camat")
    sesi = SessionStore()
    sesi[SESSION_KEY] = str(orang.pk)
    sesi["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    sesi["_auth_user_hash"] = orang.get_session_auth_hash()
    sesi.save()
    from django.urls import path

    from tests.bench.sebanding.halaman import Halaman

    halaman = Halaman(tahun)

    urlpatterns.extend(
        [
            path("rekap/<int:tahun>", halaman.rekap, name="rekap"),
            path("indikator/<str:kode>", halaman.indikator, name="indikator"),
            path("realisasi/<int:nomor>/<str:kode>", halaman.rekap, name="entri"),
            path("bukti/<int:nomor>/lihat", halaman.rekap, name="lihat"),
            path("bukti/<int:nomor>/hapus", halaman.rekap, name="hapus"),
        ]
    )
    return get_wsgi_application(), f"sessionid={sesi.session_key}"


#: The address table Django asks this module for.
urlpatterns: list[Any] = []


def _atur(basis: Path) -> None:
    """Configure Django for this process: once, as everything of it is global."""
    muat = "django.template.loaders"
    templat = str(Path(__file__).parent / "templat")
    settings.configure(
        SECRET_KEY=hashlib.sha256(str(basis).encode()).hexdigest(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=list(_TENGAH),
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(basis)}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        LANGUAGE_CODE="id",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "builtins": ["tests.bench.sebanding.tanda"],
                    "loaders": [
                        (f"{muat}.cached.Loader", [(f"{muat}.filesystem.Loader", [templat])])
                    ],
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                    ],
                },
            }
        ],
    )
    django.setup()
