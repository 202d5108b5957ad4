"""A browser's end of a socket, spoken by hand: the tests of the live side use nothing else."""

import json
from contextlib import ExitStack
from typing import Any, Self

from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.product import PATIENCE, Product

QUIET = frozenset({"beat"})

CUES = {"brow": 0.02, "tilt": 1, "smile": 0.0, "gaze": "centred", "faces": 1}


def log_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Wire:
    """An open socket of ``user`` (nobody where None) to a class."""

    def __init__(
        self,
        product: Product,
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
        self.welcome: dict[str, Any] = {}

    @classmethod
    def student(cls, product: Product, user: Any, classroom: Any, **options: Any) -> Self:
        """A student's socket that has said hello and was welcomed."""
        wire = cls(product, user, f"/ws/classes/{classroom.key}/student/", **options)
        wire.say(type="hello", version=1, last_epoch=0)
        wire.welcome = wire.hear("welcome")
        return wire

    @classmethod
    def teacher(cls, product: Product, user: Any, classroom: Any, **options: Any) -> Self:
        return cls(product, user, f"/ws/classes/{classroom.key}/teacher/", **options)

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

    def hear_any(self, timeout: float = PATIENCE) -> dict[str, Any]:
        """The next message that is not a beat. Frames of tiles are acknowledged."""
        while True:
            message = json.loads(self._socket.recv(timeout))
            if message["type"] == "tiles":
                self.say(type="received", rev=message["rev"])
            if message["type"] not in QUIET:
                return message

    def hear(self, kind: str) -> dict[str, Any]:
        """The next message of this type; others before it are passed over."""
        while True:
            if kind in QUIET:
                message = json.loads(self._socket.recv(PATIENCE))
            else:
                message = self.hear_any()
            if message["type"] == kind:
                return message

    def hear_tile(self, student: str, **expected: Any) -> dict[str, Any]:
        """The next tile of ``student`` (a key) with these values."""
        while True:
            for tile in self.hear("tiles")["tiles"]:
                if tile["student"] == student and expected.items() <= tile.items():
                    return tile

    def hears_nothing(self, seconds: float) -> bool:
        """Whether nothing but beats comes for so long."""
        try:
            self.hear_any(seconds)
        except TimeoutError:
            return True
        return False

    def closed(self) -> tuple[int, str]:
        """Wait until the server closes; its code and reason."""
        try:
            while True:
                self._socket.recv(PATIENCE)
        except ConnectionClosed as closing:
            assert closing.rcvd is not None, "The connection was cut without a close frame."
            return closing.rcvd.code, closing.rcvd.reason

    def close(self) -> None:
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
