"""What people may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import access
from .models import EXEMPTIONS, Classroom, Enrolment, Lesson, User


class ClassForm(forms.ModelForm):
    """A class's name, when it is made and when it is renamed."""

    class Meta:
        model = Classroom
        fields = ("name",)


class AnalysisForm(forms.ModelForm):
    """What the lessons of a class look at, whom they ask first, and what is told of it."""

    class Meta:
        model = Classroom
        fields = ("analysis", "asks_first", "counts_only")


_without_confusion = _(
    "“Looks confused” is then never said, and brow, head and smile are not looked at."
)


class ExemptionsForm(forms.ModelForm):
    """What must not be looked at of a student, who says so without a reason."""

    class Meta:
        model = Enrolment
        fields = tuple(f"exempt_{word}" for word in EXEMPTIONS)
        labels = {
            "exempt_brow": _("My brow"),
            "exempt_tilt": _("The tilt of my head"),
            "exempt_gaze": _("Where my face and eyes point"),
            "exempt_faces": _("How many faces are in the picture"),
        }
        help_texts = {
            "exempt_brow": _without_confusion,
            "exempt_tilt": _without_confusion,
            "exempt_gaze": _(
                "“Focused”, “Looks confused” and “Facing away from the screen” are then never "
                "said, and brow, head and smile are not looked at either. Most of the time your "
                "teacher reads “Not looked at”."
            ),
            "exempt_faces": _("“No face in view” and “Second face in view” are then never said."),
        }

    def save(self, commit: bool = True) -> Enrolment:
        """Write these fields and no others: the place may have been taken away meanwhile."""
        if commit and self.has_changed():
            self.instance.save(update_fields=self.Meta.fields)
        return self.instance


class LessonForm(forms.Form):
    """A lesson or an exam."""

    kind = forms.ChoiceField(choices=Lesson.Kind.choices)


class JoinForm(forms.Form):
    """A join code. Why one does not work is never told: every refusal reads the same."""

    refusal = _("This code does not open a class. Check it with your teacher.")
    code = forms.CharField(
        label=_("Join code"),
        max_length=40,
        error_messages={"max_length": refusal},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "class": "input code",
                "placeholder": "KM7X 4PQ9",
            }
        ),
    )

    def refuse(self) -> None:
        """Show the one refusal, whatever the reason."""
        if not self.has_error("code"):
            self.add_error("code", self.refusal)

    def classroom(self) -> Classroom | None:
        """The class that the code opens, if it opens one."""
        return access.class_to_join(self.cleaned_data["code"]) if self.is_valid() else None


class CoTeacherForm(forms.Form):
    """A colleague's email address. Someone who is no teacher and nobody at all read the same."""

    email = forms.EmailField(label=_("Email of a teacher"))

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def colleague(self) -> User | None:
        """The active teacher with this address, if there is one."""
        if not self.is_valid():
            return None
        teachers = User.objects.filter(role=User.Role.TEACHER, is_active=True)
        return teachers.filter(email=self.cleaned_data["email"]).first()
