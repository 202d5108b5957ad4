"""How tests read a page."""

import re


def text_of(answer) -> str:
    """The page's markup without its CSRF tokens, which differ each time; space is single."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return " ".join(body.split())
