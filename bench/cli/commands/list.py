# SPDX-License-Identifier: MIT
"""`bench list`: which cells there are."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.cli.names import completion
from bench.cli.names.arguments import References

EXAMPLES = (
    ("bench list", "every cell"),
    ("bench list tests/com -t arch:aarch64", "those of a folder on arm64 machines"),
    ("bench list -t claim:E-08", "those that prove a claim"),
    ("bench list -t arch:x86_64,boots:go", "those with both tags"),
)

Tags = Annotated[
    list[str] | None,
    typer.Option(
        "-t",
        "--tag",
        metavar="KEY:VALUE",
        help="Only cells with this tag; with all of several, joined by commas; "
        "with any, if given again. `-` before key or value negates a tag.",
        show_default=False,
        autocompletion=completion.tags,
    ),
]


def command(cells: References = None, tag: Tags = None) -> None:
    """List cells, one a line."""
    from bench.cells.named import named_in
    from bench.cells.tags import accepted, refuse_unknown, tags_of
    from bench.cli.names.cells import chosen
    from bench.cli.names.definitions import load_machines
    from bench.cli.show.cell_text import cell_text
    from bench.cli.show.output import output
    from bench.project import find_root

    root = find_root()
    machines = load_machines(root)
    console = output()
    found = chosen(cells or [], machines, root, named=named_in(tag or []))
    tags = {cell: tags_of(cell, machines[cell.machine]) for cell in found}
    refuse_unknown(tag or [], tags.values())
    for cell in (cell for cell in found if accepted(tags[cell], tag or [])):
        console.print(cell_text(cell), soft_wrap=True)
