"""The admin's forms for people, who are known by an email address in lower case."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from .models import User


class _LowerCaseEmail(forms.ModelForm):
    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PersonCreationForm(_LowerCaseEmail, AdminUserCreationForm):
    """A new person, with a password or without one yet."""

    class Meta:
        model = User
        fields = ("name", "email", "role")


class PersonChangeForm(_LowerCaseEmail, UserChangeForm):
    """A person as they are."""

    class Meta:
        model = User
        fields = ("name", "email", "password", "role", "is_staff", "is_active")
