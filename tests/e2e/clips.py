"""Clips for Chromium's fake webcam, made when the tests run from photographs inside packages.

The photographs are in the public domain: Grace Hopper (US Navy) comes with matplotlib, Eileen
Collins (NASA) and a table with coffee (CC0, by Rachel Michetti) with scikit-image. Expressions and
head turns are warped from them: the people never made these faces. They prove that the pipeline
reacts, not that it is right about people.

Each clip is 3 s of raw MJPEG, 640x480 at 30 fps, whose motion has a period of 3 s: it loops
without a jump, and clips join by joining their bytes.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import PIL
import scipy
import skimage.data
from PIL import Image, ImageFilter, ImageOps
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import map_coordinates
from scipy.spatial import Delaunay

WIDTH, HEIGHT = 640, 480
FPS = 30
SECONDS = 3
FRAMES = FPS * SECONDS
QUALITY = 85

HOPPER = Path(mpl.get_data_path()) / "sample_data" / "grace_hopper.jpg"
LANDMARKS = Path(__file__).parent / "faces" / "hopper.json"

# Landmarks, by MediaPipe's index.
EYE_CORNERS = (33, 263)
INNER_BROWS = {"right": (55, 107, 65, 66), "left": (285, 336, 295, 296)}

Pixels = np.ndarray  # float or uint8, rows x columns x channels


@dataclass(frozen=True)
class Pose:
    """How a layer lies in the frame: where its centre comes to be, px, and how large and tilted."""

    x: float = WIDTH / 2
    y: float = 235
    scale: float = 1
    roll: float = 0  # degrees, clockwise in the picture


@dataclass(frozen=True)
class Layer:
    """A photograph with soft edges, and the point of it that a pose places."""

    picture: Image.Image
    centre: tuple[float, float]

    def placed(self, pose: Pose) -> Image.Image:
        """The layer on an empty frame."""
        turn = np.deg2rad(pose.roll)
        cos, sin = np.cos(turn) / pose.scale, np.sin(turn) / pose.scale
        cx, cy = self.centre
        matrix = (
            cos,
            sin,
            cx - cos * pose.x - sin * pose.y,
            -sin,
            cos,
            cy + sin * pose.x - cos * pose.y,
        )
        size = (WIDTH, HEIGHT)
        return self.picture.transform(
            size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC
        )


@dataclass(frozen=True)
class Scene:
    """What a clip shows: layers with their poses before a room, in some light."""

    layers: tuple[tuple[Layer, Pose], ...] = ()
    light: float = 1
    blur: float = 0  # px, the standard deviation of a Gaussian over the whole frame
    frozen: bool = False  # every frame is the same, to the last bit
    covered: bool = False  # something grey before the lens


def build_clips(out: Path) -> dict[str, Path]:
    """Make every clip that is not there yet.

    Args:
        out: the folder to make them in; what it holds from other versions of this file stays.

    Returns:
        The clips' paths by name.
    """
    folder = out / _version()
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _built(folder / f"{name}.mjpeg", name) for name in SCENES}


def build_scenario(out: Path, segments: list[tuple[str, float]]) -> Path:
    """Join clips into one.

    Args:
        out: as for ``build_clips``.
        segments: clips by name, and how long each is shown, in seconds. A segment may start
            anywhere but a whole number of 3 s keeps its motion smooth.

    Returns:
        The path of the joined clip, which loops as a whole.
    """
    clips = build_clips(out)
    name = hashlib.sha256(json.dumps(segments).encode()).hexdigest()[:12]
    path = next(iter(clips.values())).parent / f"scenario-{name}.mjpeg"
    if not path.exists():
        frames = (frame for clip, seconds in segments for frame in _shown(clips[clip], seconds))
        _write(path, b"".join(frames))
    return path


def build_sized(out: Path, name: str, size: tuple[int, int], *, mirrored: bool = False) -> Path:
    """Make a clip as another camera would give it.

    Args:
        out: as for ``build_clips``.
        name: the clip's.
        size: width and height, px. The picture fills it, cut off where its shape is another.
        mirrored: left and right change places, as some cameras do.
    """
    clip = build_clips(out)[name]
    path = clip.with_stem(f"{name}-{size[0]}x{size[1]}{'-mirrored' if mirrored else ''}")
    if not path.exists():
        _write(path, b"".join(_resized(frame, size, mirrored) for frame in _shown(clip, SECONDS)))
    return path


def _resized(frame: bytes, size: tuple[int, int], mirrored: bool) -> bytes:
    picture = ImageOps.fit(Image.open(io.BytesIO(frame)), size, Image.Resampling.BICUBIC)
    return _jpeg(np.asarray(ImageOps.mirror(picture) if mirrored else picture))


def _shown(clip: Path, seconds: float) -> Iterator[bytes]:
    """The frames of a clip, looped for as long as asked."""
    start = b"\xff\xd8\xff"
    frames = [start + frame for frame in clip.read_bytes().split(start)[1:]]
    return (frames[i % len(frames)] for i in range(round(seconds * FPS)))


def _version() -> str:
    """A name for what the clips are made of, so that a change makes them anew."""
    versions = [np.__version__, PIL.__version__, scipy.__version__]
    parts = [Path(__file__).read_bytes(), LANDMARKS.read_bytes(), *map(str.encode, versions)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def _built(path: Path, name: str) -> Path:
    if not path.exists():
        _write(path, b"".join(_frames(SCENES[name]())))
    return path


def _write(path: Path, data: bytes) -> None:
    """Write it whole or not at all: another test process may be making the same."""
    draft = path.with_suffix(f".{np.random.default_rng().integers(2**62)}")
    draft.write_bytes(data)
    draft.replace(path)


def _frames(scene: Scene) -> Iterator[bytes]:
    """The scene's JPEG frames: everyone sways a little, and the sensor is a little noisy."""
    noise = np.random.default_rng(7).normal(0, 1, (8, HEIGHT, WIDTH, 1))
    for frame in range(FRAMES):
        i = 0 if scene.frozen else frame
        pixels = np.asarray(_drawn(scene, phase=2 * np.pi * i / FRAMES))
        yield _jpeg(pixels * scene.light + np.roll(noise[i % 8], i, axis=1))


