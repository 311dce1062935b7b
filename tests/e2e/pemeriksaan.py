"""What holds on every page: axe has no findings, nothing overflows, one h1, no id twice, icons."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

_ATURAN = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}

#: A button just pressed is on its way from one colour to another, which no eye stops at.
_TENANG = """async () => {
  const jalan = document.getAnimations().filter((a) => a instanceof CSSTransition);
  await Promise.all(jalan.map((a) => a.finished.catch(() => 0)));
}"""

# Once a document: its second size then runs on code that is warm. Only findings are sent back.
_JALAN = """(aturan) => axe.run(aturan).then((hasil) => ({ violations: hasil.violations }))"""

_BENTUK = """() => {
  const lebar = document.documentElement.clientWidth;
  const id = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const luas = document.scrollingElement.scrollWidth;
  return {
    bahasa: document.documentElement.lang,
    judul: document.title,
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    ganda: id.filter((x, n) => id.indexOf(x) !== n),
    lebar, luas,
    pelaku: luas <= lebar ? [] : [...document.body.querySelectorAll("*")]
      .filter((e) => e.getBoundingClientRect().right > lebar + 1)
      .slice(-5).map((e) => e.outerHTML.slice(0, 120)),
  };
}"""

# They come in a file of their own, which may still be on its way when the page is there.
_TANPA_GAMBAR = """async () => {
  const kosong = () => [...document.querySelectorAll("svg:has(use)")]
    .filter((e) => e.getClientRects().length && !e.getBBox().width)
    .map((e) => e.outerHTML);
  for (let n = 0; n < 250 && kosong().length; n++) await new Promise((r) => setTimeout(r, 20));
  return kosong();
}"""


def periksa_halaman(page: Page) -> str:
    """Check the page as it stands; returns its title."""
    bentuk = periksa_bentuk(page)
    page.evaluate(_TENANG)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    hasil = AxeResults(page.evaluate(_JALAN, _ATURAN))
    assert hasil.violations_count == 0, f"{page.url}\n{hasil.generate_report()}"
    judul: str = bentuk["judul"]
    return judul


def periksa_bentuk(page: Page) -> dict[str, Any]:
    """Check what needs no axe: width, headings, title, ids, icons."""
    # What has just been clicked may have sent the page elsewhere: a document without a root yet.
    page.wait_for_load_state()
    page.locator("main").first.wait_for(state="attached")
    bentuk: dict[str, Any] = page.evaluate(_BENTUK)
    salah = []
    if bentuk["bahasa"] != "id":
        salah.append(f"bahasa {bentuk['bahasa']!r}")
    if bentuk["h1"] != 1 or bentuk["main"] != 1:
        salah.append(f"{bentuk['h1']} h1, {bentuk['main']} main")
    if not bentuk["judul"].strip(" ·"):
        salah.append("tanpa judul")
    if bentuk["ganda"]:
        salah.append(f"id ganda {bentuk['ganda']}")
    if bentuk["luas"] > bentuk["lebar"]:
        salah.append(f"lebar {bentuk['luas']} > {bentuk['lebar']}: {bentuk['pelaku']}")
    if kosong := page.evaluate(_TANPA_GAMBAR):
        salah.append(f"ikon tanpa gambar {kosong}")
    assert not salah, f"{page.url}: {'; '.join(salah)}"
    return bentuk
