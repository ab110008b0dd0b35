# SPDX-License-Identifier: MIT
"""Go's own tests of its standard library, of what the cells of tests/library left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.evidence import Record, left
from benchmarks.markdown import table

ARCHITECTURES = ("x86_64", "i386", "aarch64")


class GoTests(Record):
    """The results of one package's tests on one architecture: how many by outcome."""

    package: str
    architecture: str
    tests: Counter[str]
    parts: Counter[str]
    left_out: dict[str, str]


Packages = dict[str, dict[str, GoTests]]
"""By package and architecture."""


def lines(folder: Path) -> list[str]:
    """A row a package, a column an architecture; below it the tests that were left out."""
    found: Packages = {}
    for each in left(folder, "go-test.json", GoTests):
        found.setdefault(each.record.package, {})[each.record.architecture] = each.record
    packages = sorted(found.items())
    rows = [
        [package, *(_cell(columns.get(arch)) for arch in ARCHITECTURES)]
        for package, columns in packages
    ]
    sums = [f"**all {len(found)}**", *(_sum(found, arch) for arch in ARCHITECTURES)]
    return [
        *table(["package", *ARCHITECTURES], [*rows, sums]),
        "",
        "Left out:",
        "",
        *table(
            ["package", "test", "why"],
            [
                [package, test, why]
                for package, columns in packages
                for test, why in _left_out(columns.values()).items()
            ],
        ),
    ]


def _left_out(columns: Iterable[GoTests]) -> dict[str, str]:
    return {test: why for found in columns for test, why in found.left_out.items()}


def _cell(found: GoTests | None) -> str:
    return _counted(found.tests, found.parts) if found else ""


def _sum(found: Packages, architecture: str) -> str:
    columns = [package[architecture] for package in found.values() if architecture in package]
    tests, parts = Counter[str](), Counter[str]()
    for column in columns:
        tests += column.tests
        parts += column.parts
    return f"**{len(columns)}**: {_counted(tests, parts)}"


def _counted(tests: Counter[str], parts: Counter[str]) -> str:
    both = tests + parts
    failed = both["fail"] + both["did not end"]
    text = f"{tests['pass']}" + (f" + {parts['pass']}" if parts["pass"] else "")
    text += f", {both['skip']} s" if both["skip"] else ""
    return text + (f", **{failed} failed**" if failed else "")
