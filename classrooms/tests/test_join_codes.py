"""Join codes forgive what hands and eyes do, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classrooms import join_codes

codes = st.text(join_codes.ALPHABET, min_size=join_codes.LENGTH, max_size=join_codes.LENGTH)
noise = st.lists(st.sampled_from(" -\u2013\u00a0._\t"), max_size=3).map("".join)


@given(codes)
def test_a_code_is_its_own_normal_form(code):
    assert join_codes.normalise(code) == code
    assert join_codes.normalise(join_codes.spaced(code)) == code


@given(codes, st.lists(noise, min_size=9, max_size=9), st.booleans())
def test_case_and_separators_do_not_matter(code, gaps, lower):
    typed = gaps[0] + "".join(symbol + gap for symbol, gap in zip(code, gaps[1:], strict=True))
    assert join_codes.normalise(typed.lower() if lower else typed) == code


@given(st.text())
def test_whatever_is_typed_gives_a_code_or_none(typed):
    code = join_codes.normalise(typed)
    assert code is None or (len(code) == 8 and set(code) <= set(join_codes.ALPHABET))


@given(codes, st.integers(0, 7), st.sampled_from("01ILO!é"))
def test_a_symbol_outside_the_alphabet_is_no_code(code, place, symbol):
    assert join_codes.normalise(code[:place] + symbol + code[place + 1 :]) is None


@pytest.mark.parametrize("typed", ["", "KM7X4PQ", "KM7X4PQ99", "KM7X 4PQ"])
def test_a_code_of_another_length_is_no_code(typed):
    assert join_codes.normalise(typed) is None


def test_generated_codes_are_codes_and_differ():
    made = {join_codes.generate() for _ in range(500)}
    assert len(made) == 500
    assert all(join_codes.normalise(code) == code for code in made)
    assert set("".join(made)) == set(join_codes.ALPHABET)
