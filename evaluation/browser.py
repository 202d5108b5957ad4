"""One Chromium with one page, for the recorders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tools.chromium import find_chromium

PATIENCE: Final = 1_200_000  # ms, for the longest recording on a slow machine

# As root in a container, without a screen and without talking to anybody.
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def page_at(address: str, *flags: str) -> Iterator[Page]:
    """A page that has been opened and is ready, in a browser that ends with it.

    Raises:
        ToolError: when there is no browser.
    """
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_function("() => window.recorder")
        yield page
        browser.close()
