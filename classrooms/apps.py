from django.apps import AppConfig


class ClassroomsConfig(AppConfig):
    name = "classrooms"
    verbose_name = "School"

    def ready(self) -> None:
        from . import signals  # noqa: F401 (connects its receivers)
