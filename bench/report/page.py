# SPDX-License-Identifier: MIT
"""The matrix as one page that needs nothing else: it can be mailed, or kept by a CI.

`page.html.j2` is the page, `page.css` its looks.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bench.report.matrix import Entry, Matrix
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
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "base64": lambda path: base64.b64encode(path.read_bytes()).decode(),
        "breakable": _breakable,
        "css": lambda outcome: outcome or "none",
        "files": _files,
        "link": partial(_link, folder),
        "mark": lambda outcome: MARKS[outcome][0],
        "printable": printable,
        "told": _told,
        "word": _word,
    }
    return environment.get_template("page.html.j2").render(
        matrix=matrix, marks=MARKS, pictures=_pictures(matrix), title=printable(title)
    )


def _told(entry: Entry) -> str:
    reason = entry.verdict.reason if entry.verdict else ""
    words = f"{entry.name}: {_word(entry.outcome)} in {entry.seconds:.1f} s"
    return f"{words}: {reason}" if reason else words


def _files(entry: Entry) -> Sequence[Path]:
    """The files of evidence that hold anything."""
    if entry.evidence is None or not entry.evidence.is_dir():
        return ()
    return sorted(path for path in entry.evidence.iterdir() if path.stat().st_size)


def _pictures(matrix: Matrix) -> dict[Entry, Path]:
    """The cells' screens, where there are any."""
    evidence = ((entry, entry.evidence) for entry in matrix.entries if entry.evidence)
    pictures = ((entry, folder / SCREEN) for entry, folder in evidence)
    return {entry: picture for entry, picture in pictures if picture.is_file()}


def _link(folder: Path, path: Path) -> str:
    # As bytes: the name of a file need not be UTF-8.
    return quote(os.fsencode(os.path.relpath(path, folder)) + (b"/" if path.is_dir() else b""))


def _breakable(name: str) -> Markup:
    """A name that a narrow screen may break where a reader expects it."""
    return Markup(re.sub(r"([/._])", r"\1<wbr>", str(escape(name))))


def _word(outcome: Outcome | None) -> str:
    return outcome or "not run"
