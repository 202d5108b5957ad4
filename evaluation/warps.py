"""Expressions and head turns drawn from one photograph by moving its pixels by known amounts. Pure.

The people never made these faces: pictures made this way prove that what looks at them reacts, not
that it is right about people. An amount of 0 changes nothing.

A *shift* is a field of two layers, y and x, px: where each pixel of the result is taken from,
beside its own place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import distance_transform_edt, map_coordinates

Pixels = NDArray[Any]  # float64, rows x columns x channels, 0..255
Field = NDArray[Any]  # float64, 2 x rows x columns: y and x, px
Points = NDArray[Any]  # float64, 478 x 3: landmarks, px

# Landmarks, by MediaPipe's index; "right" is the person's own, on the picture's left.
OUTER_EYES: Final = (33, 263)
BROWS: Final = {
    "right": ((107, 55), (66, 65), (105, 52), (63, 53)),
    "left": ((336, 285), (296, 295), (334, 282), (293, 283)),
}
"""Above and below, from the inner end outwards."""
MOUTH_CORNERS: Final = {"right": 61, "left": 291}
IRISES: Final = {"right": (468, 469, 470, 471, 472), "left": (473, 474, 475, 476, 477)}
EYE_CORNERS: Final = {"right": (33, 133), "left": (362, 263)}

FINE: Final = 2
"""Points for each pixel of a head that is turned: what comes nearer must not tear."""


@dataclass(frozen=True)
class Expression:
    """What a face is made to do."""

    furrow: float = 0
    """How far the inner ends of the brows are drawn down, as a share of the distance of the outer
    eyes; a third of that they are drawn together. The rest of the brows follows less and less."""
    smile: float = 0
    """How far the corners of the mouth are drawn out, as a share of the same; half of it up."""
    gaze: float = 0
    """How far the irises are moved towards the picture's right, as a share of the eyes' width."""
    yaw: float = 0
    """Degrees that the head is turned, + towards the picture's right."""
    pitch: float = 0
    """Degrees that the head is lowered."""
    sunglasses: bool = False


def expressed(picture: Pixels, points: Points, wanted: Expression) -> Pixels:
    """The picture with the face in it drawn so.

    Args:
        picture: with one face.
        points: that face's landmarks.
        wanted: what to draw.
    """
    drawn = picture
    shift = sum(
        pull(picture.shape, points, amount)
        for pull, amount in (
            (_furrow, wanted.furrow),
            (_smile, wanted.smile),
            (_gaze, wanted.gaze),
        )
        if amount
    )
    if isinstance(shift, np.ndarray):
        drawn = _moved(drawn, shift)
    if wanted.sunglasses:
        drawn = _with_sunglasses(drawn, points)
    if wanted.yaw or wanted.pitch:
        drawn = _moved(drawn, _turn(drawn.shape, points, wanted.yaw, wanted.pitch))
    return drawn


def eye_distance(points: Points) -> float:
    """Between the outer corners of the eyes, px of the picture."""
    a, b = points[list(OUTER_EYES), :2]
    return float(np.linalg.norm(a - b))


def _moved(picture: Pixels, shift: Field) -> Pixels:
    source = np.indices(picture.shape[:2], dtype=float) + shift
    channels = [map_coordinates(picture[..., c], source, order=1, mode="nearest") for c in range(3)]
    return np.stack(channels, axis=-1)


def _pull(shape: tuple[int, ...], at: Points, by: tuple[float, float], reach: float) -> Field:
    """What lies at a point is drawn by (x, y) px; what lies about it follows less and less."""
    y, x = np.indices(shape[:2], dtype=float)
    strength = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * reach**2))
    return np.stack([-by[1] * strength, -by[0] * strength])


def _furrow(shape: tuple[int, ...], points: Points, amount: float) -> Field:
    unit = eye_distance(points)
    shift = np.zeros((2, *shape[:2]))
    for side, inwards in (("right", 1), ("left", -1)):
        pulls = []
        for follows, brow in zip((1, 0.85, 0.6, 0.3), BROWS[side], strict=True):
            at, by = points[list(brow), :2].mean(axis=0), follows * amount * unit
            pulls.append(_pull(shape, at, (inwards * by / 3, by), 0.11 * unit))
        # Where they reach alike, the strongest decides: they are one muscle's, and do not add up.
        shift += _strongest(np.stack(pulls))
    return shift


def _strongest(pulls: Field) -> Field:
    """Of several fields, at each pixel the one that moves most."""
    most = np.hypot(pulls[:, 0], pulls[:, 1]).argmax(axis=0)
    return np.take_along_axis(pulls, most[None, None], axis=0)[0]


