# SPDX-License-Identifier: MIT
"""The kernel `interrupts`: from a handler through a ring to a goroutine and a channel."""

from __future__ import annotations

import re
from typing import Any

import bench

TEXT = "".join(chr(33 + n * 7 % 90) for n in range(400))
"""What is typed: no two neighbours alike."""


class Received(bench.Test):
    """What a kernel says of the events that it got; no cell of its own."""

    guest: Any

    def reported(self) -> dict[str, Any]:
        """The values of the report, by name, once the kernel has ended."""
        self.assertEqual(self.guest.wait_exit().code, 0)
        return {value.name: value.value for value in self.guest.console.records(bench.Value)}

    def check_in_order(self, found: dict[str, Any]) -> None:
        """Nothing was lost, nothing came twice, nothing came late."""
        wrong = {name: found[name] for name in ("lost", "doubled", "reordered")}
        self.assertEqual(wrong, {"lost": 0, "doubled": 0, "reordered": 0})
        self.assertEqual(found["raised"], found["received"] + found["dropped"])
        self.assertLessEqual(found["missing"], found["dropped"], "numbers that are missing")


@bench.each(
    bench.row(
        bench.Go("interrupts", arguments=("source=timer", "count=400", "period=617")),
        name="channel",
        claims="A-40",
    ),
    # The same ring, looked at by a ticker: a look that comes late finds all of them.
    bench.row(
        bench.Go(
            "interrupts",
            arguments=("source=timer", "count=400", "period=617", "way=poll", "interval=2000"),
        ),
        name="poll",
    ),
)
class Timer(Received):
    """Interrupts of a timer come to a goroutine, each once and in order."""

    def test_in_order(self) -> None:
        """By the sequence numbers of the handler."""
        found = self.reported()
        self.check_in_order(found)
        self.assertGreaterEqual(found["received"], 400)


class Flood(Received):
    """The processor interrupts itself as fast as the ring has room: nothing is dropped."""

    guest = bench.Go("interrupts", arguments=("source=self", "count=20000", "ring=256"))

    @bench.claim("A-40")
    def test_in_order(self) -> None:
        """Exactly as many as were asked for."""
        found = self.reported()
        self.check_in_order(found)
        self.assertEqual((found["raised"], found["dropped"]), (20000, 0))


class Held(Received):
    """A consumer that comes late finds what there was room for, and the number of the rest."""

    guest = bench.Go(
        "interrupts", arguments=("source=timer", "count=30", "period=617", "ring=8", "hold=60")
    )

    @bench.claim("A-39", "A-40")
    def test_drops_are_counted(self) -> None:
        """The oldest stay; the gap behind them is as long as the drops were many."""
        found = self.reported()
        self.check_in_order(found)
        self.assertGreaterEqual(found["dropped"], 60 - 8)
        self.assertGreaterEqual(found["missing"], 60 - 8)


class Serial(Received):
    """The serial line's interrupt brings its bytes, and waits where the ring is full."""

    guest = bench.Go("interrupts", arguments=("source=serial", "count=400", "ring=16"))

    def test_bytes(self) -> None:
        """More than fit at once, none of them lost."""
        self.guest.console.expect("ready")
        self.guest.console.send(TEXT)
        found = self.reported()
        self.check_in_order(found)
        self.assertEqual(found["values"], TEXT.encode())
        self.assertEqual(found["dropped"], 0)


class Lines(bench.Test):
    """Typing at a kernel that gives back what it reads; no cell of its own."""

    guest: Any

    def check_lines(self) -> None:
        """Lines come back one by one, a long one too, and the kernel ends when told."""
        self.guest.console.expect("ready")
        for line in ("hello", "two words", TEXT.replace('"', "").replace("\\", "")):
            self.guest.console.send_line(line)
            self.guest.console.expect(f'read "{line}"')
        self.guest.console.send_line("")
        self.assertEqual(self.guest.wait_exit().code, 0)


class Input(Lines):
    """Standard input is the serial line: a goroutine waits until something comes."""

    guest = bench.Go("interrupts", arguments=("do=echo",))

    def test_lines(self) -> None:
        """By os.Stdin."""
        self.check_lines()


class BlockingInput(Lines):
    """A read past Go's poller holds up its thread until something comes."""

    machines = ("q35", "pc-i386", "virt")
    guest = bench.Go("interrupts", arguments=("do=echo", "way=blocking"))

    def test_lines(self) -> None:
        """By the system call."""
        self.check_lines()


class Park(bench.Test):
    """Where Go may not park, its runtime says so and ends the program."""

    guest = bench.Go("interrupts", arguments=("do=park",))

    @bench.claim("A-38")
    def test_refused(self) -> None:
        """Its word for it is that the thread holds locks."""
        self.guest.console.expect("fatal error: schedule: holding locks")
        self.guest.console.expect(re.compile(r"goroutine 1 .*\[chan receive\]"))
        self.assertEqual(self.guest.wait_exit().code, 2)
