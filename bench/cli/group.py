"""How every command ends that does not end well."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from bench.errors import BenchError

MISTAKE = 2
"""Exit code where a person has to mend something."""

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


class Group(TyperGroup):
    """Commands that say in one line what a person can mend."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from bench.cli.output import complain

        try:
            return super().invoke(ctx)
        except BenchError as error:
            complain(str(error))
            raise typer.Exit(MISTAKE) from None
        except KeyboardInterrupt:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from None
