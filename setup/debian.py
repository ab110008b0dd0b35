# SPDX-License-Identifier: MIT
"""Installs the Debian packages that are missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lock import alone
from steps import SetupError, run

DPKG_FOLDER = Path("/var/lib/dpkg")
LOCK_TIMEOUT = "DPkg::Lock::Timeout=600"
AGAIN = "Then call this again."


def install(listing: Path) -> None:
    """Installs the packages of a list that are not there yet."""
    packages = _read(listing)
    if not _missing(packages):
        return
    with alone(DPKG_FOLDER):
        missing = _missing(packages)
        if missing:
            _install(missing)


def _read(listing: Path) -> list[str]:
    lines = listing.read_text(encoding="utf-8").splitlines()
    names = (line.partition("#")[0].strip() for line in lines)
    return [name for name in names if name]


def _missing(packages: Sequence[str]) -> list[str]:
    if not shutil.which("dpkg-query"):
        raise SetupError("No dpkg-query here: the bench is set up on Debian 12 or newer.")
    show = r"${Package} ${db:Status-Status}\n"
    query = subprocess.run(
        ["dpkg-query", "--show", f"--showformat={show}", *packages],
        capture_output=True,
        text=True,
        check=False,  # it ends with 1 where it does not know a package
    )
    found = set(query.stdout.splitlines())
    return [name for name in packages if f"{name} installed" not in found]


def _install(missing: Sequence[str]) -> None:
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    by_hand = f"apt-get update && {' '.join(install)}"
    if not shutil.which("apt-get"):
        raise SetupError(f"No apt-get here to install: {' '.join(missing)}\n{AGAIN}")
    root = [*_root_prefix(by_hand), "env", "DEBIAN_FRONTEND=noninteractive"]
    print(f"Debian packages to install: {' '.join(missing)}")
    run(
        "Debian packages",
        [
            [*root, "dpkg", "--configure", "-a"],  # ends what a killed set-up began
            [*root, "apt-get", "update"],
            [*root, *install, "-o", LOCK_TIMEOUT],
        ],
        f"See that apt works and reaches its sources; by hand, as root:\n  {by_hand}\n{AGAIN}",
    )


def _root_prefix(by_hand: str) -> list[str]:
    if os.geteuid() == 0:
        return []
    ask = [] if sys.stdin.isatty() else ["-n"]
    if shutil.which("sudo") and subprocess.run(["sudo", *ask, "true"], check=False).returncode == 0:
        return ["sudo", "-n"]
    raise SetupError(
        f"Debian packages are missing, and neither root nor sudo can install them here.\n"
        f"As root, run:\n  {by_hand}\n{AGAIN}"
    )
