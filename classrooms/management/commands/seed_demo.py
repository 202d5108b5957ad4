"""Make a demonstration school in an empty database, once, and say how to log in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from classrooms import demo
from classrooms.models import User


class Command(BaseCommand):
    """`manage.py seed_demo`: safe to run again, and never touches a real school."""

    help = "Makes a demonstration school in an empty database (development only)."

    def handle(self, **options: Any) -> None:
        """Seed, or say why not.

        Raises:
            CommandError: with DEBUG off, since everybody knows the demonstration's password.
        """
        if not settings.DEBUG:
            raise CommandError("A demonstration school is for development: DEBUG is off.")
        if not demo.exists():
            if User.objects.exists():
                self.stdout.write("There are people already, so nothing was seeded.")
                return
            demo.create()
        demo.start_lesson()
        self.stdout.write(demo.log_ins())
