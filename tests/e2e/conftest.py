"""Real browsers for the tests of the pages: how one is launched, what its webcam shows, and who
sits before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from classrooms.models import Classroom, Consent, Enrolment, Lesson, User
from classrooms.tests.factories import EnrolmentFactory, TeacherFactory
from tests.e2e import vision_page
from tests.e2e.clips import build_clips
from tests.e2e.people import Student, Teacher, session_cookie
from tests.product import Product
from tools.chromium import find_chromium
from tools.embedded_redis import EmbeddedRedis

PATIENCE = 60_000  # ms; a deadline for things that take a few seconds
CLIPS = Path(__file__).parents[2] / "build" / "clips"

# As root in a container, without a screen and without talking to anybody but the product.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Webcam:
    """What the fake webcam plays. Another clip begins when the camera is next turned on."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "webcam.mjpeg"
        self.play(build_clips(CLIPS)["neutral"])

    def play(self, clip: Path) -> None:
        # The browser is told one file for good; that it leads elsewhere now, it need not know.
        link = self._file.with_suffix(".next")
        link.symlink_to(clip.resolve())
        link.replace(self._file)

    @property
    def flags(self) -> list[str]:
        return [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={self._file}",
        ]


Launch = Callable[..., Browser]


@pytest.fixture(scope="module")
def launch() -> Iterator[Launch]:
    """Launches a Chromium with flags of its own: ``launch("--mute-audio")``."""
    path = find_chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browsers: list[Browser] = []

        def launching(*flags: str) -> Browser:
            started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
            browsers.append(started)
            return started

        yield launching
        for started in browsers:
            started.close()


@pytest.fixture(scope="module")
def webcam(tmp_path_factory: pytest.TempPathFactory) -> Webcam:
    return Webcam(tmp_path_factory.mktemp("webcam"))


@pytest.fixture(scope="module")
def chromium(launch: Launch, webcam: Webcam) -> Browser:
    """A Chromium with a webcam, which shows a neutral face unless a test plays something else."""
    return launch(*webcam.flags)


@pytest.fixture(scope="session")
def clips() -> dict[str, Path]:
    """What a webcam may play, by name."""
    return build_clips(CLIPS)


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """The address of the bare page on which vision is tested alone."""
    with vision_page.served() as address:
        yield address


@pytest.fixture
def profile(chromium: Browser, product: Product) -> Iterator[Callable[..., BrowserContext]]:
    """A browser profile of its own, for one person: ``profile(user)``, or nobody's yet."""
    contexts = []

    def making(
        user: User | None = None, *, at: str = product.url, using: Browser = chromium
    ) -> BrowserContext:
        context = using.new_context(base_url=at)
        context.set_default_timeout(PATIENCE)
        if user:
            context.add_cookies([session_cookie(user, at)])
        contexts.append(context)
        return context

    yield making
    for context in contexts:
        context.close()


@pytest.fixture
def teacher_at(profile) -> Callable[..., Teacher]:
    """A teacher at a screen of their own: ``teacher_at(owner)``."""
    return lambda user=None, **where: Teacher(profile(user, **where).new_page())


@pytest.fixture
def student_at(profile) -> Callable[..., Student]:
    """A student at a screen of their own: ``student_at(student)``."""
    return lambda user=None, **where: Student(profile(user, **where).new_page())


# A class with its people, ready for a lesson.


@pytest.fixture
def owner(transactional_db: None) -> User:
    return TeacherFactory(name="Olga Owner", email="owner@test.example")


@pytest.fixture
def classroom(owner: User) -> Classroom:
    return Classroom.objects.create(name="7B Mathematics", owner=owner)


@pytest.fixture
def enrolment(classroom: Classroom) -> Enrolment:
    """Elif's place; she has consented."""
    enrolment = EnrolmentFactory(classroom=classroom, student__name="Elif Student")
    Consent.objects.create(student=enrolment.student)
    return enrolment


@pytest.fixture
def lesson(classroom: Classroom) -> Lesson:
    return classroom.start_lesson("lesson")


# A deployment that a test may break.


@pytest.fixture
def redis() -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis() as server:
        yield server


@pytest.fixture
def fragile(redis: EmbeddedRedis, database_url: str, tmp_path: Path) -> Iterator[Product]:
    """A server and a Redis of its own, both of which a test may stop."""
    with Product(tmp_path / "log", DATABASE_URL=database_url, REDIS_URL=redis.url) as product:
        yield product
    assert "Traceback" not in product.log, product.log
