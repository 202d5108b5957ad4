"""The documents that a student, a parent or a school board may want, as pages of the product.

They are the repository's own files, so that what people read here is what the tests hold to the
code.
"""

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt
from markdown_it.token import Token

from classrooms import access

TITLES: Final = {
    "detection": "What is looked at",
    "privacy": "What is sent and kept",
}


@access.anyone
@require_GET
def document(request: HttpRequest, name: str) -> HttpResponse:
    """One of the documents in ``TITLES``; 404 for any other."""
    if name not in TITLES:
        raise Http404
    context = {"title": TITLES[name], "body": rendered(name)}
    return render(request, "live/document.html", context)


@cache
def rendered(name: str) -> SafeString:
    """The document as HTML. Raw HTML in it is shown, not obeyed, but for comments, which vanish."""
    text = (settings.BASE_DIR / f"docs/{name}.md").read_text()
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = list(_presentable(markdown.parse(_without_comments(text))))
    # Ours from the first letter to the last, and escaped by the renderer.
    return mark_safe(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S308 # nosec


def _without_comments(text: str) -> str:
    """Marks for generated parts are for programs."""
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("<!--"))


def _presentable(tokens: list[Token]) -> Iterator[Token]:
    """With links that lead somewhere here, and tables that scroll by themselves on a phone."""
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open" and following:
            token.attrSet("id", slugify(following.content))
        if token.type == "table_open":
            yield _markup('<div class="scrolling" role="region" aria-label="Table" tabindex="0">')
        if token.children:
            token.children = list(_with_links(token.children))
        yield token
        if token.type == "table_close":
            yield _markup("</div>")


def _markup(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


def _with_links(tokens: list[Token]) -> Iterator[Token]:
    """Other documents of the repository are no pages: their names stay, without a link."""
    leads_nowhere = False
    for token in tokens:
        if token.type == "link_open":
            target = _address(str(token.attrGet("href")))
            leads_nowhere = target is None
            token.attrSet("href", target or "")
        if not (leads_nowhere and token.type in {"link_open", "link_close"}):
            yield token


def _address(target: str) -> str | None:
    if target.startswith("#"):
        return target
    name = target.removesuffix(".md")
    return reverse("live:document", args=[name]) if name in TITLES else None
