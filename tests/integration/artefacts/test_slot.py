# SPDX-License-Identifier: MIT
"""A folder is there whole or not at all, whenever its makers are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from bench.artefacts import manifest
from bench.artefacts.slot import Slot, sweep

FILES = ("one", "two", "three")

# Makes the folder and removes it again, as fast as it can.
MAKER = """
import sys
from pathlib import Path
from bench.artefacts import manifest
from bench.artefacts.slot import Slot

slot = Slot(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    with slot.locked():
        with slot.draft() as draft:
            for name in sys.argv[2:]:
                (draft / name).write_text(name)
            manifest.write(draft, sums=True)
            slot.settle(draft)
        slot.remove()
"""


def maker(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKER, path, *FILES], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def seen(path: Path) -> set[str]:
    """The names that a look at the folder finds; none if it is not there, or went meanwhile."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)  # its inode is not used again
    except FileNotFoundError:
        return set()
    try:
        names = {entry.name for entry in os.scandir(descriptor)}
        return names if os.path.samestat(os.fstat(descriptor), path.stat()) else set()
    except FileNotFoundError:
        return set()
    finally:
        os.close(descriptor)


def test_makers_that_are_killed_at_any_moment_leave_it_whole(tmp_path: Path) -> None:
    path, whole = tmp_path / "k", {*FILES, manifest.MANIFEST}
    chance = random.Random(1)
    makers = [maker(path) for _ in range(3)]
    looks = []
    for _ in range(12):
        time.sleep(chance.uniform(0, 0.02))
        victim = makers.pop(0)
        victim.kill()
        victim.wait()
        looks += [seen(path) for _ in range(50)]
        makers.append(maker(path))
    for each in makers:
        each.kill()
        each.wait()
    assert {frozenset(look) for look in looks} <= {frozenset(whole), frozenset()}
    sweep(tmp_path)
    assert seen(tmp_path) <= {"k"}
    with Slot(path).locked(wait=False) as held:
        assert held
