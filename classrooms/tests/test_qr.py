"""QR codes are ours, and keep the content policy."""

import re

from classrooms import qr

LINK = "https://school.example/join/KM7X4PQ9/"


def test_a_code_is_a_plain_picture():
    drawn = qr.svg(LINK)
    assert drawn.startswith("<svg")
    assert "viewBox" in drawn
    assert "style" not in drawn


def test_another_link_is_another_code():
    assert qr.svg(LINK) == qr.svg(LINK)
    assert qr.svg(LINK) != qr.svg(LINK.replace("Q9", "Q8"))


def test_a_quiet_zone_surrounds_it():
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', qr.svg(LINK))[1])
    assert (side - 8 - 17) % 4 == 0, "a QR code has 17 + 4n modules, and four free ones around"
