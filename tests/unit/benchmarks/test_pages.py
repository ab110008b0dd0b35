# SPDX-License-Identifier: MIT
"""Pages are made of what cells left, and of nothing that does not have its form."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bench.errors import BenchError
from benchmarks.measure.row import Row, write
from benchmarks.pages import costs, interrupts, picture, sizes, smp, standard_library, unikernel
from benchmarks.pages.timed import times

Leave = Callable[..., Path]
"""Writes a file into the evidence of one cell more, and returns that."""


@pytest.fixture
def leave(tmp_path: Path) -> Leave:
    number = count(1)

    def leave(name: str, **content: Any) -> Path:
        turn = next(number)
        folder = tmp_path / f"job-{turn}/test-results/{turn}-cell"
        folder.mkdir(parents=True)
        (folder / name).write_text(json.dumps(content))
        os.utime(folder / name, (turn, turn))
        (folder / "plan.json").write_text(json.dumps({"argv": ["qemu", "-accel", "tcg,thread=x"]}))
        return folder

    return leave


def test_costs(leave: Leave, tmp_path: Path) -> None:
    of = {"kernel": "hello", "architecture": "i386", "machine": "pc-i386", "handed out": 0}
    for milliseconds, size in ((30, 1), (10, 2), (20, 1_500_000)):
        folder = leave("costs.json", **of, file=size, loaded=2 << 20)
        (folder / "serial0.times").write_text(f"{milliseconds / 1000} 12\n0.9 13\n")
    assert costs.lines(tmp_path)[-1] == (
        "| hello, i386, pc-i386, TCG | 1.50 MB | 2.00 MiB |  | 20 ms (3) |"
    )


def test_interrupts(leave: Leave, tmp_path: Path) -> None:
    of = {"machine": "q35", "architecture": "x86_64", "received": 50_000, "took": 100_000_000}
    times = {"p50": 1_000, "p99": 2_400, "p99.99": 5_000_000}
    leave("interrupts.json", row="timer, channel", dropped=0, **of, **times | {"p50": 9_999_000})
    leave("interrupts.json", row="timer, channel", dropped=3, **of, **times)
    leave("interrupts.json", row="flood, channel", dropped=0, **of, **times)
    lines = interrupts.lines(tmp_path)
    assert lines[0] == "|  | the article | q35 (x86_64), TCG |"
    assert "| timer, channel | P99 12 µs | 1 / 2 / 5,000 (3 dropped) |" in lines
    assert "| flood, channel |  | 500 k/s |" in lines


def test_sizes(leave: Leave, tmp_path: Path) -> None:
    row = {"does": "exit 42", "format": ".com", "bytes": 12, "came": "42"}
    leave("sizes.json", architecture="aarch64", linux="6.1", rows=[row])
    leave("sizes.json", architecture="x86_64", linux="6.12", rows=[row | {"bytes": 7}])
    assert sizes.lines(tmp_path) == [
        "|  | format | x86_64, Linux 6.12 | aarch64, Linux 6.1 |",
        "|---|---|---|---|",
        "| exit 42 | .com | 7 → 42 | 12 → 42 |",
    ]


def test_speed_up_is_the_median_of_the_runs(leave: Leave, tmp_path: Path) -> None:
    for together in (100, 50, 25):
        times = {"alone-ns": 100_000_000, "parallel-ns": together * 1_000_000}
        leave("speed.json", machine="q35-smp", cpus=4, **times)
    assert smp.lines(tmp_path)[-1] == "| q35-smp, TCG | 4 | 100 ms (3) | 50 ms (3) | 2.00 |"


def test_standard_library(leave: Leave, tmp_path: Path) -> None:
    of = {"package": "bytes", "parts": {"pass": 2, "skip": 1}, "left_out": {"TestX": "it forks"}}
    leave("go-test.json", architecture="i386", tests={"pass": 5, "skip": 1}, **of)
    leave("go-test.json", architecture="x86_64", tests={"pass": 4, "did not end": 1}, **of)
    assert standard_library.lines(tmp_path)[2:] == [
        "| bytes | 4 + 2, 1 s, **1 failed** | 5 + 2, 2 s |  |",
        "| **all 1** | **1**: 4 + 2, 1 s, **1 failed** | **1**: 5 + 2, 2 s | **0**: 0 |",
        "",
        "Left out:",
        "",
        "| package | test | why |",
        "|---|---|---|",
        "| bytes | TestX | it forks |",
    ]


def test_unikernel(leave: Leave, tmp_path: Path) -> None:
    for factor, way in enumerate(unikernel.WAYS, start=1):
        of = {"way": way, "machine": "q35-net", "architecture": "x86_64"}
        sizes = {"touched_bytes": 1 << 20, "touched_later_bytes": 2 << 20, "loaded_bytes": 1 << 20}
        leave(
            "server.json",
            first_answer_s=factor,
            first_answer_cpu_s=factor,
            requests=100,
            rounds=[{"wall_s": wall * factor, "cpu_s": factor} for wall in (3, 1, 2)],
            **of,
            **sizes,
        )
        loops = {name: {"turns": 1000, "cpu_s": [9, 3, 4, 5]} for name in unikernel_loops()}
        leave("loops.json", loops={"nothing": {"turns": 0, "cpu_s": [8, 2, 1, 3]}, **loops}, **of)
    lines = unikernel.lines(tmp_path)
    assert lines[0] == "## q35-net (x86_64), TCG"
    assert "| requests a second | 100 | 50 (0.5) | 33 (0.33) |" in lines
    assert "| … CPU time each | 10,000 µs | 20,000 µs (2) | 30,000 µs (3) |" in lines
    assert "| loop: memory | 2,000,000 ns | 2,000,000 ns (1) | 2,000,000 ns (1) |" in lines
    assert lines[-1] == "Each way was booted 1 times or more on each machine."


def unikernel_loops() -> list[str]:
    return [row.title.removeprefix("loop: ") for row in unikernel.ROWS if "loop: " in row.title]


def test_times_are_compared_with_another_way_of_the_same_guest(tmp_path: Path) -> None:
    rows = [
        Row("cell", "theirs", "q35", 128, 1, wall_ms=[200, 400], cpu_ms=[100, 100]),
        Row("cell", "ours", "q35", 128, 1, wall_ms=[100, 100], cpu_ms=[-1, 10]),
        Row("cell", "ours", "virt", 128, 1, wall_ms=[100]),
    ]
    write(rows, tmp_path)
    assert times("theirs")(tmp_path) == [
        "|  | by | machine | RAM, MiB | vCPUs | wall, ms | CPU, ms | wall / theirs |",
        "|---|---|---|---|---|---|---|---|",
        "| cell | theirs | q35 | 128 | 1 | 300 (2) | 100 (2) |  |",
        "| cell | ours | q35 | 128 | 1 | 100 (2) | lost in noise (2) | 0.38 |",
        "| cell | ours | virt | 128 | 1 | 100 (1) |  |  |",
    ]


def test_a_picture_shows_the_command_and_the_matrix(tmp_path: Path) -> None:
    shown = "JOB ID     : 1\n (1/1) it: PASS\nJOB TIME   : 9 s\n\n    q35\nit  \x1b[32m✓\x1b[0m\n"
    (tmp_path / "terminal.txt").write_text(f"$ avocado run it\n{shown}")
    drawn = "\n".join(picture.lines(tmp_path))
    assert "JOB" not in drawn
    for text in ("avocado&#160;run&#160;it", "q35", "✓"):
        assert text in drawn


def test_what_is_not_there_is_a_line(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"no cell below .* left a costs\.json; measure first"):
        costs.lines(tmp_path)
    with pytest.raises(BenchError, match=r"there is no .*rows\.json; measure first"):
        times()(tmp_path)


def test_a_file_of_another_form_is_a_line(leave: Leave, tmp_path: Path) -> None:
    folder = leave("speed.json", machine="q35-smp", cpus="four")
    with pytest.raises(BenchError) as raised:
        smp.lines(tmp_path)
    assert str(raised.value).startswith(f"{folder / 'speed.json'}: cpus: ")
