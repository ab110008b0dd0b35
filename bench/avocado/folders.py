"""Relative folders of the project's `avocado.cfg` are relative to the project."""

from __future__ import annotations

import contextlib
from typing import Any

from avocado.core.plugin_interfaces import CLI
from avocado.core.settings import settings

from bench.errors import BenchError
from bench.project import find_root

FOLDERS = tuple(f"datadir.paths.{name}_dir" for name in ("base", "test", "data", "logs"))
CACHES = "datadir.paths.cache_dirs"


class ProjectFolders(CLI):  # type: ignore[misc]
    """Makes avocado's folders absolute once every setting is known."""

    name = "bench"
    description = "Keeps results in the project's folder, wherever it is run from"

    def configure(self, parser: Any) -> None:
        """Adds no option."""

    def run(self, config: dict[str, Any]) -> None:
        """Called before the command runs."""
        with contextlib.suppress(BenchError):
            root = find_root()
            placed: dict[str, Any] = {key: str(root / config[key]) for key in FOLDERS}
            placed[CACHES] = [str(root / folder) for folder in config[CACHES]]
            for key, value in placed.items():
                settings.update_option(key, value)
            config.update(placed)
