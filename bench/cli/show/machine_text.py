# SPDX-License-Identifier: MIT
"""Machines as a table, and one of them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from bench.definitions.machine import Machine
from bench.qemu.planning.serial_lines import linux_terminals

Column = tuple[str, Callable[[Machine], str | Text]]
"""A heading, and what stands below it for a machine."""


def print_machines(machines: Iterable[Machine], console: Console) -> None:
    """Print a line for each machine, and below them the summaries that find no room."""
    machines = list(machines)
    table = _table(*_COLUMNS, _SUMMARY, machines=machines)
    unlimited = console.options.update(max_width=1000)
    if Measurement.get(console, unlimited, table).maximum <= console.width:
        console.print(table)
        return
    console.print(_table(*_COLUMNS, machines=machines))
    console.print()
    console.print(_table(_COLUMNS[0], _SUMMARY, machines=machines))


def _table(*columns: Column, machines: Iterable[Machine]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading, _ in columns:
        table.add_column(heading)
    for machine in machines:
        table.add_row(*(value(machine) for _, value in columns))
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
    yield "CPU", _cpu(machine) or "the board's own"
    yield "memory", f"{machine.memory >> 20} MiB"
    if machine.interrupts:
        yield "interrupts", machine.interrupts
    yield "accelerator", machine.accelerator
    yield "boots", ", ".join(machine.boots) or "files that a test brings"
    if "linux" in machine.boots:
        yield "Linux", machine.linux
    if machine.only_when_named:
        yield "runs", f"only when named, as in -t machine:{machine.name}"
    terminals = linux_terminals(machine)
    for console in machine.consoles:
        terminal = terminals.get(console.name)
        linux = f", /dev/{terminal} in Linux" if terminal else ""
        yield console.name, f"{console.uart} ({console.on}){linux}"
    if screen := machine.screen:
        cells = (
            f" at {screen.at:#x}, {screen.columns}x{screen.rows}"
            if screen.kind != "display"
            else ""
        )
        yield "screen", screen.kind + cells
    further = {
        "devices": ", ".join(machine.device_names),
        "disks": machine.disk_device,
        "CDs": machine.cd_device,
        "needs QEMU": machine.qemu,
    }
    yield from ((label, value) for label, value in further.items() if value)
    yield "exit", ", ".join(machine.exit) or "none"
    for option in machine.raw_qemu_options:
        yield "QEMU option", option


def _cpu(machine: Machine) -> str:
    number = str(machine.cpus) if machine.cpus > 1 else ""
    return f"{number} {machine.cpu or ''}".strip()


def _screen(machine: Machine) -> str:
    return machine.screen.kind if machine.screen else ""


def _when(machine: Machine) -> str:
    return " (only when named)" if machine.only_when_named else ""


_COLUMNS: tuple[Column, ...] = (
    ("machine", lambda machine: Text(machine.name, "bold cyan")),
    ("arch", lambda machine: machine.architecture),
    ("board", lambda machine: machine.board),
    ("CPU", _cpu),
    ("memory", lambda machine: f"{machine.memory >> 20}M"),
    ("boots", lambda machine: " ".join(machine.boots)),
    ("screen", _screen),
)
_SUMMARY: Column = ("summary", lambda machine: machine.summary + _when(machine))
