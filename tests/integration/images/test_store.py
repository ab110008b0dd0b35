# SPDX-License-Identifier: MIT
"""The store hands out whole artefacts or none, though builders are many, or are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.artefacts.manifest import MANIFEST
from bench.artefacts.store import Store
from tests.unit.images.test_store import half_built, write

# Builds an artefact slowly: says so on its output, then waits for a word on its input.
BUILDER = """
import sys
from pathlib import Path
from bench.artefacts.store import Store

def build(folder):
    (folder / "half").write_text("half")
    print("building", flush=True)
    sys.stdin.readline()
    (folder / "whole").write_text("whole")

print(Store(Path(sys.argv[1])).artefact("thing", "key", build), flush=True)
"""


def builder(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, os.fspath(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_two_processes_build_once(store: Store) -> None:
    first = builder(store.root)
    assert line(first) == "building"
    second = builder(store.root)
    time.sleep(0.3)  # for the second to reach the lock
    first.communicate("go on\n")
    # A second build would say so, and wait for a word that never comes.
    output, _ = second.communicate()
    assert output == f"{store.root / 'thing' / 'key'}\n"


def test_a_builder_killed_half_way_leaves_nothing_that_is_used(store: Store) -> None:
    victim = builder(store.root)
    assert line(victim) == "building"
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    assert half_built(store.root)
    made = store.artefact("thing", "key", write("whole"))
    assert sorted(path.name for path in made.iterdir()) == [MANIFEST, "file"]
    assert not half_built(store.root)


def test_what_a_dead_builder_left_is_swept_by_the_next_and_a_live_one_spared(store: Store) -> None:
    live, dead = builder(store.root / "live"), builder(store.root / "dead")
    assert (line(live), line(dead)) == ("building", "building")
    dead.kill()
    dead.wait()
    # Another artefact's builder sweeps, in the caches of both.
    Store(store.root / "live").artefact("other", "key", write("text"))
    Store(store.root / "dead").artefact("other", "key", write("text"))
    assert half_built(store.root / "live")
    assert not half_built(store.root / "dead")
    output, _ = live.communicate("go on\n")
    assert (Path(output.strip()) / "whole").read_text() == "whole"


def test_a_scratch_folder_whose_user_was_killed_is_swept(store: Store) -> None:
    script = (
        "import os, sys; from pathlib import Path; from bench.artefacts.store import Store\n"
        "with Store(Path(sys.argv[1])).scratch(): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, store.root], check=False)
    assert half_built(store.root)
    store.artefact("thing", "key", write("text"))
    assert not half_built(store.root)
