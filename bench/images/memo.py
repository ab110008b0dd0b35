"""The answer of last time, for as long as all that it was made from stays the same.

To know an artefact's key takes reading every source and asking every tool for its
version. To know that neither has changed takes a `stat` of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bench.cache import note
from bench.definitions.boot import Boot, Disk
from bench.images import digest
from bench.images.inputs import Inputs, are_unchanged
from bench.images.store import Store

_PATHS = (
    *("kernel", "initrd", "symbols", "disk", "overlay", "boot_disk", "boot_cd"),
    *("device_tree", "firmware", "cdrom"),
)
_HERE = "cache:"
"""How the path of an artefact begins, which a moved cache has elsewhere."""


class Memo:
    """What was prepared last for a question.

    Args:
        question: all that tells it from others: need, architecture, project, …
        store: the cache, which keeps the memo too.
    """

    def __init__(self, question: tuple[object, ...], store: Store) -> None:
        self._store = store
        self._file = store.root / "memo" / f"{digest.combined(*map(repr, question))}.json"

    def look_up(self) -> Boot | None:
        """The answer, if nothing has changed and its files are intact."""
        try:
            content = json.loads(self._file.read_bytes())
            inputs, boot = content["inputs"], self._from_json(content["boot"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        if not are_unchanged(inputs):
            return None
        sound = (self._intact(file) or str(file) in inputs for file in _files(boot))
        return boot if all(sound) else None

    def keep(self, boot: Boot, inputs: Inputs) -> None:
        """Remember the answer, and what it was made from."""
        note(self._file, json.dumps({"inputs": inputs.states, "boot": self._to_json(boot)}))

    def _intact(self, file: Path) -> bool:
        """Whether a file is part of an artefact (`ROOT/NAME/KEY`) and as it was made."""
        root = self._store.root
        if ".." in file.parts or not file.is_relative_to(root):
            return False
        entry = root.joinpath(*file.relative_to(root).parts[:2])
        return file.is_file() and entry != file and self._store.intact(entry)

    def _to_json(self, boot: Boot) -> dict[str, object]:
        return {
            **{name: self._write(getattr(boot, name)) for name in _PATHS},
            "arguments": boot.arguments,
            "modules": [[self._write(file) for file in group] for group in boot.modules],
            "files": [(path, self._write(file)) for path, file in boot.files],
            "archives": [(name, self._write(file)) for name, file in boot.archives],
            "floppy": [self._write_disk(boot.floppy)] if boot.floppy else [],
            "disks": [self._write_disk(disk) for disk in boot.disks],
            "linux": boot.linux,
        }

    def _from_json(self, content: dict[str, Any]) -> Boot:
        paths: dict[str, Any] = {
            name: self._read(content[name]) if content[name] else None for name in _PATHS
        }
        return Boot(
            **paths,
            arguments=tuple(content["arguments"]),
            modules=tuple(tuple(map(self._read, group)) for group in content["modules"]),
            files=tuple((path, self._read(file)) for path, file in content["files"]),
            archives=tuple((name, self._read(file)) for name, file in content["archives"]),
            floppy=next(map(self._read_disk, content["floppy"]), None),
            disks=tuple(map(self._read_disk, content["disks"])),
            linux=content["linux"],
        )

    def _write_disk(self, disk: Disk) -> list[str]:
        return [self._write(disk.file), disk.format, self._write(disk.overlay)]

    def _read_disk(self, content: list[str]) -> Disk:
        file, kind, overlay = content
        return Disk(self._read(file), kind, self._read(overlay))

    def _write(self, path: Path | None) -> str:
        if path and path.is_relative_to(self._store.root):
            return f"{_HERE}{path.relative_to(self._store.root)}"
        return str(path or "")

    def _read(self, text: str) -> Path:
        if text.startswith(_HERE):
            return self._store.root / text.removeprefix(_HERE)
        return Path(text)


def _files(boot: Boot) -> Iterator[Path]:
    named = (getattr(boot, name) for name in _PATHS)
    yield from (file for file in (*named, *chain(*boot.modules)) if file)
    yield from (file for _, file in (*boot.files, *boot.archives))
    yield from (file for disk in boot.writable for file in (disk.file, disk.overlay))
