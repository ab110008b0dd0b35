# SPDX-License-Identifier: MIT
"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.cli.names import completion

References = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CELLS",
        help="Files, folders, or cells' names or their beginnings; all cells if left out.",
        show_default=False,
        autocompletion=completion.cells,
    ),
]

MachineOrCell = Annotated[
    str,
    typer.Argument(
        metavar="MACHINE|CELL",
        help="A machine, with a kernel after it; or a cell, which names both.",
        show_default=False,
        autocompletion=completion.machines_and_cells,
    ),
]

Kernel = Annotated[
    str | None,
    typer.Argument(
        metavar="KERNEL",
        help="`linux`, a folder of kernels/ or kernels/rt0/, NAME.com of payloads/dos/, or a file: "
        "a kernel, a CD, a disk.",
        show_default=False,
        autocompletion=completion.kernels,
    ),
]

Qemu = Annotated[
    Path | None,
    typer.Option(
        "--qemu",
        metavar="PATH",
        help="Use the QEMU that was built or installed there.",
        show_default=False,
        exists=True,
    ),
]

Append = Annotated[
    str,
    typer.Option(
        metavar="WORDS", help="Add words to the kernel's command line.", show_default=False
    ),
]

Initrd = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The initial RAM disk of a kernel's file.",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]
