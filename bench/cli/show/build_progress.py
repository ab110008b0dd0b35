# SPDX-License-Identifier: MIT
"""The steps of a build, shown while they go on."""

from __future__ import annotations

from rich.console import Console
from rich.status import Status
from rich.text import Text


class Steps:
    """A `bench.images.tools.progress.Progress`: a live line on a terminal, lines in a pipe."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None

    def step(self, text: str) -> None:
        """Say that `text` begins."""
        if not self._console.is_terminal:
            self._console.print(text)
        elif self._status is None:
            self._status = self._console.status(Text(text))
            self._status.start()
        else:
            self._status.update(Text(text))

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()
