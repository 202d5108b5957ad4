"""A student's page and a teacher's dashboard, as far as the engine can tell them from the real.

They follow ``static/js/student`` and ``static/js/dashboard``: what is said again after a
reconnect, which close codes are final, and how tiles are folded into a picture.
"""

import asyncio
import time
from dataclasses import dataclass, field

import msgspec

from live.consumers import StudentConsumer, TeacherConsumer
from live.protocol import (
    HEARTBEAT,
    HISTORY_CHUNK,
    VERSION,
    Acts,
    AnswerCheckIn,
    AskedHow,
    Beat,
    Close,
    Error,
    Hello,
    Help,
    History,
    LessonEnded,
    LessonStarted,
    MarkersNow,
    PolicyChanged,
    Pulse,
    Received,
    Roster,
    Signal,
    Tiles,
    ToStudent,
    ToTeacher,
    Transition,
    Welcome,
    allows_state,
    encode,
)
from live.tests.simulated_school import TEACHER, Socket

RETURN = 0.7
"""Seconds until a page whose socket was lost opens the next."""

SAME_START = 5.0
"""A lesson whose start moved by more is another lesson."""

REFUSED_ACTS = {"no_lesson", "not_allowed", "not_here", "no_need", "pending", "not_carried"}

_FINAL = {Close.REPLACED, Close.LESSON_ENDED, Close.CONSENT_CHANGED, Close.FORBIDDEN}
_to_student = msgspec.json.Decoder(ToStudent)
_to_teacher = msgspec.json.Decoder(ToTeacher)


@dataclass
class Change:
    """At ``at`` the state became this."""

    state: str
    reason: str
    at: float

    @property
    def what(self):
        return self.state, self.reason


class Page:
    """A student's tab."""

    def __init__(self, student, user, consented, process, truth):
        self.student, self.user, self.consented = student, user, consented
        self.truth = truth
        self.socket = None
        self.sockets = []
        self.alive = True
        self.asleep = False
        self.linked = False
        self._seen = ("focused", "facing_screen")
        self._epoch = 0
        self._seq = 0
        self._policy = None
        self._started = None
        self._forget()
        self.open(process)

    def _forget(self):
        self._changes = []
        self._help = None
        self._asked = False

    def open(self, process):
        """Connect, be it for the first time or again."""
        if self.alive:
            self.process, self.linked = process, False
            self.socket = Socket(process, StudentConsumer, self.user, self)
            self.sockets.append(self.socket)
            self.socket.say(encode(Hello(VERSION, self._epoch)))

    # What the student does

    def look(self, state, reason):
        self._seen = (state, reason)
        self._observe()
        if self.linked and not self.asleep:
            self._signal()

    def ask(self, asked):
        self._help = asked
        if self.linked and not self.asleep:
            self._say_help()

    def answer(self, answer):
        """To a check-in, if there was one."""
        if self._asked and self.linked and not self.asleep:
            self._asked = False
            self._help = True if answer == "lost" else self._help
            self._say(AnswerCheckIn(answer), self.truth.answered)

    def close(self):
        """The tab is closed."""
        self.alive = self.linked = False
        self.socket.drop()

    def lose(self, process):
        """The connection breaks, and comes back in a while."""
        self.linked = False
        self.socket.drop()
        asyncio.get_running_loop().call_later(RETURN, self.open, process)

    def sleep(self):
        """The lid closes: nothing is said any more, and the socket is not closed either."""
        self.asleep = True

    def wake(self, process):
        """The lid opens: the page takes its old socket for lost, and the server may not."""
        if self.asleep:
            self.asleep = self.linked = False
            self.open(process)

    # What the server says

    def hear(self, socket, text):
        message = _to_student.decode(text)
        self._note(socket, message)
        if socket is not self.socket or socket.closed or self.asleep:
            return
        match message:
            case Welcome():
                self._welcome(message)
            case LessonStarted(lesson):
                self._attend(lesson)
                self._speak()
            case PolicyChanged(policy):
                self._policy = policy
                self._speak()
            case AskedHow():
                self._asked = True
            case LessonEnded():
                self.close()

    def _note(self, socket, message):
        match message:
            case Error():
                # An answer that nobody awaits is heard all the same.
                socket.refused = message.code != "not_asked"
            case Welcome():
                lesson = socket.process.lesson if message.lesson else 0
                socket.epoch = message.epoch
                self.truth.welcomed(socket.process.name, self.student, message.epoch, lesson)

    def _welcome(self, welcome):
        self.linked = True
        self._epoch = welcome.epoch
        self._policy = welcome.policy
        if welcome.lesson is None and self._started is not None:
            self.close()
            return
        self._attend(welcome.lesson)
        if self._started is not None:
            self._take_up()
            self._speak()

    def _attend(self, lesson):
        if lesson is None:
            return
        started = time.monotonic() - lesson.age
        if self._started is None or abs(started - self._started) > SAME_START:
            self._forget()
            self._started = started

    def _take_up(self):
        now = time.monotonic()
        told = [
            Transition(change.state, change.reason, round(now - change.at, 1))
            for change in self._changes
            if allows_state(self._policy, self.consented, *change.what)
        ]
        for first in range(0, len(told), HISTORY_CHUNK):
            self._say(History(told[first : first + HISTORY_CHUNK]), self.truth.recalled)
        if self._help is not None:
            self._say_help()

    # What the page says

    def _own(self):
        instead = [("focused", "facing_screen"), ("unclear", "not_looked_at")]
        for own in (self._seen, *instead):
            if allows_state(self._policy, self.consented, *own):
                return own
        return ("no_camera", "by_student")

    def _observe(self):
        if self._started is None or self._policy is None:
            return
        own = self._own()
        if self._changes and self._changes[-1].what == own:
            return
        if own[0] == "paused":
            self._changes.clear()
        self._changes.append(Change(*own, time.monotonic()))

    def _speak(self):
        """Signal now, and again every heartbeat for as long as this socket lasts."""
        socket = self.socket
        if self.linked and not self.asleep:
            self._signal()

            def again():
                if socket is self.socket:
                    self._speak()

            if socket.timer:
                socket.timer.cancel()
            socket.timer = asyncio.get_running_loop().call_later(HEARTBEAT, again)

    def _signal(self):
        self._observe()
        if self._changes:
            self._seq += 1
            present = self._changes[-1]
            since = round(time.monotonic() - present.at, 1)
            said = (self._policy.analysis, *present.what)
            signal = Signal(self._seq, *said, since)
            self._say(signal, self.truth.signalled)

    def _say_help(self):
        self._say(Help(self._help), self.truth.asked)

    def _say(self, message, told):
        """Say it; ``told`` learns of it if the server takes it."""
        socket = self.socket

        def taken():
            speaks = self.truth.speaks(socket.process.name, self.student, socket.epoch)
            if speaks and not (socket.refused or socket.closed):
                told(socket.process.name, self.student, message)
            socket.refused = False

        socket.say(encode(message), taken)

    # How sockets end

    def ended(self, socket, code):
        self.truth.ended(socket.process.name, self.student, socket.epoch, Close(code))
        if socket is self.socket and not self.asleep:
            self.linked = False
            if Close(code) in _FINAL:
                self.alive = False
            else:
                asyncio.get_running_loop().call_later(RETURN, self.open, self.process)

    def parted(self, socket):
        self.truth.left(socket.process.name, self.student, socket.epoch)


