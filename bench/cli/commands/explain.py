# SPDX-License-Identifier: MIT
"""`bench explain`: why a cell exists, or does not."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.cli.names import completion

EXAMPLES = (
    ("bench explain tests/a.py:A.test_it virt", "one test on one machine"),
    ("bench explain tests/com virt", "every test of a folder"),
)


def command(
    test: Annotated[
        str,
        typer.Argument(
            metavar="TEST",
            help="A test; or a class, a file or a folder of tests.",
            show_default=False,
            autocompletion=completion.cases,
        ),
    ],
    machine: Annotated[
        str,
        typer.Argument(
            metavar="MACHINE",
            help="The machine in question.",
            show_default=False,
            autocompletion=completion.machines,
        ),
    ],
) -> None:
    """Say why tests have cells on a machine, or what excludes them."""
    from bench.cells.fit import explain
    from bench.cli.names.cells import cases
    from bench.cli.names.definitions import load_machine, load_machines
    from bench.cli.show.output import output
    from bench.project import find_root

    root = find_root()
    chosen = load_machine(machine, root)
    machines = load_machines(root)
    for case in cases(test, root):
        output().print(explain(case, chosen, machines.values(), root), soft_wrap=True)
