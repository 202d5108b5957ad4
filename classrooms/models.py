"""What lasts, in the order in which a school meets it.

*User*        someone with a log-in: a **teacher** or a **student** (the role). School admins are
              users with ``is_staff``; they manage everybody in Django admin.
*Invitation*  a single-use link that makes the person who opens it a teacher.
*Classroom*   a class: an owner, perhaps co-teachers, a join code, and what its lessons look at.
              ("class" everywhere except in Python, where the word is taken.)
*Enrolment*   a student's place in a class. Its ``key`` is the only name a student has on the wire.
              Its *exemptions* are what the student has said must not be looked at there.
*Lesson*      a stretch of time that a teacher starts and ends; outside it nothing is analysed.
*Consent*     a student's yes to the camera analysis, to one version of its text.

Nothing about behaviour is here, and nothing about behaviour may come here.

Every change that alters who may do what, or what a running lesson is, raises the **revision** of
the classes it touches, in the same transaction. The live side polls revisions, so such a change
reaches every open socket within about a second whether or not Redis is up. The querysets below
see to it for bulk writers as well; raw SQL must call ``raise_revisions`` itself.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import join_codes
from .names import validate_name
from .revisions import RevisedModel, RevisedQuerySet, raise_revisions

CONSENT_VERSION = 1
"""Raise it when the text in templates/live/choice.html changes its meaning: all are asked anew."""

EXEMPTIONS = ("brow", "tilt", "gaze", "faces")
"""What a student may leave out of what is looked at, in the order in which it is told."""

LONGEST_LESSON = timedelta(hours=12)
"""A lesson that nobody ends is ended then."""

INVITATION_LIFETIME = timedelta(days=14)


def new_key() -> str:
    """A random public name (48 bits, 12 hex digits) that says nothing about its row."""
    return secrets.token_hex(6)


class UserManager(BaseUserManager["User"]):
    """Makes people, whose email addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        fields.setdefault("role", User.Role.TEACHER)
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class UserQuerySet(RevisedQuerySet["User"]):
    """People."""

    def classroom_ids(self) -> set[int]:
        users = list(self.values_list("pk", flat=True))
        return set(Classroom.objects.concerning(users).values_list("pk", flat=True))


