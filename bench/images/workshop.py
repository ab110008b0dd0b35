"""What every recipe works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.definitions.linux import DEFAULT_SERIES
from bench.images import lock
from bench.images.debian import Debian
from bench.images.progress import Progress
from bench.images.store import Store
from bench.project import Project


@dataclass(frozen=True)
class Workshop:
    """Where sources come from, where artefacts go, and who is told.

    Attributes:
        root: the project's folder.
        store: the cache of artefacts.
        progress: told of each step.
        series: of the Linux kernel.
    """

    root: Path
    store: Store
    progress: Progress
    series: str = DEFAULT_SERIES

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
        return Debian(lock.read(self.project), self.store, self.progress)
