# SPDX-License-Identifier: MIT
"""docs/design.md shows the layers that the linter of imports checks."""

from __future__ import annotations

import re
import tomllib

from tests import ROOT


def test_the_design_shows_the_layers_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [contract] = (
        contract
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    shown = re.search(
        r"\nArrows point down.*:\n\n((?: {4}.*\n)+)", (ROOT / "docs/design.md").read_text()
    )
    assert shown
    layers = [line.strip().replace(",", " |") for line in shown[1].splitlines()]
    assert layers == contract["layers"]
