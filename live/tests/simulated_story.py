"""A class's story, told step by step to processes and pages, and held to what is and ever was."""

import asyncio
import time
from random import Random

from live.care import Care
from live.presence import GONE_AFTER
from live.protocol import (
    TILE_REASONS,
    Acknowledge,
    CheckIn,
    Marker,
    Policy,
    Snooze,
    allows_state,
)
from live.tests.expected_picture import Truth
from live.tests.simulated_layer import FAIR, Network
from live.tests.simulated_pages import Dashboard, Page
from live.tests.simulated_school import Process, School

STUDENTS = ["0a1b2c3d4e5f", "1a1b2c3d4e5f", "2a1b2c3d4e5f"]
PROCESSES = range(3)
SETTLE = 15.0
"""Seconds of a fair network: an echo, a standing, a roll call, and a slow reader."""

CALM = 4.0
"""The last of these seconds, in which nobody says anything new."""
LATE = 3.0
"""Seconds that a message may be late at most."""

SWEPT = 1.5
"""Seconds until it is noticed that somebody fell silent."""

SLACK = LATE + 0.5
"""Seconds by which ages may be off: those of the network are not counted."""


# What a dashboard must never be told


class Watch:
    """Holds what dashboards are told to what was."""

    def __init__(self, truth):
        self.truth = truth
        self.newest = {}

    def enrolled(self, dashboard, roster):
        self.newest = {key: at for key, at in self.newest.items() if key[0] is not dashboard}

    def told(self, dashboard, tile):
        self._hold_to_order(dashboard, tile)
        laws = self.truth.in_force(dashboard.process.name)
        assert not all(facts.counts_only for facts in laws), "Nobody is told of single students."
        assert any(self._was_so(tile, facts) for facts in laws), "It never was so."
        assert any(self._may_be_told(tile, facts) for facts in laws), "Nobody may be told that."
        assert all(past.state != "paused" for past in (tile.history or [])[1:]), "Before a pause."

    def _hold_to_order(self, dashboard, tile):
        # Going carries no number of its own, and nobody returns on the same connection.
        order = (tile.epoch, tile.seq, tile.state == "gone")
        before = self.newest.get((dashboard, tile.student), (-1, -1, False))
        assert order >= before, "It is older than what was told."
        self.newest[dashboard, tile.student] = order

    def _was_so(self, tile, facts):
        """In this lesson."""
        lesson = facts.lesson.id if facts.lesson else 0
        what = (tile.epoch, tile.seq, tile.state, tile.reason, tile.help is not None)
        history = {(past.state, past.reason) for past in tile.history or []}
        looked = self.truth.looked[tile.student, lesson]
        return what in self.truth.ever[tile.student, lesson] and history <= looked

    def _may_be_told(self, tile, facts):
        told = {(tile.state, tile.reason)}
        told |= {(past.state, past.reason) for past in tile.history or []}
        # The student's process may know already what this one does not.
        newer = [one for one in self.truth.laws if one.revision >= facts.revision]
        return any(_allow(one, tile.student, told, tile.was) for one in newer)


def _allow(facts, student, told, was):
    place = facts.places[student]
    law = Policy(facts.analysis, place.exempt, facts.asks_first), place.consent_age is not None
    # Of what was before somebody went no reason is told: any will do.
    could = was is None or any(allows_state(*law, was, reason) for reason in TILE_REASONS[was])
    return could and all(allows_state(*law, *what) for what in told)


# The lesson


