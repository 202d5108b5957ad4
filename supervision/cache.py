"""The cache, which holds rate limits and nothing else.

It is shared through Redis, so that limits count across processes. While Redis is away the product
keeps working: limits are then not counted, which an attacker cannot bring about from outside.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as Slow

AWAY: Final = 5.0
"""Seconds for which a server that did not answer is not asked again."""


def _calm(name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **options: Any) -> Any:
        if time.monotonic() < CalmRedisCache.away_until:
            return otherwise(*args, **options)
        try:
            return getattr(RedisCache, name)(self, *args, **options)
        except (Unreachable, Slow):
            CalmRedisCache.away_until = time.monotonic() + AWAY
            return otherwise(*args, **options)

    method.__name__ = name
    return method


class CalmRedisCache(RedisCache):
    """Django's Redis cache, except that an unreachable server reads as an empty cache."""

    away_until = 0.0

    add = _calm("add", lambda *args, **options: True)
    get = _calm("get", lambda key, default=None, *args, **options: default)
    set = _calm("set", lambda *args, **options: None)
    delete = _calm("delete", lambda *args, **options: False)
