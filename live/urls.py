"""The addresses of a lesson's pages."""

from django.urls import path

from . import documents, views

app_name = "live"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("about/<slug:name>/", documents.document, name="document"),
    path("classes/<slug:key>/dashboard/", views.dashboard, name="dashboard"),
    path("classes/<slug:key>/lesson/", views.lesson, name="lesson"),
    path("classes/<slug:key>/lesson/without-camera/", views.without_camera, name="without_camera"),
    path("classes/<slug:key>/lesson/choice/", views.choice, name="choice"),
    path("classes/<slug:key>/lesson/consent/", views.give_consent, name="give_consent"),
    path("classes/<slug:key>/lesson/withdraw/", views.withdraw_consent, name="withdraw_consent"),
]
