# SPDX-License-Identifier: MIT
"""Makes a template of a guest that runs."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

from bench.errors import BenchError, EmulatorError
from bench.guest.guest import Guest
from bench.qemu.emulator import Scheme
from bench.qemu.monitor.monitor import Event, Monitor
from bench.structs.records.window import USED
from bench.templates.template import STATE

_CAPABILITIES = [
    {"capability": "x-ignore-shared", "state": True},  # RAM is a file already
    {"capability": "events", "state": True},
]
_FIRST_WITH_FILES = 9
"""The major version of QEMU that warns of a file that is given as `fd:`; QEMU 7.2 does not know
`file:`."""
_ENDS = {"completed", "failed", "cancelled"}
"""Of a migration (QEMU's QAPI, MigrationStatus)."""


class CannotFreeze(BenchError):
    """QEMU cannot save the state of one of the guest's devices."""


def freeze(guest: Guest, folder: Path) -> Scheme:
    """Stop a guest for good and save its device state; its RAM lies in a file already.

    Returns the scheme of the URI that QEMU saved to: it restores from one of the same.

    The state says of a guest that was not held before that it runs: its clones need not
    be told to go on.

    Raises:
        CannotFreeze: QEMU refuses.
        BudgetSpent: it does not come to an end.
    """
    before = len(guest.monitor.events)  # one that was restored has seen such events
    state = os.open(folder / STATE, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.fchmod(state, 0o644)  # a clone's QEMU opens it anew, and may be another user
    try:
        guest.monitor.execute("migrate-set-capabilities", capabilities=_CAPABILITIES)
        scheme, uri = _destination(guest.monitor, state)
        guest.monitor.execute("migrate", uri=uri)
    except EmulatorError as error:
        raise CannotFreeze(str(error)) from error
    finally:
        os.close(state)
    ended = guest.wait_event(_is_end, "the guest's state was saved", after=before)
    if ended.data["status"] != "completed":
        info = guest.monitor.execute("query-migrate")
        raise CannotFreeze(info.get("error-desc", "QEMU failed to save the guest's state"))
    return scheme


def _destination(monitor: Monitor, state: int) -> tuple[Scheme, str]:
    if monitor.execute("query-version")["qemu"]["major"] >= _FIRST_WITH_FILES:
        return "file", f"file:{monitor.add_file(state)}"
    monitor.send_file("state", state)
    return "fd", "fd:state"


def save_firmware(window: mmap.mmap, path: Path) -> None:
    """Keep what firmware left in a window's memory; most of it are holes."""
    with path.open("wb") as file:
        file.truncate(len(window))
        for offset in range(USED, len(window), mmap.PAGESIZE):
            if any(page := window[offset : offset + mmap.PAGESIZE]):
                file.seek(offset)
                file.write(page)


def _is_end(event: Event) -> bool:
    return event.name == "MIGRATION" and event.data["status"] in _ENDS
