"""Those of allauth's pages that we use, below account/, under the names that allauth expects."""

from allauth.account import views
from django.urls import path, re_path

from .access import anyone, signed_in

urlpatterns = [
    path("login/", anyone(views.login), name="account_login"),
    path("logout/", anyone(views.logout), name="account_logout"),
    path("signup/", anyone(views.signup), name="account_signup"),
    path("inactive/", anyone(views.account_inactive), name="account_inactive"),
    path("password/", signed_in(views.password_change), name="account_change_password"),
    path("password/reset/", anyone(views.password_reset), name="account_reset_password"),
    path(
        "password/reset/sent/",
        anyone(views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anyone(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        anyone(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
