# SPDX-License-Identifier: MIT
"""What cells left behind, for the pages that are written from runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"


def records(name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each JSON file of a name in the project's results with its folder, the newest last."""
    files = (DOCS.parent / "results").glob(f"job-*/test-results/*/{name}")
    for file in sorted(files, key=lambda file: file.stat().st_mtime_ns):
        yield file.parent, json.loads(file.read_text())


def accelerator(folder: Path) -> str:
    """What ran the guest whose evidence lies in a folder."""
    argv = json.loads((folder / "plan.json").read_text())["argv"]
    return str(argv[argv.index("-accel") + 1]).partition(",")[0].upper()


def table(heads: Sequence[str], rows: Mapping[str, Sequence[str]]) -> list[str]:
    """Lines of a Markdown table, its rows by their names."""
    return [
        f"| | {' | '.join(heads)} |",
        "|---" * (len(heads) + 1) + "|",
        *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()),
    ]


def write(page: str, lines: Sequence[str]) -> None:
    """Write a page of the docs."""
    (DOCS / page).write_text("\n".join(lines) + "\n", encoding="utf-8")
