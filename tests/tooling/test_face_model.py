"""A wrong model is refused whoever serves it, and the next source is asked."""

import pytest

from tools import face_model, vendor
from tools.console import ToolError

MODEL = vendor.VENDOR / vendor.MODEL


def broken() -> bytes:
    raise face_model.SourceError("no network")


def wrong() -> bytes:
    return b"not a model"


def altered() -> bytes:
    """The right length and one wrong byte: only the hash can tell."""
    return bytes([MODEL.read_bytes()[0] ^ 1]) + MODEL.read_bytes()[1:]


def test_the_vendored_model_is_the_right_one():
    assert face_model.is_the_model(MODEL.read_bytes())


@pytest.mark.parametrize("bad", [broken, wrong, altered])
def test_the_next_source_is_asked_when_one_fails(tmp_path, bad):
    target = tmp_path / "folder" / face_model.FILE_NAME
    face_model.fetch(target, {"a bad one": bad, "a good one": MODEL.read_bytes})
    assert face_model.is_the_model(target.read_bytes())


def test_a_wrong_file_is_never_kept(tmp_path):
    target = tmp_path / face_model.FILE_NAME
    with pytest.raises(ToolError) as failure:
        face_model.fetch(target, {"one": broken, "two": wrong, "three": altered})
    assert list(tmp_path.iterdir()) == []
    for part in ("one: no network", "two: not the expected file", "three:", str(target)):
        assert part in str(failure.value)


def test_a_damaged_file_is_fetched_anew(tmp_path):
    target = tmp_path / face_model.FILE_NAME
    target.write_bytes(altered())
    face_model.fetch(target, {"a good one": MODEL.read_bytes})
    assert face_model.is_the_model(target.read_bytes())


def test_a_good_file_is_left_alone(tmp_path):
    target = tmp_path / face_model.FILE_NAME
    target.write_bytes(MODEL.read_bytes())
    face_model.fetch(target, {"never asked": broken})
