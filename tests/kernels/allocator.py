# SPDX-License-Identifier: MIT
"""The kernel `allocator`: page frames, compared with a model after every call."""

from __future__ import annotations

import json
from typing import Any

from construct import GreedyRange, Int64ul

import bench
from bench.guest.guest import Guest
from bench.structs.records.record import Unknown
from tests.kernels.models.frame_layout import COST, ORDERS, PAGE, STEP, Reader
from tests.kernels.models.frame_model import Model, Outcome

ALLOC = 0
FRAMES = 1 << 16
"""Of the allocator whose cost is measured."""
BITS_A_WORD = 64


class Compared(bench.Test):
    """A kernel that waits after each call until the host has looked."""

    booted: Guest

    def compare(self) -> list[Any]:
        """Follow the kernel to its end with a model; returns the calls that it made."""
        reader = Reader(self.booted.memory, self.machine.architecture, "main.Frames")
        calls: list[Any] = []
        call = self._call()
        header = reader.header()
        model = Model(header.first, header.count)
        while call is not None:
            where = f"call {len(calls)}: {call}"
            self.assertEqual((call.outcome, call.address), _expected(model, call), where)
            self.assertEqual(reader.state(), model.state(), where)
            calls.append(call)
            self.booted.console.send("\n")
            call = self._call()
        self.assertEqual(model.sizes(), Model(header.first, header.count).sizes(), "all merged")
        return calls

    def _call(self) -> Any:
        """The next call; None behind the last."""
        record = self.booted.console.take_record(
            lambda record: isinstance(record, (Unknown, bench.Value)), "a call"
        )
        return record.parse(STEP) if isinstance(record, Unknown) else None


def _expected(model: Model, call: Any) -> tuple[Outcome, int]:
    address: int = call.address
    if call.operation == ALLOC:
        return model.alloc(call.pages)
    return model.release(address), address


class Walk(Compared):
    """Blocks are taken and given back at random, and some calls are wrong."""

    guest = bench.Go("allocator", arguments=("show=walk", "seed=1", "steps=150"))

    @bench.claim("A-17", "A-18", "A-19")
    def test_every_step(self) -> None:
        """Lists, bitmap and blocks in the guest's memory are the model's after each call."""
        outcomes = {call.outcome for call in self.compare()}
        self.assertEqual(outcomes, set(Outcome), "each way to end was seen")


class Sizes(Compared):
    """Blocks for 1, 2, … 100 pages, for 1 MiB, for 2 GiB, and for more."""

    guest = bench.Go("allocator", arguments=("show=sizes",))

    @bench.claim("A-20", "A-22")
    def test_rounded_up(self) -> None:
        """Each holds the next power of two, aligned to its size; 2 GiB are the largest."""
        calls = [call for call in self.compare() if call.operation == ALLOC]
        *blocks, mebibyte, largest, more = calls
        self.assertEqual([call.pages for call in blocks], list(range(1, 101)))
        for call in [*blocks, mebibyte]:
            self.assertEqual(call.address % (PAGE << (call.pages - 1).bit_length()), 0, call)
        self.assertEqual((mebibyte.pages * PAGE, mebibyte.outcome), (1 << 20, Outcome.DONE))
        self.assertEqual((largest.pages * PAGE, largest.outcome), (2 << 30, Outcome.MEMORY))
        self.assertEqual(more.outcome, Outcome.PAGES)


class Rounding(bench.Test):
    """Eight blocks for 3 pages each, every one filled with a letter of its own."""

    guest = bench.Go("allocator", arguments=("show=rounding",))

    @bench.claim("A-20")
    def test_down_and_up(self) -> None:
        """log2 rounded down gives 2 pages, and neighbours overwrite each other."""
        self.assertGreater(self._damaged("down"), 0)
        self.assertEqual(self._damaged("up"), 0)

    def _damaged(self, name: str) -> int:
        """How many of the blocks do not hold what was written to them."""
        found = _addresses(self.guest.console.expect_record(bench.Value, name).value)
        held = [self.guest.memory.read(address, 3 * PAGE) for address in found]
        self.guest.console.send("\n")
        return sum(data != bytes([ord("A") + at]) * len(data) for at, data in enumerate(held))


class Alignment(bench.Test):
    """Where Go's own allocations lie, and where the allocator's blocks do."""

    guest = bench.Go("allocator", arguments=("show=alignment",))

    @bench.claim("A-03")
    def test_pages(self) -> None:
        """make and new begin anywhere on a page, blocks on one."""
        offsets = {name: self._offsets(name) for name in ("make", "new", "frames")}
        (self.evidence / "offsets.json").write_text(json.dumps(offsets))
        self.assertGreater(len(set(offsets["make"])), 10)
        self.assertNotEqual(set(offsets["new"]), {0})
        self.assertEqual(set(offsets["frames"]), {0})

    def _offsets(self, name: str) -> list[int]:
        found = _addresses(self.guest.console.expect_record(bench.Value, name).value)
        return [address % PAGE for address in found]


class Cost(bench.Test):
    """A page is taken and one given back, with 1, 50 and 99 % of 256 MiB in use."""

    guest = bench.Go("allocator", arguments=("show=cost",))

    @bench.claim("A-21")
    def test_flat(self) -> None:
        """The links and words that a call touches have a bound that fullness does not move.

        Work is counted and not timed: an emulator's time is its host's. The control, a
        search through the bitmap, reads more words the fuller the memory is.
        """
        self.guest.wait_exit()
        costs = [record.parse(COST) for record in self.guest.console.records(Unknown)]
        seen = [{name: int(cost[name]) for name in cost if name[0] != "_"} for cost in costs]
        (self.evidence / "cost.json").write_text(json.dumps(seen, indent=1))
        self.assertEqual([cost.percent for cost in costs], [1, 50, 99])
        for cost in costs:
            # A link and its neighbour's for each split or merge, and a word of the bitmap.
            self.assertLessEqual(cost.most_alloc, 2 * ORDERS + 1)
            self.assertLessEqual(cost.most_free, 2 * ORDERS + 1)
            self.assertEqual(cost.searched, FRAMES * cost.percent // 100 // BITS_A_WORD + 1)
        # At most as much at 99 % as at 1 %, where there is more to split and to merge.
        self.assertLessEqual(costs[-1].work, costs[0].work)

    def test_no_heap(self) -> None:
        """Neither call takes anything of Go's heap."""
        self.assertEqual(self.guest.console.expect_record(bench.Value, "mallocs").value, 0)


def _addresses(data: Any) -> list[int]:
    return list(GreedyRange(Int64ul).parse(data))
