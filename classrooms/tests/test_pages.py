"""Every page keeps our content policy, and has one heading, a language and labelled fields."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from classrooms.models import Enrolment, Invitation

from .factories import EnrolmentFactory

VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "rect", "circle"}


class Page(HTMLParser):
    """Collects what the policy would refuse, the headings, the ids and the labels."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.fields: list[dict] = []
        self.lang = None
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        handlers = [name for name in values if name.startswith("on")]
        if "style" in values or handlers or tag == "style":
            self.refused.append(self.get_starttag_text())
        if tag == "script" and not values.get("src"):
            self.refused.append(self.get_starttag_text())
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag == "html":
            self.lang = values.get("lang")
        if tag == "label" and "for" in values:
            self.labelled.append(values["for"])
        if tag == "input" and values.get("type") not in {"hidden", "radio"}:
            self.fields.append(values)
        if "id" in values:
            self.ids.append(values["id"])


@pytest.fixture
def look(enrolment, owner, admin_person, as_, client):
    """Every page of this room, by name."""
    classroom, student = enrolment.classroom, enrolment.student
    EnrolmentFactory(classroom=classroom, status=Enrolment.Status.BLOCKED)
    token = Invitation.objects.issue(admin_person)[1]
    here = [classroom.key]
    reset = {"uidb36": "1", "key": "no-such"}
    teacher, pupil = as_(owner), as_(student)
    return {
        "landing": lambda: client.get("/"),
        "log in": lambda: client.get(reverse("account_login")),
        "sign up": lambda: client.get(reverse("account_signup")),
        "log out": lambda: pupil.get(reverse("account_logout")),
        "inactive": lambda: client.get(reverse("account_inactive")),
        "password": lambda: pupil.get(reverse("account_change_password")),
        "forgotten": lambda: client.get(reverse("account_reset_password")),
        "sent": lambda: client.get(reverse("account_reset_password_done")),
        "expired": lambda: client.get(reverse("account_reset_password_from_key", kwargs=reset)),
        "done": lambda: client.get(reverse("account_reset_password_from_key_done")),
        "join": lambda: pupil.get(reverse("classrooms:join")),
        "join as teacher": lambda: teacher.get(reverse("classrooms:join")),
        "join link": lambda: client.get(reverse("classrooms:join", args=["KM7X4PQ9"])),
        "refused": lambda: pupil.post(reverse("classrooms:join"), {"code": "no"}),
        "invitation": lambda: client.get(reverse("classrooms:invitation", args=[token])),
        "no invitation": lambda: client.get(reverse("classrooms:invitation", args=["x"])),
        "teacher's home": lambda: teacher.get("/"),
        "student's home": lambda: pupil.get("/"),
        "admin's home": lambda: as_(admin_person).get("/"),
        "new class": lambda: teacher.get(reverse("classrooms:new_class")),
        "no name": lambda: teacher.post(reverse("classrooms:new_class"), {"name": ""}),
        "class": lambda: teacher.get(reverse("classrooms:class", args=here)),
        "projector": lambda: teacher.get(reverse("classrooms:projector", args=here)),
        "404": lambda: client.get("/nowhere/"),
        "403": lambda: pupil.get(reverse("admin:login")),
    }


PAGES = [
    "landing",
    "log in",
    "sign up",
    "log out",
    "inactive",
    "password",
    "forgotten",
    "sent",
    "expired",
    "done",
    "join",
    "join as teacher",
    "join link",
    "refused",
    "invitation",
    "no invitation",
    "teacher's home",
    "student's home",
    "admin's home",
    "new class",
    "no name",
    "class",
    "projector",
    "404",
    "403",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_made(look, name):
    answer = look[name]()
    page = Page(answer.content.decode())
    assert page.refused == []
    assert page.headings.count("h1") == 1
    assert page.lang == "en"
    assert len(page.ids) == len(set(page.ids)), "an id names one thing"
    assert "main" in page.ids
    assert {field["id"] for field in page.fields} <= set(page.labelled), "every field has a label"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_list_of_pages_is_whole(look):
    assert set(look) == set(PAGES)


def test_a_server_error_has_a_page_that_needs_nothing(client, db, monkeypatch):
    monkeypatch.setattr("classrooms.views.home._landing", lambda request: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert Page(answer.content.decode()).headings == ["h1"]
