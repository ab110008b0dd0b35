# SPDX-License-Identifier: MIT
"""`bench machines`: what can be booted on."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.cli.names import completion

EXAMPLES = (
    ("bench machines", "all of them, a line each"),
    ("bench machines virt", "one of them, with what it does not model"),
)


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="MACHINE",
            help="The machine to show whole.",
            show_default=False,
            autocompletion=completion.machines,
        ),
    ] = None,
) -> None:
    """Show the machines of this project, or one of them whole."""
    from bench.cli.names.definitions import load_machine, load_machines
    from bench.cli.show.machine_text import machine_text, print_machines
    from bench.cli.show.output import output
    from bench.project import find_root

    root = find_root()
    if name is None:
        print_machines(load_machines(root).values(), output())
    else:
        output().print(machine_text(load_machine(name, root)), soft_wrap=True)
