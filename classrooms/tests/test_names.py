"""Names that cannot be seen, or that turn their neighbours around, are refused."""

import pytest
from django.core.exceptions import ValidationError

from classrooms.names import validate_name


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Żak",
        "Chloé",
        "O\u2019Connor",
        "李小龍",
        "\u0645\u06cc\u200c\u062e\u0648",
        "7B",
        "Ng\u1ecdc",
    ],
)
def test_names_of_people_and_classes_are_taken(name):
    validate_name(name)


@pytest.mark.parametrize(
    "name", ["\u200b\u202e", "Ada\u202eevil", "\u2066Ada", "A\x00da", "Ada\n", "...", " ", "\u200d"]
)
def test_names_that_cannot_be_seen_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


def test_sign_up_refuses_them(client, db):
    form = {"name": "\u200b\u202e", "email": "a@test.example", "password1": "a long pass phrase"}
    page = client.post("/account/signup/", form)
    assert page.status_code == 200
    assert b"cannot be shown" in page.content
