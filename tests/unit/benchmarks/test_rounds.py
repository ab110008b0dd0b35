# SPDX-License-Identifier: MIT
"""Ways are timed in turn, in rounds, behind runs that do not count."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.measure.runs.cost import Cost
from benchmarks.measure.runs.rounds import Ran, in_rounds


def test_the_ways_take_turns_and_the_first_runs_do_not_count() -> None:
    ran: list[tuple[str, int]] = []

    def run(way: str, folder: Path, cells: int) -> Ran:
        assert list(folder.iterdir()) == []
        first = (way, cells) not in ran
        ran.append((way, cells))
        start = 1000.0 if first and cells == 1 else 7.0
        return Ran(Cost(wall=start + 2.0 * cells, cpu=start + 3.0 * cells))

    ways = {way: partial(run, way) for way in ("ours", "theirs")}
    found = in_rounds(ways, {"ours": 4, "theirs": 2}, 2)
    one_round = [("ours", 1), ("theirs", 1), ("ours", 5), ("theirs", 3)]
    assert ran == [("ours", 1), ("theirs", 1), *one_round, *one_round]
    assert {way: (rounds.wall, rounds.cpu) for way, rounds in found.items()} == {
        "ours": ([2.0, 2.0], [3.0, 3.0]),
        "theirs": ([2.0, 2.0], [3.0, 3.0]),
    }
    assert [ran.cost.wall for ran in found["ours"].few] == [9.0, 9.0]