class Story:
    """What happens, one step after the other."""

    def __init__(self, school, seed):
        self.school = school
        self.truth = Truth()
        self.watch = Watch(self.truth)
        self.network = Network(Random(seed))
        self.processes = []
        self.pages = {}
        self.tabs = []
        self.dashboards = []
        self.done = False
        """Whether at the end some dashboard showed an act."""

    async def open(self):
        """Start the processes, which look at the database at different moments of a second."""
        for name in PROCESSES:
            self.processes.append(Process(name, self.network, self.truth))
            await asyncio.sleep(1 / len(PROCESSES))

    def _page(self, student):
        page = self.pages.get(student)
        return page if page and page.alive else None

    def join(self, student, process):
        """In a new tab; one that is open already stays open."""
        key = STUDENTS[student]
        user, consent = self.school.students[key], self.school.consents[key]
        self.pages[student] = Page(key, user, consent is not None, self._at(process), self.truth)
        self.tabs.append(self.pages[student])

    def _at(self, process):
        return self.processes[process]

    def look(self, student, state, reason):
        if page := self._page(student):
            page.look(state, reason)

    def ask(self, student, asked):
        if page := self._page(student):
            page.ask(asked)

    def lose(self, student, process):
        if page := self._page(student):
            page.lose(self._at(process))

    def sleep(self, student):
        if page := self._page(student):
            page.sleep()

    def wake(self, student, process):
        if page := self._page(student):
            page.wake(self._at(process))

    def leave(self, student):
        if page := self._page(student):
            page.close()

    def teach(self, process, delay):
        self.dashboards.append(Dashboard(self._at(process), delay, self.watch))

    def rest(self, which):
        if self.dashboards:
            self.dashboards.pop(which % len(self.dashboards)).close()

    def answer(self, student, answer):
        if page := self._page(student):
            page.answer(answer)

    def _teacher(self, which):
        return self.dashboards[which % len(self.dashboards)] if self.dashboards else None

    def acknowledge(self, which, student, need, seen):
        if teacher := self._teacher(which):
            teacher.say(Acknowledge(STUDENTS[student], need, seen))

    def snooze(self, which, student, reason, snoozed):
        if teacher := self._teacher(which):
            teacher.say(Snooze(STUDENTS[student], reason, snoozed))

    def check_in(self, which, student):
        if teacher := self._teacher(which):
            teacher.say(CheckIn(STUDENTS[student]))

    def mark(self, which):
        if teacher := self._teacher(which):
            teacher.say(Marker())

    def start_lesson(self):
        if not self.school.lesson:
            self.school.start_lesson()

    def end_lesson(self):
        if self.school.lesson:
            self.school.end_lesson()

    def choose(self, analysis):
        self.school.choose(analysis)

    def ask_first(self, asks_first):
        self.school.ask_first(asks_first)

    def count_only(self, counts_only):
        self.school.count_only(counts_only)

    def withdraw(self, student):
        self.school.withdraw(STUDENTS[student])

    def leave_out(self, student, exempt):
        self.school.leave_out(STUDENTS[student], exempt)

    def blow(self, weather):
        self.network.weather = weather

    def cut_off(self, process, how):
        self._at(process).layer.cut_off(how)

    def mend(self, process):
        self._at(process).layer.mend()

    def clear_up(self):
        self.network.weather = FAIR
        for process in self.processes:
            if process.layer.cut != "deaf":  # which only new connections mend
                process.layer.mend()
        for page in self.pages.values():
            if page.asleep:
                page.close()

    def fall_silent(self):
        """Nothing new is said: what dashboards show can be held to what is so."""
        for tab in self.tabs:
            tab.sleep()

    def look_round(self):
        """Nobody is silent for long and keeps a seat."""
        for known in self.truth.known.values():
            silence = time.monotonic() - known.heard
            awake = known.state == "arriving" or silence < GONE_AFTER + SWEPT
            assert awake or not known.open, "Who is silent stays."

    def compare(self):
        # A claim is said once, and again after an outage: on a line that works nothing is lost.
        if not self.network.lost:
            self.count_tabs()
        for dashboard in self.dashboards:
            self._compare_notes(dashboard)
            if self.school.counts_only:
                assert dashboard.news == {}
                continue
            for student in STUDENTS:
                shown = dashboard.news.get(student)
                so = self.truth.of(student, self.school.lesson)
                if self.school.lesson:
                    assert _gist(shown) == _gist(so)
                    assert _are_close(_instants(shown), _instants(so))
                    self._compare_acts(student, shown)
                elif so and so.open:
                    # A process with nobody in it forgets a class that has no lesson: that somebody
                    # went may be lost, and only the age of the news tells.
                    assert _gist(shown)[:-1] == _gist(so)[:-1]

    def _hubs(self):
        rooms = [room for process in self.processes for room in process.rooms._rooms.values()]
        return [room.hub for room in rooms if room.hub.lesson == self.school.lesson]

    def _compare_acts(self, student, shown):
        """What the process that holds the student keeps is what every dashboard shows."""
        own = [hub.presences[student] for hub in self._hubs() if student in hub.presences]
        if own:
            presence = max(own, key=lambda presence: presence.epoch)
            now = time.monotonic()
            kept, told = presence.care, Care.of(shown.acts, now)
            assert (told.acknowledged, told.snoozed) == (kept.acknowledged, kept.snoozed)
            assert (told.asked is None, told.answer) == (kept.asked is None, kept.answer)
            self.done = self.done or told != Care()

    def _compare_notes(self, dashboard):
        kept = {marker for hub in self._hubs() for marker in hub.notes.markers}
        assert dashboard.markers == tuple(sorted(kept))

    def count_tabs(self):
        for student in STUDENTS:
            tabs = [tab for tab in self.tabs if tab.student == student]
            sockets = [socket for tab in tabs for socket in tab.sockets]
            spoken = [socket for socket in sockets if socket.epoch >= 0 and not socket.closed]
            assert len(spoken) <= 1, "An older tab does not know of the newer."


def _gist(one):
    if one is None:
        return ()
    history = [change.what for change in one.history]
    return one.epoch, one.seq, one.state, one.reason, one.help, one.was, history


def _instants(one):
    if one is None:
        return []
    # Nothing is heard of who is arriving but that the socket is open, which is told again.
    heard = [] if "arriving" in (one.state, one.was) else [one.heard]
    return [one.since, *heard, *(change.at for change in one.history)]


def _are_close(ones, others):
    return all(abs(one - other) < SLACK for one, other in zip(ones, others, strict=False))


async def play(steps, seed):
    with School(STUDENTS).in_place() as school:
        story = Story(school, seed)
        await story.open()
        for name, args, wait in steps:
            getattr(story, name)(*args)
            await asyncio.sleep(wait)
            story.look_round()
        story.clear_up()
        await asyncio.sleep(SETTLE - CALM)
        story.fall_silent()
        await asyncio.sleep(CALM)
        story.compare()
        return story
