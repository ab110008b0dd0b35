"""What every recipe works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.images import lock
from bench.images.debian import Debian
from bench.images.progress import Progress
from bench.images.store import Store


@dataclass(frozen=True)
class Workshop:
    """Where sources come from, where artefacts go, and who is told.

    Attributes:
        root: the project's folder, with `payloads/`, `kernels/` and `images/`.
        store: the cache of artefacts.
        progress: told of each step.
    """

    root: Path
    store: Store
    progress: Progress

    @cached_property
    def debian(self) -> Debian:
        """Debian's packages, as the project's lock file pins them."""
        return Debian(lock.read(self.root), self.store, self.progress)
