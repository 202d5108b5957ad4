"""What the teachers at this process's dashboards do: it goes to the hubs of the class.

They tell all teachers of it, the one who did it included. Nothing of it is kept here.
"""

from __future__ import annotations

import time

from . import groups, pulse
from .feed import Desk, Feed
from .line import Line
from .protocol import MARKERS, WINDOW_SECONDS, Act, ErrorCode, Marker, Window, error
from .relay import Acted, Note


class Teaching:
    """Of one class: acts and markers, and the counts where nothing else is told."""

    def __init__(self, class_id: int, feed: Feed, line: Line) -> None:
        self.class_id = class_id
        self.lesson_started = 0.0
        self._feed = feed
        self._line = line
        self._counted = (0, 0)

    async def act(self, desk: Desk, act: Act | Marker) -> None:
        """Have it done wherever the student is, or say why that cannot be."""
        objection = self._objection(act)
        if objection is None and not await self._relay(act):
            objection = "not_carried"
        if objection is not None:
            await desk.say(error(objection))

    def _objection(self, act: Act | Marker) -> ErrorCode | None:
        if not self._feed.lesson:
            return "no_lesson"
        if isinstance(act, Marker):
            return "enough" if len(self._feed.notes.markers) >= MARKERS else None
        return "not_allowed" if self._feed.counts_only else self._feed.objection(act)

    async def _relay(self, act: Act | Marker) -> bool:
        if isinstance(act, Marker):
            return await self._note(int(time.monotonic() - self.lesson_started))
        epoch = self._feed.picture[act.student].epoch
        acted = Acted(self.class_id, self._feed.lesson, epoch, act)
        return await self._line.publish(groups.hubs(self.class_id), acted)

    async def _note(self, note: int | Window) -> bool:
        noted = Note(self.class_id, self._feed.lesson, note)
        return await self._line.publish(groups.hubs(self.class_id), noted)

    async def count(self) -> None:
        """Once a second: count the class where a moment for that has come.

        Every process with a dashboard does. Which count is heard first holds in all of them.
        """
        now, lesson = time.monotonic(), self._feed.lesson
        at = pulse.due(now - self.lesson_started) if lesson and self._feed.counts_only else None
        if at is None or self._counted == (lesson, at):
            return
        if self._feed.has_watched(WINDOW_SECONDS):
            self._counted = (lesson, at)
            await self._note(pulse.window(at, self._feed.picture.values(), now))
