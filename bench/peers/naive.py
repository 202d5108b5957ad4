"""Stands for what one gets by following the Channels tutorial: a group message for each signal.

Follows Channels' "Tutorial Part 2" and "Part 3" (asynchronous consumers; `RedisChannelLayer` with
its defaults, a capacity of 100 messages included) and "Consumers" (`AsyncJsonWebsocketConsumer`).
It has no database and no log-in, and so less to do than the tutorial's application. Daphne has our
own web server's options.

    REDIS_URL=redis://… python -m bench.peers.naive HOST PORT
"""

import os
import sys
from typing import Any

import django
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

from bench.peers import plain_daphne
from bench.peers.signals import is_signal

settings.configure(
    INSTALLED_APPS=["daphne", "channels"],
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [os.environ["REDIS_URL"]]},
        }
    },
)
django.setup()


class StudentConsumer(AsyncJsonWebsocketConsumer):
    """A student's socket."""

    async def connect(self) -> None:
        place = self.scope["url_route"]["kwargs"]
        self.student: str = place["student"]
        self.teachers = teachers_of(place["classroom"])
        await self.accept()

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        if is_signal(content):
            signal = {"student": self.student, **content}
            message = {"type": "student.signal", "signal": signal}
            await self.channel_layer.group_send(self.teachers, message)


class TeacherConsumer(AsyncJsonWebsocketConsumer):
    """A teacher's socket."""

    async def connect(self) -> None:
        self.teachers = teachers_of(self.scope["url_route"]["kwargs"]["classroom"])
        await self.channel_layer.group_add(self.teachers, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.teachers, self.channel_name)

    async def student_signal(self, event: dict[str, Any]) -> None:
        """Pass on what a student said to the group."""
        await self.send_json(event["signal"])


def teachers_of(classroom: str) -> str:
    """The group of a class's teachers."""
    return f"teachers_{classroom}"


application = ProtocolTypeRouter(
    {
        "websocket": URLRouter(
            [
                path("student/<classroom>/<student>/", StudentConsumer.as_asgi()),
                path("teacher/<classroom>/", TeacherConsumer.as_asgi()),
            ]
        )
    }
)


def serve(host: str, port: int) -> None:
    """Become daphne."""
    command = plain_daphne.command(host, port, "bench.peers.naive:application")
    os.execv(sys.executable, command)  # noqa: S606


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
