"""A class: its page, its code, its settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import access, qr
from ..forms import AnalysisForm, ClassForm, CoTeacherForm
from ..models import Classroom, Enrolment


@access.teacher
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ClassForm(request.POST or None)
    if not form.is_valid():
        return render(request, "classrooms/new_class.html", {"form": form})
    form.instance.owner = request.user
    return redirect("classrooms:class", form.save().key)


@access.class_teacher
@require_GET
@never_cache
def class_page(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    return _class_page(request, classroom, ClassForm(instance=classroom), CoTeacherForm())


def _class_page(
    request: HttpRequest,
    classroom: Classroom,
    class_form: ClassForm,
    co_teacher_form: CoTeacherForm,
) -> HttpResponse:
    places = classroom.enrolments.select_related("student")
    context = {
        "classroom": classroom,
        "lesson": classroom.running_lesson,
        "enrolments": places.active(),
        "blocked": places.filter(status=Enrolment.Status.BLOCKED),
        "is_owner": classroom.owner_id == request.user.pk,
        "form": class_form,
        "co_teacher_form": co_teacher_form,
        "analysis_form": AnalysisForm(instance=classroom),
        **_link(request, classroom),
    }
    return render(request, "classrooms/class.html", context)


def _link(request: HttpRequest, classroom: Classroom) -> dict[str, str]:
    link = request.build_absolute_uri(reverse("classrooms:join", args=[classroom.join_code]))
    return {"link": link, "short_link": link.split("://", 1)[1], "qr": qr.svg(link)}


@access.class_teacher
@require_GET
@never_cache
def projector(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """The code for the whole room to read. No student's name is here."""
    context = {
        "classroom": classroom,
        "address": request.get_host() + reverse("classrooms:join").rstrip("/"),
        "students": classroom.enrolments.active().count(),
        **_link(request, classroom),
    }
    return render(request, "classrooms/projector.html", context)


@access.class_owner
@require_POST
def rename(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = ClassForm(request.POST, instance=classroom)
    if not form.is_valid():
        stored = Classroom.objects.get(pk=classroom.pk)
        return _class_page(request, stored, form, CoTeacherForm())
    form.save()
    return _back(classroom)


@access.class_owner
@require_POST
def archive(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    classroom.archive()
    messages.success(request, _("%(name)s is archived.") % {"name": classroom.name})
    return redirect("classrooms:home")


@access.class_owner
@require_POST
def restore(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    classroom.restore()
    return _back(classroom)


@access.class_teacher
@require_POST
def regenerate_code(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    classroom.regenerate_code()
    messages.success(request, _("Here is the new code. The old one has stopped working."))
    return _back(classroom)


@access.class_teacher
@require_POST
def open_code(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    classroom.open_joining()
    return _back(classroom)


@access.class_teacher
@require_POST
def close_code(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    classroom.close_joining()
    return _back(classroom)


@access.class_teacher
@require_POST
def analysis(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = AnalysisForm(request.POST, instance=classroom)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Running lessons follow at once."))
    return _back(classroom)


@access.class_owner
@require_POST
def add_co_teacher(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = CoTeacherForm(request.POST)
    colleague = form.colleague()
    if colleague is None or colleague == classroom.owner:
        form.add_error("email", _("No other teacher has this email address."))
        return _class_page(request, classroom, ClassForm(instance=classroom), form)
    classroom.co_teachers.add(colleague)
    return _back(classroom)


@access.class_owner
@require_POST
def remove_co_teacher(request: HttpRequest, classroom: Classroom, person: int) -> HttpResponse:
    classroom.co_teachers.remove(get_object_or_404(classroom.co_teachers, pk=person))
    return _back(classroom)


def _back(classroom: Classroom) -> HttpResponse:
    return redirect("classrooms:class", classroom.key)
