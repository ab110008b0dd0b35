# SPDX-License-Identifier: MIT
"""Firmware of Debian's packages, with nothing to boot."""

from __future__ import annotations

import bench

GUID = "12345678-1234-1234-1234-123456789abc"
"""Of a vendor's variables, as UEFI has them."""


class SeaBios(bench.Test):
    """A PC's BIOS."""

    machines = "pc"
    guest = bench.Image("seabios")

    def test_nothing_to_boot(self) -> None:
        """It says so on the screen."""
        self.guest.screen.wait_until("SeaBIOS (version")
        self.guest.screen.wait_until("No bootable device")


class SeaBiosBySerial(bench.Test):
    """A PC's BIOS, on a machine without a screen."""

    machines = "pc-serial"
    guest = bench.Image("seabios")

    def test_nothing_to_boot(self) -> None:
        """It says so on the serial line, which it draws on as on a terminal."""
        self.guest.terminal.wait_until("SeaBIOS (version")
        self.guest.terminal.wait_until("No bootable device")


class UBoot(bench.Test):
    """U-Boot on arm64."""

    machines = "virt"
    guest = bench.Image("u-boot-arm64")

    def test_commands(self) -> None:
        """Its countdown is stopped, a command answers, and it powers off."""
        self.guest.console.expect("Hit any key to stop autoboot")
        self.guest.console.send(" ")
        self.guest.console.expect("=> ")
        self.guest.console.send_line("version")
        self.guest.console.expect("version")  # as it echoes what was typed
        self.guest.console.expect("U-Boot 20")
        self.guest.console.expect("=> ")
        self.guest.console.send_line("poweroff")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.POWER_OFF)


@bench.each(
    bench.row(bench.Image("ovmf"), machines="q35"),
    bench.row(bench.Image("aavmf"), machines="virt"),
)
class Shell(bench.Test):
    """The shell of EDK2."""

    guest: bench.Image
    budget = bench.Budget(cpu=60)

    def test_commands(self) -> None:
        """Its prompt is on the terminal, it answers a command, and it resets the machine."""
        self.guest.terminal.wait_until("any other key to continue")
        self.guest.console.press("escape")
        self.guest.terminal.wait_until("Shell>")
        self.guest.console.send("echo 6 x 7 is %lasterror% and 42\r")
        answered = self.guest.terminal.wait_until("6 x 7 is 0x0 and 42")
        place = answered.find("Shell>")
        assert place
        self.assertIs(answered.cell(*place).foreground, bench.Colour.YELLOW)
        self.guest.console.send("reset\r")
        self.assertIs(self.guest.wait_exit().ending, bench.Ending.RESET)


@bench.each(
    bench.row(bench.Boot(pflash=("ovmf",), freeze="Shell> "), machines="q35"),
    bench.row(bench.Boot(pflash=("aavmf",), freeze="Shell> "), machines="virt-graphics"),
)
class DrawnShell(bench.Test):
    """The shell of EDK2 on a display, in a font that only the firmware has."""

    guest: bench.Boot
    budget = bench.Budget(cpu=60)

    def test_by_keyboard(self) -> None:
        """Text is read in the pixels, and typed on the keyboard."""
        shown = self.guest.screen.wait_until("Shell>")
        before = self.guest.screen.picture()
        place = shown.find("Shell>")
        assert place
        self.assertIs(shown.cell(*place).foreground, bench.Colour.YELLOW)
        self.guest.keyboard.type("echo drawn & read\n")
        self.guest.screen.wait_until(lambda screen: screen.text.count("drawn & read") == 2)
        self.assertFalse(self.guest.screen.matches(before))
        self.guest.keyboard.type("cls\n")
        self.guest.screen.wait_until(lambda screen: "drawn" not in screen.text)


@bench.each(
    bench.row(bench.Boot(pflash=("ovmf",), freeze="Shell> "), machines="q35"),
    bench.row(bench.Boot(pflash=("aavmf",), freeze="Shell> "), machines="virt"),
)
class FrozenShell(bench.Test):
    """The shell of EDK2, which a cell finds at its prompt."""

    guest: bench.Boot
    budget = bench.Budget(cpu=60)

    def test_variables(self) -> None:
        """A variable that is kept in flash memory is there."""
        self.guest.console.expect("Shell> ")
        self.guest.console.send(f"setvar mine -guid {GUID} -nv -bs =0x2a\r")
        self.guest.console.expect("Shell> ")
        self.assertIn("00000000: 2A", self._variable())

    def test_its_own(self) -> None:
        """No other cell's variable is."""
        self.guest.console.expect("Shell> ")
        self.assertIn("No matching variables found", self._variable())

    def _variable(self) -> str:
        self.guest.console.send(f"dmpstore mine -guid {GUID}\r")
        self.guest.console.expect("Shell> ")
        return self.guest.console.before
