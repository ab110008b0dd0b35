"""From what tests need to what QEMU boots."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bench.definitions.architecture import ARCHITECTURES
from bench.definitions.boot import Boot
from bench.definitions.needs import Need
from bench.images.memo import Memo
from bench.images.progress import SILENT, Progress
from bench.images.store import Store

if TYPE_CHECKING:
    from bench.images.workshop import Workshop

__all__ = ["Boot", "Machine", "prepare", "prepare_all"]


class Machine(Protocol):
    """What matters here about a machine."""

    @property
    def architecture(self) -> str:
        """As in `ARCHITECTURES`."""

    @property
    def devices(self) -> tuple[str, ...]:
        """Those beside the board's."""

    @property
    def linux(self) -> str:
        """The series of the Linux kernel that it boots."""


def prepare(
    need: Need,
    machine: Machine,
    *,
    root: Path,
    store: Store,
    progress: Progress = SILENT,
) -> Boot:
    """What boots a need on a machine: fetched and built now, unless the cache has it.

    Args:
        need: of the test.
        machine: which is to boot it.
        root: the project's folder.
        store: the cache.
        progress: told of each step that takes time; of none on a warm cache.

    Raises:
        HostError: the host lacks a tool, space, or a way to the package sources.
        BenchError: the need names what is not there or does not build.
    """
    return _Preparation(root, store, progress).boot(need, machine)


def prepare_all(
    wanted: Iterable[tuple[Need, Machine]],
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
    for need, machine in wanted:
        preparation.boot(need, machine)


class _Preparation:
    def __init__(self, root: Path, store: Store, progress: Progress) -> None:
        self._root = root.absolute()
        self._store = store
        self._progress = progress
        self._workshops: dict[str, Workshop] = {}

    def boot(self, need: Need, machine: Machine) -> Boot:
        architecture = ARCHITECTURES[machine.architecture]
        with_disk = "virtio-blk" in machine.devices
        also = (machine.linux, str(with_disk))
        memo = Memo(need, architecture, self._root, self._store, also=also)
        boot = memo.look_up()
        if not boot:
            # Only a cold start pays for loading the recipes.
            from bench.images import recipes  # noqa: PLC0415

            boot = recipes.build(
                self._workshop(machine.linux), need, architecture, with_disk=with_disk
            )
            memo.keep(boot)
        return boot

    def _workshop(self, series: str) -> Workshop:
        from bench.images.workshop import Workshop  # noqa: PLC0415

        if series not in self._workshops:
            self._workshops[series] = Workshop(self._root, self._store, self._progress, series)
        return self._workshops[series]
