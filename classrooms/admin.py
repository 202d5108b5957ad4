"""Django admin for the school's admins. Lessons and consent are there to read, not to write."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import access
from .admin_forms import PersonChangeForm, PersonCreationForm
from .models import (
    Classroom,
    ClassroomQuerySet,
    Consent,
    Enrolment,
    Invitation,
    Lesson,
    User,
    UserQuerySet,
)


def secured(site: admin.AdminSite) -> admin.AdminSite:
    """The site under our name, its log-in being ours, with its limits, and not one of its own."""
    site.site_header = site.site_title = "Supervision"
    site.index_title = _("School")
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
    for unused in (Group, EmailAddress):
        site.unregister(unused)
    return site


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People, who are known by their email address."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ("name", "email", "role", "is_active", "is_staff", "last_login")
    list_filter = ("role", "is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("name", "email", "password")}),
        (_("May do"), {"fields": ("role", "is_staff", "is_active")}),
        (_("Times"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("name", "email", "role", "usable_password", "password1", "password2")}),
    )
    actions = ("make_teacher", "make_student", "deactivate")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        # A school admin manages everything: there are no finer permissions to hand out.
        obj.is_superuser = obj.is_staff
        super().save_model(request, obj, form, change)
        # allauth keeps addresses of its own, and would go on to let the old one log in.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    @admin.action(description=_("Make teachers"))
    def make_teacher(self, request: HttpRequest, people: UserQuerySet) -> None:
        people.update(role=User.Role.TEACHER)

    @admin.action(description=_("Make students"))
    def make_student(self, request: HttpRequest, people: UserQuerySet) -> None:
        people.update(role=User.Role.STUDENT)

    @admin.action(description=_("Deactivate (not yourself)"))
    def deactivate(self, request: HttpRequest, people: UserQuerySet) -> None:
        people.exclude(pk=access.person(request).pk).update(is_active=False)


class EnrolmentInline(admin.TabularInline):
    """A class's students, on the class's own page."""

    model = Enrolment
    fields = ("student", "status")
    autocomplete_fields = ("student",)
    extra = 0


@admin.register(Classroom)
class ClassroomAdmin(admin.ModelAdmin):
    """Classes. Codes and the archive change by actions only."""

    list_display = ("name", "owner", "join_code", "code_open", "analysis", "archived_at")
    list_filter = (("archived_at", admin.EmptyFieldListFilter), "analysis", "code_open")
    search_fields = ("name", "owner__name", "owner__email")
    fields = (
        "name",
        "owner",
        "co_teachers",
        ("analysis", "asks_first", "counts_only"),
        ("join_code", "code_open", "code_expires_at"),
        ("created_at", "archived_at"),
    )
    readonly_fields = ("join_code", "created_at", "archived_at")
    autocomplete_fields = ("owner", "co_teachers")
    inlines = (EnrolmentInline,)
    actions = ("regenerate_codes", "archive", "restore")

    @admin.action(description=_("Give new join codes"))
    def regenerate_codes(self, request: HttpRequest, classes: ClassroomQuerySet) -> None:
        for classroom in classes:
            classroom.regenerate_code()

    @admin.action(description=_("Archive"))
    def archive(self, request: HttpRequest, classes: ClassroomQuerySet) -> None:
        for classroom in classes.current():
            classroom.archive()

    @admin.action(description=_("Restore from the archive"))
    def restore(self, request: HttpRequest, classes: ClassroomQuerySet) -> None:
        classes.update(archived_at=None)


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):
    """Students' places in classes."""

    list_display = ("student", "classroom", "status", "joined_at")
    list_filter = ("status", "classroom")
    search_fields = ("student__name", "student__email", "classroom__name")
    autocomplete_fields = ("student", "classroom")
    # What a student leaves out is nobody else's business.
    fields = ("student", "classroom", "status", "joined_at")
    readonly_fields = ("joined_at",)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Enrolment | None = None
    ) -> tuple[str, ...]:
        """A place does not change hands: its key is one student's name on the wire."""
        return (*self.readonly_fields, "student", "classroom") if obj else self.readonly_fields


class _Record(admin.ModelAdmin):
    """To be read and, with its person or class, erased; never written by hand."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False


@admin.register(Lesson)
class LessonAdmin(_Record):
    """When lessons ran."""

    list_display = ("classroom", "kind", "started_at", "ended_at")
    list_filter = ("kind", "classroom")
    date_hierarchy = "started_at"


@admin.register(Consent)
class ConsentAdmin(_Record):
    """Who said yes to which text, and when it was taken back."""

    list_display = ("student", "version", "given_at", "withdrawn_at")
    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter), "version")
    search_fields = ("student__name", "student__email")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Links that make teachers."""

    list_display = ("__str__", "created_by", "created_at", "expires_at", "used_by", "used_at")

    def has_change_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One button; then the link, this once: only a digest of its token is kept."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "link": ""}
        if request.method == "POST":
            invitation, token = Invitation.objects.issue(access.person(request))
            self.log_addition(request, invitation, [{"added": {}}])
            address = reverse("classrooms:invitation", args=[token])
            context["link"] = request.build_absolute_uri(address)
        return TemplateResponse(request, "admin/classrooms/invitation/add.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        return super().get_queryset(request).select_related("created_by", "used_by")
