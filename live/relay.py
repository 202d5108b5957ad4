"""What processes say to each other through the channel layer.

Pure. Each message is one layer message ``{"type": "relay", "body": bytes}``; the body is JSON.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from .protocol import Act, Markers, Tile, Window


class Noted(Struct, frozen=True):
    """What a hub keeps of a lesson for all of its teachers."""

    markers: Markers
    windows: tuple[Window, ...]


class Frame(Struct, frozen=True, tag="frame"):
    """Hub -> teachers: the tiles that changed. ``rev`` grows by one with each frame of a hub.

    A *full* frame answers a roll call: it carries every student of the hub, with history.
    """

    class_id: int
    lesson: int
    """The running lesson's id, 0 between lessons: frames of another lesson are not folded."""
    revision: int
    """Of the facts that the hub is held to: it tells what these allow."""
    hub: str
    rev: int
    full: bool
    tiles: list[Tile]
    noted: Noted | None = None
    """All of it, where it is new or the frame is full."""


class Standing(Struct, frozen=True, tag="standing"):
    """Hub -> teachers, now and then: the last rev, so that a lost frame is noticed."""

    class_id: int
    lesson: int
    hub: str
    rev: int


class RollCall(Struct, frozen=True, tag="roll_call"):
    """Teachers -> hubs: tell everything again. To one hub, or to all where ``hub`` is empty."""

    class_id: int
    hub: str = ""


class Claim(Struct, frozen=True, tag="claim"):
    """Hub -> hubs: these students are here now; whoever holds an older socket closes it."""

    class_id: int
    hub: str
    epochs: dict[str, int]
    """Of each student, that of the socket; none where the hub only says that it is there."""


class Acted(Struct, frozen=True, tag="acted"):
    """Teachers -> hubs: a teacher did this about one student."""

    class_id: int
    lesson: int
    epoch: int
    """The student's newest connection that the teacher's process knows: older ones are left out."""
    act: Act


class Note(Struct, frozen=True, tag="note"):
    """Teachers -> hubs: keep this for the lesson, be it a marker's second or a count."""

    class_id: int
    lesson: int
    note: int | Window


class Echo(Struct, frozen=True, tag="echo"):
    """A process to itself, to hear whether Redis still carries anything."""

    class_id: int = 0


Relayed = Frame | Standing | RollCall | Claim | Acted | Note | Echo

_decoder = msgspec.json.Decoder(Relayed)


def pack(message: Relayed) -> dict[str, Any]:
    """Make a layer message of it."""
    return {"type": "relay", "body": msgspec.json.encode(message)}


def unpack(event: dict[str, Any]) -> Relayed:
    """Read a layer message.

    Raises:
        msgspec.MsgspecError: for a message of another version.
    """
    return _decoder.decode(event["body"])
