"""A lesson's start and its end. Between them, and only there, a class may be analysed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import access
from ..forms import LessonForm
from ..models import ClassArchived, Classroom


@access.class_teacher
@require_POST
def start(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = LessonForm(request.POST)
    if not form.is_valid():
        return redirect("classrooms:class", classroom.key)
    try:
        classroom.start_lesson(form.cleaned_data["kind"])
    except ClassArchived:
        messages.error(request, _("Restore the class first: it is archived."))
        return redirect("classrooms:class", classroom.key)
    return redirect("live:dashboard", classroom.key)


@access.class_teacher
@require_POST
def end(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    if classroom.lessons.end():
        messages.success(request, _("The lesson has ended. What was seen in it is forgotten."))
    return redirect("classrooms:class", classroom.key)
