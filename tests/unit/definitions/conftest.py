# SPDX-License-Identifier: MIT
"""A folder of machines to add to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PC = """\
summary: A PC
architecture: x86_64
board: pc
cpu: max
memory: 256M
boots: [go]
consoles: [{name: serial0, uart: 16550}]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files by name, `write(heir="extends: pc")`, and give their folder; it has a `pc`."""

    def write(**files: str) -> Path:
        for name, text in {"pc": PC, **files}.items():
            (tmp_path / f"{name}.yaml").write_text(text)
        return tmp_path

    return write
