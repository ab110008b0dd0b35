# SPDX-License-Identifier: MIT
"""The steps of a build in avocado's output."""

from __future__ import annotations

from avocado.core.output import LOG_UI


class Steps:
    """A `bench.images.tools.progress.Progress`."""

    def step(self, text: str) -> None:
        """Say that a step begins."""
        LOG_UI.debug("PREPARE    : %s", text)
