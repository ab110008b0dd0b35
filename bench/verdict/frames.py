# SPDX-License-Identifier: MIT
"""Where in a user's files something was raised: without the frames of the tools between."""

from __future__ import annotations

import sysconfig
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_BENCH = Path(__file__).parent.parent
_IMPORTING = _BENCH / "cells/running/importing.py"
"""Stands between a file and what it imports, whose mistakes are not the bench's."""

_TOOLS = (_BENCH, *(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")))
"""The bench, Python's library with unittest, and what is installed, such as pexpect."""


@dataclass(frozen=True)
class Source:
    """Where a test stands.

    Attributes:
        root: the project's folder.
        path: of the test's file, relative to it.
        where: `file:line` of the test method.
    """

    root: Path
    path: str
    where: str

    def place(self, raised: BaseException) -> str:
        """`file:line` of what the test did when something was raised.

        That is the innermost frame of the test's own file, else of another file of the
        project, else the test method.
        """
        frames = _frames(raised.__traceback__)
        own = [frame for frame in frames if frame.filename == str(self.root / self.path)]
        for frame in reversed([*filter(self._in_project, frames), *own]):
            return f"{Path(frame.filename).relative_to(self.root).as_posix()}:{frame.lineno}"
        return self.where

    def _in_project(self, frame: traceback.FrameSummary) -> bool:
        return _is_users(frame) and Path(frame.filename).is_relative_to(self.root)


def users_trace(raised: BaseException) -> str:
    """A traceback of the user's frames alone, with what was raised before; empty without any.

    Of an exception that a tool raised and dealt with, as pexpect's end of a file, nothing is
    shown.
    """
    trace = traceback.TracebackException.from_exception(raised)
    return "".join(trace.format()) if _strip(trace) else ""


def whole_trace(raised: BaseException) -> str:
    """A traceback with all frames: for who has to mend the bench."""
    return "".join(traceback.format_exception(raised))


def raised_by_bench(raised: BaseException) -> bool:
    """Whether the bench's own code, and not the user's, raised something."""
    files = [Path(frame.filename) for frame in _frames(raised.__traceback__)]
    innermost = [file for file in files if file != _IMPORTING][-1:]
    return any(file.is_relative_to(_BENCH) for file in innermost)


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(trace))


def _strip(trace: traceback.TracebackException) -> bool:
    """Take the tools' frames out; whether any frame is left."""
    trace.stack[:] = [frame for frame in trace.stack if _is_users(frame)]
    if trace.__cause__ and not _strip(trace.__cause__):
        trace.__cause__ = None
    if trace.__context__ and not _strip(trace.__context__):
        trace.__context__ = None
    parts = [_strip(part) for part in trace.exceptions or ()]
    return bool(trace.stack) or any(parts)


def _is_users(frame: traceback.FrameSummary) -> bool:
    file = Path(frame.filename)
    return file.is_absolute() and not any(file.is_relative_to(folder) for folder in _TOOLS)
