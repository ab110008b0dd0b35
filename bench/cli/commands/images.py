# SPDX-License-Identifier: MIT
"""`bench images`: the files that guests are made of."""

from __future__ import annotations

import typer

from bench.cli.names.examples import examples

app = typer.Typer(help="Keep the files that guests are made of.", no_args_is_help=True)


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


@app.command(epilog=examples(("bench images pin", "an image names a package that is not pinned")))
def pin() -> None:
    """Pin the packages that images and `images/packages.txt` name and no lock file has."""
    from bench.cli.show.build_progress import Steps
    from bench.cli.show.output import done, messages
    from bench.host.distribution import host_distribution
    from bench.images.debian.refresh import pin_missing
    from bench.project import find_root

    with Steps(messages()) as progress:
        added = pin_missing(find_root(), host_distribution(), progress)
    for line in added:
        done(line)
    if not added:
        done("every package that is named is pinned")
