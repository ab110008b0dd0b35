"""The plan of a guest: everything that decides how it boots, as a pure value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from bench.definitions.architecture import ARCHITECTURES
from bench.definitions.boot import Boot
from bench.definitions.machine import Machine
from bench.definitions.needs import Go, Need
from bench.definitions.screen import Screen
from bench.errors import BenchError
from bench.qemu.budget import Budget
from bench.qemu.command_line import command_line, linux_terminals
from bench.qemu.descriptors import Descriptors


@dataclass(frozen=True)
class Plan:
    """How one guest boots.

    Two plans that are equal boot the same guest. A plan is computed once and never
    amended on the way.

    Attributes:
        machine: the definition's name.
        argv: the complete command line; descriptors are named by their numbers in QEMU.
        descriptors: those numbers.
        ram: guest physical address and size of RAM, in bytes.
        screen: the text screen, if the machine has one.
        exits: the exit channels that the machine declares.
        boot: the files it boots.
        budget: how much the guest may work.
    """

    machine: str
    argv: tuple[str, ...]
    descriptors: Descriptors
    ram: tuple[int, int]
    screen: Screen | None
    exits: tuple[str, ...]
    boot: Boot
    budget: Budget = field(default_factory=Budget)

    @property
    def consoles(self) -> tuple[str, ...]:
        """The consoles' names, the human one first."""
        return tuple(self.descriptors.consoles)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data, as `plan.json` holds it."""
        return asdict(self) | {
            "screen": self.screen and self.screen.model_dump(),
            "boot": {
                **asdict(self.boot),
                **{
                    name: path and str(path)
                    for name in ("kernel", "initrd", "symbols")
                    for path in (getattr(self.boot, name),)
                },
            },
        }


def make_plan(
    machine: Machine, need: Need, boot: Boot, *, accelerator: str, budget: Budget | None = None
) -> Plan:
    """Compute how `machine` boots `boot`.

    Args:
        machine: the definition.
        need: what the test asked for.
        boot: the files that the need came to.
        accelerator: `tcg` or `kvm`, as probed.
        budget: the default budget if None.

    Raises:
        BenchError: the machine does not boot this kind of kernel.
    """
    if need.boots not in machine.boots:
        raise BenchError(
            f"machine {machine.name} boots {', '.join(machine.boots)}, not {need.boots}",
            hint=f"choose a machine of boots:{need.boots}; bench machines lists them",
        )
    descriptors = Descriptors.number(console.name for console in machine.consoles)
    arguments = " ".join([*boot.arguments, *_arguments(machine, need)])
    return Plan(
        machine=machine.name,
        argv=(
            *command_line(machine, accelerator, descriptors),
            *["-kernel", str(boot.kernel)],
            *(["-initrd", str(boot.initrd)] if boot.initrd else []),
            *(["-append", arguments] if arguments else []),
        ),
        descriptors=descriptors,
        ram=(ARCHITECTURES[machine.architecture].ram, machine.memory),
        screen=machine.screen,
        exits=machine.exit,
        boot=boot,
        budget=budget or Budget(),
    )


def _arguments(machine: Machine, need: Need) -> list[str]:
    """The words by which a kernel learns of its machine's consoles and screen."""
    if isinstance(need, Go):
        screen = machine.screen
        where = [f"screen={screen.at:#x},{screen.columns}x{screen.rows}"] if screen else []
        return [*where, *need.arguments]
    terminals = list(linux_terminals(machine).values())
    return [f"console={terminals[0]}", f"bench.control={terminals[-1]}"]
