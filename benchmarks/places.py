# SPDX-License-Identifier: MIT
"""Where things are in this repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PEERS = ROOT / "benchmarks/peers"
PEERS_ENVIRONMENT = ROOT / ".venv-benchmark"
"""The Python environment of the peers and of what draws plots: setup/benchmark.py makes it."""
RESULTS = ROOT / "results/benchmarks"
"""The evidence of each measurement, in a folder of its name."""
