"""What may and may not stand in the log."""

import logging


class CalmRedis(logging.Filter):
    """One calm line where the channel layer would print a traceback at each failed reconnect."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("channels_redis") and record.exc_info:
            record.msg, record.args = "Redis cannot be reached; trying again.", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
