# SPDX-License-Identifier: MIT
"""`bench templates`: the booted guests that cells are clones of."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = (
    ("bench templates", "what there is, and what it takes"),
    ("bench templates --clear", "make room; they are made again when they are needed"),
)


def command(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove all that no run is making.")
    ] = False,
) -> None:
    """Show the templates on this host: booted guests, frozen, that cells are clones of.

    A template stands below the one that it grew from. The least recently used are removed
    when there is no room for a new one; `BENCH_TEMPLATES_LIMIT` (as in 6G) says how much
    room there is, and `BENCH_TEMPLATES` where.
    """
    from bench.cli.show.output import done, output
    from bench.cli.show.template_text import print_templates
    from bench.templates.shelf import Shelf

    shelf = Shelf()
    if clear:
        freed = shelf.clear()
        done(f"{freed >> 20} MiB freed in {shelf.place.folder}")
    else:
        shelf.sweep()
        print_templates(shelf, output())
