"""Ties avocado to this project and this environment, once every setting is known."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from avocado.core.nrunner.runnable import (
    RUNNERS_REGISTRY_STANDALONE_EXECUTABLE,
    STANDALONE_EXECUTABLE_CONFIG_USED,
)
from avocado.core.plugin_interfaces import CLI
from avocado.core.settings import settings

from bench.avocado.runner import KIND
from bench.definitions.needs import COLD
from bench.errors import BenchError
from bench.project import find_root

FOLDERS = tuple(f"datadir.paths.{name}_dir" for name in ("base", "test", "data", "logs"))
CACHES = "datadir.paths.cache_dirs"


class ProjectFolders(CLI):  # type: ignore[misc]
    """Relative folders of the project's `avocado.cfg` are relative to the project."""

    name = "bench"
    description = "Keeps results in the project's folder, wherever it is run from"

    def configure(self, parser: Any) -> None:
        """Adds `avocado run --cold`."""
        if run := parser.subcommands.choices.get("run"):
            settings.register_option(
                section="bench",
                key="cold",
                default=False,
                key_type=bool,
                help_msg="Boot every guest, instead of cloning those that have booted",
                parser=run,
                long_arg="--cold",
            )

    def run(self, config: dict[str, Any]) -> None:
        """Called before the command runs."""
        _use_own_runner()
        if config.get("bench.cold"):
            os.environ[COLD] = "1"  # for all processes of the run
        with contextlib.suppress(BenchError):
            root = find_root()
            placed: dict[str, Any] = {key: str(root / config[key]) for key in FOLDERS}
            placed[CACHES] = [str(root / folder) for folder in config[CACHES]]
            for key, value in placed.items():
                settings.update_option(key, value)
            config.update(placed)


def _use_own_runner() -> None:
    """Take the runner beside this Python: PATH may lead to another project's first."""
    runner = Path(sys.executable).with_name(f"avocado-runner-{KIND}")
    if runner.exists():
        RUNNERS_REGISTRY_STANDALONE_EXECUTABLE[KIND] = [str(runner)]
        STANDALONE_EXECUTABLE_CONFIG_USED[str(runner)] = []
