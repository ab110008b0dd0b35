# SPDX-License-Identifier: MIT
"""Shows avocado one test a cell."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from avocado.core import exit_codes
from avocado.core.extension_manager import PluginPriority
from avocado.core.nrunner.runnable import Runnable
from avocado.core.output import LOG_UI
from avocado.core.plugin_interfaces import Resolver
from avocado.core.resolver import ReferenceResolution, ReferenceResolutionResult

from bench.avocado.runner import KIND
from bench.cells.cell import Reference
from bench.cells.expand import cells_of, relative
from bench.cells.named import NotNamed, named_in, wanted
from bench.cells.reading.neighbours import is_pytests
from bench.cells.tags import accepted, tags_of
from bench.definitions.loader import load_machines
from bench.errors import BenchError
from bench.project import Project, find_root

if TYPE_CHECKING:
    from bench.definitions.machine import Machine

TESTS = "tests"


class CellResolver(Resolver):  # type: ignore[misc]
    """Resolves what lies in the project's `tests/`, and lets no other resolver list it."""

    name = KIND
    description = "Tests of the bench, one a machine"
    priority = PluginPriority.VERY_HIGH

    def resolve(self, reference: str) -> ReferenceResolution:
        """The cells that a file, a class, a test or a cell's name stands for."""
        try:
            root = find_root()
            chosen, file = self._locate(reference, root)
        except BenchError as error:
            result = ReferenceResolutionResult.NOTFOUND
            return ReferenceResolution(reference, result, info=str(error))
        try:
            return self._resolve(reference, chosen, file, root)
        except Exception:  # avocado would go on without these tests, and be green
            LOG_UI.error("The bench failed to list %s", reference, exc_info=True)
            sys.exit(exit_codes.AVOCADO_FAIL)

    def _resolve(self, text: str, chosen: Reference, file: Path, root: Path) -> ReferenceResolution:
        if file.suffix != ".py" or is_pytests(file.parent, root):
            return ReferenceResolution(text, ReferenceResolutionResult.SUCCESS)
        try:
            cells = cells_of(file, self._machines, root)
        except BenchError as mistake:
            LOG_UI.error(str(mistake))
            return _found(text, [self._mistake(chosen.path, mistake)])
        covered = [cell for cell in cells if chosen.covers(cell)]
        asked = wanted(covered, self._machines, {chosen.machine, *named_in(self._filters)})
        tagged = [(cell, tags_of(cell, self._machines[cell.machine])) for cell in asked]
        # avocado filters them once more. It takes only the last of the tags with the same key,
        # and does not see a leading `-`.
        runnables = [
            Runnable(KIND, cell.name, tags=tags, root=str(root), **self._words)
            for cell, tags in tagged
            if accepted(tags, self._filters)
        ]
        if asked or chosen == Reference(chosen.path):
            return _found(text, runnables)
        info = str(NotNamed(text, covered[0].machine)) if covered else "it holds no such cell"
        return ReferenceResolution(text, ReferenceResolutionResult.CORRUPT, info=info)

    @staticmethod
    def _locate(text: str, root: Path) -> tuple[Reference, Path]:
        """The reference, with its path from the root, and the file.

        Raises:
            BenchError: when that is not in the project's tests.
        """
        reference = Reference.parse(text)
        for start in (Path.cwd(), root):
            file = start / reference.path
            if file.is_file() and (path := relative(file, root)).startswith(f"{TESTS}/"):
                return replace(reference, path=path), file
        raise BenchError(f"{text} is not a test of the project")

    @property
    def _words(self) -> dict[str, str]:
        """Further words for a runner."""
        return {"cold": "yes"} if self.config.get("bench.cold") else {}

    @property
    def _filters(self) -> list[str]:
        """The values of `-t`."""
        return self.config.get("filter.by_tags.tags") or []

    @cached_property
    def _machines(self) -> dict[str, Machine]:
        try:
            return load_machines(*Project(find_root()).machines)
        except BenchError as mistake:
            LOG_UI.error(str(mistake))
            sys.exit(exit_codes.AVOCADO_JOB_FAIL)

    def _mistake(self, path: str, mistake: BenchError) -> Runnable:
        """A cell that is red, whatever is selected: the tests in the file are not known."""
        tags: dict[str, set[str]] = {}
        for words in self._filters:
            for key, _, value in (word.partition(":") for word in words.split(",")):
                tags.setdefault(key, set()).add(value)
        return Runnable(KIND, path, tags=tags, mistake=str(mistake))


def _found(text: str, runnables: list[Runnable]) -> ReferenceResolution:
    return ReferenceResolution(text, ReferenceResolutionResult.SUCCESS, runnables)
