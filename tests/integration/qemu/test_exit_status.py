# SPDX-License-Identifier: MIT
"""The whole of a process's exit status, and the thread that gave it."""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path

import pytest

from bench.confinement.confinement import Confinement
from bench.qemu.spawning.child import Ended, OwnChild
from bench.qemu.spawning.exit_status import ExitListener, announce_exit
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.spawn import spawn

FREE = Confinement(read=(Path("/"),), write=(Path("/"),))
IN_A_THREAD = "import os, threading; threading.Thread(target=lambda: os._exit({})).start()"


def ended(argv: list[str], folder: Path) -> Ended:
    """How a program ends that the reactor starts and waits for."""

    async def run() -> Ended:
        ours, theirs = socket.socketpair()
        with ours, theirs, (folder / "log").open("wb") as log:
            started = spawn(argv, {}, log, FREE, lambda: announce_exit(theirs))
            started.returncode = 0  # or Popen would reap it
            child = OwnChild(started.pid, ExitListener(ours))
        found = await asyncio.wait_for(child.ended(), 60)
        child.close()
        return found

    return reactor().start(run()).result()


@pytest.mark.parametrize("status", [0, 1, 2, 255, 256, 257, 0x1_0000, 0x7FFF_FFFF, -1])
def test_of_32_bits(status: int, tmp_path: Path) -> None:
    found = ended([sys.executable, "-c", f"import os; os._exit({status})"], tmp_path)
    assert (found.returncode, found.by_processor) == (status % (1 << 32), False)


@pytest.mark.parametrize("status", [1, 257])
def test_of_another_thread(status: int, tmp_path: Path) -> None:
    found = ended([sys.executable, "-c", IN_A_THREAD.format(status)], tmp_path)
    assert (found.returncode, found.by_processor) == (status, True)


def test_a_signal_is_one(tmp_path: Path) -> None:
    assert ended(["sh", "-c", "kill -SEGV $$"], tmp_path).returncode == -11


def test_a_missing_program_is_no_hang(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ended(["no-such-program"], tmp_path)


IN_A_CONTAINER = """
import sys
from pathlib import Path
from tests.integration.machine_code import EXIT_42, run, say
with run(say(b"it runs") + EXIT_42, Path(sys.argv[1])) as guest:
    guest.console.expect("it runs")
    try:
        guest.wait_exit()
    except Exception as error:
        print(type(error).__name__, error)
"""


def test_where_another_listens_a_guest_runs_and_its_code_is_not_guessed(tmp_path: Path) -> None:
    """As in a container whose system calls somebody watches: one listener is all that Linux has."""
    guest = tmp_path / "guest"
    guest.mkdir()
    ended([sys.executable, "-c", IN_A_CONTAINER, str(guest)], tmp_path)
    said = (tmp_path / "log").read_text()
    assert said.startswith("HostError Linux does not tell the bench with which code"), said
