# SPDX-License-Identifier: MIT
"""What holds for every command, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.integration.cli.processes import command, piped
from tests.unit.cli.conftest import Bench

HEAVY = ("avocado", "construct", "elftools", "pexpect", "PIL", "pydantic", "qemu", "yaml")


def test_help_loads_nothing_heavy() -> None:
    script = "import sys, bench.cli.main; print(*{name.split('.')[0] for name in sys.modules})"
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(said.stdout.split()).isdisjoint(HEAVY)


def test_help_is_quick() -> None:
    """By the modules that it imports, which is all that it does; time tells of the host, too."""
    script = "import sys, bench.cli.main as cli; sys.argv[1:] = ['--help']; cli.main()"
    counted = f"import atexit, sys; atexit.register(lambda: print(len(sys.modules))); {script}"
    said = subprocess.check_output([sys.executable, "-c", counted], text=True)
    assert int(said.split()[-1]) < 450


def test_outside_of_a_project_commands_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    result = piped("list")
    assert result.returncode == 2
    assert result.stderr.startswith("/ is in no project of the bench; go to")


def test_a_reader_that_has_gone_is_no_mistake(bench: Bench) -> None:
    script = f"{' '.join(command('machines'))} | true"
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert said.stderr == ""
