# SPDX-License-Identifier: MIT
"""`bench schema`: what editors check machines against."""

from __future__ import annotations

EXAMPLES = (("bench schema", "after a change of what a machine may say"),)


def command() -> None:
    """Write the JSON Schema of machines, by which editors complete and check them."""
    from bench.cli.show.output import done
    from bench.definitions.reading.schema import FILE, schema_text
    from bench.project import find_root

    file = find_root() / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(schema_text(), encoding="utf-8")
    done(str(FILE))
