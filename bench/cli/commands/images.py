# SPDX-License-Identifier: MIT
"""`bench images`: what Linux guests are made of."""

from __future__ import annotations

import typer

from bench.cli.names.examples import examples

app = typer.Typer(help="Keep what Linux guests are made of.", no_args_is_help=True)


@app.command(epilog=examples(("bench images refresh", "after Debian's mirror moved on")))
def refresh() -> None:
    """Pin the packages that the host's Debian has now, into the lock file of its release."""
    from bench.cli.show.build_progress import Steps
    from bench.cli.show.output import done, messages
    from bench.host.distribution import host_distribution
    from bench.images.debian.refresh import refresh_lock
    from bench.project import find_root

    with Steps(messages()) as progress:
        lock = refresh_lock(find_root(), host_distribution(), progress)
    done(f"{lock.file}: {len(lock.packages)} packages, {lock.title}")
