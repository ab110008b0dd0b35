# SPDX-License-Identifier: MIT
"""How recipes tell their reader what takes time."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Takes one line for each step that starts; a warm cache has none."""

    def step(self, text: str) -> None:
        """Say that `text`, as "build the module hello for arm64", begins."""


class _Silent:
    def step(self, text: str) -> None:
        pass


SILENT: Progress = _Silent()
