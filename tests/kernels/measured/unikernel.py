# SPDX-License-Identifier: MIT
"""A program with nothing beneath against the same under Linux; docs/unikernel.md is the page."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bench

VALUE = b"v" * 100
GET = b"GET /value HTTP/1.1\r\nHost: guest\r\n\r\n"
ROUNDS = 9
REQUESTS = 200
LOOP_ROUNDS = 5
LOOPS = ("nothing", "arithmetic", "memory", "system-call", "goroutines")


class Measured(bench.Test):
    """One column of the page for one machine: nothing is asserted about time."""

    machines = ("q35-net", "virt-net")
    guest: Any

    def leave(self, name: str, way: str, **found: Any) -> None:
        """Leave what was measured as evidence, as it was measured."""
        of = {"machine": self.machine.name, "architecture": self.machine.architecture}
        (self.evidence / name).write_text(json.dumps({"way": way, **of, **found}))

    def measure_server(self, way: str) -> None:
        """From QEMU's start to the first answer, and what a stream of requests takes."""
        client = self.guest.network.http()
        client.request("PUT", "/value", VALUE)
        self.assertEqual(client.getresponse().status, 201)
        first = {
            "first_answer_s": since_start(self.guest.pid),
            "first_answer_cpu_s": self.guest.cpu_seconds,
            "touched_bytes": self.touched(),
            "loaded_bytes": self.loaded(),
        }
        rounds = [{"wall_s": wall, "cpu_s": cpu} for wall, cpu in self.stream()]
        later = {"touched_later_bytes": self.touched(), "requests": REQUESTS, "rounds": rounds}
        self.leave("server.json", way, **first, **later)

    def stream(self) -> Iterator[tuple[float, float]]:
        """Seconds and CPU seconds of QEMU that each round of requests takes, one by one."""
        where = self.guest.network.forward(80)
        # The bench's own socket would be part of what is measured.
        with socket.create_connection((where.host, where.port), timeout=60) as end:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(ROUNDS):
                began, cpu = time.monotonic(), self.guest.cpu_seconds
                for _ in range(REQUESTS):
                    self.exchange(end)
                yield time.monotonic() - began, self.guest.cpu_seconds - cpu

    def exchange(self, end: socket.socket) -> None:
        """One request and its answer, which is the value."""
        end.sendall(GET)
        answer = b""
        while not answer.endswith(VALUE):
            piece = end.recv(4096)
            self.assertTrue(piece, "the server has gone")
            answer += piece
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer)

    def touched(self) -> int:
        """Bytes of RAM that the guest has ever touched: all others are holes in its file."""
        descriptor = self.guest.plan.descriptors.ram
        return Path(f"/proc/{self.guest.pid}/fd/{descriptor}").stat().st_blocks * 512

    def loaded(self) -> int:
        """Bytes of files that it takes."""
        boot = self.guest.plan.boot
        files = [boot.kernel, boot.initrd, *(file for _, file in boot.files)]
        files += [file for group in boot.modules for file in group]
        return sum(Path(file).stat().st_size for file in files if file)

    def measure_loops(self, way: str, do: Callable[[str], int]) -> None:
        """The CPU time of QEMU that each run of a loop takes, and how many turns it has.

        Args:
            way: whose column it is.
            do: has the guest run a loop, and returns how many turns that were.
        """
        loops: dict[str, dict[str, Any]] = {name: {"cpu_s": []} for name in LOOPS}
        for name in LOOPS * (LOOP_ROUNDS + 1):
            before = self.guest.cpu_seconds
            loops[name]["turns"] = do(name)
            loops[name]["cpu_s"].append(self.guest.cpu_seconds - before)
        self.leave("loops.json", way, loops=loops)


def since_start(pid: int) -> float:
    """Seconds since a process began: field 22 of proc_pid_stat(5)."""
    ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


class Unikernel(Measured):
    """The server on bare metal."""

    guest = bench.Go("server")

    @bench.claim("T-30", "T-31")
    def test_server(self) -> None:
        """It serves as soon as it has booted."""
        self.guest.console.expect("serving at")
        self.measure_server("bare metal")


class Process(Measured):
    """The server in a Linux guest that has nothing else to do."""

    guest = bench.Linux(
        modules=("virtio_pci", "virtio_net"),
        go=("server",),
        setup=(
            "ip link set lo up",
            "ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up",
            "/payloads/server >/dev/console 2>&1 &",
        ),
        until="serving at",
        start="cold",
    )

    @bench.claim("T-30")
    def test_server(self) -> None:
        """It serves once Linux has booted and the card is up."""
        self.measure_server("Linux")


class Unprotected(Measured):
    """The server under a Linux that trusts its processor and its programs."""

    guest = bench.Linux(
        modules=("virtio_pci", "virtio_net"),
        go=("server",),
        setup=(
            "ip link set lo up",
            "ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up",
            "/payloads/server >/dev/console 2>&1 &",
        ),
        until="serving at",
        append="mitigations=off nokaslr kpti=0",
        start="cold",
    )

    @bench.claim("T-30")
    def test_server(self) -> None:
        """On arm64 a system call then leaves the page tables as they are."""
        self.measure_server("Linux, unprotected")


class LoopsAlone(Measured):
    """Loops on bare metal."""

    guest = bench.Go("loops")
    budget = bench.Budget(cpu=120)

    def do(self, name: str) -> int:
        """Have the kernel run one."""
        self.guest.console.send_line(name)
        return int(self.guest.console.expect(re.compile(rf"{name}: (\d+)\r?\n"))[1])

    @bench.claim("T-30")
    def test_loops(self) -> None:
        """With no kernel that could interrupt, but for the shim's tick."""
        self.guest.console.expect("ready")
        self.measure_loops("bare metal", self.do)


class LoopsProcess(Measured):
    """Loops in a process of Linux."""

    guest = bench.Linux(go=("loops",))
    budget = bench.Budget(cpu=120)

    def do(self, name: str) -> int:
        """Run a process that does one."""
        done = self.guest.run("/payloads/loops", name)
        self.assertEqual(done.code, 0, done.stderr)
        return int(done.stdout.decode().partition(":")[2])

    @bench.claim("T-30")
    def test_loops(self) -> None:
        """With the kernel's timer and its page tables beneath."""
        self.measure_loops("Linux", self.do)


class LoopsUnprotected(LoopsProcess):
    """Loops in a process of a Linux that trusts its processor and its programs."""

    guest = bench.Linux(go=("loops",), append="mitigations=off nokaslr kpti=0")

    @bench.claim("T-30")
    def test_loops(self) -> None:
        """The same with cheaper system calls."""
        self.measure_loops("Linux, unprotected", self.do)
