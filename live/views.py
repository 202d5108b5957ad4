"""The pages of a lesson: the teacher's dashboard, the student's choice and the student's lesson."""

from collections.abc import Callable
from typing import cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_permissions_policy.decorators import permissions_policy_override

from classrooms import access
from classrooms.forms import ExemptionsForm
from classrooms.models import CONSENT_VERSION, Classroom, Consent, Enrolment

# The vision runtime compiles WebAssembly in a worker of our own: on this page and no other.
_Decorator = Callable[[access.View], access.View]  # more than the decorators' own types say
allow_vision = cast(
    "_Decorator", csp_update({"script-src": ["'wasm-unsafe-eval'"], "worker-src": [SELF]})
)
allow_workers = cast("_Decorator", csp_update({"worker-src": [SELF]}))
allow_camera = cast("_Decorator", permissions_policy_override({"camera": "self", "microphone": []}))


@access.anyone
@require_GET
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; Redis may be down and the product still serves."""
    return JsonResponse({"ok": True})


@access.class_teacher
@require_GET
@never_cache
@allow_workers
def dashboard(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    if classroom.is_archived:
        return redirect("classrooms:class", classroom.key)
    context = {"classroom": classroom, "lesson": classroom.running_lesson}
    return render(request, "live/dashboard.html", context)


def _has_consented(enrolment: Enrolment) -> bool:
    return Consent.objects.given_by(enrolment.student).exists()


@access.class_student
@require_GET
@never_cache
def lesson(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The lesson with a camera for those who consented; the choice for those who have not."""
    classroom = enrolment.classroom
    if classroom.analysis == Classroom.Analysis.SELF_REPORT:
        return redirect("live:without_camera", classroom.key)
    if not _has_consented(enrolment):
        return _choice(request, enrolment, ExemptionsForm(instance=enrolment))
    return _with_camera(request, classroom)


@allow_vision
@allow_camera
def _with_camera(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    return render(request, "live/lesson.html", {"classroom": classroom, "camera": True})


@access.class_student
@require_GET
@never_cache
@allow_workers
def without_camera(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The same lesson by self-report and presence. This page could not use a camera if it tried."""
    context = {"classroom": enrolment.classroom, "camera": False}
    return render(request, "live/lesson.html", context)


@access.class_student
@require_GET
@never_cache
def choice(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The choice once more, for those who made it: what is left out may change at any time."""
    if enrolment.classroom.analysis == Classroom.Analysis.SELF_REPORT:
        return redirect("live:without_camera", enrolment.classroom.key)
    return _choice(request, enrolment, ExemptionsForm(instance=enrolment))


def _choice(request: HttpRequest, enrolment: Enrolment, form: ExemptionsForm) -> HttpResponse:
    context = {
        "classroom": enrolment.classroom,
        "consented": _has_consented(enrolment),
        "consent_version": CONSENT_VERSION,
        "form": form,
    }
    return render(request, "live/choice.html", context)


@access.class_student
@require_POST
@never_cache
def give_consent(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Yes to the camera, but for what is left out: both at once, so that neither comes alone."""
    form = ExemptionsForm(request.POST, instance=enrolment)
    if not form.is_valid():
        return _choice(request, enrolment, form)
    with transaction.atomic():
        form.save()
        if not _has_consented(enrolment):
            Consent.objects.create(student=enrolment.student)
    return redirect("live:lesson", enrolment.classroom.key)


@access.class_student
@require_POST
def withdraw_consent(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    Consent.objects.filter(student=enrolment.student).withdraw()
    return redirect("live:lesson", enrolment.classroom.key)
