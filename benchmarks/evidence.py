# SPDX-License-Identifier: MIT
"""The evidence of cells, for the pages that are made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bench.errors import BenchError


class Record(BaseModel):
    """A JSON file that a cell wrote into its evidence; what a page does not show is left alone."""

    model_config = ConfigDict(frozen=True)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Left(Generic[R]):
    """One cell's file.

    Attributes:
        folder: the cell's evidence.
        record: what the file says.
    """

    folder: Path
    record: R

    @property
    def accelerator(self) -> str:
        """The accelerator of the guest, as `TCG`."""
        argv = json.loads((self.folder / "plan.json").read_text())["argv"]
        return str(argv[argv.index("-accel") + 1]).partition(",")[0].upper()


def left(folder: Path, name: str, form: type[R]) -> list[Left[R]]:
    """Each file of a name anywhere below a folder, the newest last.

    Raises:
        BenchError: there is none, or one that does not have the form.
    """
    files = sorted(folder.rglob(name), key=lambda file: file.stat().st_mtime_ns)
    if not files:
        raise BenchError(f"no cell below {folder} left a {name}", hint="measure first")
    return [Left(file.parent, _parse(file, form)) for file in files]


def _parse(file: Path, form: type[R]) -> R:
    try:
        return form.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        what = f"{key}: {first['msg']}" if key else first["msg"]
        raise BenchError(what, where=str(file), hint="measure again") from error
