# SPDX-License-Identifier: MIT
"""Run cells twice, as clones and booted, and compare their verdicts.

    python tests/cold_and_warm.py ARGUMENT …

The arguments are those of `avocado run`. What a clone may differ in is documented
(docs/templates.md); its verdict must not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

Verdicts = dict[str, tuple[str, str]]
"""Status and reason, by the name of the cell."""


def verdicts(arguments: Sequence[str]) -> Verdicts:
    """Run cells and collect what was said of them."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["avocado", "run", *arguments, "--job-results-dir", folder]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        [results] = Path(folder).glob("job-*/results.json")
        tests = json.loads(results.read_text())["tests"]
        return {test["name"]: (test["status"], test["fail_reason"]) for test in tests}


def differences(warm: Verdicts, cold: Verdicts) -> Iterator[str]:
    """A line for each cell that was judged differently, or once only."""
    none = ("not run", "")
    for name in sorted(warm.keys() | cold.keys()):
        (clone, why), (booted, why_booted) = warm.get(name, none), cold.get(name, none)
        if clone != booted:
            yield f"{name}: {clone} as a clone, {booted} when it boots: {why or why_booted}"


def main(arguments: Sequence[str]) -> int:
    """Compare; the number of differences, and 1 if nothing ran."""
    warm, cold = verdicts(arguments), verdicts(["--cold", *arguments])
    found = list(differences(warm, cold))
    print(*found, f"{len(warm)} cells, {len(found)} differences", sep="\n")
    return len(found) or not warm


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
