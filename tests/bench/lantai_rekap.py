"""The floor's recap: the tiles, matrix, board and charts of our page, as formatted strings.

Means of floats where our page makes exact decimals; no rules for nihil, exceptions or ceilings.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_KEADAAN = {
    "DIKEMBALIKAN": "dikembalikan",
    "DIAJUKAN": "diajukan",
    "DRAF": "draf",
    "BELUM_DIISI": "belum diisi",
}
_SKALA = ((91.0, "Sangat Baik"), (76.0, "Baik"), (66.0, "Cukup"), (51.0, "Kurang"))
_TANDA = '<svg class="ikon" viewBox="0 0 16 16"><path d="M12.146.146a.5.5 0 0 1 .708 0l3 3"/></svg>'
_TAB = (
    '<li><a id="saring-{0}" href="/rekap?periode={0}" hx-get="/rekap?periode={0}" '
    'hx-target="#rekap" hx-swap="outerHTML" hx-push-url="true">{0}</a></li>'
)
_UBIN = '<div><p class="ubin-nama">{}</p><p class="ubin-angka">{}<small>{}</small></p></div>'
_BARIS = (
    '<tr role="row" class="tingkat-{tingkat}"><th scope="row" role="rowheader">'
    '<a href="/rekap?jabatan={id}">{nama}</a></th><td role="cell" class="angka redup">{banyak}</td>'
    '{sel}<td role="cell" class="tren-saku"><svg class="percikan" viewBox="0 0 72 24">'
    '<path d="{tren}"/></svg></td><td role="cell" class="angka setahun">{setahun}</td>'
    '<td role="cell"><span class="predikat">{predikat}</span></td></tr>'
)
_SEL = '<td role="cell" class="angka" data-label="{}">{}</td>'
_LENCANA = '<span class="lencana lencana-{}">{} {}</span>'
_PAPAN = (
    '<tr role="row"><th scope="row" role="rowheader">{jabatan}</th><td role="cell" '
    'data-label="Keadaan"><a class="lencana" href="/rekap?jabatan={id}">{tanda} {teks}</a></td>'
    '<td role="cell" data-label="Harus bertindak">{oleh}</td><td role="cell" data-label="Sejak">'
    "{sejak}</td></tr>"
)
_BATANG = (
    '<text x="0" y="{y14}">{nama}</text><text x="100%" y="{y14}" text-anchor="end">{teks}</text>'
    '<rect x="0" y="{y20}" width="100%" height="14" fill="#edf1f2"/>'
    '<rect x="0" y="{y20}" width="{lebar}%" height="14" fill="#0f4c5c"/>'
    '<line x1="83.3%" x2="83.3%" y1="{y14}" y2="{y20}" stroke="#ffffff" stroke-width="5"/>'
    '<line x1="83.3%" x2="83.3%" y1="{y14}" y2="{y20}" stroke="#1b2a30" stroke-width="2"/>'
)
_TITIK = (
    '<circle cx="{x}%" cy="{y}" r="5" fill="#ffffff" stroke="#0f4c5c"/>'
    '<text x="{x}%" y="{y}" font-weight="600">{teks}</text><text x="{x}%" y="195">{nama}</text>'
)
_ANGKA = '<tr><th scope="row">{}</th><td class="angka">{}</td></tr>'

Baris = Mapping[str, Any]


def gambar_rekap(
    kuartal: Mapping[int, str],
    jabatan: Mapping[int, Baris],
    indikator: Mapping[int, Baris],
    semua: Sequence[Baris],
) -> str:
    """Return the page's inside for the quarters of a year."""
    milik: dict[int, int] = {}
    for i in indikator.values():
        milik[i["jabatan_id"]] = milik.get(i["jabatan_id"], 0) + 1
    nilai: dict[tuple[int, int], list[float]] = {}
    lain: dict[tuple[int, int], list[Baris]] = {}
    for b in semua:
        kunci = (indikator[b["indikator_id"]]["jabatan_id"], b["periode_id"])
        if b["status"] != "DISETUJUI":
            lain.setdefault(kunci, []).append(b)
        elif b["capaian"] is not None:
            nilai.setdefault(kunci, []).append(float(b["capaian"]))
    ada = [j for j in sorted(jabatan.values(), key=lambda j: j["jalur"]) if j["id"] in milik]
    tengah = [[_rata(nilai.get((j["id"], p), [])) for p in kuartal] for j in ada]
    setahun = [_rata([n for n in satu if n is not None]) for satu in tengah]
    kini = list(kuartal)[2]
    isi = [
        _matriks(j, milik[j["id"]], kuartal, satu, tahun, lain)
        for j, satu, tahun in zip(ada, tengah, setahun, strict=True)
    ]
    papan = [_papan(j, jabatan, lain.get((j["id"], kini), [])) for j in ada]
    kantor = [_rata([s[n] for s in tengah if s[n] is not None]) for n in range(len(kuartal))]
    kaki = "".join(_SEL.format(k, _teks(n)) for k, n in zip(kuartal.values(), kantor, strict=True))
    tab = "".join(_TAB.format(kode) for kode in kuartal.values())
    return (
        f'<nav class="segmen"><ul>{tab}</ul></nav><div class="ubin">{_ubin(setahun, semua)}</div>'
        f'<div class="matriks"><table role="table"><tbody>{"".join(isi)}</tbody><tfoot><tr><th>'
        f"Rata-rata kantor</th><td>{sum(milik.values())}</td>{kaki}</tr></tfoot></table></div>"
        f'<section class="papan"><table role="table">{"".join(papan)}</table></section>'
        f"{_batang([j['nama_singkat'] for j in ada], setahun)}"
        f"{_garis(list(kuartal.values()), kantor)}"
    )


