"""What may and may not stand in the log."""

import logging
import re


class CalmRedis(logging.Filter):
    """One calm line where the channel layer would print a traceback at each failed reconnect."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("channels_redis") and record.exc_info:
            record.msg, record.args = "Redis cannot be reached; trying again.", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class Discreet(logging.Filter):
    """Addresses that open a door are not written down: join codes, invitations, password resets."""

    KEYS = re.compile(r"/(invitation|join|password/reset/key)/[^/\s]+")

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = self.KEYS.sub(r"/\1/***", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True
