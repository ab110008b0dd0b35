# SPDX-License-Identifier: MIT
"""The kernel `screens`: what it draws is what the host predicts, cell by cell."""

from __future__ import annotations

from construct import Array, Float64l

import bench
from bench.guest.guest import Guest
from tests.kernels.models import ray_model, scene_model

CELLS = 80 * 25


class Drawn(bench.Test):
    """A kernel that waits after each frame until the host has looked."""

    booted: Guest

    def frame(self, number: int) -> bench.Screen:
        """The screen when a frame is there."""
        said = self.booted.console.expect_record(bench.Value, "frame")
        self.assertEqual(said.value, number)
        return self.booted.screen.capture()

    def next(self) -> None:
        """Let the kernel draw the next frame."""
        self.booted.console.send("\n")

    def compare(self, shown: bench.Screen, predicted: bench.Screen, what: str = "") -> None:
        """Fail with what differs, row by row."""
        self.assertEqual(shown.difference(predicted), "", what)

    def memory_at(self, offset: int, size: int) -> bytes:
        """Bytes of the screen's memory."""
        assert self.machine.screen is not None, "Go kernels with a screen run here"
        return self.booted.memory.read(self.machine.screen.first + offset, size)


class Corners(Drawn):
    """A letter in each of four places, by its offset."""

    guest = bench.Go("screens", arguments=("scene=corners",))

    @bench.claim("T-17")
    def test_offsets(self) -> None:
        """Two bytes a cell, character first, 80 cells a row: 0, 158, 160, 3998."""
        shown = self.frame(0)
        expected = {0: (0, 0, b"A\x1f"), 158: (0, 79, b"B\x2e"), 160: (1, 0, b"C\x4f")}
        expected[3998] = (24, 79, b"D\x70")
        for offset, (row, column, cell) in expected.items():
            self.assertEqual(self.memory_at(offset, 2), cell)
            self.assertEqual(shown.cell(row, column).character, chr(cell[0]))
        memory = scene_model.empty()
        for offset, (_, _, cell) in expected.items():
            memory[offset : offset + 2] = cell
        self.compare(shown, bench.Screen.from_bytes(bytes(memory)))


class Palette(Drawn):
    """All 256 attributes."""

    guest = bench.Go("screens", arguments=("scene=palette",))

    @bench.claim("T-18")
    def test_attributes(self) -> None:
        """Four bits of foreground, three of background, and one to blink."""
        shown = self.frame(0)
        self.compare(shown, scene_model.palette(scene_model.empty()))
        for attribute in range(256):
            cell = shown.cell(4 + attribute // 16, 17 + attribute % 16 * 3)
            found = (cell.foreground, cell.background + 8 * cell.blink)
            self.assertEqual(found, (attribute & 15, attribute >> 4))


class Blink(Drawn):
    """What becomes of an attribute's highest bit."""

    machines = ("screen:vga,boots:go",)
    guest = bench.Go("screens", arguments=("scene=palette",))

    @bench.claim("T-18")
    def test_register(self) -> None:
        """The firmware leaves the VGA set to blink: bit 3 of the mode control register.

        IBM VGA Technical Reference, "Attribute Controller Registers": index and value share
        a port, and reading input status 1 makes the next write one of the index, in which
        bit 5 keeps the display on.
        """
        self.frame(0)
        for command in ("i /b 0x3da", "o /b 0x3c0 0x30"):
            self.booted.human_monitor(command)
        reply = self.booted.human_monitor("i /b 0x3c1")
        self.assertTrue(int(reply.rsplit("=", 1)[1], 16) & 8, reply)

    @bench.claim("T-18")
    def test_display(self) -> None:
        """QEMU's display does not: it draws eight more backgrounds instead."""
        self.frame(0)
        pixel = self.booted.screen.picture().pixel(16 * 9, (4 + 8) * 16)
        # The first of a black character on the background 8, dark grey: 21 of 63 in a VGA.
        self.assertEqual([part >> 2 for part in pixel], [21, 21, 21])


class Greeting(Drawn):
    """Fifteen characters, black on green."""

    guest = bench.Go("screens", arguments=("scene=greeting",))

    @bench.claim("T-19")
    def test_cells(self) -> None:
        """They stand in the middle, and nothing else does."""
        memory = scene_model.empty()
        cells = b"".join(bytes((character, 0x20)) for character in b"Go on the metal")
        start = (12 * 80 + 32) * 2
        memory[start : start + len(cells)] = cells
        self.assertEqual(len(cells), 30)
        self.compare(self.frame(0), bench.Screen.from_bytes(bytes(memory)))


class Picture(Drawn):
    """A picture of 26 rows, copied onto a screen of 25."""

    guest = bench.Go("screens", arguments=("scene=picture",))

    @bench.claim("T-20")
    def test_cells(self) -> None:
        """All 2,000 cells are the picture's, and copy wrote none behind them."""
        shown = self.frame(0)
        shown.to_png(self.evidence / "picture.png")
        self.compare(shown, scene_model.picture())
        last = scene_model.picture_rows()[25]
        self.assertNotEqual(self.memory_at(CELLS * 2, len(last)), last)


class Transition(Drawn):
    """Even rows go to the left and odd rows to the right, and another screen follows."""

    guest = bench.Go("screens", arguments=("scene=transition",))

    @bench.claim("T-21")
    def test_every_step(self) -> None:
        """The screen after each of the 80 steps, and before the first."""
        here, there = scene_model.picture(), scene_model.palette(bytearray(CELLS * 2))
        for step in range(81):
            shown = self.frame(step)
            self.compare(shown, scene_model.between(here, there, step), f"step {step}")
            self.next()


class March(Drawn):
    """Balls and a ring on a chequered floor at sunset, by ray marching."""

    guest = bench.Go("screens", arguments=("scene=march",))

    @bench.claim("T-22", "T-38")
    def test_frames(self) -> None:
        """Two frames are those of the host, and so is each ray's length to the last bit."""
        for number in range(2):
            shown = self.frame(number)
            shown.to_png(self.evidence / f"march-{number}.png")
            predicted = ray_model.frame(number)
            depths = self.booted.memory.parse(Array(CELLS, Float64l), "main.Depths")
            both = enumerate(zip(depths, predicted.depths, strict=True))
            other = [ray for ray, (here, there) in both if here != there]
            self.assertEqual(other[:5], [], f"rays of frame {number}")
            self.compare(shown, predicted.screen, f"frame {number}")
            self.next()

    @bench.claim("T-22")
    def test_no_heap(self) -> None:
        """A frame takes nothing of Go's heap, and its tones are of a palette of 84."""
        shown = self.frame(0)
        taken = self.booted.console.expect_record(bench.Value, "mallocs").value
        self.assertEqual(taken, 0)
        cells = {shown.data[at : at + 2] for at in range(0, CELLS * 2, 2)}
        self.assertLessEqual(len(cells), 84)
        self.assertEqual(sum(len(tones[0]) for tones in ray_model.TONES.values()), 84)