def _rata(nilai: Sequence[float | None]) -> float | None:
    ada = [n for n in nilai if n is not None]
    return sum(ada) / len(ada) if ada else None


def _teks(nilai: float | None) -> str:
    return "–" if nilai is None else f"{nilai:.2f}".replace(".", ",")


def _predikat(nilai: float | None) -> str:
    if nilai is None:
        return ""
    return next((label for batas, label in _SKALA if nilai >= batas), "Sangat Kurang")


def _ubin(setahun: Sequence[float | None], semua: Sequence[Baris]) -> str:
    cacah = {status: 0 for status in ("DISETUJUI", *_KEADAAN)}
    for b in semua:
        cacah[b["status"]] += 1
    rata = _rata(setahun)
    return (
        _UBIN.format("Rata-rata capaian setahun", _teks(rata), _predikat(rata))
        + _UBIN.format("Disetujui", cacah["DISETUJUI"], f"dari {len(semua)}")
        + _UBIN.format("Menunggu keputusan", cacah["DIAJUKAN"], "")
        + _UBIN.format("Belum diajukan", cacah["DRAF"] + cacah["DIKEMBALIKAN"], "")
    )


def _matriks(
    jabatan: Baris,
    banyak: int,
    kuartal: Mapping[int, str],
    nilai: Sequence[float | None],
    setahun: float | None,
    lain: Mapping[tuple[int, int], list[Baris]],
) -> str:
    sel = []
    for (p, kode), satu in zip(kuartal.items(), nilai, strict=True):
        belum = lain.get((jabatan["id"], p))
        if belum:
            status = _KEADAAN[belum[0]["status"]]
            isi = _LENCANA.format(status, _TANDA, f"{len(belum)} dari {banyak} {status}")
        else:
            isi = _teks(satu)
        sel.append(_SEL.format(kode, isi))
    tren = "".join(
        f"L{3 + n * 22} {21 - int((min(max(s, 50), 110) - 50) * 0.3)}"
        for n, s in enumerate(nilai)
        if s is not None
    )
    return _BARIS.format(
        tingkat=jabatan["jalur"].count("/") - 2, id=jabatan["id"], banyak=banyak, sel="".join(sel),
        nama=escape(jabatan["nama_singkat"]), tren=tren, setahun=_teks(setahun),
        predikat=_predikat(setahun),
    )  # fmt: skip


def _papan(jabatan: Baris, semua: Mapping[int, Baris], belum: Sequence[Baris]) -> str:
    baris = []
    for status, kata in _KEADAAN.items():
        isi = [b for b in belum if b["status"] == status]
        if isi:
            oleh = semua[jabatan["atasan_id"]] if status == "DIAJUKAN" else jabatan
            baris.append(
                _PAPAN.format(
                    jabatan=escape(jabatan["nama_singkat"]), id=jabatan["id"], tanda=_TANDA,
                    teks=f"{len(isi)} {kata}", oleh=escape(oleh["nama_singkat"]),
                    sejak=min(b["diajukan"] or b["diubah"] for b in isi)[:10],
                )
            )  # fmt: skip
    return "".join(baris)


def _batang(nama: Sequence[str], nilai: Sequence[float | None]) -> str:
    gambar = [
        _BATANG.format(
            y14=n * 44 + 14, y20=n * 44 + 20, nama=escape(satu), teks=_teks(v),
            lebar=int(min(v or 0, 120) * 1000 / 120) / 10,
        )
        for n, (satu, v) in enumerate(zip(nama, nilai, strict=True))
    ]  # fmt: skip
    angka = [_ANGKA.format(escape(s), _teks(v)) for s, v in zip(nama, nilai, strict=True)]
    return (
        f'<figure><svg role="img" height="508" width="100%">{"".join(gambar)}</svg>'
        f"<table>{''.join(angka)}</table></figure>"
    )


def _garis(nama: Sequence[str], nilai: Sequence[float | None]) -> str:
    gambar = [
        _TITIK.format(x=12.5 + n * 25, y=175 - int(min(v or 0, 120) * 1.25), nama=s, teks=_teks(v))
        for n, (s, v) in enumerate(zip(nama, nilai, strict=True))
    ]
    angka = [_ANGKA.format(s, _teks(v)) for s, v in zip(nama, nilai, strict=True)]
    return (
        f'<figure><svg role="img" height="205" width="100%">{"".join(gambar)}</svg>'
        f"<table>{''.join(angka)}</table></figure>"
    )
