# SPDX-License-Identifier: MIT
"""What a command costs, with all that it starts; and one that fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.errors import BenchError
from benchmarks.measure.runs.cost import measured

SPIN = "import time\nwhile time.process_time() < 0.5: pass"
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SPIN!r}])"


def test_what_a_command_leaves_to_init_is_in_its_cost(tmp_path: Path) -> None:
    cost = measured([sys.executable, "-c", ORPHAN], tmp_path, {})
    assert cost.cpu >= 0.5


def test_a_command_that_fails_is_a_line_and_the_last_that_it_said(tmp_path: Path) -> None:
    source = "print('\\n'.join(map(str, range(100)))); raise SystemExit(3)"
    with pytest.raises(BenchError, match="ended with 3") as raised:
        measured([sys.executable, "-c", source], tmp_path, {})
    assert raised.value.detail.splitlines() == [str(each) for each in range(88, 100)]
