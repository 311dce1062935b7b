"""A peer to measure against: the recap and Indikator saya as a plain Django app would show them.

Well-built, not naive: select_related, prefetch_related, cached templates, the stock middleware.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import django
from django import forms
from django.conf import settings

_TENGAH = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
_SKALA = ((91, "Sangat Baik"), (76, "Baik"), (66, "Cukup"), (51, "Kurang"))


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
    halaman = Halaman(tahun)
    from django.urls import path

    urlpatterns.extend(
        [
            path("rekap/<int:tahun>", halaman.rekap, name="rekap"),
            path("indikator/<str:kode>", halaman.indikator, name="indikator"),
            path("realisasi/<int:nomor>/<str:kode>", halaman.rekap, name="entri"),
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


class EntriForm(forms.Form):
    """The form of one entry."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    pembilang = forms.CharField(required=False)
    penyebut = forms.CharField(required=False)
    nihil = forms.BooleanField(required=False)
    alasan_nihil = forms.CharField(required=False, max_length=1000, widget=forms.Textarea)
    keterangan = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)
    kendala = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)
    tindak_lanjut = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)


class Halaman:
    """The two pages over the tables as Django models."""

    def __init__(self, tahun: int) -> None:
        from tests.bench.sebanding.model import Indikator, Jabatan, Periode, Realisasi

        self.tahun = tahun
        self.indikator_, self.jabatan = Indikator.objects, Jabatan.objects
        self.periode, self.realisasi = Periode.objects, Realisasi.objects

    def rekap(self, permintaan: Any, tahun: int = 0) -> Any:
        """The matrix of means, the board of what is not approved, and the bars."""
        from django.shortcuts import render

        periode = list(self.periode.filter(tahun=self.tahun, jenis="TRIWULANAN").order_by("ke"))
        semua = list(
            self.realisasi.filter(periode__tahun=self.tahun)
            .select_related("indikator", "periode", "jabatan", "jabatan__atasan")
            .order_by("jabatan__urutan", "indikator__urutan", "periode__ke")
        )
        tempat: dict[tuple[int, int], list[Any]] = {}
        for satu in semua:
            tempat.setdefault((satu.jabatan_id, satu.periode_id), []).append(satu)
        baris = [self._baris(j, periode, tempat) for j in self.jabatan.order_by("jalur")]
        rata = [_rata([b["sel"][n]["rata"] for b in baris]) for n in range(len(periode))]
        isi = {
            "periode": periode,
            "baris": baris,
            "rata": rata,
            "kantor": _rata([b["setahun"] for b in baris]),
            "belum": [satu for satu in semua if satu.status != "DISETUJUI"],
            "semua": len(semua),
            "disetujui": sum(satu.status == "DISETUJUI" for satu in semua),
            "menunggu": sum(satu.status == "DIAJUKAN" for satu in semua),
            "tahun": self.tahun,
        }
        return render(permintaan, "rekap.html", isi)

    def _baris(self, jabatan: Any, periode: list[Any], tempat: dict[Any, list[Any]]) -> Any:
        sel = [_sel(tempat.get((jabatan.id, p.id), [])) for p in periode]
        setahun = _rata([satu["rata"] for satu in sel])
        return {
            "jabatan": jabatan,
            "tingkat": jabatan.jalur.count("/") - 2,
            "indikator": max(satu["dari"] for satu in sel),
            "sel": sel,
            "setahun": setahun,
            "predikat": _predikat(setahun),
            "lebar": min(setahun or 0, 120),
        }

    def indikator(self, permintaan: Any, kode: str) -> Any:
        """The forms of a position's entries of a quarter, with evidence and earlier quarters."""
        from django.shortcuts import render

        jabatan = self.jabatan.select_related("atasan").get(kode=kode)
        periode = self.periode.get(kode=f"{self.tahun}-TW4")
        indikator = list(
            self.indikator_.filter(jabatan=jabatan, frekuensi="TRIWULANAN")
            .prefetch_related("sumberdata_set")
            .order_by("urutan")
        )
        semua = self.realisasi.filter(jabatan=jabatan, periode__tahun=self.tahun)
        per_tempat = {
            (b.indikator_id, b.periode_id): b
            for b in semua.select_related("periode").prefetch_related("bukti_set", "riwayat_set")
        }
        kartu = [self._kartu(satu, periode, per_tempat) for satu in indikator]
        isi = {"kartu": kartu, "periode": periode, "jabatan": jabatan}
        return render(permintaan, "indikator.html", isi)

    def _kartu(self, indikator: Any, periode: Any, per_tempat: dict[Any, Any]) -> Any:
        entri = per_tempat.get((indikator.id, periode.id))
        awal = {nama: getattr(entri, nama, "") for nama in EntriForm.base_fields}
        bukti = list(entri.bukti_set.all()) if entri else []
        return {
            "indikator": indikator,
            "entri": entri,
            "form": EntriForm(initial=awal, prefix=f"e{indikator.id}"),
            "slot": [
                (s, [b for b in bukti if b.sumber_id == s.id and b.dilepas is None])
                for s in indikator.sumberdata_set.all()
            ],
            "kembali": [r for r in entri.riwayat_set.all() if r.aksi == "KEMBALIKAN"]
            if entri
            else [],
            "lain": [b for (i, _), b in per_tempat.items() if i == indikator.id],
        }


def _sel(entri: list[Any]) -> dict[str, Any]:
    sah = [satu for satu in entri if satu.status == "DISETUJUI"]
    capaian = [Decimal(satu.capaian) for satu in sah if satu.capaian is not None]
    status = next((satu.status for satu in entri if satu.status != "DISETUJUI"), "DISETUJUI")
    return {"rata": _rata(capaian), "n": len(sah), "dari": len(entri), "status": status}


def _rata(nilai: Sequence[Decimal | None]) -> Decimal | None:
    ada = [satu for satu in nilai if satu is not None]
    return sum(ada, Decimal(0)) / len(ada) if ada else None


def _predikat(nilai: Decimal | None) -> str:
    if nilai is None:
        return ""
    return next((label for batas, label in _SKALA if nilai >= batas), "Sangat Kurang")
