"""A class's teacher at the pages, as a browser behind the proxy."""

from __future__ import annotations

import re
from typing import Any

import httpx

PATIENCE = 60.0
"""Seconds for a page: one that counts attempts waits for a Redis that hangs."""


class Teaching:
    """Presses the buttons of one class's own pages, with the token that stands in them."""

    def __init__(self, url: str, place: dict[str, Any]) -> None:
        self._cookie: str = place["teachers"][0]["cookie"]
        self._path = f"/classes/{place['class']}/"
        proxied = {
            "X-Forwarded-Proto": "https",
            "Referer": url.replace("http:", "https:", 1) + self._path,
        }
        self._browser = httpx.AsyncClient(
            base_url=url,
            headers=proxied,
            timeout=PATIENCE,
            # No connection stays open between two visits, to be counted as one that leaked.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def look(self) -> None:
        """Load the dashboard's page.

        Raises:
            httpx.HTTPError: where it does not come.
        """
        headers = {"Cookie": self._cookie}
        page = await self._browser.get(f"{self._path}dashboard/", headers=headers)
        page.raise_for_status()

    async def press(self, button: str, **fields: str) -> None:
        """Load the class's page, and send one of its forms.

        Raises:
            httpx.HTTPError: where that is not answered as a browser wishes, by leading elsewhere.
        """
        page = await self._browser.get(self._path, headers={"Cookie": self._cookie})
        page.raise_for_status()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        form = {**fields, "csrfmiddlewaretoken": token[1] if token else ""}
        cookies = f"{self._cookie}; __Host-csrf={page.cookies.get('__Host-csrf')}"
        done = await self._browser.post(
            f"{self._path}{button}", data=form, headers={"Cookie": cookies}
        )
        if not done.is_redirect:
            raise httpx.HTTPError(f"{button} was answered with {done.status_code}.")

    async def start_lesson(self) -> None:
        await self.press("lesson/start/", kind="lesson")

    async def end_lesson(self) -> None:
        await self.press("lesson/end/")

    async def share_with(self, email: str) -> None:
        """Let a colleague teach here too."""
        await self.press("co-teachers/add/", email=email)
