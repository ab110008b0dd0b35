# SPDX-License-Identifier: MIT
"""The release of Debian that the bench runs on: its kernels and packages are the guests' too."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Distribution:
    """A release of Debian that the bench knows.

    Attributes:
        version: its number.
        suite: its name in the archive.
        series: of its own Linux kernel, which machines boot unless they say otherwise.
        backported: the series that its backports have beside it.
    """

    version: str
    suite: str
    series: str
    backported: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name for people."""
        return f"Debian {self.version}"

    @property
    def packaged(self) -> tuple[str, ...]:
        """All series that it has packages of, its own first."""
        return (self.series, *self.backported)


DISTRIBUTIONS = (
    Distribution("12", "bookworm", "6.1", ("6.12",)),
    Distribution("13", "trixie", "6.12"),
)
"""The oldest first."""

TITLES = " or ".join(each.title for each in DISTRIBUTIONS)
"""Their names for people."""


def recognised(release: Mapping[str, str]) -> Distribution | None:
    """The release that the fields of an os-release(5) file tell of; None for any other system."""
    suite = release.get("VERSION_CODENAME") if release.get("ID") == "debian" else None
    return next((each for each in DISTRIBUTIONS if each.suite == suite), None)


@cache
def host_release() -> Mapping[str, str]:
    """The host's own description of its system (os-release(5)); empty where there is none."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def host_distribution() -> Distribution:
    """The host's; on other systems the newest, so that definitions and lists are complete there."""
    return recognised(host_release()) or DISTRIBUTIONS[-1]
