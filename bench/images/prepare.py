# SPDX-License-Identifier: MIT
"""From what tests need to what QEMU boots."""

from __future__ import annotations

from pathlib import Path

from bench.artefacts.store import Store
from bench.definitions.need import Need
from bench.definitions.prepared import Prepared
from bench.host.distribution import Distribution, host_distribution
from bench.images.memo import Memo
from bench.images.platform import Platform
from bench.images.tools.progress import SILENT, Progress

__all__ = ["Platform", "Prepared", "prepare", "prepared"]


def prepare(
    need: Need,
    platform: Platform,
    *,
    root: Path,
    store: Store,
    progress: Progress = SILENT,
) -> Prepared:
    """Prepare a need for a platform: fetch and build its files now, unless the cache has them.

    Args:
        need: of the test.
        platform: of the machine that is to boot it.
        root: the project's folder.
        store: the cache.
        progress: told of each step that takes time; of none on a warm cache.

    Raises:
        HostError: the host lacks a tool, space, or a way to the package sources.
        BenchError: the need names what is not there or does not build.
    """
    distribution = host_distribution()
    root = root.absolute()
    memo = _memo(need, platform, root, store, distribution)
    if boot := memo.look_up():
        return boot
    # Only a cold start pays for loading the recipes.
    from bench.images import recipes  # noqa: PLC0415
    from bench.images.workshop import Workshop  # noqa: PLC0415

    workshop = Workshop(root, store, progress, platform.series, distribution=distribution)
    workshop.inputs.begin()
    boot = recipes.build(workshop, need, platform)
    memo.keep(boot, workshop.inputs)
    return boot


def prepared(need: Need, platform: Platform, root: Path, store: Store) -> Prepared | None:
    """The files of a need on a platform, if the cache has them and nothing has changed since."""
    return _memo(need, platform, root.absolute(), store, host_distribution()).look_up()


def _memo(
    need: Need, platform: Platform, root: Path, store: Store, distribution: Distribution
) -> Memo:
    return Memo((need, platform, distribution, str(root)), store)
