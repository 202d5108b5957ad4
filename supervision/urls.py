"""Which app answers which address."""

from django.contrib import admin
from django.urls import include, path

from classrooms.admin import secured

urlpatterns = [
    path("", include("classrooms.urls")),
    path("", include("live.urls")),
    path("account/", include("classrooms.account_urls")),
    path("admin/", secured(admin.site).urls),
]
