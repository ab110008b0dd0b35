# SPDX-License-Identifier: MIT
"""A checkout small enough to set up in seconds, without a network."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

# A build backend that needs nothing but Python; the project builds itself with it.
BACKEND = """
import zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "tiny-1-py3-none-any.whl"
    info = "tiny-1.dist-info/"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
"""


@dataclass(frozen=True)
class Checkout:
    root: Path

    @property
    def python(self) -> Path:
        return self.root / ".venv" / "bin" / "python"

    @property
    def pyproject(self) -> Path:
        return self.root / "pyproject.toml"

    @property
    def requirements(self) -> Path:
        return self.root / "setup" / "requirements.txt"

    @property
    def packages(self) -> Path:
        return self.root / "setup" / "debian-packages.txt"

    def start(self, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "setup/install.py"],
            cwd=self.root,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def set_up(self, **environment: str) -> tuple[int, str]:
        process = self.start(**environment)
        output, _ = process.communicate()
        return process.returncode, output


def make_checkout(root: Path) -> Checkout:
    (root / "setup").mkdir(parents=True)
    for script in (ROOT / "setup").glob("*.py"):
        shutil.copy(script, root / "setup")
    checkout = Checkout(root)
    checkout.packages.write_text("dpkg  # is there wherever this can run\n")
    checkout.requirements.write_text("# nothing\n")
    checkout.pyproject.write_text(PYPROJECT)
    (root / "backend.py").write_text(BACKEND)
    return checkout


def wait_for(path: Path, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.02)
