# SPDX-License-Identifier: MIT
"""Guests in anybody's pytest tests: the fixtures `bench_boot` and `bench_run`.

Installed with the bench. Nothing of it is loaded until a test asks for a fixture.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bench.definitions.need import Need
    from bench.guest.guest import Guest
    from bench.verdict.outcome import Verdict


@pytest.fixture
def bench_boot(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str, Need], Guest]]:
    """Boots machines: `bench_boot("q35", bench.Go("hello"))` returns a `bench.Guest`.

    When the test is over, guests that still run are ended, and each has left its
    evidence in a folder of `tmp_path`, named for its machine.
    """
    from bench.cells.running.boot import boot, plan_for
    from bench.definitions.loader import load_machine
    from bench.project import Project
    from bench.verdict.evidence import Evidence

    root = _root(request)
    numbers = count(1)
    with ExitStack() as guests:

        def booted(machine: str, need: Need) -> Guest:
            plan = plan_for(load_machine(machine, *Project(root).machines), need, root=root)
            keep = Evidence(tmp_path / f"{machine}-{next(numbers)}")
            keep.plan(plan)
            guest = boot(plan, need, keep.folder)
            guests.callback(keep.exit, guest)
            guests.enter_context(guest)
            guests.callback(keep.last_look, guest, red=True)  # the test's end is not known yet
            return guest

        yield booted


@pytest.fixture
def bench_run(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Verdict]]:
    """Runs cells: `bench_run("tests/a.py:A.test_it[q35]")` returns a `Verdict`.

    Each runs in a process of its own; what its test prints is printed here. Evidence is left in
    a folder of `tmp_path`, named for the cell.
    """
    from bench.cells.expand import expand
    from bench.cells.process.processes import CellProcesses
    from bench.definitions.loader import load_machines
    from bench.errors import BenchError
    from bench.project import Project

    root = _root(request)

    def run(name: str) -> Verdict:
        cells = expand([name], load_machines(*Project(root).machines), root)
        if len(cells) > 1:
            raise BenchError(f"{name} names {len(cells)} cells", hint=f"choose {cells[0].name}")
        return processes.run(cells[0], root, tmp_path / cells[0].folder, _print)

    with CellProcesses() as processes:
        yield run


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--bench-results`."""
    parser.addoption(
        "--bench-results",
        action="store_true",
        help="leave what came of each test among the project's results, for its ledgers",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Take note of tests, in the process that hears of all of them."""
    if config.getoption("bench_results") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Results(config.rootpath))


class _Results:
    """Takes note of what came of tests.

    Args:
        root: the folder from which their ids count.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._came: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for the set-up of a test, for itself, and for what follows."""
        status = {"passed": "PASS", "skipped": "SKIP"}.get(report.outcome, "FAIL")
        known = self._came.get(report.nodeid, "PASS")
        self._came[report.nodeid] = status if known == "PASS" else known

    def pytest_sessionfinish(self) -> None:
        """Write it down."""
        from bench.project import Project, find_root

        folder = Project(find_root(self._root)).make_results()
        tests = [{"name": name, "status": status} for name, status in self._came.items()]
        file = folder / f"pytest-{time.strftime('%Y-%m-%dT%H.%M.%S')}-{os.getpid()}.json"
        file.write_text(json.dumps({"tests": tests}))


def _print(text: bytes) -> None:
    print(text.decode(errors="replace"), end="")


def _root(request: pytest.FixtureRequest) -> Path:
    from bench.errors import BenchError
    from bench.project import find_root

    try:
        return find_root(request.path.parent)
    except BenchError as error:
        pytest.fail(str(error), pytrace=False)
