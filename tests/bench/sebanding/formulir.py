"""The form of an entry in the peer: Django's own fields and widgets, as our page writes them."""

from typing import Any

from django import forms


def _hitung(url: str) -> dict[str, str]:
    """Return what lets htmx show the result while someone types."""
    return {
        "hx-get": f"{url}/hitung",
        "hx-trigger": "input changed delay:300ms",
        "hx-target": f"#{url}-hitung",
        "hx-include": "closest .isian-angka",
        "hx-sync": "closest .isian-angka:queue last",
        "hx-swap": "innerHTML",
    }


def _teks(label: str, paling: int, bantuan: str = "") -> forms.CharField:
    isi = forms.Textarea(attrs={"class": "form-control", "rows": 2})
    return forms.CharField(
        required=False, max_length=paling, label=label, widget=isi, help_text=bantuan
    )


def _angka() -> forms.CharField:
    kelas = {"class": "form-control angka", "inputmode": "decimal", "autocomplete": "off"}
    return forms.CharField(required=False, widget=forms.TextInput(attrs=kelas))


class EntriForm(forms.Form):
    """The form of one entry."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    pembilang = _angka()
    penyebut = _angka()
    nihil = forms.BooleanField(required=False)
    alasan_nihil = _teks("Alasan nihil", 500, "Contoh: tidak ada Pilkades tahun ini.")
    keterangan = _teks("Keterangan", 2000)
    kendala = _teks("Kendala", 2000)
    tindak_lanjut = _teks("Tindak lanjut", 2000)

    def __init__(self, *args: Any, url: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{url}-%s", **kwargs)
        for nama in ("pembilang", "penyebut"):
            self.fields[nama].widget.attrs.update(_hitung(url))
