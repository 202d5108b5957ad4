"""What a lesson's pages may load and use: their own origin, and a camera on one page alone."""

import pytest
from django.urls import reverse

from classrooms.models import Classroom, Consent
from classrooms.tests.factories import ClassroomFactory, StudentFactory

OUR_OWN = {"'none'", "'self'"}
BESIDES = {
    "with_camera": {("script-src", "'wasm-unsafe-eval'")},
}
"""What one page's scripts may do besides: MediaPipe compiles its WebAssembly."""


@pytest.fixture
def visit(client, db):
    """Opens a page of a lesson by its name; gives the answer."""
    classroom = ClassroomFactory()
    student = StudentFactory()
    classroom.admit(student)
    classroom.start_lesson("lesson")

    def visiting(name):
        if name == "with_camera":
            Consent.objects.create(student=student)
        address = {"dashboard": "live:dashboard", "without_camera": "live:without_camera"}
        client.force_login(classroom.owner if name == "dashboard" else student)
        answer = client.get(reverse(address.get(name, "live:lesson"), args=[classroom.key]))
        assert answer.status_code == 200
        return answer

    assert classroom.analysis == Classroom.Analysis.EVERYTHING
    return visiting


PAGES = ["dashboard", "choice", "with_camera", "without_camera"]


def directives(header, between, inside):
    """Each word of a policy with its values, as pairs."""
    parts = [part.strip().split(inside) for part in header.split(between)]
    return {(name, value) for name, *values in parts for value in values}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reaches_its_own_origin_and_nothing_else(visit, name):
    policy = directives(visit(name)["Content-Security-Policy"], ";", " ")
    assert ("default-src", "'none'") in policy
    assert ("connect-src", "'self'") in policy
    strange = {(word, source) for word, source in policy if source not in OUR_OWN}
    assert strange - {("img-src", "data:")} == BESIDES.get(name, set())


@pytest.mark.parametrize("name", PAGES)
def test_only_the_page_that_was_consented_to_may_use_a_camera_and_none_a_microphone(visit, name):
    policy = directives(visit(name)["Permissions-Policy"], ",", "=")
    assert ("camera", "(self)" if name == "with_camera" else "()") in policy
    assert ("microphone", "()") in policy
