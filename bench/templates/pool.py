# SPDX-License-Identifier: MIT
"""Clones that wait for the cells to come: restored, warmed up, and held.

One process a run makes them ahead of the cells, in their order, and hands each to the
process of its cell (`bench.qemu.handover`). It remains their parent: they end with it, and
it ends each when its cell does. When as many wait as are wanted, they are warmed up further.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from bench.definitions.needs.linux import Linux
from bench.errors import BenchError
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.handover import hand_over
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.child import Ended
from bench.templates.chain import Chain
from bench.templates.clone import clone
from bench.templates.milestone import milestones
from bench.templates.shelf import Shelf
from bench.templates.template import Template
from bench.templates.warm import warm_up, warm_up_more

LookUp = Callable[[str], tuple[Plan, Linux]]
"""The plan and need of a cell, by its name.

Raises:
    BenchError: it has none, or takes no clone of the pool.
"""

LARGEST_REQUEST = 4096
"""Bytes."""

_ROUNDS = 3
"""How often a clone that waits is warmed up further; a fourth time gains nothing."""

_SWITCH = 0.0005
"""Seconds after which the maker lets the thread run that answers."""

_LEAST_FREE = 2 << 30
"""Bytes of memory that the host keeps for all else."""


class Pool:
    """Makes clones in a thread of its own while it hands out others.

    Args:
        requests: where cells ask.
        names: of the cells to come, in their order.
        look_up: their plans.
        ahead: how many clones may wait.
    """

    def __init__(
        self, requests: socket.socket, names: Sequence[str], look_up: LookUp, ahead: int
    ) -> None:
        self._requests = requests
        self._names = list(names)
        self._look_up = look_up
        self._ahead = ahead
        self._shelf = Shelf()
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[LinuxGuest]] = {}
        """By their templates' keys, the warmest first."""
        self._tepid: deque[tuple[str, LinuxGuest, int]] = deque()
        """Those among them that can be warmed up further, and how many times."""
        self._busy: str | None = None
        """The key of the one that is just being warmed up further."""
        self._spoilt: set[str] = set()
        self._chains: dict[tuple[str, Linux], Chain] = {}

    def serve(self) -> None:
        """Hand out clones until nobody is left who could ask."""
        sys.setswitchinterval(_SWITCH)
        self._shelf.sweep()
        threading.Thread(target=self._make_all, name="maker", daemon=True).start()
        while True:
            message, files, _, _ = socket.recv_fds(self._requests, LARGEST_REQUEST, 1)
            if not message:
                return
            self._answer(json.loads(message), socket.socket(fileno=files[0]))

    def _answer(self, request: dict[str, Any], connection: socket.socket) -> None:
        guest = self._pick(request["cell"], request["key"])
        if guest is None:
            connection.close()
        else:
            self._give(guest, connection)
        with self._changed:  # not before: the maker would take the time that the cell waits
            self._changed.notify_all()

    def _give(self, guest: LinuxGuest, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):  # it has gone, which `_accompany` finds
            hand_over(guest.let_go(), connection)
        guest.ended.add_done_callback(lambda ended: _tell(connection, ended.result()))
        threading.Thread(target=_accompany, args=(guest, connection), daemon=True).start()

    def _pick(self, name: str, key: str) -> LinuxGuest | None:
        with self._changed:
            with contextlib.suppress(ValueError):
                self._names.remove(name)
            self._changed.wait_for(lambda: self._busy != key)
            waiting = self._waiting.get(key)
            return waiting.popleft() if waiting else None

    # In the maker's thread.

    def _make_all(self) -> None:
        while True:
            with self._changed:
                while not (work := self._work()):
                    self._changed.wait()
            work()

    def _work(self) -> Callable[[], None] | None:
        """The next piece of work; none while all that is wanted waits."""
        if wanted := self._next():
            return partial(self._make, *wanted)
        while self._tepid:
            key, guest, times = self._tepid.popleft()
            if guest in self._waiting[key]:
                self._waiting[key].remove(guest)
                self._busy = key
                return partial(self._warm, key, guest, times)
        return None

    def _next(self) -> tuple[Chain, Plan] | None:
        """The chain and plan of the first of the next cells for which no clone waits."""
        if _available_memory() < _LEAST_FREE:
            return None
        needed: Counter[str] = Counter()
        for chain, plan in islice(self._chains_to_come(), self._ahead):
            needed[chain.key] += 1
            if needed[chain.key] > len(self._waiting.get(chain.key, ())):
                return chain, plan
        return None

    def _chains_to_come(self) -> Iterator[tuple[Chain, Plan]]:
        """Of the cells to come whose templates are there, in their order."""
        for name in self._names:
            try:
                plan, need = self._look_up(name)
            except BenchError:
                continue  # the cell's verdict tells
            place = (plan.machine, need)
            if place not in self._chains:
                self._chains[place] = Chain(plan, milestones(need, plan.boot), self._shelf)
            chain = self._chains[place]
            if chain.key not in self._spoilt and self._shelf.has(chain.key):
                yield chain, plan

    def _make(self, chain: Chain, plan: Plan) -> None:
        try:
            guest = _waiting_clone(chain, plan)
        except (BenchError, OSError):  # the cell that tries it itself can tell why
            self._spoilt.add(chain.key)
            return
        with self._changed:
            self._waiting.setdefault(chain.key, deque()).append(guest)
            self._tepid.append((chain.key, guest, _ROUNDS))

    def _warm(self, key: str, guest: LinuxGuest, times: int) -> None:
        """Warm up a clone that waited; one that does not stand it is not a loss."""
        try:
            guest.monitor.resume()
            warm_up_more(guest)
            guest.hold()
        except BenchError:
            guest.close()
        else:
            self._waiting[key].appendleft(guest)
            if times > 1:
                self._tepid.append((key, guest, times - 1))
        with self._changed:
            self._busy = None
            self._changed.notify_all()


def _waiting_clone(chain: Chain, plan: Plan) -> LinuxGuest:
    with chain.open() as shelved:
        guest = clone(plan, Template.from_json(shelved.content), shelved.files, None)
    try:
        warm_up(guest)
        guest.hold()
    except BaseException:
        guest.close()
        raise
    return guest


def _accompany(guest: LinuxGuest, connection: socket.socket) -> None:
    """Wait for the end of a guest's cell, and end the guest then."""
    with connection, contextlib.suppress(OSError):
        connection.recv(1)
    guest.close()


def _tell(connection: socket.socket, ended: Ended) -> None:
    with contextlib.suppress(OSError):  # the cell has ended first
        connection.send(json.dumps(asdict(ended)).encode())


def _available_memory() -> int:
    """Bytes that the host has for new processes (proc(5), /proc/meminfo)."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0
