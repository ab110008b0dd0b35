# SPDX-License-Identifier: MIT
"""A room fits on a page."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import ROOT

FILES_MAX = 15


SOURCES = {".py", ".go", ".s", ".S", ".c", ".h"}


@pytest.mark.parametrize("top", ["bench", "tests", "benchmarks", "setup", "kernels", "payloads"])
def test_no_folder_holds_more_sources_than_fit_on_a_page(top: str) -> None:
    files = (file for file in (ROOT / top).rglob("*") if file.suffix in SOURCES)
    sources = [file for file in files if file.name != "__init__.py"]
    assert sources
    held = Counter(str(file.parent.relative_to(ROOT)) for file in sources)
    full = {folder: count for folder, count in held.items() if count > FILES_MAX}
    assert full == {}
