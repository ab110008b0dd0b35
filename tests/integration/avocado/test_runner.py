# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.avocado.runner import KIND, parse

from .conftest import EXECUTE, HANGS, PATIENCE, Hanging, Server, gone

CELL = "tests/a.py:A.test_hang[q35]"
RUNNER = [sys.executable, "-m", "bench.avocado.runner"]
HEAVY = {"argparse", "asyncio", "avocado", "pydantic", "subprocess", "yaml"}


def task(server: Server, evidence: Path, *words: str) -> list[str]:
    """The command line with which avocado starts a task."""
    options = ["-i", "1-cell", "-j", "job", "-k", KIND, "-u", CELL]
    return [*RUNNER, "task-run", *options, f"output_dir={evidence}", *words, "-s", server.uri]


def python(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)


def test_it_tells_avocado_what_it_can_run() -> None:
    said = subprocess.run([*RUNNER, "capabilities"], capture_output=True, check=True).stdout
    assert json.loads(said) == {
        "runnables": ["bench-cell"],
        "commands": ["capabilities", "task-run"],
        "configuration_used": [],
    }


def test_other_commands_are_refused_in_one_line() -> None:
    done = subprocess.run([*RUNNER, "dance"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "usage: avocado-runner-bench-cell capabilities | task-run …\n"


def test_options_and_words_are_told_apart() -> None:
    assert parse(["-i", "1-x", "root=/a=b", "-s", "@job"]) == {
        "-i": "1-x",
        "root": "/a=b",
        "-s": "@job",
    }


def test_starting_costs_no_heavy_imports() -> None:
    code = "import sys; before = set(sys.modules); import bench.avocado.runner; " + (
        "print(*set(sys.modules) - before)"
    )
    with python(code) as process:
        assert process.stdout
        loaded = process.stdout.read().decode().split()
    names = {name.partition(".")[0] for name in loaded}
    assert "bench" in names
    assert not names & HEAVY


def test_a_mistake_in_the_source_is_a_red_cell(server: Server, tmp_path: Path) -> None:
    mistake = "tests/a.py:3: Linux has no argument 'module'; did you mean modules?"
    with subprocess.Popen(task(server, tmp_path, f"mistake={mistake}")) as runner:
        finished = server.finished()
        assert runner.wait(PATIENCE) == 0
    assert (finished["result"], finished["fail_reason"]) == ("error", f"{mistake} (fault: payload)")
    assert json.loads((tmp_path / "verdict.json").read_text()) == finished["verdict"]


def test_a_test_that_vanished_since_it_was_listed_is_a_red_cell(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/a.py").write_text("")
    with subprocess.Popen(task(server, tmp_path, f"root={tmp_path}")):
        assert server.finished()["fail_reason"] == (
            "there is no test tests/a.py:A.test_hang[q35]; avocado list tests/ lists them all "
            "(fault: payload)"
        )


def test_a_runner_dies_with_the_process_that_started_it(server: Server, tmp_path: Path) -> None:
    """Also while the status server lives on."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/a.py").write_text(HANGS)
    (tmp_path / "sitecustomize.py").write_text(EXECUTE)
    hanging = Hanging(tmp_path)
    command = task(server, tmp_path, f"root={tmp_path}")
    code = f"import signal, subprocess\nsubprocess.Popen({command!r})\nsignal.pause()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as parent:
        processes = hanging.processes()
        parent.kill()
        assert all(gone(process) for process in processes)


def test_without_a_status_server_nothing_runs(server: Server, tmp_path: Path) -> None:
    command = task(server, tmp_path)
    server.close()
    assert subprocess.run(command, check=False).returncode == 1


DIES_WITH_ITS_PARENT = """\
import os, signal
from bench.host.processes import die_with
if os.fork() == 0:
    die_with(os.getppid())
    print(os.getpid(), flush=True)
signal.pause()
"""
HAS_LOST_ITS_PARENT = """\
import os
from bench.host.processes import die_with
child = os.fork()
if child == 0:
    die_with(1)
_, ending = os.waitpid(child, 0)
print(os.WTERMSIG(ending))
"""


def test_a_process_dies_with_its_parent() -> None:
    with python(DIES_WITH_ITS_PARENT) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
        assert gone(child)


def test_a_parent_that_ended_early_is_noticed() -> None:
    with python(HAS_LOST_ITS_PARENT) as parent:
        assert parent.stdout
        assert parent.stdout.read() == b"9\n"
