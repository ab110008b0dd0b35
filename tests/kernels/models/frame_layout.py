# SPDX-License-Identifier: MIT
"""The page allocator of `kernels/lib/frames` in a guest's memory, as construct structs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from construct import Array, Construct, Int8ul, Int32ul, Int64ul, Padding, Struct

from bench.guest.memory import Memory

ORDERS = 20
PAGE = 4096
NONE = 0xFFFF_FFFF
"""The end of a list."""

WORDS = {"x86_64": Int64ul, "aarch64": Int64ul, "i386": Int32ul}
"""Go's uintptr, and each of the three words of a slice's header."""

STEP = Struct(
    "operation" / Int8ul,
    "outcome" / Int8ul,
    Padding(2),
    "pages" / Int32ul,
    "address" / Int64ul,
)
"""The body of a record of type 256: a call of Alloc (0) or Free (1)."""

COST = Struct(
    "percent" / Int32ul,
    "most_alloc" / Int32ul,
    "most_free" / Int32ul,
    "work" / Int64ul,
    "nanoseconds" / Int64ul,
    "searched" / Int64ul,
)
"""The body of a record of type 257."""

SPAN = Struct(
    "next" / Int32ul,
    "prev" / Int32ul,
    "order" / Int8ul,
    "state" / Int8ul,
    Padding(2),
)
"""`frames.Span`, the same on every architecture."""

INSIDE, FREE, USED = range(3)


def allocator(word: Construct) -> Construct:
    """`frames.Allocator` where a word is one of `WORDS`."""
    header = Struct("data" / word, "length" / word, "capacity" / word)
    return Struct(
        "lists" / Array(ORDERS, Int32ul),
        "orders" / Int32ul,
        "first" / Int32ul,
        "count" / Int32ul,
        "in_use" / Int32ul,
        "work" / Int64ul,
        "lock" / Struct("held" / Int32ul, "masks" / Int32ul, "saved" / word),
        "bitmap" / header,
        "spans" / header,
    )


@dataclass(frozen=True)
class State:
    """What an allocator knows, in numbers of page frames.

    Attributes:
        lists: the free blocks of each order, in the order in which they would be taken.
        in_use: how many frames are.
        bitmap: which frames are in use, the first of the range as the lowest bit.
        used: the blocks in use, with their orders.
    """

    lists: tuple[tuple[int, ...], ...]
    in_use: int
    bitmap: int
    used: Mapping[int, int]


class Reader:
    """Reads an allocator, and finds what contradicts itself in it.

    Args:
        memory: of the guest.
        architecture: of the guest, which says how long a word is.
        symbol: the allocator's name in the kernel.
    """

    def __init__(self, memory: Memory, architecture: str, symbol: str) -> None:
        self._memory = memory
        self._struct = allocator(WORDS[architecture])
        self._place = memory.address(symbol)

    def header(self) -> Any:
        """The allocator itself, without what its slices lead to."""
        return self._memory.parse(self._struct, self._place)

    def state(self) -> State:
        """All that it knows; an AssertionError says what cannot be."""
        header = self.header()
        assert not header.lock.held, "the lock is held"
        spans = self._spans(header)
        lists = tuple(tuple(_walk(spans, head, order)) for order, head in enumerate(header.lists))
        flags = sum(1 << order for order, blocks in enumerate(lists) if blocks)
        assert header.orders == flags, f"{header.orders:#x} for the lists {flags:#x}"
        _check_cover(spans, header.count)
        words = self._memory.read(header.bitmap.data, header.bitmap.length * 8)
        return State(
            tuple(tuple(header.first + index for index in blocks) for blocks in lists),
            header.in_use,
            int.from_bytes(words, "little"),
            {header.first + at: span.order for at, span in spans.items() if span.state == USED},
        )

    def _spans(self, header: Any) -> dict[int, Any]:
        """The spans at which blocks begin, by their indices."""
        size = SPAN.sizeof()
        assert header.spans.length == header.count, "a span a frame"
        data = self._memory.read(header.spans.data, header.count * size)
        pieces = {at: data[at * size : at * size + size] for at in range(header.count)}
        return {at: SPAN.parse(piece) for at, piece in pieces.items() if any(piece)}


def _walk(spans: Mapping[int, Any], head: int, order: int) -> Iterator[int]:
    """The blocks of a list."""
    last, index = NONE, head
    while index != NONE:
        span = spans[index]
        found = (span.state, span.order, span.prev)
        assert found == (FREE, order, last), f"block {index} of order {order} is {span}"
        yield index
        last, index = index, span.next


def _check_cover(spans: Mapping[int, Any], count: int) -> None:
    """Blocks lie side by side, from the first frame to the last."""
    at = 0
    while at < count:
        assert at in spans, f"no block begins at frame {at}"
        assert spans[at].state in {FREE, USED}, f"frame {at} is {spans[at]}"
        at += 1 << spans[at].order
    assert at == count, f"the last block ends at frame {at} of {count}"
    sizes = sum(1 << span.order for span in spans.values())
    assert sizes == count, f"blocks of {sizes} frames in {count}"
