# SPDX-License-Identifier: MIT
"""`bench boot`: boot something and talk to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bench.cli.names.arguments import Append, Initrd, Kernel, MachineOrCell, Qemu

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.cli.names.target import Target
    from bench.guest.guest import Guest

EXAMPLES = (
    ("bench boot virt linux", "a shell on an arm64 machine"),
    ("bench boot q35 hello --screen", "a kernel of kernels/, by its screen"),
    ("bench boot pc hello.com --screen", "a program of MS-DOS, of payloads/dos/"),
    ("bench boot pc ./cd.iso", "a CD of your own, a disk, a kernel"),
    ("bench boot pc memtest --screen", "an image of images/, with its keyboard"),
    ("bench boot pc rt0/hello --gdb", "a kernel that waits for gdb"),
    ("bench boot 'tests/a.py:A.test_it[q35]'", "what a cell boots"),
    ("echo 'uname -a' | bench boot pc linux", "from a pipe"),
)


def command(  # noqa: PLR0913, PLR0917 - what the command line has
    first: MachineOrCell,
    kernel: Kernel = None,
    append: Append = "",
    initrd: Initrd = None,
    screen: Annotated[
        bool, typer.Option("--screen", help="Show the text screen, not the serial line.")
    ] = False,
    gdb: Annotated[
        bool, typer.Option("--gdb", help="Wait for gdb before the first instruction of a kernel.")
    ] = False,
    qemu: Qemu = None,
) -> None:
    """Boot something and talk to it on its first serial line.

    On a terminal every key goes to the guest, Ctrl-C too, and Ctrl-] leaves. With --screen an image
    or a file gets them on the machine's keyboard, where it has one. Without a terminal standard
    input is piped in, and the guest ends when it idles after the last of it, or
    has used up a budget.
    """
    from bench.cells.running.boot import boot
    from bench.cli.attach.conversation import converse
    from bench.cli.attach.farewell import NO_ROOT, farewell
    from bench.cli.attach.gdb import check, held
    from bench.cli.attach.keyboard import UNBOUNDED, Keyboard
    from bench.cli.attach.screen_view import watch
    from bench.cli.attach.terminal import every_key
    from bench.cli.names.target import parse_target
    from bench.cli.show.build_progress import Steps
    from bench.cli.show.output import messages, output
    from bench.cli.show.results import new_folder
    from bench.host.emulators import choose
    from bench.project import find_root

    choose(qemu)
    root = find_root()
    target = parse_target(first, kernel, append, root, initrd=initrd)
    if gdb:
        check(target.need)
    if screen:
        target = target.held()
    keys, interactive = sys.stdin.fileno(), sys.stdin.isatty()
    with Steps(messages()) as progress:
        budget = UNBOUNDED if interactive else target.budget(root)
        plan = target.plan(root, progress)
    leave = "; Ctrl-] leaves" if interactive else ""
    evidence = new_folder(root, "boot")
    with every_key(keys):
        messages().print(f"{plan.machine} boots {target.name}{leave}", style="dim")
        if plan.lacks_root and target.is_a_file:  # an image says what it needs
            messages().print(NO_ROOT, style="dim", soft_wrap=True)
        starts = held(plan, evidence, budget) if gdb else boot(plan, target.need, evidence, budget)
        with (
            starts as guest,
            Keyboard(keys, guest, _taker(target, guest, screen=screen)) as keyboard,
        ):
            if screen:
                watch(guest, keyboard, output())
            else:
                converse(guest, keyboard)
    last = farewell(guest, evidence, left=keyboard.left)
    messages().print(last, style="dim", soft_wrap=True)


def _taker(target: Target, guest: Guest, *, screen: bool) -> Callable[[bytes], None] | None:
    """What takes the keys: the machine's keyboard, or None for the first serial line."""
    from bench.cli.attach.typed import typist

    wanted = screen and not target.need.declared
    return typist(guest.keyboard) if wanted and guest.keyboard.is_there else None
