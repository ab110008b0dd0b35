# SPDX-License-Identifier: MIT
"""Shows that a claim's tests can fail: with a payload that is broken on purpose one of them is red.

    python -m tests.mutate E-09             # as tests/claims/mutations/ says
    python -m tests.mutate --write E        # all rows that begin so; what was seen is noted there

Each runs in a copy of the project, in which one text of one file was replaced.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bench.cells.cell import Cell
from bench.cells.expand import expand
from bench.cells.ledger.reading import read_ledgers
from bench.definitions.loader import load_machines
from tests import ROOT

MUTATIONS = ROOT / "tests/claims/mutations"
USUAL = ("q35", "virt", "pc-i386")
"""Machines that cells run on here, where they can: the first of them that a row names."""


def mutations() -> dict[str, dict[str, str]]:
    """By rows: `in` a file, `from` a text that stands there once, `to` another; what was `seen`."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(MUTATIONS.glob("*.yaml")):
        found |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def broken(text: str, mutation: dict[str, str]) -> str:
    """A file's text with its one place replaced.

    Raises:
        ValueError: it does not stand there once.
    """
    if text.count(mutation["from"]) != 1:
        raise ValueError(f"{mutation['in']} has {mutation['from']!r} not once")
    return text.replace(mutation["from"], mutation["to"])


def main() -> None:
    """Break what rows name, and count those that were not seen red."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="+", help="ids, or their beginnings")
    parser.add_argument("--write", action="store_true", help="note what was seen")
    arguments = parser.parse_args()
    unseen = 0
    for name, mutation in mutations().items():
        if name.startswith(tuple(arguments.rows)):
            seen = tried(name, mutation)
            unseen += not seen
            print(f"{name}  {seen or 'NOT RED'}", flush=True)
            if seen and arguments.write:
                note(name, seen)
    sys.exit(bool(unseen))


def tried(name: str, mutation: dict[str, str]) -> str:
    """The first red test of a row with its payload broken, and why; empty if none is."""
    with TemporaryDirectory(prefix="bench-mutation-") as folder:
        copy = Path(folder) / "project"
        for name_of_file in _tracked():
            target = copy / name_of_file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name_of_file, target, follow_symlinks=False)
        file = copy / mutation["in"]
        file.write_text(broken(file.read_text(encoding="utf-8"), mutation), encoding="utf-8")
        return _red_cell(name, copy) or _red_node(name, copy)


def _tracked() -> Iterator[str]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return (name for name in said.split("\0") if name and (ROOT / name).exists())


def _red_cell(name: str, copy: Path) -> str:
    cells = _cells(name)
    if not cells:
        return ""
    results = copy / "results"
    command = [sys.executable, "-m", "bench.cli.main", "run", *(cell.name for cell in cells)]
    environment = {**os.environ, "BENCH_RESULTS": str(results)}
    subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True)
    for cell in cells:
        for run in results.glob("run-*"):
            text = (run / cell.folder / "verdict.json").read_text(encoding="utf-8")
            verdict: dict[str, Any] = json.loads(text)
            if verdict["outcome"] in {"fail", "error"}:
                return f"{cell.name}: {verdict['reason']}"
    return ""


def _red_node(name: str, copy: Path) -> str:
    claims = {claim.name: claim for ledger in read_ledgers(ROOT) for claim in ledger.claims}
    for node in claims[name].by:
        # The copy's tests, and its bench: so that what they read is broken.
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", node]
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        done = subprocess.run(
            command, cwd=copy, env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode == 1:
            said = [line for line in done.stdout.splitlines() if line.startswith("E   ")]
            told = [line.removeprefix("E").strip() for line in said if "%]" not in line]
            return f"{node}: {told[0] if told else 'its build fails'}"
    return ""


def _cells(name: str) -> list[Cell]:
    """The cells of a row on the first architecture that it names."""
    machines = load_machines(ROOT / "machines")
    claims = {claim.name: claim for ledger in read_ledgers(ROOT) for claim in ledger.claims}
    cells = [cell for cell in expand(["tests"], machines, ROOT) if name in cell.claims]
    for architecture in claims[name].on:
        here = [c for c in cells if machines[c.machine].architecture == architecture]
        usual = [cell for cell in here if cell.machine in USUAL]
        if here:
            return usual or [cell for cell in here if cell.machine == here[0].machine]
    return []


def note(name: str, seen: str) -> None:
    """Note what was seen behind a row, in place of an older word."""
    for file in MUTATIONS.glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines()
        if f"{name}:" not in lines:
            continue
        start = lines.index(f"{name}:")
        rest = range(start + 1, len(lines))
        end = next((n for n in rest if lines[n] and not lines[n].startswith(" ")), len(lines))
        kept = [line for line in lines[start:end] if not line.startswith("  seen:")]
        day = datetime.datetime.now(datetime.UTC).date()
        # A folder of this host says nothing to who reads it.
        plain = re.sub(r"['\"]?/(?:tmp|root|home|work)/\S*", "…", seen)
        said = json.dumps(f"{day}, {plain}"[:300], ensure_ascii=False)
        lines[start:end] = [*kept, f"  seen: {said}"]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
