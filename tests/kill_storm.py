# SPDX-License-Identifier: MIT
"""Kill runs of the matrix at random moments, and count what is left.

    python tests/kill_storm.py [KILLS] [SEED]

Each time `avocado run` runs cells in one or two workers and, somewhere on the way, gets one of
seven blows: half of the runs boot Go kernels, half make templates of Linux guests and
clone them. Afterwards there must be no process of it, no file in its temporary folder, and of
its templates only those that `bench templates` lists: it looks at what is the run's own, as others
may use the host. At the end, a run without a blow
must be green with what the others have left.
"""

from __future__ import annotations

import contextlib
import math
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

from bench.qemu.budget import Budget, BudgetClock
from bench.templates.customer import POOL
from bench.templates.place import find_place
from bench.templates.shelf import Shelf

ROOT = Path(__file__).resolve().parent.parent
MARK = "BENCH_KILL_STORM"
"""In the environment of all that a run starts, however deep."""

LEFT = Budget(cpu=math.inf, idle=60)
"""How long all that is left of a run may have nothing to do before it is counted: far longer than
it takes to be gone. A busy host does not use it up."""

Blow = Callable[["Run", random.Random], None]


@dataclass(frozen=True)
class Target:
    """Cells to run.

    Attributes:
        arguments: of `avocado run`.
        delays: wall seconds between which the blow falls: the run is at work all the time.
    """

    arguments: tuple[str, ...]
    delays: tuple[float, float]


KERNELS = Target(("tests/kernels/hello.py",), (0.2, 4.0))
CLONES = Target(("tests/linux/clones.py", "-t", "machine:q35", "-t", "machine:virt"), (0.2, 7.0))
TARGETS = (KERNELS, CLONES)


