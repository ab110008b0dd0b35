# SPDX-License-Identifier: MIT
"""Makes docs/sizes.md of what the cells of tests/com/sizes.py left behind when they ran last.

avocado run tests/com/sizes.py && python -m benchmarks.pages.sizes
"""

from __future__ import annotations

from benchmarks.pages.evidence import records, write

HEAD = """# The size ledger

Bytes of the smallest program of each format that was found, and what came of it: its exit code,
or the error that the kernel refuses it with. Written by
`python -m benchmarks.pages.sizes` from a run of `avocado run tests/com/sizes.py`.
"""


def main() -> None:
    """Gather the newest evidence of each machine, and write the page."""
    columns: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for _, found in records("sizes.json"):
        columns[found["architecture"], found["linux"]] = {
            (row["does"], row["format"]): f"{row['bytes']} → {row['came']}" for row in found["rows"]
        }
    heads = sorted(columns, key=lambda head: (head[0] != "x86_64", len(head[1]), head[1]))
    names = list(dict.fromkeys(name for head in heads for name in columns[head]))
    lines = [
        HEAD,
        "| | format |" + "".join(f" {arch}, Linux {linux} |" for arch, linux in heads),
        "|---|---|" + "---|" * len(heads),
    ]
    for does, form in names:
        cells = "".join(f" {columns[head].get((does, form), '')} |" for head in heads)
        lines.append(f"| {does} | {form} |{cells}")
    write("sizes.md", lines)


if __name__ == "__main__":
    main()
