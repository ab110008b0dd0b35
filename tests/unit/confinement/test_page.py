# SPDX-License-Identifier: MIT
"""What docs/security.md says is shown by tests that there are."""

from __future__ import annotations

import re

from tests import ROOT

PAGE = (ROOT / "docs/security.md").read_text()


def test_every_file_is_there() -> None:
    named = re.findall(r"\]\((\.\./tests/[^)]+)\)", PAGE)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / "docs" / path).exists()] == []


def test_every_test_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    sources = "".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    assert len(named) > 10
    assert {name for name in named if f"def {name}(" not in sources} == set()
