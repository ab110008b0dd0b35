# SPDX-License-Identifier: MIT
"""`bench doctor`: whether the host has what the bench needs."""

from __future__ import annotations

import typer

from bench.cli.names.arguments import Qemu

EXAMPLES = (("bench doctor", "before asking why something does not work"),)


def command(qemu: Qemu = None) -> None:
    """Say what the host has, and what to do about what it lacks.

    Everything is looked at afresh; accelerators by booting with them. The exit code is 1
    if anything is lacking.
    """
    from rich.table import Table
    from rich.text import Text

    from bench.cli.host import examine, remedy
    from bench.cli.show.output import messages, output
    from bench.host.distribution import host_release
    from bench.host.emulators import choose

    choose(qemu)

    with messages().status("looking at the host"):
        findings = list(examine(release := host_release()))
    table = Table(box=None, show_header=False, pad_edge=False)
    for found in findings:
        mark = Text("✓", "green") if found.well else Text("✗", "red")
        state = Text(found.state)
        if found.advice:
            state.append(f"\n→ {found.advice}", "red")
        table.add_row(mark, found.what, state)
    output().print(table)
    if line := remedy(findings, release):
        output().print(Text(f"→ {line}", "red"), soft_wrap=True)
    if not all(found.well for found in findings):
        raise typer.Exit(1)
