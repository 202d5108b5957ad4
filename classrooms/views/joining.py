"""From a join code, typed or scanned, to a place in a class.

The page for a link never looks the code up: it reads the same for every code, to everyone. Only
``POST`` does, and it answers an unknown, malformed, closed and expired code, an archived class and
a blocked student in the same way.
"""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import access, join_codes
from ..forms import JoinForm
from ..models import Enrolment


@access.anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    if request.method == "POST":
        return _join(request)
    typed = (code or request.GET.get("code", ""))[:40]
    normal = join_codes.normalise(typed)
    shown = join_codes.spaced(normal) if normal else typed
    if not request.user.is_authenticated:
        return render(request, "classrooms/join_first.html", {"code": shown})
    return _page(request, JoinForm(initial={"code": shown}))


@access.signed_in
def _join(request: HttpRequest) -> HttpResponse:
    if access.person(request).is_teacher:
        return _page(request, JoinForm())
    if not ratelimit.consume(request, action="join_person", dry_run=True):
        return ratelimit.respond_429(request)
    form = JoinForm(request.POST)
    enrolment = _admitted(request, form)
    if enrolment is None:
        return _refused(request, form)
    return _welcomed(request, enrolment)


def _admitted(request: HttpRequest, form: JoinForm) -> Enrolment | None:
    classroom = form.classroom()
    return classroom.admit(access.person(request)) if classroom else None


def _welcomed(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    classroom = enrolment.classroom
    if classroom.running_lesson:
        return redirect("live:lesson", classroom.key)
    messages.success(request, _("You are in %(name)s.") % {"name": classroom.name})
    return redirect("classrooms:home")


def _refused(request: HttpRequest, form: JoinForm) -> HttpResponse:
    """Only wrong guesses count, so that a whole school may join behind one address."""
    for action in ("join_person", "join_address"):
        if not ratelimit.consume(request, action=action):
            return ratelimit.respond_429(request)
    form.refuse()
    return _page(request, form)


def _page(request: HttpRequest, form: JoinForm) -> HttpResponse:
    return render(request, "classrooms/join.html", {"join_form": form})
