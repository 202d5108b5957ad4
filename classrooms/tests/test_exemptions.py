"""What a student leaves out: set by the student alone, without a reason, and listed for nobody."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from classrooms import access
from classrooms.forms import ExemptionsForm
from classrooms.models import EXEMPTIONS, Classroom, Consent, Enrolment

from .factories import ConsentFactory, EnrolmentFactory
from .pages import text_of
from .test_revisions import raises

WORDS = Path(__file__).parents[2] / "static/js/words.js"


def yes(client, classroom, *exempt):
    """Say yes to the camera, but for these."""
    address = reverse("live:give_consent", args=[classroom.key])
    return client.post(address, {f"exempt_{word}": "on" for word in exempt})


def stored(enrolment):
    return Enrolment.objects.get(pk=enrolment.pk).exempt


# The student


@pytest.mark.parametrize(
    "exempt", [(), ("brow",), ("tilt",), ("gaze",), ("faces",), ("brow", "tilt", "faces")]
)
def test_a_student_says_yes_but_for_something(enrolment, student, as_, exempt):
    answer = yes(as_(student), enrolment.classroom, *exempt)
    assert answer["Location"] == reverse("live:lesson", args=[enrolment.classroom.key])
    assert stored(enrolment) == exempt
    assert Consent.objects.given_by(student).count() == 1


def test_what_is_left_out_is_ticked_and_may_be_changed_at_any_time(enrolment, student, as_):
    client, classroom = as_(student), enrolment.classroom
    yes(client, classroom, "gaze")
    lesson = client.get(reverse("live:lesson", args=[classroom.key]))
    address = reverse("live:choice", args=[classroom.key])
    assert f'href="{address}"' in lesson.content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*>', text_of(client.get(address)))
    assert len(boxes) == len(EXEMPTIONS)
    assert [("exempt_gaze" in box, "checked" in box) for box in boxes] == [
        (False, False),
        (False, False),
        (True, True),
        (False, False),
    ]
    yes(client, classroom, "brow", "faces")
    assert stored(enrolment) == ("brow", "faces")
    yes(client, classroom)
    assert stored(enrolment) == ()
    assert Consent.objects.given_by(student).count() == 1


def test_without_gaze_and_faces_nothing_is_left_to_look_at(enrolment, student, as_):
    answer = yes(as_(student), enrolment.classroom, "gaze", "faces")
    assert answer.status_code == 200
    page = text_of(answer)
    assert "nothing left to look at" in page
    assert "go without a camera" in page
    assert len(re.findall(r"<input type=\"checkbox\"[^>]* checked[^>]*>", page)) == 2
    assert stored(enrolment) == ()
    assert not Consent.objects.exists()


def test_the_database_holds_to_that_as_well(enrolment):
    everything = Enrolment.objects.filter(pk=enrolment.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        everything.update(exempt_gaze=True, exempt_faces=True)
    everything.update(exempt_gaze=True, exempt_brow=True, exempt_tilt=True)
    assert stored(enrolment) == ("brow", "tilt", "gaze")


def test_one_class_knows_nothing_of_another(enrolment, student, as_):
    other = EnrolmentFactory(student=student)
    yes(as_(student), enrolment.classroom, "gaze")
    assert stored(other) == ()


def test_a_place_that_is_taken_meanwhile_stays_taken(enrolment):
    """The form knows the place as it was when the page was asked for."""
    form = ExemptionsForm({"exempt_brow": "on"}, instance=Enrolment.objects.get(pk=enrolment.pk))
    Enrolment.objects.filter(pk=enrolment.pk).update(status=Enrolment.Status.BLOCKED)
    assert form.is_valid()
    form.save()
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.exempt) == (Enrolment.Status.BLOCKED, ("brow",))


def test_a_class_without_cameras_has_no_such_choice(enrolment, student, as_):
    Classroom.objects.update(analysis="self_report")
    answer = as_(student).get(reverse("live:choice", args=[enrolment.classroom.key]))
    assert answer["Location"] == reverse("live:without_camera", args=[enrolment.classroom.key])


def test_what_the_page_says_is_never_said_is_what_screens_say():
    """A word that a screen calls otherwise would promise nothing."""
    texts = " ".join(str(field.help_text) for field in ExemptionsForm().fields.values())
    quoted = set(re.findall("“([^”]+)”", texts))
    assert "Not looked at" in quoted
    words = WORDS.read_text()
    assert {word for word in quoted if f'"{word}"' not in words} == set()


# Everybody else


@pytest.mark.parametrize(
    "who", ["stranger", "strange_teacher", "co_teacher", "owner", "admin_person"]
)
def test_nobody_else_sets_it(enrolment, student, as_, who, request):
    client = as_(request.getfixturevalue(who))
    with raises():
        assert yes(client, enrolment.classroom, "gaze").status_code == 404
    choice = client.get(reverse("live:choice", args=[enrolment.classroom.key]))
    assert choice.status_code == 404
    assert stored(enrolment) == ()


@pytest.mark.parametrize("name", ["classrooms:home", "classrooms:class", "classrooms:projector"])
def test_no_page_of_a_teacher_tells_of_it(enrolment, student, owner, co_teacher, as_, name):
    assert tells_nothing(enrolment, [as_(owner), as_(co_teacher)], name)


def test_nor_does_the_dashboard(enrolment, student, owner, co_teacher, as_):
    enrolment.classroom.start_lesson("lesson")
    assert tells_nothing(enrolment, [as_(owner), as_(co_teacher)], "live:dashboard")


def tells_nothing(enrolment, clients, name):
    args = [] if name == "classrooms:home" else [enrolment.classroom.key]
    address = reverse(name, args=args)
    before = [text_of(client.get(address)) for client in clients]
    assert all(client.get(address).status_code == 200 for client in clients)
    Enrolment.objects.filter(pk=enrolment.pk).update(exempt_brow=True, exempt_gaze=True)
    return before == [text_of(client.get(address)) for client in clients]


def test_nor_does_the_admin_who_cannot_change_it_either(enrolment, admin_person, as_):
    Enrolment.objects.filter(pk=enrolment.pk).update(exempt_brow=True, exempt_gaze=True)
    client = as_(admin_person)
    place = reverse("admin:classrooms_enrolment_change", args=[enrolment.pk])
    pages = [
        place,
        reverse("admin:classrooms_enrolment_changelist"),
        reverse("admin:classrooms_enrolment_add"),
        reverse("admin:classrooms_classroom_change", args=[enrolment.classroom_id]),
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "exempt" not in answer.content.decode()
        assert "without the" not in answer.content.decode()
    client.post(place, {"status": "blocked", "exempt_brow": "", "exempt_faces": "on"})
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.exempt) == ("blocked", ("brow", "gaze"))


# The live side


def test_it_raises_the_revision_of_this_class_and_only_where_something_changed(
    enrolment, student, stranger, as_
):
    EnrolmentFactory(student=student)
    ConsentFactory(student=student)
    client = as_(student)
    with raises(enrolment.classroom):
        yes(client, enrolment.classroom, "brow")
    with raises():
        yes(client, enrolment.classroom, "brow")
    with raises(enrolment.classroom):
        yes(client, enrolment.classroom)
    with raises(enrolment.classroom):
        Enrolment.objects.filter(pk=enrolment.pk).update(exempt_faces=True)


def test_the_live_side_is_told_in_the_fixed_order(enrolment):
    others = EnrolmentFactory(classroom=enrolment.classroom)
    Enrolment.objects.filter(pk=enrolment.pk).update(exempt_faces=True, exempt_brow=True)
    facts = access.class_facts(enrolment.classroom_id)
    assert facts.places[enrolment.key].exempt == ("brow", "faces")
    assert facts.places[others.key].exempt == ()
