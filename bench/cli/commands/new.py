# SPDX-License-Identifier: MIT
"""`bench new`: a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    ("bench new demo", "a machine, a kernel in Go and a test"),
    ("bench new demo --payload module", "with a module of Linux instead"),
    ("bench new .", "in this folder; files that are there stay"),
)


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="NAME", help="The project's folder.", show_default=False)
    ],
    payload: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="What the project begins with: `kernel` (Go on bare metal) or `module` (Linux).",
        ),
    ] = "kernel",
) -> None:
    """Make a project: a machine, a payload, and a test that is green.

    Everything else comes with the bench: machines, kernels, guest programs, and the lock file of
    Debian's packages.
    """
    from shlex import quote

    from bench.cli.show.output import done, output
    from bench.cli.skeletons import lay_out, payloads
    from bench.definitions.wording import suggest
    from bench.errors import BenchError
    from bench.host.advice import LOOK_OVER
    from bench.project import MARK

    if payload not in payloads():
        raise BenchError(f"there is no payload {payload!r}", hint=suggest(payload, payloads()))
    if (folder / MARK).exists():
        raise BenchError(f"{folder} is a project already", hint=LOOK_OVER)
    if folder.exists() and not folder.is_dir():
        raise BenchError(f"{folder} is a file", hint="choose another name for the project's folder")
    for name in lay_out(payload, folder):
        done(str(folder / name))
    steps = {
        "bench doctor": "what this host lacks, and how to install it",
        "avocado run tests/": "build what the cells need, and run them",
    }
    output().print()
    if folder.resolve() != Path.cwd():
        output().print(f"cd {quote(str(folder))}")
    for step, why in steps.items():
        output().print(f"{step:22}{why}")
