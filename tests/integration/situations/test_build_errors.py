# SPDX-License-Identifier: MIT
"""A source that does not build: the cause, the lines around it, and all of it in the evidence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = """#include <linux/module.h>

static int begin(void)
{
\tstruct module *mine = THIS_MODULE;

\treturn mine->nmae[0];
}
module_init(begin);
MODULE_LICENSE("GPL");
"""
TEST = """
import bench


class Mine(bench.Test):
    guest = bench.Linux(modules=("mine",))

    def test_it(self):
        self.fail("it cannot come this far")
"""
CAUSE = "cannot build the module mine for x86_64: 'struct module' has no member named 'nmae'"
LINES = (
    "payloads/modules/mine/mine.c:7:22: error: 'struct module' has no member named 'nmae'",
    "    7 |         return mine->nmae[0];",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("tests", "payloads/modules/mine"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "avocado.cfg").write_text("[bench]\n")
    (tmp_path / "tests/mine.py").write_text(TEST)
    (tmp_path / "payloads/modules/mine/mine.c").write_text(SOURCE)
    (tmp_path / "payloads/modules/mine/Kbuild").write_text("obj-m := mine.o\n")
    return tmp_path


def asked(project: Path, command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", command, "tests/mine.py:Mine.test_it[q35]"],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    return done.stdout + done.stderr


def test_a_cell_tells_the_cause_and_keeps_all_that_was_said(project: Path) -> None:
    said = asked(project, "run")
    assert f"reason    payloads/modules/mine/mine.c:7: {CAUSE}" in said
    assert all(line in said for line in LINES)
    (log,) = project.glob("results/run-*/*/build.log")
    assert "make" in log.read_text()
    verdict = json.loads((log.parent / "verdict.json").read_text())
    assert (verdict["outcome"], verdict["fault"]) == ("error", "payload")


def test_a_command_tells_it_too(project: Path) -> None:
    said = asked(project, "boot")
    assert f"payloads/modules/mine/mine.c:7: {CAUSE}" in said
    assert all(line in said for line in LINES)
    (log,) = project.glob("results/failure-*/build.log")
    assert f"all that it said is in {log.relative_to(project)}" in said
