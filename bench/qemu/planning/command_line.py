# SPDX-License-Identifier: MIT
"""From a machine's definition to QEMU's options. The only place that spells them.

Options are lists of option-value pairs, as in QEMU's own manual page, invocation(7).
"""

from __future__ import annotations

from bench.definitions.console import Console
from bench.definitions.machine import Machine
from bench.qemu.planning.descriptors import Descriptors, path_of
from bench.qemu.planning.memory_layout import WINDOW_SIZE, Memory
from bench.qemu.planning.serial_lines import COM_PORTS, com_ports

Options = list[str]

_SANDBOX = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"

_UARTS: dict[tuple[str, str], str] = {
    ("16550", "board"): "-serial chardev:{id}",
    ("pl011", "board"): "-serial chardev:{id}",
    ("board", "board"): "-serial chardev:{id}",
    ("16550", "pci"): "-device pci-serial,chardev={id}",
    ("16550", "isa"): "-device isa-serial,chardev={id},{com}",
}

_EXITS: dict[str, Options] = {
    "debug-exit": ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"],
    "pvpanic": ["-device", "pvpanic"],
    "psci": [],
    "acpi": [],
}


def hardware(  # noqa: PLR0913 - what of a plan the board itself shows
    program: str,
    machine: Machine,
    accelerator: str,
    memory: Memory,
    descriptors: Descriptors,
    *,
    outlives_reset: bool,
    waits: bool,
) -> Options:
    """The emulator, the board, and what is built into it; `waits` is the plan's `waits_at_end`."""
    return [
        program,
        *["-nodefaults", "-no-user-config", "-nic", "none", "-display", "none", "-S"],
        *["-sandbox", _SANDBOX],
        *["-accel", _accelerator(machine, accelerator, memory)],
        *["-machine", _machine(machine, memory)],
        *_cpu(machine, accelerator),
        *["-smp", str(machine.cpus)],
        *_end(descriptors, outlives_reset=outlives_reset, waits=waits),
        *_monitors(descriptors),
        *_consoles(machine, descriptors),
        *(["-vga", "std"] if machine.screen and machine.screen.kind == "vga" else []),
        *[option for channel in machine.exit for option in _EXITS[channel]],
    ]


def ram(memory: Memory, cpus: int, descriptors: Descriptors, *, shared: bool) -> Options:
    """RAM in an inherited file: written through to it, or copied on write."""
    if not memory.in_file:
        return ["-m", f"{memory.backing // 1024}K"]
    share = "on" if shared else "off"
    file = f"share={share},mem-path={path_of(descriptors.ram)}"
    backend = f"memory-backend-file,id=ram,size={memory.backing},{file}"
    if memory.window is None:
        return ["-m", f"{memory.backing // 1024}K", "-object", backend]
    window = f"share=on,mem-path={path_of(descriptors.window)}"
    return [
        *["-m", f"{(memory.backing + WINDOW_SIZE) // 1024}K"],
        *["-object", backend],
        *["-object", f"memory-backend-file,id=window,size={WINDOW_SIZE},{window}"],
        *["-numa", f"node,nodeid=0,cpus=0-{cpus - 1},memdev=ram"],
        *["-numa", "node,nodeid=1,memdev=window"],
    ]


def _accelerator(machine: Machine, accelerator: str, memory: Memory) -> str:
    """How instructions are run: those of several CPUs under Linux by one thread, if need be."""
    port = machine.architecture_facts.linux if memory.window is not None else None
    one_thread = port is not None and port.one_thread and machine.cpus > 1
    return "tcg,thread=single" if accelerator == "tcg" and one_thread else accelerator


def _cpu(machine: Machine, accelerator: str) -> Options:
    if machine.cpu is None:
        return []
    broken = machine.architecture_facts.broken if accelerator == "tcg" else ()
    return ["-cpu", ",".join([machine.cpu, *(f"{feature}=off" for feature in broken)])]


def _machine(machine: Machine, memory: Memory) -> str:
    options = dict(machine.board_options)
    if memory.window is None and memory.in_file:
        options["memory-backend"] = "ram"
    if machine.interrupts:
        options["gic-version"] = machine.interrupts.removeprefix("gicv")
    return ",".join([machine.board, *(f"{key}={value}" for key, value in options.items())])


def _end(descriptors: Descriptors, *, outlives_reset: bool, waits: bool) -> Options:
    """QEMU's action when its guest ends or resets itself.

    Where it waits for the end, it notes triple faults too. A guest that goes on after a reset is
    stopped by it until the bench has taken all that it said before.
    """
    options = ["-no-reboot"]
    if waits or outlives_reset:
        options += ["-action", "shutdown=pause"]
    if not waits:
        return [*options, "-action", "panic=exit-failure"]
    return [*options, "-d", "cpu_reset", "-D", path_of(descriptors.trace)]


def _monitors(descriptors: Descriptors) -> Options:
    return [
        *["-chardev", f"socket,id=monitor,fd={descriptors.monitor}"],
        *["-mon", "chardev=monitor,mode=control"],
        *["-chardev", f"socket,id=human,fd={descriptors.human_monitor}"],
        *["-mon", "chardev=human,mode=readline"],
    ]


def _consoles(machine: Machine, descriptors: Descriptors) -> Options:
    """The lines in turn; QEMU gives the chips of a board those of `-serial` by their order."""
    options: Options = []
    lines = 0
    for console in machine.consoles:
        unused = 0 if console.line is None else console.line - lines
        options += ["-serial", "null"] * unused
        options += _console(machine, console, descriptors)
        lines += unused + (console.on == "board")
    return options


def _console(machine: Machine, console: Console, descriptors: Descriptors) -> Options:
    chardev = f"socket,id={console.name},fd={descriptors.consoles[console.name]}"
    port = com_ports(machine).get(console.name)
    com = "" if port is None else COM_PORTS[port]
    uart = _UARTS[console.uart, console.on].format(id=console.name, com=com)
    return ["-chardev", chardev, *uart.split()]
