# SPDX-License-Identifier: MIT
"""Makes Python environments with pinned packages; `.venv` holds the bench itself too.

Two stamps in it tell what it was made of. A stamp is removed before the work that it
vouches for and written after it, so that a set-up killed anywhere leaves none too many.
"""

import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from steps import run

PIP_ADVICE = "See that pip reaches its package index (`pip config list`), then call this again."
VENV_ADVICE = "See that this Python can make environments (Debian: python3-venv)."


class Environment:
    """A Python environment of one checkout: `.venv`, with the bench, or another without.

    Args:
        root: the checkout.
        name: `.venv`, or what it is for.
    """

    def __init__(self, root: Path, name: str = "") -> None:
        self.root = root
        self.name = name
        self.folder = root / (f".venv-{name}" if name else ".venv")
        self.python = self.folder / "bin" / "python"
        pinned = f"{name}-requirements.txt" if name else "requirements.txt"
        self.requirements = root / "setup" / pinned
        # Not the link in a .venv that is active: it is about to be removed.
        self.base_python = Path(sys.executable).resolve()

    def prepare(self) -> None:
        """Makes what is missing or made of something else."""
        # Without Python's build date: Debian's updates keep the version, and .venv with it.
        place = f"{self.root}\n{self.base_python}\n{platform.python_version()}\n".encode()
        foundation = place + self.requirements.read_bytes()
        self._once(".packages", foundation, self._build)
        if self.name:
            return
        project = foundation + (self.root / "pyproject.toml").read_bytes()
        self._once(".project", project, self._install_project)

    def _once(self, name: str, inputs: bytes, work: Callable[[], None]) -> None:
        stamp = self.folder / name
        digest = hashlib.sha256(inputs).hexdigest()
        if self._vouches(stamp, digest):
            return
        stamp.unlink(missing_ok=True)
        work()
        stamp.write_text(digest, encoding="ascii")

    def _vouches(self, stamp: Path, digest: str) -> bool:
        if not os.access(self.python, os.X_OK) or not stamp.exists():
            return False
        return stamp.read_text(encoding="ascii") == digest

    def _build(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)
        create = [str(self.base_python), "-m", "venv", str(self.folder)]
        run(f"Python environment in {self.folder.name}", [create], VENV_ADVICE)
        self._pip(
            f"Python packages of setup/{self.requirements.name}",
            "--require-hashes",
            "--only-binary=:all:",
            f"--requirement={self.requirements}",
        )

    def _install_project(self) -> None:
        self._pip(
            "The bench itself", "--no-deps", "--no-build-isolation", f"--editable={self.root}"
        )

    def _pip(self, title: str, *arguments: str) -> None:
        command = [str(self.python), "-I", "-m", "pip", "install", *arguments]
        run(title, [command], PIP_ADVICE)
