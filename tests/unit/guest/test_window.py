# SPDX-License-Identifier: MIT
"""The bench's side of a window, against a guest that keeps to the page and one that does not."""

from __future__ import annotations

import mmap
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.guest.linux.window import BrokenWindow, Window
from bench.structs.records.window import BODY_LIMIT, DATA, HEAD, RING, USED

TO_GUEST, TO_HOST = 64, 256
SIZE = 8 << 20


def laid_out() -> tuple[Window, mmap.mmap]:
    memory = mmap.mmap(-1, SIZE)
    window = Window(memory)
    window.lay_out()
    return window, memory


def counter(memory: mmap.mmap, at: int) -> int:
    value: int = struct.unpack_from("<I", memory, at)[0]
    return value


def mirror(memory: mmap.mmap) -> None:
    """What a guest does that sends everything back: swap the rings."""
    to_guest, to_host = memory[DATA : DATA + RING], memory[DATA + RING : USED]
    memory[DATA : DATA + RING], memory[DATA + RING : USED] = to_host, to_guest
    heads = memory[TO_GUEST:TO_HOST], memory[TO_HOST : 2 * TO_HOST - TO_GUEST]
    memory[TO_HOST : 2 * TO_HOST - TO_GUEST], memory[TO_GUEST:TO_HOST] = heads


def test_a_window_is_ready_when_it_is_laid_out() -> None:
    memory = mmap.mmap(-1, SIZE)
    assert not Window(memory).ready
    Window(memory).lay_out()
    assert Window(memory).ready
    assert HEAD.parse(memory[: HEAD.sizeof()]).to_host.written == 0


@given(
    st.lists(st.tuples(st.integers(0, 2**16 - 1), st.binary(max_size=300)), max_size=8),
    st.integers(0, 2**29 - 1).map(lambda n: 8 * n),
)
def test_messages_arrive_whole_and_in_order(
    messages: list[tuple[int, bytes]], counted: int
) -> None:
    window, memory = laid_out()
    for at in (TO_GUEST, TO_GUEST + 64):
        struct.pack_into("<I", memory, at, counted)
    for message in messages:
        assert window.give(*message)
    mirror(memory)
    assert [window.take() for _ in messages] == messages
    assert window.take() is None


def test_a_full_window_takes_no_more_until_it_is_read() -> None:
    window, memory = laid_out()
    while window.give(4, bytes(BODY_LIMIT)):
        pass
    assert counter(memory, TO_GUEST + 128) == 1, "the guest is told that somebody waits"
    assert counter(memory, TO_GUEST) <= RING
    struct.pack_into("<I", memory, TO_GUEST + 64, counter(memory, TO_GUEST))
    assert window.give(4, b"")


def test_a_guest_that_waits_for_room_is_answered_once() -> None:
    window, memory = laid_out()
    assert not window.guest_waits()
    struct.pack_into("<I", memory, TO_HOST + 128, 1)
    assert window.guest_waits()
    assert not window.guest_waits()


@given(st.binary(min_size=24, max_size=24), st.binary(max_size=64), st.integers(0, RING - 64))
def test_whatever_a_guest_writes_is_a_message_none_or_broken(
    counters: bytes, data: bytes, at: int
) -> None:
    window, memory = laid_out()
    for number in range(6):
        field = counters[4 * number : 4 * number + 4]
        place = (TO_GUEST, TO_HOST)[number // 3] + 64 * (number % 3)
        memory[place : place + 4] = field
    memory[DATA + RING + at : DATA + RING + at + len(data)] = data
    for _ in range(100):
        try:
            if window.take() is None:
                break
        except BrokenWindow:
            break
    try:
        window.give(3, b"x" * 100)
    except BrokenWindow:
        return


def test_a_length_beyond_what_was_written_is_broken() -> None:
    window, memory = laid_out()
    struct.pack_into("<IHH", memory, DATA + RING, 100, 4, 0)
    struct.pack_into("<I", memory, TO_HOST, 16)
    with pytest.raises(BrokenWindow, match="a message of 100 bytes"):
        window.take()
