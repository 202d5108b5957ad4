"""Which students changed since they were last told of, newest wins. Pure."""

from __future__ import annotations

from collections.abc import Iterable


class Changes:
    """A set of students, each with whether the tile must carry its history.

    Two transitions of one student between two tellings would lose the first from the history
    that the listener folds, so the second makes the tile a full one.
    """

    def __init__(self) -> None:
        self._moved: dict[str, bool] = {}
        self._full: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._moved)

    def mark(self, student: str, moved: bool = False, full: bool = False) -> None:
        before = self._moved.get(student, False)
        if full or (moved and before):
            self._full.add(student)
        self._moved[student] = moved or before

    def mark_all(self, students: Iterable[str]) -> None:
        """Tell of all of them, with their history."""
        for student in students:
            self.mark(student, full=True)

    def forget(self, student: str) -> None:
        self._moved.pop(student, None)
        self._full.discard(student)

    def take(self, most: int | None = None) -> list[tuple[str, bool]]:
        """Each student to tell of, the longest waiting first, and whether in full.

        At most so many are taken; the others are told of next time.
        """
        students = list(self._moved)[:most]
        taken = [(student, student in self._full) for student in students]
        for student in students:
            self.forget(student)
        return taken

    def put_back(self, taken: list[tuple[str, bool]]) -> None:
        """Telling failed: these are told next time, in full, as they are by then."""
        for student, _ in taken:
            self.mark(student, full=True)
