# SPDX-License-Identifier: MIT
"""Makes docs/standard-library.md of what the cells of tests/library left behind.

avocado run tests/library && python -m benchmarks.pages.standard_library
"""

from __future__ import annotations

from typing import Any

from benchmarks.pages.evidence import records, write

ARCHITECTURES = ("x86_64", "i386", "aarch64")
HEAD = """# Go's own tests of its standard library, on bare metal

How many tests of each package pass, by architecture: tests, examples and fuzz tests with their
seeds, as `go test -short` runs them; `+` counts their parts (subtests). A failed one would turn
its cell red. What skips itself (s) does so on this machine for a reason of its own. Written by
`python -m benchmarks.pages.standard_library` from a run of `avocado run tests/library`.
"""
LEFT_OUT = """
## Left out
By name, in the need of its cell (`tests/library/`), for a reason that is no bug of the kernel's:
"""


def main() -> None:
    """Gather the newest evidence of each package and architecture, and write the page."""
    found: dict[str, dict[str, Any]] = {}
    for _, record in records("go-test.json"):
        found.setdefault(record["package"], {})[record["architecture"]] = record
    lines = [HEAD, "| package |" + "".join(f" {arch} |" for arch in ARCHITECTURES)]
    lines.append("|---|" + "---|" * len(ARCHITECTURES))
    for package, columns in sorted(found.items()):
        cells = "".join(f" {_cell(columns.get(arch))} |" for arch in ARCHITECTURES)
        lines.append(f"| {package} |{cells}")
    sums = "".join(f" {_sum(found, arch)} |" for arch in ARCHITECTURES)
    lines += [
        f"| **all {len(found)}** |{sums}",
        LEFT_OUT,
        "| package | test | why |",
        "|---|---|---|",
    ]
    for package, columns in sorted(found.items()):
        left_out = {
            key: why for record in columns.values() for key, why in record["left_out"].items()
        }
        lines += [f"| {package} | {test} | {why} |" for test, why in left_out.items()]
    write("standard-library.md", lines)


def _cell(record: dict[str, Any] | None) -> str:
    if not record:
        return ""
    tests, parts = record["tests"], record["parts"]
    text = f"{tests.get('pass', 0)}" + (f" + {parts['pass']}" if parts.get("pass") else "")
    skipped = tests.get("skip", 0) + parts.get("skip", 0)
    failed = sum(
        sum(found.get(key, 0) for key in ("fail", "did not end")) for found in (tests, parts)
    )
    return (
        text + (f", {skipped} s" if skipped else "") + (f", **{failed} failed**" if failed else "")
    )


def _sum(found: dict[str, dict[str, Any]], architecture: str) -> str:
    counts = [columns[architecture] for columns in found.values() if architecture in columns]
    total = {
        kind: {
            outcome: sum(count[kind].get(outcome, 0) for count in counts)
            for outcome in ("pass", "fail", "did not end", "skip")
        }
        for kind in ("tests", "parts")
    }
    return f"**{len(counts)}**: {_cell(total)}"


if __name__ == "__main__":
    main()