def _drawn(scene: Scene, phase: float) -> Image.Image:
    """The scene at a moment, without the sensor's noise."""
    if scene.covered:
        return Image.new("RGB", (WIDTH, HEIGHT), (120, 112, 108))
    frame = _room().copy()
    for layer, pose in scene.layers:
        placed = layer.placed(_swaying(pose, phase))
        frame.paste(placed, mask=placed)
    return frame.filter(ImageFilter.GaussianBlur(scene.blur)) if scene.blur else frame


def _swaying(pose: Pose, phase: float) -> Pose:
    """The pose at a moment of its sway, which ends where it began."""
    return Pose(
        x=pose.x + 3 * np.sin(phase),
        y=pose.y + 2 * np.sin(2 * phase),
        scale=pose.scale * (1 + 0.006 * np.sin(phase + 1)),
        roll=pose.roll + 0.6 * np.sin(2 * phase + 2),
    )


def _jpeg(pixels: Pixels) -> bytes:
    file = io.BytesIO()
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


@cache
def _room() -> Image.Image:
    """A background without people: the table, out of focus."""
    table = Image.fromarray(skimage.data.coffee()).resize((WIDTH, HEIGHT))
    return table.filter(ImageFilter.GaussianBlur(12))


@cache
def _landmarks() -> Pixels:
    """Hopper's landmarks, 478 x (x, y, z), px."""
    return np.array(json.loads(LANDMARKS.read_text())["landmarks"], dtype=float)


def _soft(pixels: Pixels, centre: tuple[float, float]) -> Layer:
    """A layer whose edges fade, but for the lower one."""
    height, width = pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    edge = np.minimum(np.minimum(x, width - 1 - x), y)
    alpha = np.clip(edge / 40, 0, 1)[..., None] * 255
    picture = np.concatenate([pixels, alpha], axis=2).round().astype(np.uint8)
    return Layer(Image.fromarray(picture), centre)


@cache
def _hopper_photograph() -> Pixels:
    return np.asarray(Image.open(HOPPER).convert("RGB"), dtype=float)


def _hopper(pixels: Pixels | None = None) -> Layer:
    """Hopper, placed by the middle of her face, as photographed or warped."""
    x, y = _landmarks()[:, :2].mean(axis=0)
    return _soft(_hopper_photograph() if pixels is None else pixels, (x, y))


def _collins() -> Layer:
    """Collins, cut from her portrait, placed by the middle of her face."""
    portrait = skimage.data.astronaut()[0:330, 60:390].astype(float)
    return _soft(portrait, (165, 140))


def _moved(picture: Pixels, source: Pixels) -> Pixels:
    """The picture with each pixel taken from where ``source`` (y, x) says."""
    channels = [map_coordinates(picture[..., c], source, order=1, mode="nearest") for c in range(3)]
    return np.stack(channels, axis=-1)


