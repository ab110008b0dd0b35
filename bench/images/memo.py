# SPDX-License-Identifier: MIT
"""The answer of last time, for as long as all that it was made from stays the same.

To know an artefact's key takes reading every source and asking every tool for its
version. To know that neither has changed takes a `stat` of each.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from bench.artefacts import digest
from bench.artefacts.store import Store
from bench.definitions.prepared import Prepared
from bench.host.whole import note
from bench.images.tools.inputs import Inputs, are_unchanged

_PREPARED: TypeAdapter[Prepared] = TypeAdapter(Prepared)


class Memo:
    """The last answer to a question.

    Args:
        question: all that tells it from others: need, architecture, project, …
        store: the cache, which keeps the memo too.
    """

    def __init__(self, question: tuple[object, ...], store: Store) -> None:
        self._store = store
        self._file = store.root / "memo" / f"{digest.combined(*map(repr, question))}.json"

    def look_up(self) -> Prepared | None:
        """The answer, if nothing has changed and its files are intact."""
        try:
            content = json.loads(self._file.read_bytes())
            inputs, boot = content["inputs"], _PREPARED.validate_python(content["boot"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        if not are_unchanged(inputs):
            return None
        sound = (self._intact(file) or str(file) in inputs for file in boot.files)
        return boot if all(sound) else None

    def keep(self, boot: Prepared, inputs: Inputs) -> None:
        """Remember the answer, and what it was made from."""
        note(
            self._file,
            json.dumps({"inputs": inputs.states, "boot": _PREPARED.dump_python(boot, mode="json")}),
        )

    def _intact(self, file: Path) -> bool:
        """Whether a file is part of an artefact (`ROOT/NAME/KEY`) and as it was made."""
        root = self._store.root
        if ".." in file.parts or not file.is_relative_to(root):
            return False
        entry = root.joinpath(*file.relative_to(root).parts[:2])
        return file.is_file() and entry != file and self._store.intact(entry)
