"""Whatever the network does to the messages between processes, every teacher ends with the truth.

Three processes hold one class. Students come, signal, ask for help, answer, fall asleep, lose their
connection, go on in another process, open second tabs and leave; teachers come and go in any
process, and acknowledge, snooze, check in and mark; the lesson ends and another begins, the policy
changes, rows are shown or not, consents are withdrawn, and what students leave out is now more and
now less. Meanwhile messages between the processes are lost, late, doubled and overtaken, and
processes are cut off from the layer, by refusal or by silence. Then the network is fair again, and
within a few seconds every dashboard shows what the students' own sockets say, with its history, and
what teachers did.

Until then no dashboard is told what never was, what is older than it was told, what belongs to
another lesson, or what policy, consent and exemptions, as its process knows them, forbid.
"""

import asyncio
import logging
from collections import deque
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from live.protocol import REASONS, Answer, Concern, Need
from live.tests import virtual_time
from live.tests.simulated_layer import FAIR, Weather
from live.tests.simulated_school import School
from live.tests.simulated_story import LATE, PROCESSES, STUDENTS, Story, play

# What hypothesis makes up

students = st.integers(0, len(STUDENTS) - 1)
processes = st.sampled_from(PROCESSES)
looks = st.sampled_from(sorted((state, reason) for state in REASONS for reason in REASONS[state]))
weathers = st.builds(
    Weather,
    lost=st.sampled_from([0.0, 0.1, 0.3, 0.6]),
    twice=st.sampled_from([0.0, 0.3]),
    late=st.sampled_from([0.0, 0.1, 1.0, LATE]),
)


def step(name, *args):
    return st.tuples(st.just(name), st.tuples(*args), st.sampled_from([0.02, 0.3, 1.0, 3.0, 8.0]))


look = students.flatmap(
    lambda student: looks.flatmap(
        lambda look: step("look", st.just(student), st.just(look[0]), st.just(look[1]))
    )
)
join = step("join", students, processes)
teach = step("teach", processes, st.sampled_from([0.02, 0.3, 1.0]))
blow = step("blow", weathers)
everybody = (step("join", st.just(number), processes) for number in range(len(STUDENTS)))
beginning = st.tuples(*everybody, teach, teach, blow)
seeds = st.integers(0, 2**32)
people = [
    look,
    look,
    look,
    join,
    teach,
    step("ask", students, st.booleans()),
    step("lose", students, processes),
    step("sleep", students),
    step("wake", students, processes),
    step("leave", students),
    step("rest", st.integers(0, 9)),
]
whose = st.integers(0, 9)
acts = [
    step("acknowledge", whose, students, st.sampled_from(get_args(Need)), st.booleans()),
    step("snooze", whose, students, st.sampled_from(get_args(Concern)), st.booleans()),
    step("check_in", whose, students),
    step("answer", students, st.sampled_from(get_args(Answer))),
    step("mark", whose),
]
faults = [
    blow,
    step("cut_off", processes, st.sampled_from(["refused", "hanging", "deaf"])),
    step("mend", processes),
]
lessons = [step("start_lesson"), step("end_lesson")]
permissions = [
    step("choose", st.sampled_from(["everything", "attention", "self_report"])),
    step("ask_first", st.booleans()),
    step("count_only", st.booleans()),
    step("withdraw", students),
    step("leave_out", students, st.sampled_from([(), ("brow",), ("gaze",), ("tilt", "faces")])),
]


def steps(*kinds):
    return st.lists(st.one_of(*(one for kind in kinds for one in kind)), min_size=8, max_size=40)


# What is rare by chance: two transitions in one frame, and something taken back that the student's
# own process has told anew already, since it looked at the database before the teacher's did.

AT_REST = [
    *(("join", (number, 2), 0.3) for number in range(len(STUDENTS))),
    *(("teach", (process, 0.02), 0.3) for process in PROCESSES),
    ("blow", (FAIR,), 8.0),
]
AT_ONCE = [
    ("look", (0, "confused", "brow_and_tilt"), 0.02),
    ("look", (0, "alert", "no_face"), 0.02),
    ("look", (0, "focused", "head_down"), 8.0),
]
OLDER_TAB = [("lose", (0, 0), 0.02), ("join", (0, 0), 3.0), ("start_lesson", (), 3.0)]
"""It comes back after the newer was opened, and so is the newest then."""

