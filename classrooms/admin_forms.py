"""The admin's forms for people, who are known by an email address in lower case."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from .models import User


class _LowerCaseEmail(forms.ModelForm):
    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PersonCreationForm(_LowerCaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("name", "email", "role")


class PersonChangeForm(_LowerCaseEmail, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
