"""A lesson's start and its end. Between them, and only there, a class may be analysed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import access
from ..forms import LessonForm
from ..models import Classroom


@access.class_teacher
@require_POST
def start(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = LessonForm(request.POST)
    if classroom.is_archived:
        messages.error(request, _("Restore the class first: it is archived."))
    elif form.is_valid():
        classroom.start_lesson(form.cleaned_data["kind"])
        return redirect("live:dashboard", classroom.key)
    return redirect("classrooms:class", classroom.key)


@access.class_teacher
@require_POST
def end(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    if classroom.lessons.end():
        messages.success(request, _("The lesson has ended. What was seen in it is forgotten."))
    return redirect("classrooms:class", classroom.key)
