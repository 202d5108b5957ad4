"""What can stand in a camera's way: each in its own words, each with a way to try again; and the
route without a camera, which loads nothing that could look."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.product import Product

pytestmark = pytest.mark.django_db(transaction=True)

# The camera answers with an error until `window.cameraWorks` is set.
BROKEN_CAMERA = """
const open = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function (wishes) {
  if (window.cameraWorks) return open.call(this, wishes);
  return Promise.reject(new DOMException("", "ERROR"));
};
"""

NO_CAMERA = "No camera was found"
DENIED = "The browser may not use your camera"
IN_USE = "Another program uses your camera"


def shows_trouble(student, trouble: str, title: str) -> None:
    student.has_trouble(trouble)
    student.is_in("trouble")
    expect(student.page.locator("#trouble")).to_be_visible()
    expect(student.page.get_by_role("heading", name=title)).to_be_visible()
    expect(student.page.locator("#trouble-steps li").first).to_be_visible()
    expect(student.page.get_by_role("link", name="Go without a camera").first).to_be_visible()


def try_again(student) -> None:
    student.page.get_by_role("button", name="Try again").click()


@pytest.mark.parametrize(
    ("error", "trouble", "title"),
    [
        ("NotFoundError", "no_camera", NO_CAMERA),
        ("OverconstrainedError", "no_camera", NO_CAMERA),
        ("NotAllowedError", "permission_denied", DENIED),
        ("SecurityError", "permission_denied", DENIED),
        ("NotReadableError", "in_use", IN_USE),
        ("AbortError", "in_use", IN_USE),
    ],
)
def test_a_camera_that_does_not_open_says_why_and_may_be_tried_again(
    enrolment, lesson, student_at, error, trouble, title
):
    student = student_at(enrolment.student)
    student.page.add_init_script(BROKEN_CAMERA.replace("ERROR", error))
    student.enter(enrolment.classroom)
    shows_trouble(student, trouble, title)
    student.page.evaluate("() => { window.cameraWorks = true; }")
    try_again(student)
    student.start_uncalibrated()
    expect(student.page.locator("#trouble")).to_be_hidden()


def test_a_camera_that_goes_away_during_a_lesson(
    chromium, enrolment, lesson, owner, student_at, teacher_at
):
    student = student_at(enrolment.student)
    student.keep_tracks()
    student.enter(enrolment.classroom)
    student.start_uncalibrated()
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    unplug_cameras(chromium)
    shows_trouble(student, "camera_lost", "The camera went away")
    student.has_camera(False)
    teacher.sees("camera_off", "unavailable")
    try_again(student)
    teacher.sees("focused", "uncalibrated")


def unplug_cameras(browser) -> None:
    """End the browser's process that reads cameras: their tracks end, as when one is unplugged."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    [reader] = [process["id"] for process in processes if "VideoCapture" in process["type"]]
    os.kill(reader, signal.SIGKILL)


MUTABLE = """
Object.defineProperty(MediaStreamTrack.prototype, "muted", { get: () => window.isMuted ?? false });
"""


def test_a_camera_that_gives_no_picture_during_a_lesson(
    enrolment, lesson, owner, student_at, teacher_at
):
    """A shutter or another program: the browser says so of the track, which stays open."""
    student = student_at(enrolment.student)
    student.keep_tracks()
    student.page.add_init_script(MUTABLE)
    student.enter(enrolment.classroom)
    student.start_uncalibrated()
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    student.page.evaluate("() => { window.isMuted = true; }")
    student.has_trouble("camera_muted")
    expect(student.page.get_by_role("heading", name="The camera gives no picture")).to_be_visible()
    student.has_camera(True)
    teacher.sees("camera_off", "unavailable")
    student.page.evaluate("() => { window.isMuted = false; }")
    expect(student.page.locator("#trouble")).to_be_hidden()
    teacher.sees("focused", "uncalibrated")


def test_a_computer_without_a_camera(launch, enrolment, lesson, owner, student_at, teacher_at):
    student = student_at(enrolment.student, using=launch("--use-fake-ui-for-media-stream"))
    student.enter(enrolment.classroom)
    shows_trouble(student, "no_camera", NO_CAMERA)
    try_again(student)
    shows_trouble(student, "no_camera", NO_CAMERA)
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    teacher.sees("camera_off", "unavailable")


def test_a_browser_that_may_not_use_its_camera(launch, enrolment, lesson, student_at):
    using = launch("--use-fake-device-for-media-stream")
    student = student_at(enrolment.student, using=using)
    student.enter(enrolment.classroom)
    shows_trouble(student, "permission_denied", DENIED)
    student.page.context.grant_permissions(["camera"])
    try_again(student)
    student.page.locator("#skip-calibration:enabled").wait_for()


def test_an_address_without_https(
    launch, webcam, enrolment, lesson, database_url, tmp_path, student_at
):
    address = {"ALLOWED_HOSTS": "127.0.0.1,school.test"}
    with Product(tmp_path / "log", DATABASE_URL=database_url, **address) as school:
        mapped = launch("--host-resolver-rules=MAP school.test 127.0.0.1", *webcam.flags)
        where = f"http://school.test:{school.port}"
        student = student_at(enrolment.student, at=where, using=mapped)
        student.enter(enrolment.classroom)
        shows_trouble(student, "insecure_address", "This address cannot use a camera")
        expect(student.page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_device_without_webgl(launch, webcam, enrolment, lesson, student_at):
    student = student_at(
        enrolment.student, using=launch("--disable-software-rasterizer", *webcam.flags)
    )
    student.keep_tracks()
    student.enter(enrolment.classroom)
    shows_trouble(student, "no_webgl", "This device cannot do the analysis")
    student.has_camera(False)
    try_again(student)
    shows_trouble(student, "no_webgl", "This device cannot do the analysis")


def test_a_model_that_is_cut_short(enrolment, lesson, student_at):
    student = student_at(enrolment.student)
    context = student.page.context
    context.route("**/*.task", lambda route: route.fulfill(body=route.fetch().body()[:1_000_000]))
    student.enter(enrolment.classroom)
    shows_trouble(student, "model_not_loaded", "The face model could not be loaded")
    context.unroute("**/*.task")
    try_again(student)
    student.start_uncalibrated()


def test_a_model_that_does_not_come(enrolment, lesson, student_at):
    student = student_at(enrolment.student)
    context = student.page.context
    context.route("**/*.task", lambda route: route.abort())
    student.enter(enrolment.classroom)
    shows_trouble(student, "model_not_loaded", "The face model could not be loaded")
    context.unroute("**/*.task")
    try_again(student)
    student.start_uncalibrated()


SEEING = re.compile(r"/vision/|/attention/|eyes\.js|watching\.js|/vendor/(tasks|face)")


def test_the_route_without_a_camera_loads_nothing_that_could_look(
    enrolment, lesson, owner, student_at, teacher_at
):
    student = student_at(enrolment.student)
    asked: list[str] = []
    student.page.context.on("request", lambda request: asked.append(request.url))
    student.enter(enrolment.classroom, "without-camera/")
    student.says("no_camera", "by_student")
    teacher = teacher_at(owner)
    teacher.watch(enrolment.classroom)
    teacher.sees("no_camera", "by_student")
    student.page.locator("#im-lost").click()
    teacher.sees("help", "pressed")
    assert [url for url in asked if SEEING.search(url)] == []
    assert any(url.endswith("/js/student.js") for url in asked)
    denied = student.page.evaluate(
        "() => navigator.mediaDevices.getUserMedia({ video: true }).catch(({ name }) => name)"
    )
    assert denied == "NotAllowedError"
