"""What holds on every page: axe finds nothing, nothing overflows, one h1, ids, icons, words.

axe judges how a page is built and painted: a run asks about every kind of it once.
"""

from contextlib import suppress
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Error, Page

_LABEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WARNA = "color-contrast"
_ATURAN = {
    "runOnly": {"type": "tag", "values": _LABEL},
    "rules": {_WARNA: {"enabled": False}},
    "resultTypes": ["violations"],
}
_ATURAN_WARNA = {"runOnly": {"type": "rule", "values": [_WARNA]}, "resultTypes": ["violations"]}

#: A button just pressed is on its way from one colour to another, which no eye stops at.
_TENANG = """async () => {
  const jalan = document.getAnimations().filter((a) => a instanceof CSSTransition);
  await Promise.all(jalan.map((a) => a.finished.catch(() => 0)));
}"""

#: The kinds of elements a page holds, and the ways its words are painted, each as a number; without
#: those known. Left behind: the elements newly painted. An element is of a kind by its tag, its
#: attributes and where it stands (and whether words stand in it, it is small for a target, it
#: scrolls), a heading also by the one before it: not by what words say or where an address leads.
_JENIS = """(kenal) => {
  const lihat = new Set(kenal.split(" ")), baru = [[], []];
  const aduk = (...isi) => {
    let angka = innerWidth;
    for (const huruf of isi.join(";")) angka = (angka * 131 + huruf.charCodeAt(0)) % 2 ** 45;
    return angka.toString(36);
  };
  const catat = (apa, kini) => {
    const asing = !lihat.has(kini);
    if (asing) baru[apa].push(kini);
    lihat.add(kini);
    return asing;
  };
  const ingat = (hitung) => {
    const ingatan = new Map();
    const tanya = (e) => {
      if (e && !ingatan.has(e)) ingatan.set(e, aduk(tanya(e.parentElement), ...hitung(e)));
      return e ? ingatan.get(e) : "";
    };
    return tanya;
  };
  const berkata = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const tempat = ingat((e) => [e.localName, e.getAttribute("role"), e.getAttribute("class")]);
  const cat = ingat((e) => {
    const g = getComputedStyle(e);
    return [g.color, g.backgroundColor, g.backgroundImage, g.opacity, g.fontSize, g.fontWeight,
      e.matches(":disabled, [aria-disabled=true]")];
  });
  const bernilai = /^(type|lang|dir|style|scope|tabindex|aria-(current|hidden|live))$/;
  const bangunan = (e) => {
    const sifat = [...e.attributes].map(({ name, value }) =>
      name + (bernilai.test(name) ? value : !value));
    const kotak = e.matches("a, button, input, select, summary, textarea, [tabindex]")
      && e.getBoundingClientRect();
    const gulir = /auto|scroll/.test(getComputedStyle(e).overflow)
      && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
    return aduk(tempat(e), ...sifat.sort(), berkata(e), kotak && kotak.width < 24,
      kotak && kotak.height < 24, gulir);
  };
  let judul = "";
  window.baruDicat = [];
  for (const e of document.querySelectorAll(":not(svg *)")) {
    catat(0, bangunan(e));
    if (/^h[1-6]$/.test(e.localName)) catat(0, aduk(judul, judul = e.localName));
    const dibaca = e.matches("body *") && (berkata(e) || e.matches("input, select, textarea"));
    if (dibaca && e.checkVisibility() && catat(1, aduk("cat", cat(e)))) window.baruDicat.push(e);
  }
  return baru.map((satu) => satu.join(" "));
}"""

# Only findings are sent back.
_JALAN = """(aturan) => axe.run(aturan).then((hasil) => ({ violations: hasil.violations }))"""
_JALAN_WARNA = """(aturan) => axe.run({ include: baruDicat }, aturan)
  .then((hasil) => ({ violations: hasil.violations }))"""

