"""A dialect: how to speak with one relay. Pure.

A file in ``bench/dialects`` is all that the generator knows of what it loads, so that it can be
pointed at any relay that speaks text over WebSockets. Templates are ``string.Template``'s:
``$class``, ``$student`` and ``$seq``, and ``$$`` for a dollar.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal

Names = dict[str, str]
"""What stands for ``$class`` and ``$student``."""


@dataclass(frozen=True)
class Role:
    """One side of the relay: a student's socket, or a teacher's."""

    path: Template
    opening: list[tuple[re.Pattern[bytes], Template]]
    """In this order: what to wait for in a frame (nothing: at once), and what to say then."""
    ready: re.Pattern[bytes] | None
    """The frame that says that the socket is in use; None: when the opening is through."""
    answers: list[tuple[re.Pattern[bytes], Template]]
    """To every frame that matches, what is said at once; ``$1`` is the first group."""


@dataclass(frozen=True)
class Dialect:
    """Both sides, what students say, and how those who listen hear of it."""

    student: Role
    teacher: Role | None
    """None where students hear themselves."""
    signals: list[Template]
    """One for each state that a student changes between."""
    news: re.Pattern[bytes]
    """Found in the frames of those who listen, any number of times: ``student`` and ``seq``."""
    listener: Literal["teacher", "student"]


def load(file: Path) -> Dialect:
    """Read a dialect.

    Raises:
        OSError: when there is no such file.
        ValueError: when it is no dialect; the message says what is wrong.
    """
    try:
        told = json.loads(file.read_text())
        teacher = told.get("teacher")
        dialect = Dialect(
            student=_role(told["student"]),
            teacher=_role(teacher) if teacher else None,
            signals=[Template(text) for text in told["signals"]],
            news=_pattern(told["news"]),
            listener=told["listener"],
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise ValueError(f"{file} is no dialect: {error!r}.") from error
    _check(dialect, file)
    return dialect


def _role(told: dict[str, Any]) -> Role:
    return Role(
        path=Template(told["path"]),
        opening=[(_pattern(wait), Template(say)) for wait, say in told["opening"]],
        ready=_pattern(told["ready"]) if told["ready"] else None,
        answers=[(_pattern(heard), Template(say)) for heard, say in told["answers"]],
    )


def _pattern(text: str) -> re.Pattern[bytes]:
    return re.compile(text.encode())


def _check(dialect: Dialect, file: Path) -> None:
    if not {"student", "seq"} <= dialect.news.groupindex.keys():
        raise ValueError(f"{file}: `news` needs the groups `student` and `seq`.")
    if getattr(dialect, dialect.listener, None) is None:
        raise ValueError(f"{file}: there is no {dialect.listener} to listen.")
    if not dialect.signals:
        raise ValueError(f"{file}: students say nothing.")


def around_seq(template: Template, names: Names) -> tuple[bytes, bytes]:
    """The parts of a signal before and after its ``seq``: joining is all that is left to do."""
    before, _, after = template.substitute(names, seq="\0").partition("\0")
    return before.encode(), after.encode()


def answer(say: Template, match: re.Match[bytes], names: Names) -> bytes:
    """What is said to a frame that matched."""
    text = say.template
    for number, group in enumerate(match.groups(b""), start=1):
        text = text.replace(f"${number}", group.decode())
    return Template(text).substitute(names).encode()
