# SPDX-License-Identifier: MIT
"""File systems that are full, or too small for what the bench would keep in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CELL = """\
import bench


class Small(bench.Test):
    machines = "q35"
    guest = bench.Linux()

    def test_it(self):
        self.assertEqual(self.guest.run("uname").code, 0)
"""

KERNEL = """\
import bench


class Kernel(bench.Test):
    machines = "microvm"
    guest = bench.Go("hello")

    def test_green(self):
        self.guest.console.expect("hello")

    def test_red(self):
        self.guest.console.expect("goodbye")
"""

# A template whose maker fills the file system, and hears of that as QEMU does: not at all.
FILLING = """\
from pathlib import Path
from bench.errors import EmulatorError
from bench.templates.place import NoRoom, Place
from bench.templates.shelf import Shelf

def fill(folder):
    try:
        with (folder / "ram").open("wb") as file:
            while True:
                file.write(bytes(1 << 16))
    except OSError:
        raise EmulatorError("QEMU died of SIGBUS: no word")

shelf = Shelf(Place(Path("small"), 1 << 30))
for size in (1 << 20, 30 << 20):
    try:
        shelf.make("k", fill, size=size)
    except NoRoom as error:
        print(error.what)
print([path.name for path in Path("small").iterdir()])
"""


def beside(folder: Path, size: str, command: str, **environment: str) -> str:
    """Runs a shell's command where `folder/small` is a file system of its own, in memory.

    It is in a mount namespace of the command's, and goes with that.
    """
    (folder / "small").mkdir(exist_ok=True)
    unshare = ["unshare", "--mount", *(["--map-root-user"] if os.getuid() else [])]
    if subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this host lets nobody make a mount namespace")
    mount = f"mount -t tmpfs -o size={size} tmpfs small && {command}"
    done = subprocess.run(
        [*unshare, "sh", "-c", mount],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bench(*arguments: str) -> str:
    return " ".join([sys.executable, "-m", "bench.cli.entry", *arguments])


def avocado(*arguments: str) -> str:
    return " ".join([sys.executable, "-m", "avocado", *arguments])


def test_a_cell_without_room_for_a_template_boots(tmp_path: Path) -> None:
    (tmp_path / "avocado.cfg").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/small.py").write_text(CELL)
    small = str(tmp_path / "small")
    said = beside(tmp_path, "64m", bench("run"), BENCH_TEMPLATES=small)
    assert "✓ 1 pass" in said
    [started] = tmp_path.glob("results/run-*/*/start.json")
    content = json.loads(started.read_text())
    assert content["way"] == "cold"
    assert content["because"] == (
        f"there is no room for a template in {small}: a template of 160 MiB is over the limit;"
        " run `bench templates --clear`, or set BENCH_TEMPLATES_LIMIT or BENCH_TEMPLATES"
    )


def test_what_fails_as_its_file_system_is_full_had_no_room(tmp_path: Path) -> None:
    script = tmp_path / "fill.py"
    script.write_text(FILLING)
    said = beside(tmp_path, "20m", f"{sys.executable} {script}").splitlines()
    assert said == [
        "there is no room for a template in small: the file system is full",
        "there is no room for a template in small: a template takes 30 MiB, and 20 are free",
        "[]",
    ]


def test_verdicts_stay_where_evidence_has_no_room(tmp_path: Path) -> None:
    """Neither of the two runners changes a verdict or shows a traceback."""
    (tmp_path / "avocado.cfg").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/kernel.py").write_text(KERNEL)
    fill = "head -c 1M /dev/zero > small/fill"
    for size, runner in (("1m", bench("run")), ("1100k", avocado("run", "tests/"))):
        command = f"{{ {fill}; {runner} 2>&1; echo exit code $?; }}"
        said = beside(tmp_path, size, command, BENCH_RESULTS=str(tmp_path / "small"))
        assert "✓ 1 pass   ✗ 1 fail" in said
        assert "cells is not whole: " in said
        assert "the file system is full; make room there" in said
        assert "exit code 1" in said
        assert "Traceback" not in said
