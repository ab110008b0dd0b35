# SPDX-License-Identifier: MIT
"""How every command ends that does not end well."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from bench.cli.exit_codes import INTERRUPTED, MISTAKE
from bench.errors import BenchError


class Group(TyperGroup):
    """Commands that say in one line what a person can mend."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from bench.cli.show.failure import log_kept
        from bench.cli.show.output import complain

        try:
            return super().invoke(ctx)
        except BenchError as error:
            complain("\n".join(filter(None, (str(error), error.detail, log_kept(error)))))
            raise typer.Exit(MISTAKE) from None
        except KeyboardInterrupt:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from None