@dataclass
class News:
    """What a dashboard knows of one student."""

    epoch: int
    seq: int
    state: str
    reason: str
    since: float
    heard: float
    help: bool
    was: str | None
    acts: Acts | None
    history: list = field(default_factory=list)


class Dashboard:
    """A teacher's tab. ``watch`` sees every roster and every tile that it is told."""

    def __init__(self, process, delay, watch):
        self.process, self.delay, self.watch = process, delay, watch
        self.news = {}
        self.markers = ()
        self.roster = None
        self.lesson_started = None
        self.socket = Socket(process, TeacherConsumer, TEACHER, self)

    def close(self):
        self.socket.drop()

    def say(self, act):
        self.socket.say(encode(act))

    def hear(self, socket, text):
        if socket.closed:
            return
        match _to_teacher.decode(text):
            case Roster() as roster:
                self._enrol(roster)
                self.watch.enrolled(self, roster)
            case Tiles(rev, tiles):
                for tile in tiles:
                    self.watch.told(self, tile)
                    self._fold(tile)
                acknowledge = encode(Received(rev))
                asyncio.get_running_loop().call_later(self.delay, socket.say, acknowledge)
            case MarkersNow(markers):
                self.markers = markers
            case Beat() | Pulse():
                pass
            case Error() as error:
                assert error.code in REFUSED_ACTS, error

    def _enrol(self, roster):
        before, self.roster = self.roster, roster
        known, started = self.lesson_started, None
        if roster.lesson is not None:
            started = time.monotonic() - roster.lesson.age
            if known is not None and abs(known - started) < SAME_START:
                started = known
        goes_on = started == self.lesson_started and before and before.analysis == roster.analysis
        self.lesson_started = started
        if started != known:
            self.markers = ()
        if roster.counts_only or (before and before.counts_only):
            self.news = {}
        elif not goes_on:
            is_another = known is not None and started != known
            arriving = {k: one for k, one in self.news.items() if one.state == "arriving"}
            self.news = {} if is_another else arriving
            for one in self.news.values():
                one.help, one.history = False, one.history[-1:]

    def _fold(self, tile):
        now = time.monotonic()
        if self.lesson_started is None and tile.state not in ("arriving", "gone"):
            return
        before = self.news.get(tile.student)
        if before and (tile.epoch, tile.seq) < (before.epoch, before.seq):
            return
        self.news[tile.student] = News(
            epoch=tile.epoch,
            seq=tile.seq,
            state=tile.state,
            reason=tile.reason,
            since=now - tile.since,
            heard=now - tile.heard,
            help=tile.help is not None,
            was=tile.was,
            acts=tile.acts,
            history=_history(before, tile, now),
        )

    def ended(self, socket, code):
        raise AssertionError(f"A dashboard that reads was closed: {Close(code).name}")

    def parted(self, socket):
        pass


def _history(before, tile, now):
    if tile.history is not None:
        return [Change(past.state, past.reason, now - past.age) for past in tile.history]
    past = before.history if before else []
    if before and (before.state, before.reason) == (tile.state, tile.reason):
        return past
    if tile.state == "paused":
        past = []
    return [*past, Change(tile.state, tile.reason, now - tile.since)]
