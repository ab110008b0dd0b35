# SPDX-License-Identifier: MIT
"""Ties avocado to this project and this environment, once every setting is known."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from avocado.core import exit_codes
from avocado.core.nrunner.runnable import (
    RUNNERS_REGISTRY_STANDALONE_EXECUTABLE,
    STANDALONE_EXECUTABLE_CONFIG_USED,
)
from avocado.core.output import LOG_UI
from avocado.core.plugin_interfaces import CLI
from avocado.core.settings import settings

from bench.avocado import plugins, xml
from bench.avocado.runner import KIND
from bench.errors import BenchError, HostError
from bench.host.emulators import choose
from bench.host.streams import prepare_streams
from bench.project import RESULTS, Project, find_root

BASE, TESTS, DATA, LOGS = FOLDERS = tuple(
    f"datadir.paths.{name}_dir" for name in ("base", "test", "data", "logs")
)
CACHES = "datadir.paths.cache_dirs"


class ProjectFolders(CLI):  # type: ignore[misc]
    """Relative folders of the project's `avocado.cfg` are relative to the project."""

    name = "bench"
    description = "Keeps results in the project's folder, wherever it is run from"

    def configure(self, parser: Any) -> None:
        """Adds `avocado run --cold` and `--qemu PATH`."""
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
            settings.register_option(
                section="bench",
                key="qemu",
                default="",
                help_msg="Use the QEMU that was built or installed there",
                parser=run,
                long_arg="--qemu",
                metavar="PATH",
            )

    def run(self, config: dict[str, Any]) -> None:
        """Called before the command runs."""
        prepare_streams()
        plugins.mend()
        xml.mend()
        _use_own_runner()
        if wanted := config.get("bench.qemu"):
            _or_end(lambda: choose(Path(wanted)))
        with contextlib.suppress(BenchError):
            _place(config, Project(find_root()))


def _place(config: dict[str, Any], project: Project) -> None:
    """Have every folder of avocado's below the project, or where results are wanted."""
    placed: dict[str, Any] = {key: str(project.root / config[key]) for key in FOLDERS}
    placed[CACHES] = [str(project.root / folder) for folder in config[CACHES]]
    if os.environ.get(RESULTS):
        placed |= {BASE: str(project.results), LOGS: str(project.results)}
        placed |= {DATA: str(project.results / "data"), CACHES: [str(project.results / "cache")]}
    for key, value in placed.items():
        settings.update_option(key, value)
    config.update(placed)
    if config.get("subcommand") == "run":
        _or_end(project.make_results)


def _or_end(do: Callable[[], object]) -> None:
    """Do what no job can go without."""
    try:
        do()
    except HostError as error:
        LOG_UI.error(str(error))
        sys.exit(exit_codes.AVOCADO_JOB_FAIL)


def _use_own_runner() -> None:
    """Take the runner beside this Python: PATH may lead to another project's first."""
    runner = Path(sys.executable).with_name(f"avocado-runner-{KIND}")
    if runner.exists():
        RUNNERS_REGISTRY_STANDALONE_EXECUTABLE[KIND] = [str(runner)]
        STANDALONE_EXECUTABLE_CONFIG_USED[str(runner)] = []
