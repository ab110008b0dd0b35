"""Machines as a table, and one of them whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from bench.definitions.machine import Machine
from bench.qemu.command_line import linux_terminals


def machine_table(machines: Iterable[Machine]) -> Table:
    """A line for each machine."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("machine", "architecture", "board", "CPU", "memory", "boots", "screen"):
        table.add_column(heading, no_wrap=True)
    table.add_column("summary")
    for machine in machines:
        table.add_row(
            Text(machine.name, "bold cyan"),
            machine.architecture,
            machine.board,
            _cpu(machine),
            _size(machine.memory),
            " ".join(machine.boots),
            machine.screen.kind if machine.screen else "",
            machine.summary,
        )
    return table


def machine_text(machine: Machine) -> Text:
    """Everything that a definition says, a line for each fact."""
    text = Text()
    text.append(machine.name, "bold cyan").append(f"  {machine.summary}\n\n")
    for label, value in _facts(machine):
        text.append(f"{label:14}", "dim").append(f"{value}\n")
    if machine.not_modelled:
        text.append("\nnot modelled\n", "yellow")
        text.append("".join(f"  {line}\n" for line in machine.not_modelled))
    text.right_crop(1)
    return text


def _facts(machine: Machine) -> Iterator[tuple[str, str]]:
    options = "".join(f", {key}={value}" for key, value in machine.board_options.items())
    yield "architecture", machine.architecture
    yield "board", machine.board + options
    yield "CPU", _cpu(machine)
    yield "memory", _size(machine.memory)
    if machine.interrupts:
        yield "interrupts", machine.interrupts
    yield "accelerator", machine.accelerator
    yield "boots", ", ".join(machine.boots)
    terminals = linux_terminals(machine)
    for console in machine.consoles:
        name = terminals[console.name]
        yield console.name, f"{console.uart} on the {console.on}, /dev/{name} in Linux"
    if screen := machine.screen:
        yield "screen", f"{screen.kind} at {screen.at:#x}, {screen.columns}x{screen.rows}"
    yield "exit", ", ".join(machine.exit) or "none"
    for option in machine.raw_qemu_options:
        yield "QEMU option", option


def _cpu(machine: Machine) -> str:
    return machine.cpu if machine.cpus == 1 else f"{machine.cpus} {machine.cpu}"


def _size(size: int) -> str:
    return f"{size >> 20} MiB"
