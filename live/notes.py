"""What a lesson's teachers share of the whole class: markers, and counts of it. Pure."""

from __future__ import annotations

from .protocol import MARKERS, WINDOWS, Window
from .relay import Noted


class Notes:
    """Of one lesson. What is heard of it first stays so, in whatever order the rest comes."""

    def __init__(self) -> None:
        self._markers: set[int] = set()
        self._windows: dict[int, Window] = {}

    def __bool__(self) -> bool:
        return bool(self._markers or self._windows)

    @property
    def markers(self) -> tuple[int, ...]:
        """Whole seconds since the lesson's start, in order, the first so many."""
        return tuple(sorted(self._markers)[:MARKERS])

    @property
    def windows(self) -> tuple[Window, ...]:
        """The last so many, in order."""
        return tuple(self._windows[at] for at in sorted(self._windows)[-WINDOWS:])

    def take(self, note: int | Window) -> bool:
        """Keep a marker or a count; True if it is new."""
        before = (self.markers, self.windows)
        if isinstance(note, Window):
            self._windows.setdefault(note.at, note)
            self._windows = {window.at: window for window in self.windows}
        else:
            self._markers.add(note)
            self._markers = set(self.markers)
        return (self.markers, self.windows) != before

    def told(self) -> Noted:
        return Noted(self.markers, self.windows)
