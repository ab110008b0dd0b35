# SPDX-License-Identifier: MIT
"""Measures, and makes the pages of docs/ that show what was measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.errors import BenchError
from benchmarks.catalogue import MEASUREMENTS, Measurement
from benchmarks.publish import made, measure, publish


def main() -> int:
    """Returns the exit status."""
    arguments = _parser().parse_args()
    try:
        for measurement in _chosen(arguments.names):
            _make(measurement, arguments.evidence, arguments.quick)
    except BenchError as error:
        print("\n".join(filter(None, (error.detail, str(error)))), file=sys.stderr)
        return 2
    return 0


def _make(measurement: Measurement, evidence: Path | None, quick: bool) -> None:
    folder = evidence or measure(measurement, hurried=quick)
    if quick:
        print("\n".join(made(measurement, folder)))
    else:
        publish(measurement, folder)
        print(f"docs/{measurement.page} has {measurement.name} of {folder}")


def _chosen(names: Sequence[str]) -> list[Measurement]:
    """The measurements that are named, by their own names or by their page's."""
    chosen = []
    for name in names:
        found = [each for each in MEASUREMENTS if Path(name).name in (each.name, each.page)]
        if not found:
            hint = "python -m benchmarks --help lists measurements and pages"
            raise BenchError(f"there is no measurement and no page {name}", hint=hint)
        chosen += found
    return chosen


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(
        f"  {each.name:17} docs/{each.page:20} {each.minutes:3} min  {each.summary}"
        for each in MEASUREMENTS
    )
    parser = argparse.ArgumentParser(
        "python -m benchmarks",
        description=__doc__,
        epilog=f"measurements, each with the page that it makes:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", metavar="NAME", nargs="+", help="a measurement; or a page, for all that it shows"
    )
    parser.add_argument(
        "--from",
        dest="evidence",
        metavar="FOLDER",
        type=Path,
        help="measure nothing: make the page of what runs left in a folder, such as results",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="measure once, to see that it works: print figures, and write no page",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
