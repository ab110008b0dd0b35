# SPDX-License-Identifier: MIT
"""A test of this folder starts no program: those that do are in `tests/integration`."""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Generator, Sequence
from typing import Any

import pytest

STARTS = {"os.exec", "os.posix_spawn", "os.system", "subprocess.Popen"}
"""What Python says to its auditors before it starts a program (`sys.addaudithook`)."""

NAME_MAX_BYTES = 255
"""As much as a file's name has under Linux."""


class Watch:
    """Keeps a test from starting a program, and notes which one it was."""

    def __init__(self) -> None:
        self._note = mmap.mmap(-1, 1 + NAME_MAX_BYTES)  # forked children write it too
        self._watching = False
        sys.addaudithook(self._hear)

    def __enter__(self) -> None:
        self._note[:] = bytes(len(self._note))
        self._watching = True

    def __exit__(self, *_: object) -> None:
        self._watching = False
        if name := self._note[:].rstrip(b"\0").decode(errors="replace"):
            reason = f"a unit test starts no program, but this one starts {name}"
            pytest.fail(f"{reason}; move it to tests/integration", pytrace=False)

    def _hear(self, event: str, arguments: Sequence[Any]) -> None:
        if event in STARTS and self._watching:
            name = os.path.basename(os.fsencode(arguments[0]))[:NAME_MAX_BYTES]  # noqa: PTH119
            if not self._note[0]:
                self._note[: len(name)] = name
            raise PermissionError(f"no program is started here: {os.fsdecode(name)}")


_watch = Watch()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    with _watch:
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    with _watch:
        yield
