"""Stands for the prototype that Supervision replaces, in its design and as it ran.

Follows Flask-SocketIO's "Getting Started" and "Rooms". It ran in threading mode on Werkzeug's
server, which warns that it is made for development. A class's students and teacher share one room;
each `telemetry` event is kept as the student's last state and among the last 60 points, and emitted
to the whole room, students included. No Redis.

    python -m bench.peers.seed HOST PORT
"""

import sys
from collections import defaultdict
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, emit, join_room

from bench.peers.signals import is_signal

POINTS = 60
"""How many points of each student are kept."""

Student = tuple[str, str]
"""A class and a student in it."""

app = Flask(__name__)
socketio = SocketIO(app, async_mode="threading")

students: dict[str, Student] = {}
"""Who speaks, by the session id of the socket."""
last_states: dict[Student, dict[str, Any]] = {}
points: defaultdict[Student, list[dict[str, Any]]] = defaultdict(list)


def join(who: dict[str, str]) -> None:
    """Enter the class's room, as a student where one is named."""
    join_room(who["class"])
    if "student" in who:
        students[session_id()] = (who["class"], who["student"])


def telemetry(said: Any) -> None:
    """Keep what a student said, and tell it to the whole class."""
    if not is_signal(said):
        return
    classroom, name = student = students[session_id()]
    point = {"student": name, **said}
    last_states[student] = point
    points[student].append(point)
    del points[student][:-POINTS]
    emit("telemetry", point, to=classroom)


def leave(reason: str) -> None:
    """Forget the socket; Socket.IO leaves the room by itself."""
    students.pop(session_id(), None)


def session_id() -> str:
    """The socket whose event is being handled; Flask-SocketIO puts it on Flask's request."""
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid


socketio.on_event("join", join)
socketio.on_event("telemetry", telemetry)
socketio.on_event("disconnect", leave)

if __name__ == "__main__":
    socketio.run(app, sys.argv[1], int(sys.argv[2]), allow_unsafe_werkzeug=True)
