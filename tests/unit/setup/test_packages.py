# SPDX-License-Identifier: MIT
"""pyproject.toml names every package, as setuptools finds none that is mapped."""

from __future__ import annotations

import tomllib

from tests import ROOT


def test_pyproject_names_every_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    found = [path.parent.relative_to(ROOT) for path in ROOT.glob("bench/**/*.py")]
    names = {".".join(folder.parts) for folder in found if "skeletons" not in folder.parts}
    assert settings["packages"] == sorted({*names, "bench.base"})
