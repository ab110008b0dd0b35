"""Strategies for records and for the streams that carry them."""

from __future__ import annotations

from hypothesis import strategies as st

from bench.structs.record import (
    Check,
    Ending,
    Finished,
    Outcome,
    Output,
    Ready,
    Record,
    Run,
    Stream,
    Unknown,
    Value,
)

u32 = st.integers(0, 2**32 - 1)
u64 = st.integers(0, 2**64 - 1)
i32 = st.integers(-(2**31), 2**31 - 1)
names = st.text(max_size=60)
details = st.text(max_size=200)
data = st.binary(max_size=200)
arguments = st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"))).map(tuple)

records: st.SearchStrategy[Record] = st.one_of(
    st.builds(Value, names, st.one_of(u64, st.integers(-(2**63), -1), details, data)),
    st.builds(Check, names, st.sampled_from(Outcome), details),
    st.builds(Run, u32, arguments),
    st.builds(Output, u32, st.sampled_from(Stream), data),
    st.builds(Finished, u32, st.sampled_from(Ending), i32, u64),
    st.builds(Ready, details),
    st.builds(Unknown, st.integers(256, 2**16 - 1), data),
)
