# SPDX-License-Identifier: MIT
"""The shelf: one maker of many processes, nothing in half when one is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.templates.place import Place
from bench.templates.shelf import Shelf
from tests.unit.templates.test_shelf import MEGABYTE, filled, names


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Place(tmp_path, 10 * MEGABYTE))


MAKER = """
import sys, time
from pathlib import Path
from bench.templates.place import Place
from bench.templates.shelf import Shelf
from tests.unit.templates.test_shelf import described

def build(folder):
    with open(sys.argv[2], "a") as log:
        log.write("built\\n")
    (folder / "ram").write_bytes(b"half")
    if len(sys.argv) > 3:
        print("half", flush=True)
        time.sleep(100)
    described(folder)

Shelf(Place(Path(sys.argv[1]), 1 << 30)).make("k", build, size=1)
"""


def maker(shelf: Shelf, log: Path, *more: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", MAKER, str(shelf.place.folder), str(log), *more]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)


def test_one_of_many_processes_makes_it(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "log"
    makers = [maker(shelf, log) for _ in range(8)]
    assert [process.wait() for process in makers] == [0] * 8
    assert log.read_text() == "built\n"
    assert names(shelf) == {"k"}


def test_a_maker_that_is_killed_leaves_nothing_that_is_used(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "log"
    half = maker(shelf, log, "stop")
    assert half.stdout is not None
    assert half.stdout.readline() == "half\n"
    other = maker(shelf, log)  # waits for the lock, which goes with its holder
    half.send_signal(signal.SIGKILL)
    half.wait()
    assert other.wait() == 0
    assert log.read_text() == "built\nbuilt\n"
    assert names(shelf) == {"k"}
    opened = shelf.open("k")
    assert opened is not None
    opened.__exit__(None, None, None)


def test_what_a_killed_maker_left_is_swept_by_the_next(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    half = maker(shelf, tmp_path_factory.mktemp("log") / "log", "stop")
    assert half.stdout is not None
    half.stdout.readline()
    half.kill()
    half.wait()
    assert {name.partition("-")[0] for name in names(shelf)} == {"k.draft", "k.lock"}
    shelf.make("other", filled(), size=MEGABYTE)
    assert names(shelf) == {"other"}
