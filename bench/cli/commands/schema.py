# SPDX-License-Identifier: MIT
"""`bench schema`: what editors check definitions against."""

from __future__ import annotations

EXAMPLES = (("bench schema", "after a change of what a machine or an image may say"),)


def command() -> None:
    """Write the JSON Schemas of machines and images, by which editors complete and check them."""
    from bench.cli.schemas import write_schemas
    from bench.cli.show.output import done
    from bench.project import find_root

    for file in write_schemas(find_root()):
        done(str(file))