TAKEN_BACK = [
    *(("withdraw", (number,), 1.3) for number in range(len(STUDENTS))),
    # Who came before keeps what was shown; who comes now is told what their process knows.
    *(("teach", (process, 0.02), 0.3) for process in PROCESSES),
]


LEFT_OUT = [
    ("look", (0, "alert", "gaze_away"), 3.0),
    ("look", (1, "confused", "brow_and_tilt"), 3.0),
    *(("leave_out", (number, ("gaze",)), 1.3) for number in range(len(STUDENTS))),
    *(("teach", (process, 0.02), 0.3) for process in PROCESSES),
    ("lose", (0, 1), 3.0),
    ("leave_out", (0, ()), 3.0),
]


ACTED = [
    ("look", (0, "alert", "gaze_away"), 1.0),
    ("acknowledge", (0, 0, "gaze_away", True), 0.3),
    ("snooze", (1, 0, "no_face", True), 0.3),
    ("check_in", (2, 0), 1.0),
    ("answer", (0, "lost"), 0.3),
    ("mark", (1,), 0.3),
    ("cut_off", (0, "refused"), 8.0),
    ("snooze", (1, 1, "no_face", True), 1.0),
    ("mark", (2,), 0.3),
    ("mend", (0,), 8.0),
]
NO_ROWS = [
    ("look", (0, "confused", "brow_and_tilt"), 1.0),
    ("count_only", (True,), 1.3),
    ("look", (0, "alert", "no_face"), 1.0),
    ("teach", (1, 0.02), 1.0),
    ("count_only", (False,), 3.0),
    ("ask_first", (True,), 3.0),
]


@pytest.fixture(autouse=True)
def _no_trouble(caplog):
    yield
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@example(AT_REST, AT_ONCE, 1)
@example(AT_REST, ACTED, 1)
@given(beginning, steps(people, faults, lessons, acts), seeds)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_teacher_ends_with_the_truth(beginning, steps, seed):
    virtual_time.run(play, [*beginning, *steps], seed)


@example(AT_REST, TAKEN_BACK, 1)
@example(AT_REST, LEFT_OUT, 1)
@example(AT_REST, OLDER_TAB, 0)
@example(AT_REST, NO_ROWS, 1)
@given(beginning, steps(people, faults, lessons, permissions, acts), seeds)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_what_policy_consent_or_exemptions_forbid_is_told_no_more(beginning, steps, seed):
    virtual_time.run(play, [*beginning, *steps], seed)


def test_what_teachers_do_is_among_what_is_compared():
    assert virtual_time.run(play, [*AT_REST, *ACTED], 1).done


def weight(thing, seen):
    """How many things a process keeps in its collections, from ``thing`` on."""
    if id(thing) in seen:
        return 0
    seen.add(id(thing))
    if isinstance(thing, dict):
        return len(thing) + sum(weight(one, seen) for one in thing.values())
    if isinstance(thing, list | tuple | set | frozenset | deque):
        return len(thing) + sum(weight(one, seen) for one in thing)
    module = type(thing).__module__
    if module.startswith("live.") and not module.startswith("live.tests."):
        names = [*getattr(thing, "__dict__", ()), *getattr(thing, "__slots__", ())]
        return sum(weight(getattr(thing, name), seen) for name in names)
    return 0


async def teach_long():
    """What the processes keep after one minute and after twenty."""
    with School(STUDENTS).in_place() as school:
        story = Story(school, seed=1)
        await story.open()
        for number in PROCESSES:
            story.join(number, number)
            story.teach(number, 0.3)
        story.blow(Weather(lost=0.1, twice=0.3, late=0.3))
        weights = []
        for minutes in (1, 19):
            for second in range(minutes * 60):
                story.ask(second % len(STUDENTS), asked=second % 2 == 0)
                await asyncio.sleep(1)
            story.clear_up()
            await asyncio.sleep(1)
            weights.append(sum(weight(process.rooms, set()) for process in story.processes))
            story.blow(Weather(lost=0.1, twice=0.3, late=0.3))
        return weights


def test_a_long_lesson_leaves_no_more_behind_than_a_short_one():
    short, long = virtual_time.run(teach_long)
    assert short > 50
    assert long <= short + 10
