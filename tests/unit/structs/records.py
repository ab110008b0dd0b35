# SPDX-License-Identifier: MIT
"""Strategies for records and for the streams that carry them."""

from __future__ import annotations

from hypothesis import strategies as st

from bench.structs.records.record import (
    Alive,
    Check,
    CheckOutcome,
    Data,
    Ending,
    Finished,
    Freeze,
    Output,
    Put,
    Ready,
    Record,
    Run,
    Stream,
    Unknown,
    Value,
    Wake,
)

u32 = st.integers(0, 2**32 - 1)
u64 = st.integers(0, 2**64 - 1)
i32 = st.integers(-(2**31), 2**31 - 1)
names = st.text(max_size=60)
details = st.text(max_size=200)
data = st.binary(max_size=200)
texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"))
arguments = st.lists(texts).map(tuple)
mac = st.binary(min_size=6, max_size=6)

records: st.SearchStrategy[Record] = st.one_of(
    st.builds(Value, names, st.one_of(u64, st.integers(-(2**63), -1), details, data)),
    st.builds(Check, names, st.sampled_from(CheckOutcome), details),
    st.builds(Run, u32, u32, arguments, arguments),
    st.builds(Put, u32, st.integers(0, 2**16 - 1), texts),
    st.builds(Data, u32, data),
    st.builds(Freeze, u32),
    st.builds(Wake, u32, u64, st.binary(min_size=64, max_size=64), mac, texts),
    st.builds(Alive, u32, st.binary(min_size=16, max_size=16), u64),
    st.builds(Output, u32, st.sampled_from(Stream), data),
    st.builds(Finished, u32, st.sampled_from(Ending), i32, u64),
    st.builds(Ready, details),
    st.builds(Unknown, st.integers(256, 2**16 - 1), data),
)
