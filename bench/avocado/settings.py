# SPDX-License-Identifier: MIT
"""Lets avocado read `avocado.cfg` of the base and of the project from any of its folders."""

from __future__ import annotations

import contextlib

from avocado.core.plugin_interfaces import Settings

from bench.errors import BenchError
from bench.project import MARK, Project, find_root


class ProjectSettings(Settings):  # type: ignore[misc]
    """Adds the project's file to those that avocado reads."""

    name = "bench"
    description = "The base's avocado.cfg, and the project's"

    def adjust_settings_paths(self, paths: list[str]) -> None:
        """Called with the system's files; the user's own will come after."""
        with contextlib.suppress(BenchError):
            places = Project(find_root()).places(MARK)
            paths += map(str, reversed(places))  # the project has the last word
