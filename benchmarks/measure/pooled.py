# SPDX-License-Identifier: MIT
"""Times cells that find a clone waiting; prints their wall seconds as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
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
SETTLED = 0.5
"""Seconds in which the pool makes the next clone: what is timed is a cell that finds one."""


def main(name: str, number: int) -> None:
    """Take clone after clone: push 100 KB, run a program, have its exit code and output."""
    plan = planned(name, 256)
    chain = Chain(plan, (), Shelf())
    chain.open().__exit__(None, None, None)
    names = [str(cell) for cell in range(number)]
    pool = Customer.fork_pool(names, lambda cell: (plan, Linux()), 1)
    print(json.dumps([_cell(pool, cell, chain, plan) for cell in names]))


def _cell(pool: Customer, cell: str, chain: Chain, plan: Plan) -> float:
    time.sleep(SETTLED)
    with tempfile.TemporaryDirectory() as evidence, chain.open() as shelved:
        template = Template.from_json(shelved.content)
        started = time.perf_counter()
        emulator = pool.ask(cell, chain.key)
        assert emulator is not None, "half a second is enough for the pool"
        with adopt(plan, template, emulator, Path(evidence), Phases()) as guest:
            guest.put("/tmp/pushed", PUSHED)
            done = guest.run("nothing")
            took = time.perf_counter() - started
            assert (done.code, done.stdout) == (0, b"")
            assert guest.run("cat", "/tmp/pushed").stdout == PUSHED
    return took


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
