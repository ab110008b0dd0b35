"""The answer of last time, for as long as all that it was made from stays the same.

To know an artefact's key takes reading every source and asking every tool for its
version. To know that neither has changed takes a `stat` of each.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from bench.definitions import architecture as architectures
from bench.definitions.architecture import Architecture
from bench.definitions.boot import Boot
from bench.definitions.needs import Go, Linux, Need
from bench.images import command, digest, lock
from bench.images.store import Store, note


class Memo:
    """What was prepared last for a need on an architecture.

    Args:
        need: of a test.
        architecture: of its machine.
        root: the project's folder.
        store: the cache, which keeps the memo too.
    """

    def __init__(self, need: Need, architecture: Architecture, root: Path, store: Store) -> None:
        self._store = store
        self._sources = list(_sources(need, architecture, root))
        name = digest.combined(repr(need), architecture.name, str(root))
        self._file = store.root / "memo" / f"{name}.json"

    def look_up(self) -> Boot | None:
        """The answer, if nothing has changed and its files are intact."""
        try:
            content = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return None
        if content.get("sources") != _state(self._sources):
            return None
        boot = _from_json(content["boot"])
        files = {boot.kernel, boot.initrd or boot.kernel}
        return boot if all(self._store.intact(file.parent) for file in files) else None

    def keep(self, boot: Boot) -> None:
        """Remember the answer."""
        content = {"sources": _state(self._sources), "boot": _to_json(boot)}
        note(self._file, json.dumps(content))


def _sources(need: Need, architecture: Architecture, root: Path) -> Iterator[Path | None]:
    """The files and folders that shape an answer; None for a tool that is missing."""
    yield Path(__file__).parent
    yield Path(architectures.__file__)
    yield _program(f"{architecture.cross}gcc")
    match need:
        case Go():
            yield root / "kernels"
            yield command.go()
        case Linux():
            yield lock.path(root)
            yield _program(f"{architecture.cross}ld")
            folders = {str(PurePosixPath(name).parent) for name in need.programs}
            yield from (root / "payloads" / folder for folder in sorted({"guest", *folders}))
            yield from (root / "payloads" / "modules" / name for name in need.modules)


def _program(name: str) -> Path | None:
    found = shutil.which(name)
    # Debian's gcc is a link to the version that a package update changes.
    return Path(found).resolve() if found else None


def _state(sources: list[Path | None]) -> str:
    """What `stat` says of the sources, as one sum."""
    parts = []
    for source in sources:
        if source is None or not source.exists():
            parts.append(f"no {source}")
            continue
        for path in digest.files(source) if source.is_dir() else [source]:
            status = os.lstat(path)
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ino}")
    return digest.combined(*parts)


def _to_json(boot: Boot) -> dict[str, object]:
    return {
        "kernel": str(boot.kernel),
        "initrd": boot.initrd and str(boot.initrd),
        "symbols": boot.symbols and str(boot.symbols),
        "arguments": boot.arguments,
    }


def _from_json(content: dict[str, Any]) -> Boot:
    return Boot(
        kernel=Path(content["kernel"]),
        initrd=content["initrd"] and Path(content["initrd"]),
        symbols=content["symbols"] and Path(content["symbols"]),
        arguments=tuple(content["arguments"]),
    )
