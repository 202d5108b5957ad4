"""A stranger before every door. A new address without a door, or missing here, fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .pages import text_of

DOORS = {
    "classrooms:home": "anyone",
    "classrooms:join": "anyone",
    "classrooms:invitation": "anyone",
    "classrooms:new_class": "teacher",
    "classrooms:class": "class_teacher",
    "classrooms:projector": "class_teacher",
    "classrooms:rename": "class_owner",
    "classrooms:archive": "class_owner",
    "classrooms:restore": "class_owner",
    "classrooms:analysis": "class_teacher",
    "classrooms:regenerate_code": "class_teacher",
    "classrooms:open_code": "class_teacher",
    "classrooms:close_code": "class_teacher",
    "classrooms:add_co_teacher": "class_owner",
    "classrooms:remove_co_teacher": "class_owner",
    "classrooms:remove": "class_teacher",
    "classrooms:block": "class_teacher",
    "classrooms:unblock": "class_teacher",
    "classrooms:start_lesson": "class_teacher",
    "classrooms:end_lesson": "class_teacher",
    "live:health": "anyone",
    "live:document": "anyone",
    "live:dashboard": "class_teacher",
    "live:lesson": "class_student",
    "live:without_camera": "class_student",
    "live:choice": "class_student",
    "live:give_consent": "class_student",
    "live:withdraw_consent": "class_student",
    "account_login": "anyone",
    "account_logout": "anyone",
    "account_signup": "anyone",
    "account_inactive": "anyone",
    "account_change_password": "signed_in",
    "account_reset_password": "anyone",
    "account_reset_password_done": "anyone",
    "account_reset_password_from_key": "anyone",
    "account_reset_password_from_key_done": "anyone",
}

EVERYBODY = {"anonymous", "stranger", "strange_teacher", "student", "co_teacher", "owner"}
MAY_PASS = {
    "anyone": EVERYBODY,
    "signed_in": EVERYBODY - {"anonymous"},
    "teacher": {"strange_teacher", "co_teacher", "owner"},
    "class_teacher": {"co_teacher", "owner"},
    "class_owner": {"owner"},
    "class_student": {"student"},
}


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":  # behind its own door: see test_admin.py
                inner = f"{pattern.namespace}:" if pattern.namespace else namespace
                yield from _patterns(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


ADDRESSES = list(_patterns(get_resolver()))


@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[str(p.pattern) for _, p in ADDRESSES])
def test_every_address_has_the_door_that_this_table_promises(name, pattern):
    assert getattr(pattern.callback, "door", "none") == DOORS.get(name)


def test_this_table_names_no_address_that_is_gone():
    assert {name for name, _ in ADDRESSES} == set(DOORS)


@pytest.fixture
def cast(stranger, strange_teacher, student, co_teacher, owner) -> dict:
    return {
        "stranger": stranger,
        "strange_teacher": strange_teacher,
        "student": student,
        "co_teacher": co_teacher,
        "owner": owner,
    }


def _address(pattern: URLPattern, name: str, cast: dict, enrolment) -> str:
    values = {
        "key": enrolment.classroom.key,
        "enrolment": enrolment.key,
        "person": cast["co_teacher"].pk,
        "code": "KM7X4PQ9",
        "token": "no-such-token",
        "uidb36": "1",
        "name": "detection",
    }
    if name == "account_reset_password_from_key":
        values["key"] = "no-such-key"
    wanted = pattern.pattern.converters or pattern.pattern.regex.groupindex
    return reverse(name, kwargs={part: values[part] for part in wanted})


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[str(p.pattern) for _, p in ADDRESSES])
def test_a_door_lets_in_whom_it_should_and_nobody_else(name, pattern, who, cast, enrolment, client):
    if who != "anonymous":
        client.force_login(cast[who])
    # No page answers this method, so whatever comes back comes from the door, or from behind it.
    answer = client.delete(_address(pattern, name, cast, enrolment))
    if who in MAY_PASS[DOORS[name]]:
        assert answer.status_code != 404 or name == "account_reset_password_from_key"
        assert not answer.get("Location", "").startswith("/account/login/")
    elif who == "anonymous":
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/?next=/")
    else:
        assert answer.status_code == 404


CLASS_ADDRESSES = [(name, p) for name, p in ADDRESSES if DOORS.get(name, "").startswith("class_")]


@pytest.mark.parametrize(("name", "pattern"), CLASS_ADDRESSES, ids=[n for n, _ in CLASS_ADDRESSES])
def test_absent_and_forbidden_look_alike(name, pattern, cast, enrolment, client):
    client.force_login(cast["stranger"])
    there = _address(pattern, name, cast, enrolment)
    nowhere = there.replace(enrolment.classroom.key, "0" * 12)
    for method in (client.get, client.post):
        assert method(there).status_code == method(nowhere).status_code == 404
        assert text_of(method(there)) == text_of(method(nowhere))


def test_a_teacher_who_is_a_student_again_teaches_no_more(classroom, owner, as_):
    owner.role = "student"
    owner.save()
    address = reverse("classrooms:class", args=[classroom.key])
    assert as_(owner).get(address).status_code == 404
