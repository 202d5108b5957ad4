"""Which socket answers which address."""

from channels.generic.websocket import AsyncWebsocketConsumer
from django.urls import path, re_path

from .consumers import StudentConsumer, TeacherConsumer

websocket_urlpatterns = [
    path("ws/classes/<slug:key>/student/", StudentConsumer.as_asgi()),
    path("ws/classes/<slug:key>/teacher/", TeacherConsumer.as_asgi()),
]


class Nowhere(AsyncWebsocketConsumer):
    """No socket is here: refused at the handshake, where Channels would log a traceback."""

    async def connect(self) -> None:
        await self.close()


every_address = [*websocket_urlpatterns, re_path("", Nowhere.as_asgi())]
