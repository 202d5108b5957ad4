"""Which series are recorded: what each shows, by kind and amount.

| kind          | amount                                                             |
| ------------- | ------------------------------------------------------------------ |
| `neutral`     | 0: as photographed                                                 |
| `roll`        | degrees, + anticlockwise in the picture                            |
| `yaw`         | degrees that the head was turned, + towards the picture's right    |
| `down`, `up`  | degrees that the head was lowered or raised                        |
| `furrow`      | how far the inner brows were drawn down, share of the eyes' distance |
| `smile`       | how far the corners of the mouth were drawn out, share of the same |
| `iris`        | how far the irises were moved, share of an eye's width, + to the picture's right |
| `light`       | by which every pixel is multiplied                                 |
| `dark`        | the same, where nobody can be seen any more                        |
| `scale`       | size of the person, 1 is usual                                     |
| `blurred`     | standard deviation of a Gaussian, px                               |
| `second_face` | width of the other face, share of the frame's                      |
| `size`        | width of the camera's picture, px                                  |
| `combined`    | furrow + 2 tilt + 4 smile + 8 away                                 |
| `mirrored`, `sunglasses`, `covered`, `frozen`, `no_face` | 0               |

Every amount of every kind is in a series' labels, whatever its own kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any, Final

from evaluation.photographs import PHOTOGRAPHS
from evaluation.shots import WIDTH, Person, Shot, scale_for
from evaluation.warps import Expression

FPS: Final = 10
NOBODY: Final = "nobody"

CALM: Final = ("hopper", "giunchedi")
FRONTAL: Final = (*CALM, "collins")
EVERYBODY: Final = tuple(PHOTOGRAPHS)

FURROW, TILT, SMILE, AWAY = 0.17, 16.0, 0.14, 35.0
"""What is drawn where a cue is plainly there."""


QUICK: Final = {
    "neutral-hopper",
    "roll-hopper-15",
    "yaw-hopper-35",
    "down-hopper-35",
    "up-hopper-30",
    "furrow-hopper-0.13",
    "smile-hopper-0.14",
    "iris-hopper-0.24",
    "light-hopper-0.3",
    "dark-hopper-0.01",
    "scale-hopper-0.5",
    "blurred-hopper-6",
    "second_face-hopper-collins-0.1",
    "size-hopper-320",
    "combined-hopper-3",
    "mirrored-hopper-away",
    "sunglasses-hopper",
    "covered-hand",
    "frozen-hopper",
    "no_face-coffee",
}
"""The quick selection: every kind once."""


@dataclass(frozen=True)
class Series:
    """One clip that the recorder shows to the worker."""

    name: str
    kind: str
    amount: float
    shot: Shot
    frames: int = 10

    @property
    def subject(self) -> str:
        """Who is nearest to the camera."""
        return self.shot.people[0].subject if self.shot.people else NOBODY

    def header(self) -> dict[str, Any]:
        """The first line of its file."""
        return {
            "series": self.name,
            "subject": self.subject,
            "kind": self.kind,
            "amount": self.amount,
            "labels": labels(self.shot),
            "fps": FPS,
            "source": "; ".join(PHOTOGRAPHS[one.subject].about for one in self.shot.people)
            or "a room without people",
        }


def labels(shot: Shot) -> dict[str, Any]:
    """What is known of a shot: who is there, and what was done to the picture of the nearest."""
    seen = not shot.cover and shot.light >= DARK
    known: dict[str, Any] = {
        "faces": len(shot.people),
        "readable": seen and not shot.frozen,
        "light": shot.light,
        "blur": shot.blur,
        "mirrored": shot.mirrored,
    }
    if shot.people:
        nearest = shot.people[0]
        known |= asdict(nearest.expression) | {"roll": 0 - nearest.roll, "scale": nearest.scale}
        known["photographed_smiling"] = PHOTOGRAPHS[nearest.subject].smiles
    return known


DARK: Final = 0.1
"""Light in which nobody could be seen."""


def catalogue(*, quick: bool) -> list[Series]:
    """All series, or those of the quick selection."""
    every = [
        *_neutral(),
        *_turned(),
        *_expressions(),
        *_pictures(),
        *_unreadable(),
        *_second_faces(),
        *_combined(),
    ]
    return [one for one in every if one.name in QUICK or not quick]


def _neutral() -> Iterator[Series]:
    for subject in EVERYBODY:
        shot = Shot((Person(subject),))
        yield Series(f"neutral-{subject}", "neutral", 0, shot, frames=40)


def _turned() -> Iterator[Series]:
    for subject, roll in product(EVERYBODY, (5, 10, 15, 20, 30)):
        for amount in (roll, -roll):
            person = Person(subject, roll=-amount)
            yield _of("roll", amount, person)
    for subject, yaw in product(FRONTAL, (15, 25, 35, 45)):
        for amount in (yaw, -yaw):
            person = Person(subject, Expression(yaw=amount))
            yield _of("yaw", amount, person)
    for subject, down in product(FRONTAL, (15, 25, 35)):
        person = Person(subject, Expression(pitch=down))
        yield _of("down", down, person)
    for subject, up in product(FRONTAL, (15, 30)):
        person = Person(subject, Expression(pitch=-up))
        yield _of("up", up, person)


def _expressions() -> Iterator[Series]:
    for subject, amount in product(EVERYBODY, (0.03, 0.06, 0.09, 0.13, 0.17)):
        person = Person(subject, Expression(furrow=amount))
        yield _of("furrow", amount, person)
    for subject, amount in product(CALM, (0.05, 0.1, 0.14, 0.18)):
        person = Person(subject, Expression(smile=amount))
        yield _of("smile", amount, person)
    for subject, aside in product(FRONTAL, (0.08, 0.16, 0.24)):
        for amount in (aside, -aside):
            person = Person(subject, Expression(gaze=amount))
            yield _of("iris", amount, person)


def _pictures() -> Iterator[Series]:
    for subject in EVERYBODY:
        neutral = Shot((Person(subject),))
        for light in (0.15, 0.3, 0.6, 1.4, 1.8):
            shot = replace(neutral, light=light)
            yield _shown("light", light, shot)
        for scale in (0.35, 0.5, 0.7):
            person = Person(subject, scale=scale)
            yield _of("scale", scale, person)
        for blur in (2, 4, 6, 9):
            shot = replace(neutral, blur=blur)
            yield _shown("blurred", blur, shot)
    for subject in CALM:
        sized = Shot((Person(subject),))
        for size in ((320, 240), (1280, 720), (480, 640)):
            shot = replace(sized, size=size)
            yield _shown("size", size[0], shot)
        for name, expression in PLAINLY.items():
            person = Person(subject, expression, roll=TILT if name == "tilt" else 0)
            shot = Shot((person,), mirrored=True)
            yield Series(f"mirrored-{subject}-{name}", "mirrored", 0, shot)


PLAINLY: Final = {
    "neutral": Expression(),
    "furrow": Expression(furrow=FURROW),
    "tilt": Expression(),
    "away": Expression(yaw=AWAY),
}


def _unreadable() -> Iterator[Series]:
    for room in ("coffee", "brick", "chelsea"):
        shot = Shot(room=room)
        yield Series(f"no_face-{room}", "no_face", 0, shot, frames=20)
    for cover in ("hand", "card"):
        shot = Shot((Person("hopper"),), cover=cover)
        yield Series(f"covered-{cover}", "covered", 0, shot)
    for subject, light in product(CALM, (0.01, 0.04)):
        shot = Shot((Person(subject),), light=light)
        yield _shown("dark", light, shot)
    for subject in FRONTAL:
        frozen = Shot((Person(subject),), frozen=True)
        yield Series(f"frozen-{subject}", "frozen", 0, frozen, frames=15)
        person = Person(subject, Expression(sunglasses=True))
        yield Series(f"sunglasses-{subject}", "sunglasses", 0, Shot((person,)))


def _second_faces() -> Iterator[Series]:
    """Another person at the side: beside, above and below the shoulder of the nearest."""
    pairs = (("hopper", "collins"), ("giunchedi", "henner"), ("collins", "giunchedi"))
    places = ((545, 235), (95, 110), (540, 370))
    shares = (0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3)
    for (nearest, other), (x, y) in zip(pairs, places, strict=True):
        for share in shares:
            aside = 1 if share == shares[-1] else 0.35
            front = Person(nearest, x=WIDTH / 2 + aside * (WIDTH / 2 - x), scale=0.9)
            back = Person(other, x=x, y=y, scale=scale_for(other, share))
            name = f"second_face-{nearest}-{other}-{share}"
            yield Series(name, "second_face", share, Shot((front, back)), frames=20)


def _combined() -> Iterator[Series]:
    """Every combination of the cues, and each cue in pictures that are harder to read."""
    for subject, number in product(CALM, range(16)):
        person = _doing(subject, number)
        yield _shown("combined", number, Shot((person,)))
    for subject, number in product(CALM, (1, 8)):
        person = _doing(subject, number)
        harder = {
            "dim": Shot((person,), light=0.15),
            "bright": Shot((person,), light=1.8),
            "far": Shot((replace(person, scale=0.5),)),
            "left": Shot((replace(person, roll=-30),)),
            "right": Shot((replace(person, roll=30),)),
        }
        for name, shot in harder.items():
            yield Series(f"combined-{subject}-{number}-{name}", "combined", number, shot)


def _doing(subject: str, number: int) -> Person:
    """The person with the cues of a combination."""
    furrow, tilt, smile, away = (number >> bit & 1 for bit in range(4))
    drawn = Expression(furrow=furrow * FURROW, smile=smile * SMILE, yaw=away * AWAY)
    return Person(subject, drawn, roll=tilt * TILT)


def _of(kind: str, amount: float, person: Person) -> Series:
    return _shown(kind, amount, Shot((person,)))


def _shown(kind: str, amount: float, shot: Shot) -> Series:
    return Series(f"{kind}-{shot.people[0].subject}-{amount}", kind, amount, shot)
