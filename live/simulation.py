"""What a simulated student goes through: a plausible lesson, made of chance and nobody's face.

Pure: chance comes in. It is for the demonstration and for loads; it says nothing about people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .protocol import CAMERA_FREE, Cues, Policy, Reason, Signal, State, allows_state


@dataclass(frozen=True, slots=True)
class Stretch:
    """For ``seconds`` the student is like this; ``help`` says that "I'm lost" was pressed."""

    seconds: float
    state: State
    reason: Reason
    help: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    weight: int
    shortest: float
    longest: float
    state: State
    reason: Reason
    help: bool = False


_KINDS: Final = (
    _Kind(40, 20, 120, "focused", "facing_screen"),
    _Kind(16, 10, 40, "focused", "head_down"),
    _Kind(12, 6, 18, "confused", "brow_and_tilt"),
    _Kind(4, 15, 40, "confused", "answered_lost"),
    _Kind(7, 5, 12, "alert", "gaze_away"),
    _Kind(3, 5, 15, "alert", "no_face"),
    _Kind(1, 4, 8, "alert", "multiple_faces"),
    _Kind(4, 5, 15, "unclear", "too_dark"),
    _Kind(3, 15, 40, "paused", "by_student"),
    _Kind(3, 15, 30, "focused", "facing_screen", help=True),
)
_GAZE: Final[dict[str, Any]] = {"gaze_away": "away", "head_down": "down"}
_ASKS: Final = 0.1
"""How often a stretch of a student without a camera is one of asking for help."""


def lesson(chance: random.Random, policy: Policy) -> Iterator[Stretch]:
    """Stretches without end that the policy allows, the first calm, its length spread.

    These students consented and leave nothing out.
    """
    if policy.analysis == "self_report":
        yield from _self_reports(chance)
    yield Stretch(chance.uniform(2, 40), "focused", "facing_screen")
    kinds = [kind for kind in _KINDS if _happens(kind, policy)]
    weights = [kind.weight for kind in kinds]
    while True:
        kind = chance.choices(kinds, weights)[0]
        seconds = chance.uniform(kind.shortest, kind.longest)
        yield Stretch(seconds, kind.state, kind.reason, kind.help)


def _happens(kind: _Kind, policy: Policy) -> bool:
    """Nobody answers who is not asked."""
    was_asked = policy.asks_first or kind.reason != "answered_lost"
    return was_asked and allows_state(policy, consented=True, state=kind.state, reason=kind.reason)


def _self_reports(chance: random.Random) -> Iterator[Stretch]:
    while True:
        asks = chance.random() < _ASKS
        yield Stretch(chance.uniform(15, 90), "no_camera", "by_student", asks)


def said(stretch: Stretch, seq: int, policy: Policy, since: float, chance: random.Random) -> Signal:
    """The signal of a student who has been like this for ``since`` seconds."""
    return Signal(
        seq=seq,
        analysis=policy.analysis,
        state=stretch.state,
        reason=stretch.reason,
        since=round(since, 1),
        cues=_cues(stretch, policy, chance),
    )


def _cues(stretch: Stretch, policy: Policy, chance: random.Random) -> Cues | None:
    """What would have been measured; None where nothing is looked at."""
    if stretch.state in CAMERA_FREE:
        return None
    if stretch.state == "unclear" or stretch.reason == "no_face":
        faces = 0 if stretch.reason == "no_face" else None
        return Cues(brow=None, tilt=None, smile=None, gaze=None, faces=faces)
    gaze = _GAZE.get(stretch.reason, "centred")
    faces = 2 if stretch.reason == "multiple_faces" else 1
    if policy.analysis == "attention" or policy.asks_first:
        return Cues(brow=None, tilt=None, smile=None, gaze=gaze, faces=faces)
    confused = stretch.state == "confused"
    return Cues(
        brow=round(chance.uniform(0.3, 0.45) if confused else chance.uniform(0, 0.1), 2),
        tilt=round(chance.uniform(11, 17) if confused else chance.uniform(-4, 4)),
        smile=round(chance.uniform(0, 0.1), 2),
        gaze=gaze,
        faces=faces,
    )
