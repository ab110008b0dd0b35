"""The answer of last time, for as long as all that it was made from stays the same.

To know an artefact's key takes reading every source and asking every tool for its
version. To know that neither has changed takes a `stat` of each.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from bench.cache import note
from bench.definitions import architecture as architectures
from bench.definitions.architecture import Architecture
from bench.definitions.boot import Boot
from bench.definitions.needs import Dos, Go, GoTest, Linux, Multiboot, Need, module_name
from bench.images import command, digest, grub_cd
from bench.images.platform import Platform
from bench.images.store import Store
from bench.project import Project

SHARED = "include"
"""Beside the modules' folders: headers that several use, as `$(src)/../include`."""

_PATHS = ("kernel", "initrd", "symbols", "disk", "overlay", "boot_disk", "boot_cd")


class Memo:
    """What was prepared last for a need on a platform.

    Args:
        need: of a test.
        platform: of its machine.
        root: the project's folder.
        store: the cache, which keeps the memo too.
    """

    def __init__(self, need: Need, platform: Platform, root: Path, store: Store) -> None:
        self._store = store
        self._sources = list(_sources(need, platform.architecture, Project(root)))
        name = digest.combined(repr(need), repr(platform), str(root))
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
        return boot if all(map(self._intact, _files(boot))) else None

    def _intact(self, file: Path) -> bool:
        """Whether a file is as it was made; one that was not made here is a source."""
        entry = _entry(file, self._store.root)
        return entry is None or self._store.intact(entry)

    def keep(self, boot: Boot) -> None:
        """Remember the answer."""
        content = {"sources": _state(self._sources), "boot": _to_json(boot)}
        note(self._file, json.dumps(content))


def _sources(need: Need, architecture: Architecture, project: Project) -> Iterator[Path | None]:
    """The files and folders that shape an answer; None for a tool that is missing."""
    yield Path(__file__).parent
    yield Path(architectures.__file__)
    yield _program(f"{architecture.cross}gcc")
    match need:
        case Go() | GoTest():
            yield from project.places("kernels")
            yield command.go()
        case Dos():
            yield _program(f"{architecture.cross}ld")
            yield from project.places("payloads/dos")
        case Multiboot():
            yield from (*project.places("kernels"), command.go())
            yield from map(_program, grub_cd.TOOLS)
        case Linux():
            yield from project.places("images")  # the lock file, and what kernels are built from
            yield _program(f"{architecture.cross}ld")
            folders = {str(PurePosixPath(name).parent) for name in need.programs}
            modules = (SHARED, *map(module_name, need.modules), *need.unloaded)
            payloads = (
                *sorted({"guest", *folders}),
                *(f"modules/{name}" for name in modules),
                *need.files,
            )
            yield from (place for name in payloads for place in project.places(f"payloads/{name}"))
            yield from (*project.places("kernels"), command.go()) if need.go else ()


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


def _files(boot: Boot) -> Iterator[Path]:
    named = (getattr(boot, name) for name in _PATHS if name != "symbols")
    yield from (file for file in (*named, *chain(*boot.modules)) if file)
    yield from (file for _, file in (*boot.files, *boot.archives))


def _entry(file: Path, root: Path) -> Path | None:
    """The artefact that a file is part of: `ROOT/NAME/KEY`."""
    if not file.is_relative_to(root):
        return None
    return root.joinpath(*file.relative_to(root).parts[:2])


def _to_json(boot: Boot) -> dict[str, object]:
    return {
        **{name: str(getattr(boot, name) or "") for name in _PATHS},
        "arguments": boot.arguments,
        "modules": [[str(file) for file in group] for group in boot.modules],
        "files": [(path, str(file)) for path, file in boot.files],
        "archives": [(name, str(file)) for name, file in boot.archives],
    }


def _from_json(content: dict[str, Any]) -> Boot:
    paths: dict[str, Any] = {
        name: Path(content[name]) if content[name] else None for name in _PATHS
    }
    return Boot(
        **paths,
        arguments=tuple(content["arguments"]),
        modules=tuple(tuple(map(Path, group)) for group in content["modules"]),
        files=tuple((path, Path(file)) for path, file in content["files"]),
        archives=tuple((name, Path(file)) for name, file in content["archives"]),
    )
