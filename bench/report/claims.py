# SPDX-License-Identifier: MIT
"""The ledger of claims as a table, as a page, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bench.cells.ledger import FOLDER, ClaimVerdict, Row

_STYLES = {
    ClaimVerdict.REPRODUCED: "green",
    ClaimVerdict.REFUTED: "cyan",
    ClaimVerdict.MEASURED: "blue",
    ClaimVerdict.RED: "bold red",
}
_HEAD = f"""# Claims

What the sources of this project claim, and what came of it. Written by `bench claims --write`
from `{FOLDER}/` and the tests; `bench claims` adds the last results.
"""


def claims_table(rows: Iterable[Row]) -> Table:
    """A line for each claim: verdict, how many cells of how many were green last, the claim."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading, justify in (("claim", "left"), ("verdict", "left"), ("cells", "right")):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("")
    for row in rows:
        text = Text(row.claim.claim)
        if row.claim.note:
            text.append(f" {row.claim.note}", "dim")
        verdict = Text(row.verdict, _STYLES.get(row.verdict, "dim"))
        table.add_row(row.claim.id, verdict, _green(row), text)
    return table


def claims_summary(rows: Sequence[Row]) -> str:
    """How many claims of each verdict."""
    count = Counter(row.verdict for row in rows)
    return ", ".join(f"{count[verdict]} {verdict}" for verdict in ClaimVerdict if count[verdict])


def claims_page(rows: Iterable[Row]) -> str:
    """The ledger as Markdown, the same on every host."""
    lines = [_HEAD, "| | claim | verdict | settled by |", "|---|---|---|---|"]
    for row in rows:
        claim = row.claim
        tests = sorted({name.partition("[")[0] for name in row.results})
        names = [test.removeprefix("tests/") for test in tests] or [claim.by] * bool(claim.by)
        settled = ", ".join(f"`{name}`" for name in names)
        verdict = (
            claim.verdict if names or claim.verdict is ClaimVerdict.NOT_TESTABLE else "not yet"
        )
        note = f". {claim.note}" if claim.note else ""
        lines.append(f"| {claim.id} | {claim.claim} | {verdict}{note} | {settled} |")
    return "\n".join(lines) + "\n"


def claims_data(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The ledger for programs."""
    return [
        {
            "id": row.claim.id,
            "claim": row.claim.claim,
            "note": row.claim.note,
            "verdict": str(row.verdict),
            "cells": dict(row.results),
        }
        for row in rows
    ]


def _green(row: Row) -> str:
    green = sum(result == "PASS" for result in row.results.values())
    return f"{green}/{len(row.results)}" if row.results else ""
