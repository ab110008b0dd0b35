# SPDX-License-Identifier: MIT
"""`bench run`: run cells, one at a time."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.cli.names.arguments import Qemu, References

EXAMPLES = (
    ("bench run", "every cell"),
    ("bench run tests/com", "those of a folder"),
    ("bench run 'tests/a.py:A[virt]'", "one class on one machine"),
    ("bench run tests/com --qemu ~/qemu/build", "with a QEMU of your own"),
)


def command(
    cells: References = None,
    cold: Annotated[
        bool, typer.Option("--cold", help="Boot every guest, instead of cloning one.")
    ] = False,
    qemu: Qemu = None,
) -> None:
    """Run cells one after the other and show what came of them.

    The exit code is 0 if none is red, 1 if any is, and 2 if there is nothing to run.
    `avocado run` runs the same cells, several at a time.
    """
    from bench.cli.names.cells import chosen
    from bench.cli.names.definitions import load_machines
    from bench.cli.running import run_all
    from bench.cli.show.output import output
    from bench.cli.show.results import new_folder
    from bench.host.emulators import choose
    from bench.project import find_root
    from bench.report.matrix import Matrix
    from bench.report.terminal import print_matrix

    choose(qemu)
    root = find_root()
    machines = load_machines(root)
    wanted = chosen(cells or [], machines, root)
    console = output()
    matrix = Matrix(tuple(run_all(wanted, new_folder(root, "run"), root, console, cold=cold)))
    console.print()
    print_matrix(matrix, console)
    if matrix.red:
        raise typer.Exit(1)
