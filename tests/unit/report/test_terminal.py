# SPDX-License-Identifier: MIT
from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bench.report.matrix import Matrix
from bench.report.terminal import print_matrix

GOLDEN = """\
                    pc
                    │ q35
                    │ │ virt
tests/com/first.py  │ │ │
  First.test_a      - ✓ ·
  First.test_b      · · ✗
tests/go.py         │ │ │
  Go.test_c         · ? ·

✓ 1 pass   ✗ 1 fail   ! 1 error   - 1 skip   ? 1 not run

! tests/com/x.py
  reason    tests/com/x.py:3: Linux has no argument 'module'
  fault     payload

✗ tests/com/first.py:First.test_b[virt]
  reason    41 < 42
  where     tests/com/first.py:7
  guest     panic: <nil>
  seen      serial0:
              <b>hello
  fault     payload
  evidence  2-b[virt]
  reproduce bench boot 'tests/com/first.py:First.test_b[virt]'
"""


def printed(matrix: Matrix, *, terminal: bool, width: int = 80) -> str:
    file = io.StringIO()
    print_matrix(matrix, Console(file=file, force_terminal=terminal, width=width, highlight=False))
    return file.getvalue()


@pytest.fixture(autouse=True)
def in_results(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(results)


def test_without_a_terminal_it_is_plain_text(matrix: Matrix) -> None:
    assert printed(matrix, terminal=False) == GOLDEN


def test_no_line_is_broken_that_someone_may_copy(matrix: Matrix) -> None:
    assert printed(matrix, terminal=False, width=20) == GOLDEN


def test_on_a_terminal_marks_have_colours(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m✓\x1b[0m \x1b[2m·" in printed(matrix, terminal=True)


def test_no_color_is_honoured(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in printed(matrix, terminal=True)
