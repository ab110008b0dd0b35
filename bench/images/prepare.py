# SPDX-License-Identifier: MIT
"""From what tests need to what QEMU boots."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bench.artefacts.store import Store
from bench.definitions.boot import Boot
from bench.definitions.need import Need
from bench.host.distribution import host_distribution
from bench.images.memo import Memo
from bench.images.platform import Platform
from bench.images.tools.progress import SILENT, Progress

if TYPE_CHECKING:
    from bench.images.workshop import Workshop

__all__ = ["Boot", "Platform", "prepare", "prepare_all"]


def prepare(
    need: Need,
    platform: Platform,
    *,
    root: Path,
    store: Store,
    progress: Progress = SILENT,
) -> Boot:
    """What boots a need on a platform: fetched and built now, unless the cache has it.

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
    return _Preparation(root, store, progress).boot(need, platform)


def prepare_all(
    wanted: Iterable[tuple[Need, Platform]],
    *,
    root: Path,
    store: Store,
    progress: Progress = SILENT,
) -> None:
    """Prepare many needs before any guest starts, so that no test's time pays for it.

    Raises:
        HostError: as `prepare`.
        BenchError: as `prepare`, for the first need that fails.
    """
    preparation = _Preparation(root, store, progress)
    for need, platform in wanted:
        preparation.boot(need, platform)


class _Preparation:
    def __init__(self, root: Path, store: Store, progress: Progress) -> None:
        self._root = root.absolute()
        self._store = store
        self._progress = progress
        self._distribution = host_distribution()
        self._workshops: dict[str, Workshop] = {}

    def boot(self, need: Need, platform: Platform) -> Boot:
        memo = Memo((need, platform, self._distribution, str(self._root)), self._store)
        boot = memo.look_up()
        if not boot:
            # Only a cold start pays for loading the recipes.
            from bench.images import recipes  # noqa: PLC0415

            workshop = self._workshop(platform.series)
            workshop.inputs.begin()
            boot = recipes.build(workshop, need, platform)
            memo.keep(boot, workshop.inputs)
        return boot

    def _workshop(self, series: str) -> Workshop:
        from bench.images.workshop import Workshop  # noqa: PLC0415

        if series not in self._workshops:
            self._workshops[series] = Workshop(
                self._root,
                self._store,
                self._progress,
                series,
                distribution=self._distribution,
            )
        return self._workshops[series]
