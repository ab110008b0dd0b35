# SPDX-License-Identifier: MIT
"""What the essay says of sources, of which no guest knows."""

from __future__ import annotations

import re

from tests import ROOT

PAGE = 66
"""Lines, of a line printer's page."""


def test_a_format_is_about_a_page_of_code() -> None:
    source = (ROOT / "payloads/modules/binfmt_mine/binfmt_mine.c").read_text()
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    lines = [line for line in code.splitlines() if line.strip()]
    assert PAGE < len(lines) < 2 * PAGE
