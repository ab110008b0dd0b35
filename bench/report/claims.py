# SPDX-License-Identifier: MIT
"""Ledgers as a table, as pages, as data, and one row's whole story."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from bench.cells.ledger.claim import SHOWN, Verdict
from bench.cells.ledger.reading import FOLDER, Ledger
from bench.cells.ledger.results import Came
from bench.cells.ledger.settled import Row

PAGES = Path("docs/claims")
"""Where a project's pages are."""

_STYLES = {
    Verdict.REPRODUCED: "green",
    Verdict.REFUTED: "cyan",
    Verdict.IN_PART: "yellow",
    Verdict.MEASURED: "blue",
    Verdict.RED: "bold red",
}
_MEASURED = "- here: "
"""How a line of a page begins that is another one in every run."""


def claims_table(rows: Iterable[Row]) -> Table:
    """A line for each claim: verdict, how many tests of how many were green last, the claim."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading, justify in (("claim", "left"), ("verdict", "left"), ("green", "right")):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("")
    for row in rows:
        text = Text(row.claim.claim)
        if row.why:
            text.append(f" {row.why}", "dim")
        verdict = Text(row.verdict, _STYLES.get(row.verdict, "dim"))
        table.add_row(row.claim.name, verdict, _green(row), text)
    return table


def claims_summary(rows: Sequence[Row]) -> str:
    """How many claims of each verdict."""
    count = Counter(row.verdict for row in rows)
    return ", ".join(f"{count[verdict]} {verdict}" for verdict in Verdict if count[verdict])


def story(row: Row) -> Text:
    """One row: what was claimed, what was to be seen, what came of it, and how to see it again."""
    claim = row.claim
    text = Text()
    text.append(f"{claim.name}  ", "bold cyan").append(f"{claim.claim}\n\n")
    for label, value in _facts(row):
        text.append(f"{label:10}", "dim").append(f"{value}\n")
    for each in row.settling:
        style = {Came.GREEN: "green", Came.RED: "red"}.get(each.result.came, "dim")
        text.append("\n  ").append(f"{each.result.came:8}", style).append(each.name)
    if row.settling:
        text.append("\n\n").append(_command(row), "bold")
    return text


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    claim = row.claim
    yield "verdict", f"{row.verdict}{f': {row.why}' if row.why else ''}"
    yield from _said(row)
    yield "observe", claim.observe
    if claim.figure:
        yield "figure", claim.figure
    for place in row.places:
        for figure in row.figures(place):
            yield place, str(figure)
    if claim.note:
        yield "note", claim.note


def _said(row: Row) -> Iterator[tuple[str, str]]:
    claim = row.claim
    if claim.shows and row.verdict is not claim.shows:
        yield "if green", claim.shows
    if claim.part:
        yield "part", claim.part
    if claim.untestable:
        yield "because", claim.untestable


def _command(row: Row) -> str:
    if row.claim.by:
        return f"pytest --bench-results {' '.join(row.claim.by)}"
    return f"avocado run tests/ -t claim:{row.claim.name}"


def claims_page(ledger: Ledger, rows: Sequence[Row]) -> str:
    """A ledger as Markdown, for who has just read its source."""
    lines = [
        f"# {ledger.source}",
        "",
        f"{claims_summary(rows)}. Written by the bench, from `{FOLDER}/{ledger.name}.yaml` and the "
        "last results of its tests.",
    ]
    for row in rows:
        lines += ["", *_section(row)]
    return "\n".join(lines) + "\n"


def _section(row: Row) -> Iterator[str]:
    claim = row.claim
    yield f"## {claim.name}: {claim.claim}"
    yield f"**{row.verdict}**{f' ({row.why})' if row.why else ''}{_of(row)}"
    yield ""
    yield f"- to be seen: {claim.observe}"
    if claim.figure:
        yield f"- in the source: {claim.figure}"
    for place in row.places:
        yield from (f"{_MEASURED}{place}, {figure}" for figure in row.figures(place))
    if claim.part:
        yield f"- which part: {claim.part}"
    if claim.note or claim.untestable:
        yield f"- {claim.untestable or claim.note}"
    if tests := dict.fromkeys(each.test for each in row.settling):
        yield f"- tests: {', '.join(map(_link, tests))}"


def _of(row: Row) -> str:
    green = [place for place, came in row.came.items() if came == Came.GREEN]
    return f" on {', '.join(green)}" if row.verdict in SHOWN else ""


def _link(test: str) -> str:
    path, separator, name = re.sub(r"\[.*\]$", "", test).partition("::" if "::" in test else ":")
    return f"[{name}]({os.path.relpath(path, PAGES)})" if separator else f"`{test}`"


def stale(pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The rows in which two texts of a page differ, but for what was measured.

    Args:
        pages: an old text and a new one, of each page.
    """
    for old, new in pages:
        before, after = _sections(old), _sections(new)
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield name


def _sections(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = "its head"
    for line in page.splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ").partition(":")[0]
        if not line.startswith(_MEASURED):
            found.setdefault(name, []).append(line)
    return found


def claims_data(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows for programs."""
    return [
        {
            "id": row.claim.name,
            "claim": row.claim.claim,
            "observe": row.claim.observe,
            "verdict": str(row.verdict),
            "why": row.why,
            "part": row.claim.part or "",
            "note": row.claim.untestable or row.claim.note or "",
            "figure": row.claim.figure or "",
            "places": {place: str(came) for place, came in row.came.items()},
            "measured": {place: [*map(str, row.figures(place))] for place in row.places},
            "cells": {each.name: str(each.result.came) for each in row.settling},
        }
        for row in rows
    ]


def _green(row: Row) -> str:
    green = sum(each.result.came is Came.GREEN for each in row.settling)
    return f"{green}/{len(row.settling)}" if row.settling else ""
