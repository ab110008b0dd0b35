"""`bench doctor`: whether the host has what the bench needs."""

from __future__ import annotations

import typer

EXAMPLES = (("bench doctor", "before asking why something does not work"),)


def command() -> None:
    """Say what the host has, and what to do about what it lacks.

    Everything is looked at afresh; accelerators by booting with them. The exit code is 1
    if anything is lacking.
    """
    from rich.table import Table

    from bench.cli.host import examine
    from bench.cli.output import messages, output

    with messages().status("looking at the host"):
        findings = list(examine())
    table = Table(box=None, show_header=False, pad_edge=False)
    for found in findings:
        mark = "[red]✗[/]" if found.advice else "[green]✓[/]"
        advice = f"\n[red]→ {found.advice}[/]" if found.advice else ""
        table.add_row(mark, found.what, f"{found.state}{advice}")
    output().print(table)
    if any(found.advice for found in findings):
        raise typer.Exit(1)
