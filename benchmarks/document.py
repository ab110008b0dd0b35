# SPDX-License-Identifier: MIT
"""Sections of a document that a measurement makes: they stand between two comments.

    <!-- python -m benchmarks costs -->
    ...
    <!-- end of costs -->

All that is outside them is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bench.errors import BenchError

_BEGIN = re.compile(r"^<!-- python -m benchmarks ([\w-]+) -->$", re.MULTILINE)


def sections(text: str) -> list[str]:
    """The names of a document's sections."""
    return _BEGIN.findall(text)


def write(document: Path, name: str, lines: Sequence[str]) -> None:
    """Replace a section's content.

    Raises:
        BenchError: the document has no such section.
    """
    begin, end = f"<!-- python -m benchmarks {name} -->\n", f"<!-- end of {name} -->\n"
    text = document.read_text(encoding="utf-8")
    before, begins, rest = text.partition(begin)
    _, ends, after = rest.partition(end)
    if not (begins and ends):
        raise BenchError(
            f"{document.name} has no section for {name}",
            hint=f"write {begin.strip()} and {end.strip()} where it shall stand, each on a line",
        )
    content = "".join(f"{line}\n" for line in lines)
    document.write_text(f"{before}{begin}{content}{end}{after}", encoding="utf-8")
