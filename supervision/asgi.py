"""The one application: pages by Django, sockets by ``live``. Origin check > cookies > routing.

The log-in that a cookie names is looked up behind the socket's own door, ``classrooms.access``.
"""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")
pages = get_asgi_application()

from live.routing import every_address  # noqa: E402 (needs the apps loaded)

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(CookieMiddleware(URLRouter(every_address))),
    }
)
