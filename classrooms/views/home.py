"""The first page: what it shows depends on who looks."""

from typing import Any

from django.db.models import Count, Max, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .. import access
from ..accounts import LogInForm
from ..forms import ClassForm, JoinForm
from ..models import Classroom, ClassroomQuerySet, Enrolment, Lesson, User


@access.anyone
@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    if not isinstance(person, User):
        return render(request, "classrooms/landing.html", _landing(request))
    if person.is_teacher:
        return render(request, "classrooms/teacher_home.html", _taught(person))
    return render(request, "classrooms/student_home.html", _attended(person))


def _landing(request: HttpRequest) -> dict[str, Any]:
    return {"join_form": JoinForm(), "form": LogInForm(request=request)}


def _taught(teacher: User) -> dict[str, Any]:
    classes = Classroom.objects.taught_by(teacher)
    current = list(_summarised(classes.current()))
    return {
        "running": [classroom for classroom in current if classroom.lessons.all()],
        "idle": [classroom for classroom in current if not classroom.lessons.all()],
        "archived": classes.archived(),
        "form": ClassForm(),
    }


def _summarised(classes: ClassroomQuerySet) -> ClassroomQuerySet:
    """Each class with its number of students, its last start and, as its lessons, what runs."""
    active = Q(enrolments__status=Enrolment.Status.ACTIVE, enrolments__student__is_active=True)
    return (
        classes.select_related("owner")
        .prefetch_related(Prefetch("lessons", Lesson.objects.running()))
        .annotate(
            students=Count("enrolments", filter=active, distinct=True),
            last_lesson=Max("lessons__started_at"),
        )
    )


def _attended(student: User) -> dict[str, Any]:
    enrolments = Enrolment.objects.of(student).select_related("classroom__owner")
    running = Prefetch("classroom__lessons", Lesson.objects.running())
    places = enrolments.prefetch_related(running).order_by("classroom__name", "pk")
    # What runs comes first: that is what a student is here for.
    first = sorted(places, key=lambda place: not place.classroom.lessons.all())
    return {"enrolments": first, "join_form": JoinForm()}