@dataclass
class Run:
    """One `avocado run`, in a session of its own as on a terminal of its own."""

    avocado: subprocess.Popen[bytes]
    mark: str

    @classmethod
    def start(cls, target: Target, temporary: Path, workers: int) -> Run:
        mark = os.urandom(8).hex()
        process = subprocess.Popen(
            ["avocado", "run", "--max-parallel-tasks", str(workers), *target.arguments],
            cwd=ROOT,
            env={**os.environ, MARK: mark, "TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return cls(process, mark)

    def processes(self) -> dict[int, str]:
        """Every living process of this run: its ID and command line."""
        return dict(_marked(self.mark))

    def processes_of(self, name: str) -> list[int]:
        """The processes with a word in their command line, the oldest first."""
        return sorted(pid for pid, command in self.processes().items() if name in command)

    def generation(self, number: int) -> list[int]:
        """The nursery, its runners, and their test processes: forks share a command line."""
        forks = [
            pid for pid in self.processes_of("bench.avocado.nursery") if pid not in self.pool()
        ]
        found = [pid for pid in forks if _parent(pid) not in forks]
        for _ in range(number):
            found = [pid for pid in forks if _parent(pid) in found]
        return found

    def pool(self) -> list[int]:
        """The process that makes clones ahead of the cells."""
        return [pid for pid in self.processes_of("bench.avocado.nursery") if _name(pid) == POOL]


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


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def interrupt_group(run: Run, chance: random.Random) -> None:
    """What Ctrl-C on a terminal does."""
    os.killpg(run.avocado.pid, signal.SIGINT)


def terminate_avocado(run: Run, chance: random.Random) -> None:
    run.avocado.terminate()


def kill_avocado(run: Run, chance: random.Random) -> None:
    run.avocado.kill()


def kill_nursery(run: Run, chance: random.Random) -> None:
    """The process that forks the runners."""
    _kill_one(run.generation(0), chance)


def kill_runner(run: Run, chance: random.Random) -> None:
    """The supervisor of a cell."""
    _kill_one(run.generation(1), chance)


def kill_test_process(run: Run, chance: random.Random) -> None:
    """The one that runs the test, makes templates, and starts QEMU."""
    _kill_one(run.generation(2), chance)


def kill_pool(run: Run, chance: random.Random) -> None:
    """The one that starts QEMU ahead of the cells."""
    _kill_one(run.pool(), chance)


def _kill_one(candidates: list[int], chance: random.Random) -> None:
    if candidates:
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(candidates), signal.SIGKILL)


BLOWS: tuple[Blow, ...] = (
    interrupt_group,
    terminate_avocado,
    kill_avocado,
    kill_nursery,
    kill_runner,
    kill_test_process,
    kill_pool,
)


def pair(number: int) -> tuple[Blow, Target]:
    """Of the strikes with a number."""
    return BLOWS[number % len(BLOWS)], TARGETS[number % len(TARGETS)]


def strike(
    target: Target, blow: Blow, temporary: Path, chance: random.Random
) -> tuple[int, list[str]]:
    """Start a run and hit it; how many QEMUs ran then, and what is left."""
    # With one of them the pool runs, with more than CPUs it does not.
    run = Run.start(target, temporary, chance.choice((1, 2)))
    time.sleep(chance.uniform(*target.delays))
    running = len(run.processes_of("qemu-system"))
    blow(run, chance)
    run.avocado.wait()
    wait_gone(run)
    left = [f"process {pid}: {command}" for pid, command in run.processes().items()]
    left += [f"file {path}" for path in temporary.iterdir()]
    left += [f"file {path}" for path in _unlisted_templates()]
    return running, left


def _unlisted_templates() -> Iterator[Path]:
    """What lies where templates do, and `bench templates` does not list."""
    subprocess.run(["bench", "templates"], stdout=subprocess.DEVNULL, check=True)
    listed = {entry.key for entry in Shelf().entries() if not entry.refused}
    return (path for path in find_place().folder.iterdir() if path.name not in listed)


def wait_gone(run: Run) -> None:
    """Wait until a run's processes have ended, or all that are left have nothing to do."""
    clocks: dict[int, BudgetClock] = {}
    while left := list(run.processes()):
        with contextlib.suppress(OSError):  # one has ended meanwhile
            for pid in set(left) - set(clocks):
                clocks[pid] = BudgetClock(LEFT, pid, anew=True)
            if all(clocks[pid].exhausted() for pid in left):
                return
            _wait_for_one(left, max(clocks[pid].earliest_exhaustion() for pid in left))


def _wait_for_one(pids: list[int], seconds: float) -> None:
    with contextlib.ExitStack() as opened:
        ends = []
        for pid in pids:
            ends.append(os.pidfd_open(pid))
            opened.callback(os.close, ends[-1])
        select.select(ends, [], [], seconds)


@contextlib.contextmanager
def own_shelf() -> Iterator[None]:
    """A folder for templates beside the user's, of which nothing is left."""
    with tempfile.TemporaryDirectory(dir=find_place().folder.parent) as folder:
        os.environ["BENCH_TEMPLATES"] = folder
        try:
            yield
        finally:
            del os.environ["BENCH_TEMPLATES"]


def main(kills: int = 100, seed: int = 1) -> int:
    """Strike `kills` times; the number of runs that left something or were red."""
    chance = random.Random(seed)
    guilty = hit = 0
    with own_shelf():
        for number in range(1, kills + 1):
            blow, target = pair(number)
            if chance.random() < 0.5:
                Shelf().clear()  # so that templates are made, and not only used
            with tempfile.TemporaryDirectory() as temporary:
                running, left = strike(target, blow, Path(temporary), chance)
            hit += running > 0
            guilty += bool(left)
            what = target.arguments[0]
            print(f"{number:3} {what} {blow.__name__:18} while {running} QEMU ran", flush=True)
            for item in left:
                print(f"    left: {item}", flush=True)
        code = quiet_run()
    print(f"{kills} kills, {hit} while QEMU ran, {guilty} left something behind")
    print(f"the run after them: exit code {code}")
    return guilty + (code != 0)


def quiet_run() -> int:
    """A run that nobody hits, with the templates that the others have made."""
    with tempfile.TemporaryDirectory() as temporary:
        return Run.start(CLONES, Path(temporary), 1).avocado.wait()


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
