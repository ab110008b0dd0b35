# SPDX-License-Identifier: MIT
"""`bench claims`: what sources claim, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from bench.cells.ledger.claim import Claim
    from bench.cells.ledger.settled import Row

EXAMPLES = (
    ("bench claims", "every claim, its verdict, and its tests' last results"),
    ("bench claims E-19", "the whole story of one of them"),
    ("bench claims --json", "all of it, for a program"),
    ("bench claims --write", "docs/claims/, from the last results"),
    ("bench claims --check", "whether those pages are what the last results give"),
)

Ids = Annotated[list[str] | None, typer.Argument(metavar="[CLAIM]...", show_default=False)]


def command(
    claims: Ids = None,
    json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/claims/.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare docs/claims/ with the last results.")
    ] = False,
) -> None:
    """Show what sources claim, what was found, and which tests settle it.

    `3/4` means that 3 of 4 tests passed when they ran last. A verdict holds where each test of
    its row is green on every architecture that the row names; else it says what is missing.
    """
    from json import dumps

    from bench.cells.ledger.reading import read_ledgers
    from bench.cli.show.output import output
    from bench.definitions.wording import suggest
    from bench.errors import BenchError
    from bench.project import find_root
    from bench.report.claims import claims_data, claims_summary, claims_table, story

    root = find_root()
    ledgers = read_ledgers(root)
    known = {claim.name: claim for ledger in ledgers for claim in ledger.claims}
    for name in claims or ():
        if name not in known:
            raise BenchError(f"there is no claim {name}", hint=suggest(name, known))
    if write or check:
        _pages(root, write=write)
        return
    chosen = [known[name] for name in claims] if claims else [*known.values()]
    found = _rows(root, chosen)
    console = output()
    if json:
        console.print_json(dumps(claims_data(found)))
    elif claims:
        for row in found:
            console.print(story(row), "\n", soft_wrap=True)
    else:
        console.print(claims_table(found))
        console.print(f"\n{claims_summary(found)}", style="bold")


def _rows(root: Path, claims: list[Claim]) -> tuple[Row, ...]:
    from bench.cells.expand import expand
    from bench.cells.ledger.results import last_results
    from bench.cells.ledger.settled import rows
    from bench.cli.names.definitions import load_machines

    machines = load_machines(root)
    return rows(claims, expand(["tests"], machines, root), machines, last_results(root))


def _pages(root: Path, *, write: bool) -> None:
    """Write the page of each ledger, or say where one is not what the last results give."""
    from bench.cells.ledger.reading import read_ledgers
    from bench.cli.show.output import done, output
    from bench.report.claims import PAGES, claims_page, stale

    ledgers = read_ledgers(root)
    every = _rows(root, [claim for ledger in ledgers for claim in ledger.claims])
    texts, start = {}, 0
    for ledger in ledgers:
        part = every[start : start + len(ledger.claims)]
        texts[root / PAGES / f"{ledger.name}.md"] = claims_page(ledger, part)
        start += len(ledger.claims)
    if write:
        (root / PAGES).mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
            done(str(file.relative_to(root)))
        return
    pages = ((file.read_text("utf-8") if file.exists() else "", new) for file, new in texts.items())
    if names := [*stale(pages)]:
        output().print(f"{PAGES} is not what the last results give: {', '.join(names)}")
        raise typer.Exit(1)
    done(f"{PAGES} is what the last results give")