class User(RevisedModel, AbstractBaseUser, PermissionsMixin):
    """Someone with a log-in, who is known by an email address."""

    class Role(models.TextChoices):
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=80, validators=[validate_name])
    role = models.CharField(
        _("role"), max_length=8, choices=Role.choices, default=Role.STUDENT, db_index=True
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("school admin"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    revised_fields = frozenset({"name", "role", "is_active", "password"})

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_teacher(self) -> bool:
        return self.role == self.Role.TEACHER

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word of the name, for a small round mark."""
        words = self.name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name


class InvitationManager(models.Manager["Invitation"]):
    """Issues invitations and finds them by their token."""

    def issue(self, created_by: User) -> tuple[Invitation, str]:
        """A new invitation and its token, which is not kept and so is shown only once."""
        token = secrets.token_urlsafe(24)
        expires_at = timezone.now() + INVITATION_LIFETIME
        digest = self.digest(token)
        return self.create(digest=digest, created_by=created_by, expires_at=expires_at), token

    def usable(self, token: str) -> models.QuerySet[Invitation]:
        """The invitation, while it is unused and fresh and an admin still stands behind it."""
        return self.filter(
            digest=self.digest(token),
            used_at__isnull=True,
            expires_at__gt=timezone.now(),
            created_by__is_active=True,
            created_by__is_staff=True,
        )

    @staticmethod
    def digest(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A link that makes one person a teacher, once. Only a digest of its token is stored."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    used_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="invitations_used",
    )
    used_at = models.DateTimeField(_("used"), null=True, editable=False)

    objects = InvitationManager()

    class Meta:
        verbose_name = _("teacher invitation")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{_('Invitation')} {self.pk}"

    @transaction.atomic
    def accept(self, user: User) -> bool:
        """Make ``user`` a teacher; False where someone else was faster."""
        unused = Invitation.objects.filter(pk=self.pk, used_at__isnull=True)
        if not unused.update(used_at=timezone.now(), used_by=user):
            return False
        user.role = User.Role.TEACHER
        user.save(update_fields=["role"])
        return True


class ClassroomQuerySet(RevisedQuerySet["Classroom"]):
    """Classes, by who may do what with them."""

    def classroom_ids(self) -> set[int]:
        return set(self.values_list("pk", flat=True))

    def current(self) -> ClassroomQuerySet:
        return self.filter(archived_at__isnull=True)

    def archived(self) -> ClassroomQuerySet:
        return self.filter(archived_at__isnull=False)

    def taught_by(self, user: User) -> ClassroomQuerySet:
        """Classes that ``user`` owns or teaches along; none for anyone who is not a teacher."""
        if not user.is_teacher:
            return self.none()
        return self.filter(Q(owner=user) | Q(co_teachers=user)).distinct()

    def concerning(self, users: Iterable[int]) -> ClassroomQuerySet:
        """Classes in which any of ``users`` (ids) teaches or has ever had a place."""
        users = list(users)
        return self.filter(
            Q(owner__in=users) | Q(co_teachers__in=users) | Q(enrolments__student__in=users)
        ).distinct()

    def open_to(self, code: str) -> ClassroomQuerySet:
        """The class, if any, that admits new students by ``code`` (normalised) right now."""
        not_expired = Q(code_expires_at__isnull=True) | Q(code_expires_at__gt=timezone.now())
        return self.current().filter(not_expired, join_code=code, code_open=True)


class ClassArchived(Exception):
    """An archived class has no lessons."""


class Classroom(RevisedModel, models.Model):
    """A class."""

    class Analysis(models.TextChoices):
        EVERYTHING = "everything", _("Everything")
        ATTENTION = "attention", _("Attention only")
        SELF_REPORT = "self_report", _("Only what students say")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=80, validators=[validate_name])
    owner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("owner"), related_name="classes_owned"
    )
    co_teachers = models.ManyToManyField(
        User, verbose_name=_("co-teachers"), blank=True, related_name="classes_along"
    )
    join_code = models.CharField(
        _("join code"), max_length=join_codes.LENGTH, unique=True, default=join_codes.generate
    )
    code_open = models.BooleanField(_("join code open"), default=True)
    code_expires_at = models.DateTimeField(_("join code expires"), null=True, blank=True)
    analysis = models.CharField(
        _("what lessons look at"),
        max_length=12,
        choices=Analysis.choices,
        default=Analysis.EVERYTHING,
    )
    asks_first = models.BooleanField(_("ask the student first"), default=False)
    counts_only = models.BooleanField(_("counts only"), default=False)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ClassroomQuerySet.as_manager()
    revised_fields = frozenset(
        {"name", "owner", "owner_id", "analysis", "asks_first", "counts_only", "archived_at"}
    )

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding and options.get("update_fields") is None:
            # The revision rises in the database alone: a stale copy must not take it back.
            fields = {field.name for field in self._meta.concrete_fields}
            options["update_fields"] = fields - {"id", "revision"}
        super().save(*args, **options)

    @property
    def shown_code(self) -> str:
        return join_codes.spaced(self.join_code)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def running_lesson(self) -> Lesson | None:
        return self.lessons.running().first()

    def is_taught_by(self, user: User) -> bool:
        return Classroom.objects.taught_by(user).filter(pk=self.pk).exists()

    def open_joining(self) -> None:
        """Admit by the code again, also where its time had run out."""
        self.code_open = True
        self.code_expires_at = None
        self.save(update_fields=["code_open", "code_expires_at"])

    def close_joining(self) -> None:
        """Admit nobody new; nobody's place is touched."""
        self.code_open = False
        self.save(update_fields=["code_open"])

    @property
    def admits(self) -> bool:
        """Whether the join code opens this class right now."""
        return Classroom.objects.open_to(self.join_code).exists()

    def regenerate_code(self) -> None:
        """A new code; the old one stops at once, and nobody's place is touched."""
        self.join_code = join_codes.generate()
        self.code_expires_at = None
        self.code_open = True
        self.save(update_fields=["join_code", "code_expires_at", "code_open"])

    @transaction.atomic
    def archive(self) -> None:
        self.lessons.running().end()
        self.archived_at = timezone.now()
        self.save(update_fields=["archived_at"])

    def restore(self) -> None:
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    def start_lesson(self, kind: str) -> Lesson:
        """The running lesson, started now unless one runs already.

        Raises:
            ClassArchived: when the class is archived, be it since a moment ago.
        """
        with transaction.atomic():
            # Raising the revision first takes the row's lock: two teachers start one lesson.
            raise_revisions({self.pk})
            if not Classroom.objects.current().filter(pk=self.pk).exists():
                raise ClassArchived
            return self.running_lesson or self.lessons.create(kind=kind)

    def admit(self, student: User) -> Enrolment | None:
        """The student's place, new or taken up again; None for someone who is blocked."""
        enrolment, created = self.enrolments.get_or_create(student=student)
        if enrolment.status == Enrolment.Status.BLOCKED:
            return None
        if not created and enrolment.status != Enrolment.Status.ACTIVE:
            enrolment.status = Enrolment.Status.ACTIVE
            enrolment.save(update_fields=["status"])
        return enrolment


class EnrolmentQuerySet(RevisedQuerySet["Enrolment"]):
    """Students' places."""

    def classroom_ids(self) -> set[int]:
        return set(self.values_list("classroom_id", flat=True))

    def active(self) -> EnrolmentQuerySet:
        return self.filter(
            status=Enrolment.Status.ACTIVE,
            student__is_active=True,
            student__role=User.Role.STUDENT,
        )

    def of(self, *students: User) -> EnrolmentQuerySet:
        """These students' own places in classes that are not archived."""
        return self.active().filter(student__in=students, classroom__archived_at__isnull=True)


class Enrolment(RevisedModel, models.Model):
    """A student's place in a class, and what is not looked at there: no field says why."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        REMOVED = "removed", _("Removed")
        BLOCKED = "blocked", _("Blocked")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    classroom = models.ForeignKey(
        Classroom, models.CASCADE, verbose_name=_("class"), related_name="enrolments"
    )
    student = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("student"), related_name="enrolments"
    )
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    exempt_brow = models.BooleanField(_("without the brow"), default=False)
    exempt_tilt = models.BooleanField(_("without the tilt of the head"), default=False)
    exempt_gaze = models.BooleanField(_("without the gaze"), default=False)
    exempt_faces = models.BooleanField(_("without the number of faces"), default=False)

    objects = EnrolmentQuerySet.as_manager()
    revised_fields = frozenset({"status", "classroom", "classroom_id", "student", "student_id"}) | {
        f"exempt_{word}" for word in EXEMPTIONS
    }

    class Meta:
        verbose_name = _("enrolment")
        ordering = ("student__name", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["classroom", "student"], name="one_place_per_class"),
            models.CheckConstraint(
                condition=~Q(exempt_gaze=True, exempt_faces=True),
                name="something_is_looked_at",
                violation_error_message=_(
                    "Without your gaze and without the faces there is nothing left to look at. "
                    "Keep one of the two, or go without a camera."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} · {self.classroom}"

    @property
    def exempt(self) -> tuple[str, ...]:
        """What is not looked at, of ``EXEMPTIONS`` and in their order."""
        return tuple(word for word in EXEMPTIONS if getattr(self, f"exempt_{word}"))


class LessonQuerySet(RevisedQuerySet["Lesson"]):
    """Lessons, running and over."""

    def classroom_ids(self) -> set[int]:
        return set(self.values_list("classroom_id", flat=True))

    def running(self) -> LessonQuerySet:
        return self.filter(ended_at__isnull=True)

    def overdue(self) -> LessonQuerySet:
        return self.running().filter(started_at__lt=timezone.now() - LONGEST_LESSON)

    def end(self) -> int:
        return self.running().update(ended_at=timezone.now())


class Lesson(RevisedModel, models.Model):
    """A stretch of time in which a class may be analysed."""

    class Kind(models.TextChoices):
        LESSON = "lesson", _("Lesson")
        EXAM = "exam", _("Exam")

    classroom = models.ForeignKey(
        Classroom, models.CASCADE, verbose_name=_("class"), related_name="lessons"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.LESSON)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        ordering = ("-started_at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["classroom"], condition=Q(ended_at__isnull=True), name="one_running_lesson"
            )
        ]

    def __str__(self) -> str:
        return f"{self.classroom} · {self.started_at:%Y-%m-%d %H:%M}"


class ConsentQuerySet(RevisedQuerySet["Consent"]):
    """Consent, given and withdrawn."""

    def classroom_ids(self) -> set[int]:
        students = list(self.values_list("student_id", flat=True))
        return set(Classroom.objects.concerning(students).values_list("pk", flat=True))

    def in_force(self) -> ConsentQuerySet:
        return self.filter(version=CONSENT_VERSION, withdrawn_at__isnull=True)

    def given_by(self, student: User) -> ConsentQuerySet:
        return self.in_force().filter(student=student)

    def withdraw(self) -> int:
        return self.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())


class Consent(RevisedModel, models.Model):
    """A student's yes to camera analysis, to one version of the text, until withdrawn."""

    student = models.ForeignKey(User, models.CASCADE, related_name="consents")
    version = models.PositiveSmallIntegerField(_("text version"), default=CONSENT_VERSION)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        ordering = ("-given_at",)

    def __str__(self) -> str:
        return f"{self.student} · {self.given_at:%Y-%m-%d}"
