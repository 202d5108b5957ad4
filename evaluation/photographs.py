"""The photographs that are evaluated on: all come inside packages, and none is in this repository.

Four people, all of them light-skinned adults: two women, one of them old and with glasses, and two
men, one with glasses and one with a beard. No package was found whose photographs of darker-skinned
people, of children or of teenagers state a free licence. What is measured on these pictures says
nothing of anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image

from evaluation.carriers import Carried, Wheel
from tools.console import ROOT

KEPT: Final = ROOT / "build/evaluation/photographs"
LANDMARKS: Final = Path(__file__).parent / "faces"

Pixels = NDArray[Any]  # float64 or uint8, rows x columns x channels, 0..255

THUMBOR = Wheel(
    "thumbor==7.8.0", "d3e2e57bd18906bab70f888c2c65175f1ee8c53227ffc6c5d61779a226c29231"
)
HENNER = Carried(
    THUMBOR,
    "thumbor/fixtures/filters/800px-Christophe_Henner_-_June_2016.jpg",
    "5ef594207ed774b0a2db2d180bcfe1b3e4440ed12237636a65a288ee44f9dae9",
)
GIUNCHEDI = Carried(
    THUMBOR,
    "thumbor/fixtures/filters/Giunchedi%2C_Filippo_January_2015_01.jpg",
    "6a7faf8e2adb028436340e6b8c5955f0d669b9166e9c9581bbc61ff9636b1910",
)


@dataclass(frozen=True)
class Photograph:
    """One person, photographed once."""

    subject: str
    about: str
    """Who took it, its licence, and the package that carries it."""
    read: Callable[[], Image.Image]
    smiles: bool
    """Whether the person smiles in it; the others look calm."""

    @cached_property
    def pixels(self) -> Pixels:
        """The picture, RGB."""
        return np.asarray(self.read().convert("RGB"), dtype=float)

    @cached_property
    def landmarks(self) -> Pixels:
        """MediaPipe's 478 landmarks in it: x, y, z in px, z towards the camera negative."""
        told = json.loads((LANDMARKS / f"{self.subject}.json").read_text())
        return np.array(told["landmarks"], dtype=float)


def _sample(name: str) -> Image.Image:
    return Image.open(Path(mpl.get_data_path()) / "sample_data" / name)


def _data(name: str) -> Image.Image:
    return Image.fromarray(getattr(skimage.data, name)())


PHOTOGRAPHS: Final[Mapping[str, Photograph]] = {
    photograph.subject: photograph
    for photograph in (
        Photograph(
            "hopper",
            "Grace Hopper, US Navy, public domain, in matplotlib",
            lambda: _sample("grace_hopper.jpg"),
            smiles=False,
        ),
        Photograph(
            "collins",
            "Eileen Collins, NASA, public domain, in scikit-image",
            lambda: _data("astronaut"),
            smiles=True,
        ),
        Photograph(
            "henner",
            "Christophe Henner, Ruby Mizrahi / Wikimedia Foundation, CC BY-SA 3.0, in thumbor",
            lambda: Image.open(HENNER.path(KEPT)),
            smiles=True,
        ),
        Photograph(
            "giunchedi",
            "Filippo Giunchedi, Myleen Hollero / Wikimedia Foundation, CC BY-SA 3.0, in thumbor",
            lambda: Image.open(GIUNCHEDI.path(KEPT)),
            smiles=False,
        ),
    )
}


@cache
def backdrop(name: str) -> Image.Image:
    """A picture without people, in scikit-image and CC0.

    Args:
        name: "coffee" (Rachel Michetti), "chelsea" (a cat, Stéfan van der Walt) or "brick"
            (CC0Textures).
    """
    return _data(name).convert("RGB")