def _furrowed() -> Pixels:
    """Hopper's inner brows drawn down and together, which MediaPipe reads as browDown .4-.5."""
    picture, points = _hopper_photograph(), _landmarks()[:, :2]
    unit = np.linalg.norm(points[EYE_CORNERS[0]] - points[EYE_CORNERS[1]])
    down, together, reach = 0.24 * unit, 0.08 * unit, 0.12 * unit
    y, x = np.indices(picture.shape[:2], dtype=float)
    source = np.stack([y, x])
    for side, inwards in (("right", 1), ("left", -1)):
        cx, cy = points[list(INNER_BROWS[side])].mean(axis=0)
        pull = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach**2))
        source[0] -= down * pull
        source[1] -= inwards * together * pull
    return _moved(picture, source)


def _turned(yaw: float) -> Pixels:
    """Hopper's head turned about her neck: her landmarks turned in space, the picture drawn along.

    Args:
        yaw: degrees, + towards the picture's right. The landmarks are shallow and the hair stays
            behind, so that MediaPipe reads about half: 50 as 25-27.
    """
    picture, points = _hopper_photograph(), _landmarks()
    height, width = picture.shape[:2]
    turn = np.deg2rad(yaw)
    middle, axis_depth = points[:, 0].mean(), points[:, 2].max()
    across, depth = points[:, 0] - middle, points[:, 2] - axis_depth
    turned = points[:, :2].copy()
    turned[:, 0] = middle + across * np.cos(turn) - depth * np.sin(turn)
    seen = _facing(points[:, :2], turned)
    edge = [(x, y) for x in np.linspace(0, width - 1, 9) for y in (0, height - 1)]
    edge += [(x, y) for y in np.linspace(0, height - 1, 9) for x in (0, width - 1)]
    to = np.concatenate([turned[seen], edge])
    came_from = np.concatenate([points[seen, :2], edge])
    y, x = np.indices((height, width), dtype=float)
    source = LinearNDInterpolator(to, came_from)(x, y)
    return _moved(picture, np.stack([source[..., 1], source[..., 0]]))


def _facing(before: Pixels, after: Pixels) -> Pixels:
    """Which points still face the camera: those of which no triangle has turned its back."""
    triangles = Delaunay(before).simplices

    def area(points: Pixels) -> Pixels:
        a, b, c = (points[triangles[:, i]] for i in range(3))
        return np.linalg.det(np.stack([b - a, c - a], axis=-1))

    facing = np.ones(len(before), dtype=bool)
    facing[triangles[area(before) * area(after) <= 0].ravel()] = False
    return facing


def _one(
    layer: Layer, pose: Pose = Pose(), light: float = 1, blur: float = 0, frozen: bool = False
) -> Scene:
    return Scene(layers=((layer, pose),), light=light, blur=blur, frozen=frozen)


def _two_people() -> Scene:
    left, right = Pose(x=200, scale=0.85), Pose(x=470, scale=1.1)
    return Scene(layers=((_hopper(), left), (_collins(), right)))


def _someone_behind() -> Scene:
    """Hopper, and Collins at the back with a face of 11% of the frame's width."""
    front, back = Pose(x=260), Pose(x=560, y=120, scale=0.75)
    return Scene(layers=((_hopper(), front), (_collins(), back)))


SCENES = {
    "neutral": lambda: _one(_hopper()),
    "tilt": lambda: _one(_hopper(), Pose(roll=16)),
    "furrow": lambda: _one(_hopper(_furrowed())),
    "confused": lambda: _one(_hopper(_furrowed()), Pose(roll=16)),
    "away": lambda: _one(_hopper(_turned(50))),
    "no_face": Scene,
    "two_faces": _two_people,
    "someone_behind": _someone_behind,
    "dark": lambda: _one(_hopper(), light=0.01),
    "dim": lambda: _one(_hopper(), light=0.3),
    "bright": lambda: _one(_hopper(), light=1.5),
    # Beyond this blur, of 7% of the distance of her eyes, no face is found at all before long.
    "blurred": lambda: _one(_hopper(), blur=8),
    "soft": lambda: _one(_hopper(), blur=2),
    "far": lambda: _one(_hopper(), Pose(y=200, scale=0.3)),
    "half_as_near": lambda: _one(_hopper(), Pose(scale=0.5)),
    "covered": lambda: Scene(covered=True),
    "frozen": lambda: _one(_hopper(), frozen=True),
}
