# SPDX-License-Identifier: MIT
"""Ways are timed in turn, in rounds, behind runs that do not count."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from bench.errors import BenchError
from benchmarks.measure.project import Cost, measured
from benchmarks.measure.rounds import Ran, in_rounds

SPIN = "import time\nwhile time.process_time() < 0.5: pass"
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SPIN!r}])"


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


def test_what_a_command_leaves_to_init_is_in_its_cost(tmp_path: Path) -> None:
    cost = measured([sys.executable, "-c", ORPHAN], tmp_path, {})
    assert cost.cpu >= 0.5


def test_a_command_that_fails_is_a_line_and_the_last_that_it_said(tmp_path: Path) -> None:
    source = "print('\\n'.join(map(str, range(100)))); raise SystemExit(3)"
    with pytest.raises(BenchError, match="ended with 3") as raised:
        measured([sys.executable, "-c", source], tmp_path, {})
    assert raised.value.detail.splitlines() == [str(each) for each in range(88, 100)]
