"""A browser's end of a socket, spoken by hand: the tests of the live side use nothing else."""

import json
import socket
import time
from contextlib import ExitStack, suppress
from typing import Any, Self

import pytest
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.network import Network
from tests.product import PATIENCE, Product

Server = Product | Network
"""What is reached at an address: a web server, or one behind a network that a test may break."""

CUES = {"brow": 0.02, "tilt": 1, "smile": 0.0, "gaze": "centred", "faces": 1}


def log_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Wire:
    """An open socket of ``user`` (nobody where None) to a class."""

    def __init__(
        self,
        product: Server,
        user: Any,
        path: str,
        *,
        client: Client | None = None,
        origin: str | None = "",
    ) -> None:
        self.client = client or (log_in(user) if user else Client())
        headers = {}
        if cookie := self.client.cookies.get("sessionid"):
            headers["Cookie"] = f"sessionid={cookie.value}"
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                product.url.replace("http", "ws", 1) + path,
                additional_headers=headers,
                origin=product.url if origin == "" else origin,  # type: ignore[arg-type]
                open_timeout=PATIENCE,
                close_timeout=PATIENCE,
            )
        )
        self.last_seq = 0
        self.heard: list[dict[str, Any]] = []
        self.tiles: dict[str, dict[str, Any]] = {}
        """The newest tile of each student, as a dashboard would show it."""
        self.acknowledges = True
        self.welcome: dict[str, Any] = {}

    @classmethod
    def student(
        cls, product: Server, user: Any, classroom: Any, *, last_epoch: int = 0, **options: Any
    ) -> Self:
        """A student's socket that has said hello and was welcomed."""
        wire = cls(product, user, f"/ws/classes/{classroom.key}/student/", **options)
        wire.say(type="hello", version=1, last_epoch=last_epoch)
        wire.welcome = wire.hear("welcome")
        return wire

    @classmethod
    def teacher(cls, product: Server, user: Any, classroom: Any, **options: Any) -> Self:
        return cls(product, user, f"/ws/classes/{classroom.key}/teacher/", **options)

    @property
    def port(self) -> int:
        """Of this end of the socket."""
        port: int = self._socket.local_address[1]
        return port

    def say(self, **message: Any) -> None:
        self.say_text(json.dumps(message))

    def say_text(self, text: str) -> None:
        self._socket.send(text)

    def say_bytes(self, data: bytes) -> None:
        self._socket.send(data)

    def signal(self, state: str = "focused", reason: str = "facing_screen", **more: Any) -> int:
        """Say a signal with the next seq, which is returned."""
        self.last_seq += 1
        message = {
            "type": "signal",
            "seq": self.last_seq,
            "analysis": "everything",
            "state": state,
            "reason": reason,
            "since": 0.0,
            "cues": CUES,
            **more,
        }
        self.say(**message)
        return self.last_seq

    def hear_next(self) -> dict[str, Any]:
        """The next message, whatever it is. Frames of tiles are acknowledged."""
        message = json.loads(self._socket.recv(PATIENCE))
        self.heard.append(message)
        if message["type"] == "tiles":
            self._draw(message)
        return message

    def _draw(self, message: dict[str, Any]) -> None:
        for tile in message["tiles"]:
            shown = self.tiles.get(tile["student"], tile)
            if (tile["epoch"], tile["seq"]) >= (shown["epoch"], shown["seq"]):
                self.tiles[tile["student"]] = tile
        if self.acknowledges:
            # What the server said before it closed is still to be read.
            with suppress(ConnectionClosed):
                self.say(type="received", rev=message["rev"])

    def hear(self, kind: str, **expected: Any) -> dict[str, Any]:
        """The next message of this type with these values; others before it are passed over."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self.hear_next()
            if message["type"] == kind and expected.items() <= message.items():
                return message
        raise AssertionError(f"No {kind} {expected} came; heard {self.heard[-20:]}")

    def hear_tile(self, student: str, **expected: Any) -> dict[str, Any]:
        """The next tile of ``student`` (a key) with these values."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for tile in self.hear("tiles")["tiles"]:
                if tile["student"] == student and expected.items() <= tile.items():
                    return tile
        raise AssertionError(f"No tile {expected} came; heard {self.heard[-20:]}")

    def sees(self, states: dict[str, str]) -> None:
        """Wait until the tiles of these students (keys) show these states, all at once."""
        deadline = time.monotonic() + PATIENCE
        while (shown := {key: self.tiles.get(key, {}).get("state") for key in states}) != states:
            assert time.monotonic() < deadline, f"{shown} is shown, not {states}"
            self.hear_next()

    def closed(self) -> tuple[int, str]:
        """Wait until the server closes; the code, and the words of the error before it."""
        with pytest.raises(ConnectionClosed) as closing:
            self.hear("nothing that the server ever says")
        frame = closing.value.rcvd
        assert frame is not None, "The connection was cut without a close frame."
        errors = [message for message in self.heard if message["type"] == "error"]
        return frame.code, errors[-1]["detail"] if errors else ""

    def hears_nothing(self) -> bool:
        """Whether nothing has arrived that was not heard yet."""
        try:
            self.heard.append(json.loads(self._socket.recv(0)))
        except TimeoutError:
            return True
        return False

    def drop(self) -> None:
        """Hang up without a word, and without waiting for one."""
        with suppress(OSError):
            self._socket.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
