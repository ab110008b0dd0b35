"""Lets avocado read the project's `avocado.cfg` from any of the project's folders."""

from __future__ import annotations

import contextlib

from avocado.core.plugin_interfaces import Settings

from bench.errors import BenchError
from bench.project import find_root


class ProjectSettings(Settings):  # type: ignore[misc]
    """Adds the project's file to those that avocado reads."""

    name = "bench"
    description = "The project's avocado.cfg"

    def adjust_settings_paths(self, paths: list[str]) -> None:
        """Called with the system's files; the user's own will come after."""
        with contextlib.suppress(BenchError):
            paths.append(str(find_root() / "avocado.cfg"))
