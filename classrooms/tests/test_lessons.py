"""A lesson's start and end."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from classrooms.models import ClassArchived, Classroom, Lesson

from .pages import text_of


def start(client, classroom, kind="lesson"):
    return client.post(reverse("classrooms:start_lesson", args=[classroom.key]), {"kind": kind})


@pytest.mark.parametrize("kind", ["lesson", "exam"])
def test_a_start_leads_to_the_dashboard(classroom, co_teacher, as_, kind):
    answer = start(as_(co_teacher), classroom, kind)
    assert answer["Location"] == reverse("live:dashboard", args=[classroom.key])
    assert classroom.running_lesson.kind == kind


def test_there_is_no_third_kind(classroom, owner, as_):
    start(as_(owner), classroom, "party")
    assert classroom.running_lesson is None


def test_starting_again_keeps_the_running_lesson(classroom, owner, co_teacher, as_):
    start(as_(owner), classroom)
    start(as_(co_teacher), classroom, "exam")
    assert [lesson.kind for lesson in Lesson.objects.all()] == ["lesson"]


def test_an_end_leads_back_and_says_what_is_forgotten(classroom, owner, as_):
    start(as_(owner), classroom)
    end = reverse("classrooms:end_lesson", args=[classroom.key])
    answer = as_(owner).post(end, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("classrooms:class", args=[classroom.key])
    assert "forgotten" in text_of(answer)
    assert classroom.running_lesson is None
    ended_at = Lesson.objects.get().ended_at
    as_(owner).post(end)
    assert Lesson.objects.get().ended_at == ended_at


def test_an_archived_class_starts_none(classroom, owner, as_):
    classroom.archive()
    client = as_(owner)
    assert "Restore the class first" in text_of(client.get(start(client, classroom)["Location"]))
    assert classroom.running_lesson is None


@pytest.mark.django_db(transaction=True)
def test_two_teachers_at_once_start_one_lesson(classroom):
    started, barrier = [], threading.Barrier(4)

    def press() -> None:
        mine = Classroom.objects.get(pk=classroom.pk)
        barrier.wait()
        started.append(mine.start_lesson("lesson").pk)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert len(started) == 4
    assert set(started) == {Lesson.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_start_that_meets_an_archiving_leaves_no_lesson_behind(classroom):
    stale = Classroom.objects.get(pk=classroom.pk)
    classroom.archive()
    with pytest.raises(ClassArchived):
        stale.start_lesson("lesson")
    assert not Lesson.objects.exists()
