# SPDX-License-Identifier: MIT
"""`bench claims`: what the sources claim, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = (
    ("bench claims", "every claim, its verdict, and its cells' last results"),
    ("bench claims E-19 E-20", "two of them, with the names of the cells"),
    ("bench claims --json", "all of it, for a program"),
    ("bench claims --write", "docs/claims.md, after a change of a claim or a test"),
)

PAGE = "docs/claims.md"

Ids = Annotated[list[str] | None, typer.Argument(metavar="[CLAIM]...", show_default=False)]


def command(
    claims: Ids = None,
    json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
    write: Annotated[bool, typer.Option("--write", help=f"Write {PAGE}.")] = False,
) -> None:
    """Show what the sources claim, what was found, and which cells settle it.

    `3/4` means that 3 of 4 cells passed when they ran last. A verdict holds while no cell of
    its row is red.
    """
    from json import dumps

    from bench.cells.expand import expand
    from bench.cells.ledger import read_ledger, rows
    from bench.cli.names.definitions import load_machines
    from bench.cli.show.output import done, output
    from bench.definitions.wording import suggest
    from bench.errors import BenchError
    from bench.project import find_root
    from bench.report.claims import claims_data, claims_page, claims_summary, claims_table

    root = find_root()
    ledger = read_ledger(root)
    known = {claim.id: claim for claim in ledger}
    for name in claims or ():
        if name not in known:
            raise BenchError(f"there is no claim {name}", hint=suggest(name, known))
    chosen = [known[name] for name in claims] if claims and not write else ledger  # a whole page
    found = rows(chosen, expand(["tests"], load_machines(root), root), root)
    console = output()
    if write:
        (root / PAGE).write_text(claims_page(found), encoding="utf-8")
        done(PAGE)
    elif json:
        console.print_json(dumps(claims_data(found)))
    else:
        console.print(claims_table(found))
        for row in found if claims else ():
            for cell, result in row.results.items():
                console.print(f"  {cell}  {result or 'has not run'}", style="dim")
        console.print(f"\n{claims_summary(found)}", style="bold")
