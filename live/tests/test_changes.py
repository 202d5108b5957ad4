"""Nothing that changed is left out, and who may have missed something is told in full."""

from hypothesis import given
from hypothesis import strategies as st

from live.changes import Changes

students = st.sampled_from(["ann", "ben", "cem"])
marks = st.lists(st.tuples(students, st.booleans(), st.booleans()))


@given(marks=marks)
def test_everyone_marked_is_taken_once_and_nobody_else(marks):
    changes = Changes()
    for student, moved, full in marks:
        changes.mark(student, moved, full)
    assert bool(changes) == bool(marks)
    taken = [student for student, _ in changes.take()]
    assert taken == list(dict.fromkeys(student for student, _, _ in marks))
    assert not changes
    assert changes.take() == []


@given(marks=marks)
def test_full_is_who_was_marked_so_or_moved_more_than_once(marks):
    changes = Changes()
    for student, moved, full in marks:
        changes.mark(student, moved, full)
    for student, full in changes.take():
        mine = [(moved, whole) for name, moved, whole in marks if name == student]
        moves = sum(moved for moved, _ in mine)
        assert full == (moves > 1 or any(whole for _, whole in mine))


@given(first=marks, second=marks)
def test_what_could_not_be_told_is_told_in_full_with_what_came_since(first, second):
    changes = Changes()
    for student, moved, full in first:
        changes.mark(student, moved, full)
    taken = changes.take()
    for student, moved, full in second:
        changes.mark(student, moved, full)
    changes.put_back(taken)
    told = dict(changes.take())
    assert set(told) == {student for student, _, _ in [*first, *second]}
    assert all(told[student] for student, _ in taken)


@given(marks=marks)
def test_forgetting_one_leaves_the_others(marks):
    changes = Changes()
    for student, moved, full in marks:
        changes.mark(student, moved, full)
    changes.forget("ann")
    assert {s for s, _ in changes.take()} == {s for s, _, _ in marks} - {"ann"}


@given(moved=st.booleans())
def test_one_who_was_taken_or_forgotten_starts_anew(moved):
    changes = Changes()
    changes.mark("ann", moved=True, full=True)
    changes.take()
    changes.mark("ann", moved)
    assert changes.take() == [("ann", False)]
    changes.mark("ann", moved=True, full=True)
    changes.forget("ann")
    changes.mark("ann", moved)
    assert changes.take() == [("ann", False)]


def test_mark_all_tells_all_in_full():
    changes = Changes()
    changes.mark("ann")
    changes.mark_all(["ann", "ben"])
    assert changes.take() == [("ann", True), ("ben", True)]
