"""How tests are dealt out to processes that test side by side (``make py-test``).

Marking groups (``--dist loadgroup``) would do but for pytest 9.2, from which on pytest-xdist 3.8
ignores the marks (pytest-xdist #1386).
"""

from xdist.scheduler import LoadScopeScheduling

# Without a graphics card, seeing wants a core of its own: one Chromium works at a time.
BROWSER = ("tests/e2e/", "classrooms/tests/test_browser.py::")


class Dealer(LoadScopeScheduling):
    """Deals the tests of real pages to one process, and every other test to whichever is free.

    The largest hand is dealt first, so that the browser is at work from the beginning.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith(BROWSER) else nodeid
