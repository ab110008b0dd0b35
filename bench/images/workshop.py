# SPDX-License-Identifier: MIT
"""The common tools of recipes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bench.artefacts.store import Store
from bench.definitions.linux import default_series
from bench.host.distribution import Distribution, host_distribution
from bench.images.debian import lock
from bench.images.debian.debian import Debian
from bench.images.kernel_tree import KernelTree
from bench.images.tools.inputs import Inputs
from bench.images.tools.progress import Progress
from bench.images.tools.sources import Sources
from bench.project import Project


@dataclass(frozen=True)
class Workshop:
    """Where sources come from, where artefacts go, and who is told.

    Attributes:
        root: the project's folder.
        store: the cache of artefacts.
        progress: told of each step.
        series: of the Linux kernel.
        inputs: what recipes have read and run.
        distribution: whose packages are used.
        tree: what modules are built with, of a kernel of the user's own; None for the series'.
    """

    root: Path
    store: Store
    progress: Progress
    series: str = field(default_factory=default_series)
    inputs: Inputs = field(default_factory=Inputs)
    distribution: Distribution = field(default_factory=host_distribution)
    tree: KernelTree | None = None

    def look(self, name: str) -> Path:
        """Where a file or folder of the project is, or would be; a change of it will be noticed."""
        self.inputs.note(*self.project.places(name))
        return self.project.find(name)

    def sources(
        self,
        folder: str,
        *,
        leave_out: Callable[[str], bool] = lambda name: False,
        project: Project | None = None,
    ) -> Sources:
        """The sources of a folder of the project; a change of any of them will be noticed."""
        project = project or self.project
        self.inputs.note(*project.places(folder))
        found = Sources(project, folder, leave_out)
        for place in found.places:
            self.inputs.note(*project.places(str(place)))
        return found

    @cached_property
    def project(self) -> Project:
        """Where `payloads/`, `kernels/` and `images/` are looked up."""
        return Project(self.root)

    @cached_property
    def release(self) -> str:
        """The Linux kernel's, without its flavour."""
        return self.debian.lock.release(self.series)

    @cached_property
    def debian(self) -> Debian:
        """Debian's packages, as the project's lock file pins them."""
        return Debian(lock.read(self.project, self.distribution), self.store, self.progress)
