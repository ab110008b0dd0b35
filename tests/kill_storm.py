"""Kill a run of the matrix at random moments, and count what is left.

    python tests/kill_storm.py [KILLS] [SEED]

Each time `avocado run` boots cells in two workers and, somewhere on the way, gets one of
six blows. Afterwards there must be no process of it and no file outside its results.
"""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CELLS = "tests/kernels/hello.py"
MARK = "BENCH_KILL_STORM"
"""In the environment of all that a run starts, however deep."""

SHORTEST_DELAY, LONGEST_DELAY = 0.2, 4.0
"""Wall seconds: a run begins to boot guests in its first second."""
GRACE = 60.0
"""Wall seconds for what was killed to be gone: far beyond what it takes, so that only a
process that stays for ever is counted."""

Blow = Callable[["Run"], None]


@dataclass
class Run:
    """One `avocado run`, in a session of its own as on a terminal of its own."""

    avocado: subprocess.Popen[bytes]
    mark: str

    def processes(self) -> dict[int, str]:
        """Every living process of this run: its ID and command line."""
        return dict(_marked(self.mark))

    def processes_of(self, name: str) -> list[int]:
        """The processes with a word in their command line, the oldest first."""
        return sorted(pid for pid, command in self.processes().items() if name in command)

    def generation(self, number: int) -> list[int]:
        """The nursery, what it forked, and what that forked: forks share a command line."""
        forks = self.processes_of("bench.avocado.nursery")
        found = [pid for pid in forks if _parent(pid) not in forks]
        for _ in range(number):
            found = [pid for pid in forks if _parent(pid) in found]
        return found


def _marked(mark: str) -> Iterator[tuple[int, str]]:
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                yield int(folder.name), command.decode(errors="replace")
        except OSError:
            continue  # it is gone, or a zombie


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def interrupt_group(run: Run) -> None:
    """What Ctrl-C on a terminal does."""
    os.killpg(run.avocado.pid, signal.SIGINT)


def terminate_avocado(run: Run) -> None:
    run.avocado.terminate()


def kill_avocado(run: Run) -> None:
    run.avocado.kill()


def kill_nursery(run: Run) -> None:
    """The process that forks the runners."""
    _kill_one(run.generation(0))


def kill_runner(run: Run) -> None:
    """The supervisor of a cell."""
    _kill_one(run.generation(1))


def kill_test_process(run: Run) -> None:
    """The one that runs the test, and that QEMU belongs to."""
    _kill_one(run.generation(2))


def _kill_one(candidates: list[int]) -> None:
    for pid in candidates[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


BLOWS: tuple[Blow, ...] = (
    interrupt_group,
    terminate_avocado,
    kill_avocado,
    kill_nursery,
    kill_runner,
    kill_test_process,
)


def strike(blow: Blow, delay: float, temporary: Path) -> tuple[int, list[str]]:
    """Start a run, hit it after `delay` seconds; how many QEMUs ran then, and what is left."""
    mark = os.urandom(8).hex()
    shared = set(Path("/dev/shm").iterdir())
    run = Run(
        subprocess.Popen(
            ["avocado", "run", CELLS],
            cwd=ROOT,
            env={**os.environ, MARK: mark, "TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ),
        mark,
    )
    time.sleep(delay)
    running = len(run.processes_of("qemu-system"))
    blow(run)
    run.avocado.wait(GRACE)
    for pid in run.processes():
        _wait_gone(pid)
    left = [f"process {pid}: {command}" for pid, command in run.processes().items()]
    left += [f"file {path}" for path in temporary.iterdir()]
    left += [f"file {path}" for path in set(Path("/dev/shm").iterdir()) - shared]
    return running, left


def _wait_gone(pid: int) -> None:
    try:
        ended = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    select.select([ended], [], [], GRACE)
    os.close(ended)


def main(kills: int = 60, seed: int = 1) -> int:
    """Strike `kills` times; the number of strikes that left something."""
    chance = random.Random(seed)
    guilty = hit = 0
    for number in range(1, kills + 1):
        blow = BLOWS[number % len(BLOWS)]
        delay = chance.uniform(SHORTEST_DELAY, LONGEST_DELAY)
        with tempfile.TemporaryDirectory() as temporary:
            running, left = strike(blow, delay, Path(temporary))
        hit += running > 0
        guilty += bool(left)
        print(f"{number:3} {blow.__name__:18} after {delay:.2f} s, {running} QEMU", flush=True)
        for item in left:
            print(f"    left: {item}", flush=True)
    print(f"{kills} kills, {hit} while QEMU ran, {guilty} left something behind")
    return guilty


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
