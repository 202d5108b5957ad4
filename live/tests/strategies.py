"""What a student's browser may say, as hypothesis makes it up."""

from hypothesis import strategies as st

from live.protocol import REASONS, TILE_REASONS, Cues, Signal, Transition

states = st.sampled_from(sorted(REASONS))
seconds = st.floats(0, 86_400, allow_nan=False)
unit = st.floats(0, 1, allow_nan=False)

cues = st.builds(
    Cues,
    brow=st.none() | unit,
    tilt=st.none() | st.floats(-90, 90, allow_nan=False),
    smile=st.none() | unit,
    gaze=st.sampled_from([None, "centred", "away", "down"]),
    faces=st.none() | st.integers(0, 4),
)


@st.composite
def signals(draw, since=seconds):
    state = draw(states)
    return Signal(
        seq=draw(st.integers(0, 2**53 - 1)),
        analysis=draw(st.sampled_from(["everything", "attention", "self_report"])),
        state=state,
        reason=draw(st.sampled_from(sorted(REASONS[state]))),
        since=draw(since),
        cues=draw(st.none() | cues),
    )


@st.composite
def transitions(draw, age=seconds):
    state = draw(st.sampled_from(sorted(TILE_REASONS)))
    return Transition(state, draw(st.sampled_from(sorted(TILE_REASONS[state]))), draw(age))
