"""Join codes: eight symbols that a class can read off a board without asking.

Pure. The alphabet leaves out 0, 1, I, L and O, which are told apart badly in print and in
handwriting: 31 symbols, so 31**8 codes (39.6 bits).
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8

_IGNORED = str.maketrans("", "", " -\u00a0\u2010\u2011\u2012\u2013\u2014_.\t\r\n")


def generate() -> str:
    """A new random code of ``LENGTH`` symbols, from the system's secure source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """The code meant by what a person typed, or None where it cannot be one.

    Case, spaces, hyphens, dots and underscores do not matter.
    """
    code = typed.translate(_IGNORED).upper()
    if len(code) != LENGTH or any(symbol not in ALPHABET for symbol in code):
        return None
    return code


def spaced(code: str) -> str:
    """The code as it is shown to people: two groups of four."""
    half = LENGTH // 2
    return f"{code[:half]} {code[half:]}"
