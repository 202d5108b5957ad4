"""What a camera sees: people before a room, in some light, frame by frame. Known in every amount.

Everybody sways a little, with a period of `SWAY` seconds, and the sensor is a little noisy.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from evaluation.photographs import PHOTOGRAPHS, backdrop
from evaluation.warps import Expression, expressed, eye_distance

WIDTH, HEIGHT = 640, 480
"""The camera's usual picture, px; places and widths below are of this, whatever the size."""
EYES: Final = 100
"""Distance of the outer corners of the eyes of a person at scale 1, px."""
SWAY: Final = 3
QUALITY: Final = 85

Pixels = NDArray[Any]  # float64 or uint8, rows x columns x channels, 0..255


@dataclass(frozen=True)
class Person:
    """Somebody in the picture, and what they do there."""

    subject: str
    expression: Expression = field(default_factory=Expression)
    roll: float = 0
    """Degrees that the head is tilted, clockwise in the picture."""
    scale: float = 1
    x: float = WIDTH / 2
    y: float = 235
    """Where the middle of the face is, px."""


@dataclass(frozen=True)
class Shot:
    """A picture that hardly changes."""

    people: tuple[Person, ...] = ()
    """The first is nearest to the camera, and painted first."""
    light: float = 1
    """By which every pixel is multiplied."""
    blur: float = 0
    """Standard deviation of a Gaussian, px."""
    cover: str | None = None
    """What lies on the lens: a "hand" or a "card"."""
    mirrored: bool = False
    frozen: bool = False
    """Whether every frame is the very same, noise included."""
    size: tuple[int, int] = (WIDTH, HEIGHT)
    room: str = "coffee"


@dataclass(frozen=True)
class Cutout:
    """A person cut from the photograph, with soft edges."""

    picture: Image.Image
    centre: tuple[float, float]
    """The middle of the face in it, px."""
    face: float
    """The face's width, px."""


def frame(shot: Shot, number: int, fps: float) -> bytes:
    """A frame as JPEG."""
    if shot.frozen:
        number = 0
    noise = np.roll(_noise(shot.size)[number % 8], number, axis=1)
    pixels = np.asarray(_scene(shot, number / fps)) * shot.light + noise
    return _jpeg(pixels)


def scale_for(subject: str, share: float) -> float:
    """The scale at which a person's face takes this share of the frame's width."""
    return share * WIDTH / _cutout(subject, Expression()).face


def _scene(shot: Shot, seconds: float) -> Image.Image:
    if shot.cover:
        return _cover(shot.cover, shot.size)
    picture = _room(shot.room, shot.size).copy()
    for i, person in enumerate(shot.people):
        placed = _placed(person, shot.size, 2 * np.pi * seconds / SWAY + 2 * i, alone=i == 0)
        picture.paste(placed, mask=placed)
    if shot.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(shot.blur))
    return ImageOps.mirror(picture) if shot.mirrored else picture


def _placed(person: Person, size: tuple[int, int], phase: float, *, alone: bool) -> Image.Image:
    """The person on an empty frame, at a moment of their sway, which ends where it began."""
    cutout = _cutout(person.subject, person.expression, near=not alone)
    zoom = min(size[0] / WIDTH, size[1] / HEIGHT)
    x = size[0] / 2 + zoom * (person.x - WIDTH / 2 + 3 * np.sin(phase))
    y = size[1] / 2 + zoom * (person.y - HEIGHT / 2 + 2 * np.sin(2 * phase))
    scale = zoom * person.scale * (1 + 0.006 * np.sin(phase + 1))
    turn = np.deg2rad(person.roll + 0.6 * np.sin(2 * phase + 2))
    cos, sin = np.cos(turn) / scale, np.sin(turn) / scale
    cx, cy = cutout.centre
    matrix = (cos, sin, cx - cos * x - sin * y, -sin, cos, cy + sin * x - cos * y)
    picture = _shrunk(cutout.picture, scale)
    if picture is not cutout.picture:
        shrink = picture.width / cutout.picture.width
        matrix = tuple(shrink * value for value in matrix)
    return picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


def _shrunk(picture: Image.Image, scale: float) -> Image.Image:
    """A smaller copy where the picture would otherwise be thinned out, which aliases."""
    if scale >= 1:
        return picture
    return picture.resize((round(picture.width * scale), round(picture.height * scale)))


@lru_cache(maxsize=64)
def _cutout(subject: str, expression: Expression, near: bool = False) -> Cutout:
    """Cut at 2.6 eye distances from the middle of the face; ``near``: about head and shoulders."""
    photograph = PHOTOGRAPHS[subject]
    zoom = EYES / eye_distance(photograph.landmarks)
    size = (round(photograph.pixels.shape[1] * zoom), round(photograph.pixels.shape[0] * zoom))
    sized = Image.fromarray(photograph.pixels.astype(np.uint8)).resize(size)
    points = photograph.landmarks * zoom
    middle, reach = points[:, :2].mean(axis=0), 2.6 * EYES
    left, top = np.maximum(0, middle - reach).astype(int)
    right, bottom = np.minimum(size, middle + reach).astype(int)
    points = points - (left, top, 0)
    cut = np.asarray(sized.crop((left, top, right, bottom)), dtype=float)
    drawn = expressed(cut, points, expression)
    x, y = middle - (left, top)
    alpha = _bust(cut.shape, (x, y)) if near else _edges(cut.shape)
    picture = np.dstack([np.clip(drawn, 0, 255), alpha]).round().astype(np.uint8)
    return Cutout(Image.fromarray(picture), (float(x), float(y)), float(np.ptp(points[:, 0])))


def _edges(shape: tuple[int, ...]) -> Pixels:
    """Opaque, but for the edges that fade; the lower one does not."""
    y, x = np.indices(shape[:2])
    return np.clip(np.minimum(np.minimum(x, shape[1] - 1 - x), y) / 40, 0, 1) * 255


def _bust(shape: tuple[int, ...], middle: tuple[float, float]) -> Pixels:
    """Opaque about a head and its shoulders only."""
    y, x = np.indices(shape[:2])
    across, down = abs(x - middle[0]) / EYES, (y - middle[1]) / EYES
    away = np.maximum(np.hypot(across / 1.5, np.minimum(down, 0) / 1.7), down / 2.4)
    return np.clip((1 - away) * 5, 0, 1) * _edges(shape)


@cache
def _room(name: str, size: tuple[int, int]) -> Image.Image:
    """A background without people, out of focus but for the cat, which is what is looked at."""
    picture = ImageOps.fit(backdrop(name), size)
    return picture if name == "chelsea" else picture.filter(ImageFilter.GaussianBlur(12))


@cache
def _cover(name: str, size: tuple[int, int]) -> Image.Image:
    """A hand on the lens lets a little red light through; a card none of the picture."""
    colour, slope = {"hand": ((118, 42, 30), 0.35), "card": ((126, 124, 118), 0.04)}[name]
    y, x = np.indices((size[1], size[0])) / (size[1], size[0])[0]
    light = 1 + slope * (0.5 - y) + slope / 2 * (0.5 - x)
    return Image.fromarray(np.clip(light[..., None] * colour, 0, 255).astype(np.uint8))


@cache
def _noise(size: tuple[int, int]) -> Pixels:
    return np.random.default_rng(7).normal(0, 1, (8, size[1], size[0], 1))


def _jpeg(pixels: Pixels) -> bytes:
    file = io.BytesIO()
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
