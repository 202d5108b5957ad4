"""The link that makes someone a teacher."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import access
from ..models import Invitation


@access.anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, used and expired invitations look alike."""
    invited = Invitation.objects.usable(token).first()
    if invited is None:
        return render(request, "classrooms/invitation_over.html", status=404)
    if request.method == "POST":
        return _accept(request, invited)
    return render(request, "classrooms/invitation.html")


@access.signed_in
def _accept(request: HttpRequest, invited: Invitation) -> HttpResponse:
    person = access.person(request)
    if person.is_teacher:
        return redirect("classrooms:home")
    if not invited.accept(person):
        return render(request, "classrooms/invitation_over.html", status=404)
    messages.success(request, _("You are a teacher now. Make your first class."))
    return redirect("classrooms:home")
