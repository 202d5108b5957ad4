"""All that a peer checks of what a student says."""

from typing import Any


def is_signal(said: Any) -> bool:
    """Whether parsed JSON is a signal: `state` a string, `seq` an integer."""
    return (
        isinstance(said, dict)
        and isinstance(said.get("state"), str)
        and isinstance(said.get("seq"), int)
    )
