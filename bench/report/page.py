# SPDX-License-Identifier: MIT
"""The matrix as one page that needs nothing else: it can be mailed, or kept by a CI."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from bench.report.matrix import Entry, Matrix
from bench.report.style import STYLE
from bench.report.terminal import MARKS
from bench.text import printable
from bench.verdict.outcome import Outcome

SCREEN = "screen.png"


def page(matrix: Matrix, folder: Path, *, title: str) -> str:
    """A page of HTML.

    Args:
        matrix: what came of the run.
        folder: where the page will lie: evidence is linked relative to it.
        title: of the page.
    """
    parts = (
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(printable(title))}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(printable(title))}</h1>",
        _counts(matrix),
        *_table(matrix, folder),
        *_red_cells(matrix, folder),
        *_screens(matrix, folder),
        "</body></html>",
    )
    return "\n".join(parts) + "\n"


def _counts(matrix: Matrix) -> str:
    counted = (
        f'<span class="{_class(outcome)}">{mark} {matrix.counts[outcome]} {_word(outcome)}</span>'
        for outcome, (mark, _) in MARKS.items()
        if matrix.counts[outcome]
    )
    return f'<p class="counts">{"".join(counted)}</p>'


def _table(matrix: Matrix, folder: Path) -> Iterator[str]:
    if not matrix.rows:
        return
    machines = "".join(f"<th>{escape(machine)}</th>" for machine in matrix.columns)
    yield f'<div class="scroll"><table><thead><tr><th></th>{machines}</tr></thead><tbody>'
    for file, rows in groupby(matrix.rows, key=lambda row: row.partition(":")[0]):
        blank = f'<td colspan="{len(matrix.columns)}"></td>'
        yield f'<tr><th class="file">{_breakable(file)}</th>{blank}</tr>'
        for row in rows:
            cells = "".join(_cell(matrix.at(row, column), folder) for column in matrix.columns)
            yield f"<tr><th>{_breakable(row.partition(':')[2])}</th>{cells}</tr>"
    yield "</tbody></table></div>"


def _cell(entry: Entry | None, folder: Path) -> str:
    if entry is None:
        return '<td class="none" title="no such cell">·</td>'
    mark, _ = MARKS[entry.outcome]
    reason = entry.verdict.reason if entry.verdict else ""
    words = f"{entry.name}: {_word(entry.outcome)} in {entry.seconds:.1f} s"
    title = escape(f"{words}: {reason}" if reason else words)
    if entry.evidence is None:
        return f'<td class="{_class(entry.outcome)}" title="{title}">{mark}</td>'
    link = _link(entry.evidence, folder)
    return f'<td class="{_class(entry.outcome)}"><a href="{link}" title="{title}">{mark}</a></td>'


def _red_cells(matrix: Matrix, folder: Path) -> Iterator[str]:
    if matrix.red:
        yield "<h2>Red cells</h2>"
    for entry in matrix.red:
        assert entry.verdict
        yield f'<section class="red {_class(entry.outcome)}"><h3>{escape(entry.name)}</h3>'
        yield f'<p class="reason">{_word(entry.outcome)}: {escape(entry.verdict.reason)}</p>'
        yield "<dl>"
        if entry.verdict.where:
            yield f"<dt>where</dt><dd>{escape(entry.verdict.where)}</dd>"
        if entry.verdict.guest:
            yield f"<dt>guest</dt><dd>{escape(entry.verdict.guest)}</dd>"
        if entry.verdict.seen:
            yield f"<dt>seen</dt><dd><pre>{escape(entry.verdict.seen)}</pre></dd>"
        yield f"<dt>fault</dt><dd>{entry.verdict.fault}</dd>"
        yield f"<dt>evidence</dt><dd>{_evidence(entry, folder)}</dd>"
        if entry.verdict.reproduce:
            command = escape(entry.verdict.reproduce)
            yield f"<dt>reproduce</dt><dd><code>{command}</code></dd>"
        yield "</dl>"
        if entry.verdict.detail:
            yield f"<pre>{escape(entry.verdict.detail)}</pre>"
        yield f"{_screen(entry, folder)}</section>"


def _evidence(entry: Entry, folder: Path) -> str:
    if entry.evidence is None or not entry.evidence.is_dir():
        return "none"
    files = sorted(path for path in entry.evidence.iterdir() if path.stat().st_size)
    return " ".join(
        f'<a href="{_link(path, folder)}">{escape(printable(path.name))}</a>' for path in files
    )


def _screens(matrix: Matrix, folder: Path) -> Iterator[str]:
    """The screens of the cells that are not red, whose screens stand beside their reasons."""
    others = (entry for entry in matrix.entries if entry not in matrix.red)
    screens = [(entry, screen) for entry in others if (screen := _screen(entry, folder))]
    if not screens:
        return
    yield '<h2>Screens</h2><div class="screens">'
    for entry, screen in screens:
        mark = f'<span class="{_class(entry.outcome)}">{MARKS[entry.outcome][0]}</span>'
        yield f"<figure>{screen}<figcaption>{mark} {escape(entry.name)}</figcaption></figure>"
    yield "</div>"


def _screen(entry: Entry, folder: Path) -> str:
    screen = entry.evidence and entry.evidence / SCREEN
    if not screen or not screen.is_file():
        return ""
    picture = base64.b64encode(screen.read_bytes()).decode()
    image = f'<img loading="lazy" alt="screen" src="data:image/png;base64,{picture}">'
    return f'<a href="{_link(screen, folder)}">{image}</a>'


def _link(path: Path, folder: Path) -> str:
    # As bytes: the name of a file need not be UTF-8.
    return quote(os.fsencode(os.path.relpath(path, folder)) + (b"/" if path.is_dir() else b""))


def _breakable(name: str) -> str:
    """A name that a narrow screen may break where a reader expects it."""
    return re.sub(r"([/._])", r"\1<wbr>", escape(name))


def _class(outcome: Outcome | None) -> str:
    return outcome or "none"


def _word(outcome: Outcome | None) -> str:
    return outcome or "not run"
