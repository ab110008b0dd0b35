# SPDX-License-Identifier: MIT
"""Times cells that find a clone waiting; prints their wall seconds as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench.definitions.needs.linux import Linux
from bench.qemu.planning.plan import Plan
from bench.templates.chain import Chain
from bench.templates.clone import adopt
from bench.templates.customer import Customer
from bench.templates.phases import Phases
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from benchmarks.measure.clones import planned

PUSHED = bytes(range(256)) * 400
PAUSE_S = 0.5
"""Between cells: the pool makes the next clone meanwhile."""
ASKED = 10
"""How often the pool is asked at most for each cell that is timed, as a busy host is slow."""


def main(name: str, number: int) -> None:
    """Take clone after clone: push 100 KB, run a program, have its exit code and output."""
    plan = planned(name, 256)
    chain = Chain(plan, (), Shelf())
    chain.open().__exit__(None, None, None)
    names = [str(cell) for cell in range(ASKED * number)]
    pool = Customer.fork_pool(names, lambda cell: (plan, Linux()), 1)
    taken = (_cell(pool, cell, chain, plan) for cell in names)
    print(json.dumps(list(islice((wall for wall in taken if wall is not None), number))))


def _cell(pool: Customer, cell: str, chain: Chain, plan: Plan) -> float | None:
    """Wall seconds of a cell that finds a clone waiting."""
    time.sleep(PAUSE_S)
    with tempfile.TemporaryDirectory() as evidence, chain.open() as shelved:
        template = Template.from_json(shelved.content)
        started = time.perf_counter()
        emulator = pool.ask(cell, chain.key)
        if emulator is None:
            return None
        with adopt(plan, template, emulator, Path(evidence), Phases()) as guest:
            guest.put("/tmp/pushed", PUSHED)
            done = guest.run("nothing")
            took = time.perf_counter() - started
            assert (done.code, done.stdout) == (0, b"")
            assert guest.run("cat", "/tmp/pushed").stdout == PUSHED
    return took


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
