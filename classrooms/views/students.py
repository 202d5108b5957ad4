"""A student's place in a class, as its teachers change it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from .. import access
from ..models import Classroom, Enrolment


@access.class_teacher
@require_POST
def remove(request: HttpRequest, classroom: Classroom, enrolment: str) -> HttpResponse:
    """Ends the place; with the join code the student may come back."""
    return _set(classroom, enrolment, Enrolment.Status.REMOVED)


@access.class_teacher
@require_POST
def block(request: HttpRequest, classroom: Classroom, enrolment: str) -> HttpResponse:
    """Ends the place, and no join code brings the student back."""
    return _set(classroom, enrolment, Enrolment.Status.BLOCKED)


@access.class_teacher
@require_POST
def unblock(request: HttpRequest, classroom: Classroom, enrolment: str) -> HttpResponse:
    """Lets the student join again, who then has to."""
    return _set(classroom, enrolment, Enrolment.Status.REMOVED)


def _set(classroom: Classroom, key: str, status: Enrolment.Status) -> HttpResponse:
    enrolment = get_object_or_404(classroom.enrolments, key=key)
    enrolment.status = status
    enrolment.save(update_fields=["status"])
    return redirect("classrooms:class", classroom.key)
