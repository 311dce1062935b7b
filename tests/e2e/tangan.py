"""Hands on a page: the mouse, or the keyboard alone with a focus that can be seen at every stop."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, TimeoutError, expect

#: More stops than any page has.
BANYAK = 200

_FOKUS = """(e) => {
  if (e === document.body) return "";
  const terlihat = (x) => {
    const gaya = getComputedStyle(x);
    return gaya.outlineStyle !== "none" && parseFloat(gaya.outlineWidth) >= 2;
  };
  const label = e.classList.contains("visually-hidden") ? e.nextElementSibling : null;
  return terlihat(label ?? e) ? "" : (label ?? e).outerHTML.slice(0, 150);
}"""


def ikuti(page: Page, tautan: Locator) -> None:
    """Follow a link and wait for the page behind it; a click alone returns on the old one."""
    with page.expect_navigation():
        tautan.click()


class Tangan(Protocol):
    """What a person does with a field or a button."""

    def tekan(self, page: Page, sasaran: Locator) -> None:
        """Press a button, follow a link, open or close a summary."""

    def isi(self, page: Page, sasaran: Locator, teks: str) -> None:
        """Put a text in a field."""

    def pilih(self, page: Page, sasaran: Locator) -> None:
        """Tick a box or choose one of several."""

    def berkas(self, page: Page, sasaran: Locator, berkas: Sequence[Path]) -> None:
        """Choose files in the system's dialog."""


class Tetikus:
    """Points and clicks; files come through the dialog of the label."""

    def tekan(self, page: Page, sasaran: Locator) -> None:
        """Click."""
        sasaran.click()

    def isi(self, page: Page, sasaran: Locator, teks: str) -> None:
        """Click the field, type over what it holds."""
        sasaran.click()
        sasaran.fill("")
        sasaran.press_sequentially(teks)

    def pilih(self, page: Page, sasaran: Locator) -> None:
        """Click the box."""
        sasaran.check()

    def berkas(self, page: Page, sasaran: Locator, berkas: Sequence[Path]) -> None:
        """Click the words beside the hidden field and choose."""
        label = page.locator(f'label[for="{sasaran.get_attribute("id")}"]')
        with page.expect_file_chooser() as dialog:
            label.click()
        dialog.value.set_files(list(berkas))


class PapanKetik:
    """Tab, Enter, Space and the arrows of a group; nothing is ever pointed at."""

    def tekan(self, page: Page, sasaran: Locator) -> None:
        """Go there and press Enter."""
        sasaran.wait_for(state="attached")
        self.tuju(page, sasaran)
        page.keyboard.press("Enter")

    def isi(self, page: Page, sasaran: Locator, teks: str) -> None:
        """Go there (which selects what the field holds) and type."""
        sasaran.wait_for(state="attached")
        self.tuju(page, sasaran)
        page.keyboard.type(teks)

    def pilih(self, page: Page, sasaran: Locator) -> None:
        """Go to the box or its group; Space, then arrows until it is chosen."""
        nama = sasaran.get_attribute("name")
        self.tuju(page, page.locator(f'[name="{nama}"]:focus'))
        page.keyboard.press("Space")
        while not sasaran.is_checked():
            page.keyboard.press("ArrowDown")

    def berkas(self, page: Page, sasaran: Locator, berkas: Sequence[Path]) -> None:
        """Go to the field and open its dialog with Space."""
        for _ in range(3):
            # An answer on its way takes the focus with what it swaps: a person presses again.
            expect(page.locator(".htmx-request")).to_have_count(0)
            self.tuju(page, sasaran)
            try:
                with page.expect_file_chooser(timeout=5_000) as dialog:
                    page.keyboard.press("Space")
                break
            except TimeoutError:
                continue
        else:
            raise AssertionError("Space on the field opened no dialog")
        dialog.value.set_files(list(berkas))

    def tuju(self, page: Page, sasaran: Locator) -> None:
        """Press Tab until the target has the focus; every stop on the way must be visible."""
        for _ in range(BANYAK):
            page.keyboard.press("Tab")
            samar = page.locator(":focus").evaluate_all(
                f"(semua) => semua.map({_FOKUS}).filter(Boolean)"
            )
            assert not samar, f"fokus tidak terlihat: {samar}"
            if _berfokus(sasaran):
                return
        raise AssertionError(f"tidak tercapai dengan Tab: {sasaran}")


def _berfokus(sasaran: Locator) -> bool:
    return bool(sasaran.evaluate_all("(e) => e.includes(document.activeElement)"))
