"""The pages in a real browser: nothing is refused, and the small comforts work."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from classrooms.models import Classroom

PATIENCE = 30_000  # ms; a deadline for things that take well under ten seconds
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Set CHROMIUM to a Chromium, or run the tests by `make test`."
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, product, as_):
    """Opens a page as someone: ``visit(owner, "/")``. Its console must stay silent."""
    said, contexts = [], []

    def visiting(person, address: str) -> Page:
        context = browser.new_context(base_url=product.url, color_scheme="dark")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        cookie = as_(person).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": product.url}]
        )
        page = context.new_page()
        page.on("console", lambda line: said.append(line.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        return page

    yield visiting
    for context in contexts:
        context.close()
    assert said == []


def test_a_lesson_that_starts_appears_on_a_waiting_students_page(enrolment, visit):
    page = visit(enrolment.student, "/")
    expect(page.get_by_text("No lesson now")).to_be_visible()
    enrolment.classroom.start_lesson("lesson")
    entrance = page.get_by_role("link", name="Enter lesson")
    expect(entrance).to_be_visible(timeout=PATIENCE)


def test_what_a_student_types_outlives_a_fresh_look(enrolment, visit):
    page = visit(enrolment.student, "/")
    page.get_by_label("Join code").fill("KM7X")
    enrolment.classroom.start_lesson("lesson")
    expect(page.get_by_role("link", name="Enter lesson")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Join code")).to_have_value("KM7X")


def test_the_link_is_copied(classroom, owner, visit, product):
    page = visit(owner, reverse("classrooms:class", args=[classroom.key]))
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == f"{product.url}/join/{classroom.join_code}/"


def test_a_new_code_is_made_only_after_a_yes(classroom, owner, visit):
    page = visit(owner, reverse("classrooms:class", args=[classroom.key]))
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="New code").click()
    assert Classroom.objects.get(pk=classroom.pk).join_code == classroom.join_code
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="New code").click()
    expect(page.get_by_text("Here is the new code")).to_be_visible()
    assert Classroom.objects.get(pk=classroom.pk).join_code != classroom.join_code


def test_escape_closes_a_menu_and_gives_the_focus_back(owner, visit):
    page = visit(owner, "/")
    account = page.locator("header summary")
    account.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Log out")).to_be_hidden()
    expect(account).to_be_focused()


def test_the_first_stop_of_the_keyboard_skips_the_header(owner, visit):
    page = visit(owner, "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(enrolment, owner, visit, width):
    classroom = enrolment.classroom
    classroom.name = "Further mathematics with Donaudampfschifffahrtsgesellschaft and statistics"
    classroom.save()
    page = visit(owner, "/")
    page.set_viewport_size({"width": width, "height": 720})
    key = [classroom.key]
    for address in (
        "/",
        reverse("classrooms:class", args=key),
        reverse("classrooms:projector", args=key),
        reverse("classrooms:new_class"),
    ):
        page.goto(address)
        over = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, address
