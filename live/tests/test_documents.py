"""The documents that people may want to read, as pages of the product."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from live.documents import TITLES, rendered


@pytest.mark.parametrize("name", TITLES)
def test_anybody_may_read_a_document(client, db, name):
    answer = client.get(reverse("live:document", args=[name]))
    assert answer.status_code == 200
    page = answer.content.decode()
    text = (settings.BASE_DIR / f"docs/{name}.md").read_text()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    for heading in headings:
        assert re.search(rf"<h\d id=[^>]*>{re.escape(heading)}</h\d>", page), heading


def test_other_documents_are_no_pages(client, db):
    for name in ("deploy", "architecture", "no-such"):
        assert client.get(reverse("live:document", args=[name])).status_code == 404


@pytest.mark.parametrize("name", TITLES)
def test_every_link_in_a_document_leads_to_a_page(client, db, name):
    for target in re.findall(r'href="([^"]*)"', rendered(name)):
        if target.startswith("#"):
            assert f'id="{target[1:]}"' in rendered(name), target
        else:
            assert client.get(target).status_code == 200, target


@pytest.mark.parametrize("name", TITLES)
def test_marks_for_programs_are_not_shown(name):
    assert "<!--" not in rendered(name)
    assert "&lt;!--" not in rendered(name)


def test_tables_scroll_by_themselves():
    html = rendered("detection")
    assert html.count('<div class="scrolling"') == html.count("<table>") > 0


def test_the_page_of_a_lesson_leads_to_what_is_looked_at(client, enrolment):
    client.force_login(enrolment.student)
    page = client.get(reverse("live:lesson", args=[enrolment.classroom.key])).content.decode()
    assert reverse("live:document", args=["detection"]) in page