def _smile(shape: tuple[int, ...], points: Points, amount: float) -> Field:
    unit = eye_distance(points)
    shift = np.zeros((2, *shape[:2]))
    for side, outwards in (("right", -1), ("left", 1)):
        at = points[MOUTH_CORNERS[side], :2]
        by = (outwards * amount * unit, -amount * unit / 2)
        shift += _pull(shape, at, by, 0.16 * unit)
    return shift


def _gaze(shape: tuple[int, ...], points: Points, amount: float) -> Field:
    """Each iris moves as a whole; what lies beside it between the lids makes room."""
    y, x = np.indices(shape[:2], dtype=float)
    shift = np.zeros((2, *shape[:2]))
    for side, iris in IRISES.items():
        centre = points[iris[0], :2]
        radius = np.linalg.norm(points[list(iris[1:]), :2] - centre, axis=1).mean()
        outer, inner = points[list(EYE_CORNERS[side]), :2]
        by = amount * np.linalg.norm(outer - inner)
        along = (x - centre[0] - by) / (2.2 * radius)
        across = (y - centre[1]) / (1.5 * radius)
        shift[1] -= by * np.exp(-((along**2 + across**2) ** 2))
    return shift


def _with_sunglasses(picture: Pixels, points: Points) -> Pixels:
    """Two dark glasses and a bridge, with the sky on them."""
    y, x = np.indices(picture.shape[:2], dtype=float)
    unit = eye_distance(points)
    (ax, ay), (bx, by) = (points[iris[0], :2] for iris in IRISES.values())
    drawn = picture
    for cx, cy in ((ax, ay), (bx, by)):
        edge = ((x - cx) / (0.27 * unit)) ** 4 + ((y - cy) / (0.2 * unit)) ** 4
        sky = np.clip(40 - 60 * (y - cy) / unit, 12, 60)[..., None] * (0.8, 0.9, 1.0)
        drawn = np.where((edge < 1)[..., None], sky, drawn)
    bridge = (abs(y - (ay + by) / 2) < 0.025 * unit) & (x > ax) & (x < bx)
    return np.where(bridge[..., None], 20.0, drawn)


def _turn(shape: tuple[int, ...], points: Points, yaw: float, pitch: float) -> Field:
    """The head turned about the neck: what comes to lie before something else hides it.

    The picture's edge stays where it is, and what lies between it and the face is drawn along.
    """
    height, width = shape[:2]
    edge = [(x, y) for x in np.linspace(0, width - 1, 9) for y in (0, height - 1)]
    edge += [(x, y) for y in np.linspace(0, height - 1, 9) for x in (0, width - 1)]
    fixed = np.column_stack([edge, np.full(len(edge), points[:, 2].max())])
    turned = _turned(points, np.deg2rad(yaw), np.deg2rad(pitch))
    goes_to = LinearNDInterpolator(
        np.concatenate([points[:, :2], fixed[:, :2]]), np.concatenate([turned, fixed])
    )
    fine = np.mgrid[0 : height - 1 : FINE * 1j * height, 0 : width - 1 : FINE * 1j * width]
    came_from = fine.reshape(2, -1)
    x, y, depth = goes_to(came_from[1], came_from[0]).T
    known = ~np.isnan(depth)  # rounding may put the edge just outside
    return _seen_from(shape, came_from[:, known], np.stack([y, x])[:, known], depth[known])


def _turned(points: Points, yaw: float, pitch: float) -> Points:
    """Where the landmarks come to lie in space."""
    axis = np.array([points[:, 0].mean(), points[:, 1].mean(), points[:, 2].max()])
    across, down, depth = (points - axis).T
    across, depth = (
        across * np.cos(yaw) - depth * np.sin(yaw),
        across * np.sin(yaw) + depth * np.cos(yaw),
    )
    down, depth = (
        down * np.cos(pitch) - depth * np.sin(pitch),
        down * np.sin(pitch) + depth * np.cos(pitch),
    )
    return np.stack([across, down, depth], axis=-1) + axis


def _seen_from(shape: tuple[int, ...], came_from: Field, goes_to: Field, depth: Pixels) -> Field:
    """The shift by which scattered points lie where they go, the nearer ones on top."""
    height, width = shape[:2]
    far_first = np.argsort(-depth, kind="stable")
    y, x = np.rint(goes_to[:, far_first]).astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    source = np.full((2, height, width), np.nan)
    source[:, y[inside], x[inside]] = came_from[:, far_first][:, inside]
    holes = np.isnan(source[0])
    nearest = distance_transform_edt(holes, return_distances=False, return_indices=True)
    return np.asarray(source[:, nearest[0], nearest[1]] - np.indices((height, width)))
