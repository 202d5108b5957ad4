"""A demonstration school, for development only: everybody knows its log-ins."""

from django.db import transaction

from .models import Classroom, Consent, Lesson, User

PASSWORD = "supervision-demo"  # noqa: S105 - public on purpose
CLASS_NAME = "7B Mathematics"
ADMIN = ("admin@demo.example", "Ada Sommer")
TEACHER = ("teacher@demo.example", "Sami Haddad")
CO_TEACHER = ("co-teacher@demo.example", "Ngozi Okafor")
STUDENT = ("student@demo.example", "Robin Vale")
SIMULATED = (
    "Aisha Bello",
    "Ben Carter",
    "Chloé Laurent",
    "Daniel Kim",
    "Elif Şahin",
    "Farid Rahimi",
    "Grace Mensah",
    "Hana Suzuki",
    "Jonas Weber",
    "Maja Kowalska",
    "Pedro Alves",
    "Tara Singh",
)


def simulated_emails() -> list[str]:
    """The log-ins of the students whom `simulate_class` plays, in the order of their names."""
    return [f"simulated-{number:02}@demo.example" for number in range(1, len(SIMULATED) + 1)]


def exists() -> bool:
    """Whether the demonstration school is in this database."""
    return User.objects.filter(email=TEACHER[0]).exists()


@transaction.atomic
def create() -> None:
    """Make the whole school."""
    _person(ADMIN, role=User.Role.TEACHER, is_staff=True, is_superuser=True)
    teacher = _person(TEACHER, role=User.Role.TEACHER)
    classroom = Classroom.objects.create(name=CLASS_NAME, owner=teacher)
    classroom.co_teachers.add(_person(CO_TEACHER, role=User.Role.TEACHER))
    for email, name in zip(simulated_emails(), SIMULATED, strict=True):
        student = _person((email, name))
        classroom.admit(student)
        Consent.objects.create(student=student)
    classroom.admit(_person(STUDENT))


def start_lesson() -> None:
    """Let a lesson run in the demonstration class, if it is still there."""
    classes = Classroom.objects.current().filter(owner__email=TEACHER[0], name=CLASS_NAME)
    for classroom in classes:
        classroom.start_lesson(Lesson.Kind.LESSON)


def log_ins() -> str:
    """Who can log in, and with what; for people to read."""
    people = (("Teacher", TEACHER), ("Co-teacher", CO_TEACHER), ("Student", STUDENT))
    lines = [f"{role:<12}{email}" for role, (email, _) in (*people, ("Admin", ADMIN))]
    return "\n".join([*lines, f"{'Password':<12}{PASSWORD}"])


def _person(who: tuple[str, str], **fields: object) -> User:
    email, name = who
    return User.objects.create_user(email, PASSWORD, name=name, **fields)
