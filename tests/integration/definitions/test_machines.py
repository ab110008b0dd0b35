# SPDX-License-Identifier: MIT
"""The shipped machines, read without libyaml."""

from __future__ import annotations

import os
import subprocess
import sys

from bench.definitions.loader import load_machines
from tests import ROOT
from tests.unit.definitions.test_machines import MACHINES


def test_the_same_without_libyaml() -> None:
    code = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from pathlib import Path\n"
        "from bench.definitions import loader\n"
        "from bench.definitions.reading import document\n"
        "assert document._BaseLoader.__name__ == 'SafeLoader'\n"
        "print(loader.load_machines(Path('machines')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"{load_machines(MACHINES)}\n"
