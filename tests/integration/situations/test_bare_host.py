# SPDX-License-Identifier: MIT
"""A host that gives the bench little: no home, folders that it may not write, closed streams.

Every refusal is one line that says what to do, with the exit code 2.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import ROOT

CELL = "tests/kernels/hello.py:Greeting.test_exit_code[pc]"

Ask = Callable[..., "subprocess.CompletedProcess[str]"]

stranger = pytest.mark.skipif(os.getuid() != 0, reason="only root becomes an unknown user")

# An unknown user, who may read everything here: a Python below root's home, too.
_AS_STRANGER = (
    *("setpriv", "--reuid=4242", "--regid=4242", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Runs the command in this checkout as an unknown user without a home."""

    def asked(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name != "HOME"}
        return subprocess.run(
            [*_AS_STRANGER, sys.executable, "-m", "bench.cli.entry", *arguments],
            cwd=ROOT,
            env={**kept, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return asked


@pytest.fixture
def writable() -> Iterator[Path]:
    """A folder in which everybody may write; pytest's own may not be entered by others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command said that was refused."""
    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    return line


@stranger
def test_without_a_home_it_asks_for_a_cache(ask: Ask) -> None:
    expected = "there is no home folder; set BENCH_CACHE to a folder for what the bench keeps"
    assert refused(ask("plan", "pc", "hello")) == expected
    looked = ask("doctor")
    assert looked.returncode == 1
    assert "✗  cache                    there is no home folder" in looked.stdout
    assert "→ set BENCH_CACHE" in looked.stdout


@stranger
def test_a_home_that_cannot_be_written(ask: Ask) -> None:
    line = refused(ask("run", CELL, HOME="/"))
    assert line == (
        f"{ROOT}/results cannot be written: Permission denied; set BENCH_RESULTS to another folder"
    )
    said = ask("plan", "pc", "hello", HOME="/").stderr.splitlines()
    assert said[-1].startswith("the cache /.cache/emubench cannot be written: Permission denied; ")


@stranger
def test_what_belongs_to_the_checkout_is_named(ask: Ask, writable: Path) -> None:
    line = refused(ask("schema", BENCH_CACHE=str(writable)))
    assert line == f"{ROOT}/machines/machine.schema.json: Permission denied"


@stranger
def test_with_two_folders_everything_works(ask: Ask, writable: Path) -> None:
    """The kernel is built by who may read Go: its home may be closed to others."""
    plan = [sys.executable, "-m", "bench.cli.entry", "plan", "pc", "hello", "--json"]
    built = subprocess.run(plan, cwd=ROOT, check=True, capture_output=True).stdout
    kernel = shutil.copy(json.loads(built)["boot"]["kernel"], writable / "hello.elf")
    folders = {"BENCH_CACHE": f"{writable}/cache", "BENCH_RESULTS": f"{writable}/results"}
    done = ask("boot", "pc", str(kernel), **folders)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("hello from Go")
    [evidence] = (writable / "results").glob("boot-*")
    assert (evidence / "serial0.log").read_bytes().startswith(b"hello from Go")


def piped(command: str) -> subprocess.CompletedProcess[str]:
    """Runs a shell's command in this checkout."""
    return subprocess.run(
        ["bash", "-c", f'bench() {{ {sys.executable} -m bench.cli.entry "$@"; }}; {command}'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_who_reads_no_further_hears_nothing_more() -> None:
    done = piped("bench list | head -1; echo ${PIPESTATUS[0]}")
    assert (done.stdout.count("\n"), done.stderr) == (2, "")
    assert done.stdout.splitlines()[1] == "141"


@pytest.mark.parametrize("limit", [12, 64])
def test_a_host_that_opens_few_files_is_the_one_at_fault(limit: int, tmp_path: Path) -> None:
    done = piped(f"export BENCH_RESULTS={tmp_path}; ulimit -n {limit}; bench run '{CELL}'")
    assert done.returncode == 1
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "reason this process may open no more files; raise its limit: ulimit -n" in lines, lines
    assert "fault host" in lines


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_as_good_as_none(closed: str) -> None:
    done = piped(f"bench machines pc {closed}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_guest_talks_to_nobody(tmp_path: Path) -> None:
    done = piped(f"BENCH_RESULTS={tmp_path} bench boot pc hello <&-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("hello from Go")


def test_ascii_is_enough() -> None:
    done = piped("PYTHONIOENCODING=ascii bench check machines/pc.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "+ 1 file is right\n", "")


@pytest.mark.parametrize(
    "settings", ["COLUMNS=0", "COLUMNS=1", "COLUMNS=-7", "TERM=dumb", "LINES=x"]
)
def test_an_odd_terminal_is_a_terminal(settings: str) -> None:
    done = piped(f"{settings} script -qec '{sys.executable} -m bench.cli.entry machines' /dev/null")
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout


def test_a_bug_is_a_line_and_its_traceback_a_file(tmp_path: Path) -> None:
    bug = (
        "import bench.cli.entry as e, bench.cli.commands.check as c, bench.definitions.loader as l;"
    )
    bug += "import bench.cli.show.mistakes as m; m.definitions = lambda *_: 1 / 0; e.main()"
    done = subprocess.run(
        [sys.executable, "-c", bug, "check"],
        cwd=ROOT,
        env={**os.environ, "BENCH_RESULTS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    [kept] = tmp_path.glob("failure-*/traceback.txt")
    assert done.returncode == 2
    assert done.stderr == (
        f"the bench failed: ZeroDivisionError: division by zero; its traceback is in {kept}\n"
    )
    assert "1 / 0" not in done.stderr
    assert kept.read_text().startswith("Traceback ")
