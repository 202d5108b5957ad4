"""Every part that we use is listed with the licence that it states itself."""

import json
import re
import tomllib
from importlib.metadata import distribution, metadata

import pytest

from evaluation.photographs import PHOTOGRAPHS
from tests.documents import doc, named, rows, section

PHOTOGRAPHS_TOLD = "## Photographs"


def licences_told() -> dict[str, str]:
    parts, _, _ = doc("docs/licences.md").partition(PHOTOGRAPHS_TOLD)
    return {named(row[0]): row[1] for row in rows(parts)}


def python_parts() -> list[str]:
    project = tomllib.loads(doc("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [re.match(r"[\w.-]+", requirement)[0] for requirement in wanted]


def npm_parts() -> list[str]:
    package = json.loads(doc("package.json"))
    return [*package["dependencies"], *package["devDependencies"]]


def test_every_part_has_its_licence_and_nothing_else_is_listed():
    model = {"face_landmarker.task"}
    assert set(licences_told()) == set(python_parts()) | set(npm_parts()) | model


@pytest.mark.parametrize("part", python_parts())
def test_a_python_parts_licence_is_the_one_that_it_states(part):
    about = metadata(part)
    stated = [about.get("License-Expression") or "", about.get("License") or ""]
    stated += [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    if not any(stated):  # Some say it in the licence's own words alone.
        files = about.get_all("License-File") or []
        stated = [distribution(part).read_text(f"licenses/{file}") or "" for file in files]
    text = " ".join(stated)
    if "Permission is hereby granted, free of charge" in " ".join(text.split()):
        text = f"MIT {text}"
    family = re.match(r"[A-Za-z]+(?: Software Foundation)?", licences_told()[part])[0]
    assert family in text


@pytest.mark.parametrize("part", npm_parts())
def test_an_npm_parts_licence_is_the_one_that_it_states(part):
    package = json.loads(doc(f"node_modules/{part}/package.json"))
    assert licences_told()[part] == package["license"]


def test_every_photograph_is_listed_with_whose_it_is_and_its_licence():
    told = rows(section(doc("docs/licences.md"), PHOTOGRAPHS_TOLD))
    known = [photograph.about.split(", ") for photograph in PHOTOGRAPHS.values()]
    assert [[*row[:-1], f"in {row[-1]}"] for row in told] == known
