# SPDX-License-Identifier: MIT
"""`bench check`: whether every definition is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.cli.names.arguments import Qemu

EXAMPLES = (
    ("bench check", "every machine, image and test"),
    ("bench check machines/q35.yaml tests/com", "some of them"),
)


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Machines, images, tests and folders of them; all if left out.",
            show_default=False,
        ),
    ] = None,
    qemu: Qemu = None,
) -> None:
    """Check machines, images and tests without booting anything.

    Test files are read, and then loaded, each in a process of its own: both must find the same
    tests. A line for each mistake, with its file and line; the exit code is 1 if there is any.
    """
    from rich.text import Text

    from bench.cli.show.mistakes import definitions, mistakes
    from bench.cli.show.output import done, output
    from bench.host.emulators import choose
    from bench.project import find_root
    from bench.text import many_lines

    choose(qemu)

    root = find_root()
    folders = (root / name for name in ("machines", "images", "tests"))
    all_of_them = [folder for folder in folders if folder.exists()]
    checked = definitions(paths or all_of_them, root)
    found = [many_lines(mistake) for mistake in mistakes(checked, root)]
    console = output()
    for line in found:
        place, _, what = line.partition(": ")
        console.print(Text.assemble((place, "bold"), f": {what}"), soft_wrap=True)
    if found:
        raise typer.Exit(1)
    done("1 file is right" if len(checked) == 1 else f"{len(checked)} files are right")
