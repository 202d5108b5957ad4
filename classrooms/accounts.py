"""How people sign up and log in, through django-allauth. Sign-up makes students and nobody else."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import User
from .names import validate_name

PASSWORD_HELP = _("At least 8 characters, and not one that many people use.")


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth asks this school: who may sign up, and what is said when it goes wrong."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("No account has this email address and password."),
        "email_taken": _("There is an account with this email address already. Log in instead."),
        "account_inactive": _("This account is switched off. Ask your school."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP_OPEN

    def save_user(
        self, request: HttpRequest, user: User, form: forms.BaseForm, commit: bool = True
    ) -> User:
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)


class _Plain(forms.Form):
    """Labels say what a field is for: no placeholder repeats them, no list of rules follows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = capfirst(str(field.label).lower())
            field.help_text = PASSWORD_HELP if name == "password1" else ""


class LogInForm(_Plain, allauth.LoginForm):
    """Email and password."""


class SignUpForm(_Plain, allauth.SignupForm):
    """Name, email and one password."""

    name = forms.CharField(
        label=_("Name"),
        max_length=User._meta.get_field("name").max_length,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")


class ChangePasswordForm(_Plain, allauth.ChangePasswordForm):
    """The password of now, and twice the next."""


class ResetPasswordForm(_Plain, allauth.ResetPasswordForm):
    """The address to which a link goes."""


class NewPasswordForm(_Plain, allauth.ResetPasswordKeyForm):
    """Behind that link: twice the new password."""
