"""Which socket answers which address."""

from django.urls import path

from .consumers import StudentConsumer, TeacherConsumer

websocket_urlpatterns = [
    path("ws/classes/<slug:key>/student/", StudentConsumer.as_asgi()),
    path("ws/classes/<slug:key>/teacher/", TeacherConsumer.as_asgi()),
]