_BENTUK = r"""() => {
  if (!document.querySelector("main")) return null;
  const lebar = document.documentElement.clientWidth;
  const id = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const luas = document.scrollingElement.scrollWidth;
  const putus = [], kata = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let satu; (satu = kata.nextNode());) {
    for (const { 0: angka, index } of satu.data.matchAll(/(?<![\w./])\d{1,3}(\.\d{3})+(?!\w)/g)) {
      const letak = new Range();
      letak.setStart(satu, index);
      letak.setEnd(satu, index + angka.length);
      if (new Set([...letak.getClientRects()].map((r) => r.top)).size > 1) putus.push(angka);
    }
  }
  const tindih = [...document.querySelectorAll(".grafik svg")].flatMap((gambar) => {
    const tepi = gambar.getBoundingClientRect();
    const kata = [...gambar.querySelectorAll("text")]
      .map((e) => [e.textContent, e.getBoundingClientRect()]);
    return kata.filter(([, a], n) => a.left < tepi.left - 2 || a.right > tepi.right + 2
      || kata.slice(n + 1).some(([, b]) => a.left < b.right && b.left < a.right
        && a.top < b.bottom - 4 && b.top < a.bottom - 4)).map(([isi]) => isi);
  });
  return {
    bahasa: document.documentElement.lang,
    judul: document.title,
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    ganda: id.filter((x, n) => id.indexOf(x) !== n),
    rujukan: ["for", "aria-describedby", "aria-labelledby", "aria-controls"]
      .flatMap((sifat) => [...document.querySelectorAll(`[${sifat}]`)]
        .flatMap((e) => e.getAttribute(sifat).split(" ")))
      .filter((nama) => nama && !document.getElementById(nama)),
    // A separator that clings to a word, and what only code says.
    kata: document.body.innerText
      .match(/.*(\S·|·\S|&#|&amp;|\b(None|undefined|NaN)\b).*/g) ?? [],
    lebar, luas, putus, tindih,
    pelaku: luas <= lebar ? [] : [...document.body.querySelectorAll("*")]
      .filter((e) => e.getBoundingClientRect().right > lebar + 1)
      .slice(-5).map((e) => e.outerHTML.slice(0, 120)),
  };
}"""

#: Of these no page has any.
_KOSONG = {
    "ganda": "id ganda",
    "rujukan": "menunjuk yang tidak ada",
    "kata": "kata",
    "putus": "angka terputus",
    "tindih": "kata grafik bertindih atau keluar",
}

# They come in a file of their own, which may still be on its way when the page is there.
_TANPA_GAMBAR = """async () => {
  const kosong = () => [...document.querySelectorAll("svg:has(use)")]
    .filter((e) => e.getClientRects().length && !e.getBBox().width)
    .map((e) => e.outerHTML);
  for (let n = 0; n < 250 && kosong().length; n++) await new Promise((r) => setTimeout(r, 20));
  return kosong();
}"""


#: What axe has had nothing to say about in this run.
_TERNILAI: set[str] = set()


def periksa_halaman(page: Page) -> str:
    """Check the page as it stands; returns its title."""
    bentuk = periksa_bentuk(page)
    page.evaluate(_TENANG)
    bangunan, cat = page.evaluate(_JENIS, " ".join(_TERNILAI))
    for baru, jalan, aturan in ((bangunan, _JALAN, _ATURAN), (cat, _JALAN_WARNA, _ATURAN_WARNA)):
        if baru:
            _tanya(page, jalan, aturan)
            _TERNILAI.update(baru.split(" "))
    judul: str = bentuk["judul"]
    return judul


def _tanya(page: Page, jalan: str, aturan: dict[str, Any]) -> None:
    """Ask axe, brought to the page when it is first needed there."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    hasil = AxeResults(page.evaluate(jalan, aturan))
    assert hasil.violations_count == 0, f"{page.url}\n{hasil.generate_report()}"


def periksa_bentuk(page: Page) -> dict[str, Any]:
    """Check what needs no axe: width, headings, title, ids, icons."""
    bentuk = _baca_bentuk(page)
    salah = []
    if bentuk["bahasa"] != "id":
        salah.append(f"bahasa {bentuk['bahasa']!r}")
    if bentuk["h1"] != 1 or bentuk["main"] != 1:
        salah.append(f"{bentuk['h1']} h1, {bentuk['main']} main")
    if not bentuk["judul"].strip(" ·"):
        salah.append("tanpa judul")
    for nama, apa in _KOSONG.items():
        if bentuk[nama]:
            salah.append(f"{apa} {bentuk[nama]}")
    if bentuk["luas"] > bentuk["lebar"]:
        salah.append(f"lebar {bentuk['luas']} > {bentuk['lebar']}: {bentuk['pelaku']}")
    if kosong := page.evaluate(_TANPA_GAMBAR):
        salah.append(f"ikon tanpa gambar {kosong}")
    assert not salah, f"{page.url}: {'; '.join(salah)}"
    return bentuk


def _baca_bentuk(page: Page) -> dict[str, Any]:
    page.wait_for_load_state()
    bentuk: dict[str, Any] | None = None
    # What has just been clicked may have led elsewhere: no document there yet, or no longer.
    with suppress(Error):
        bentuk = page.evaluate(_BENTUK)
    if bentuk is None:
        page.locator("main").first.wait_for(state="attached")
        bentuk = page.evaluate(_BENTUK)
        assert bentuk is not None
    return bentuk
