# SPDX-License-Identifier: MIT
"""The configuration of a kernel that the bench builds: a fragment, and what became of it.

`images/linux-guest.config` and `images/linux-guest.ARCHITECTURE.config` hold the lines that differ
from `make allnoconfig` for a guest of the bench, and further files those of one kernel, as the
kernel's own configuration files write them. The kernel drops without a word what depends on
something that is not there; here that is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.architectures.architecture import Architecture
from bench.errors import BenchError
from bench.project import Project

_SET = re.compile(r"(CONFIG_\w+)=(.+)")
_UNSET = re.compile(r"# (CONFIG_\w+) is not set")
_NO = "n"


@dataclass(frozen=True)
class Option:
    """One line of a configuration.

    Attributes:
        name: with `CONFIG_`.
        value: as written; `n` for an option that is not set.
        where: `file:line` of the project.
    """

    name: str
    value: str
    where: str


def fragment(
    project: Project, further: Iterable[str], architecture: Architecture
) -> tuple[Option, ...]:
    """The options of a guest on an architecture, and further ones; of each the last that is said.

    Args:
        project: has the files.
        further: files beside those of all guests, by their paths.
        architecture: of the guest.

    Raises:
        BenchError: a file is missing, or a line is not an option.
    """
    guest = ("linux-guest.config", f"linux-guest.{architecture.name}.config")
    files = (*(f"images/{name}" for name in guest), *further)
    found = (option for file in files for option in _read(project, file))
    return tuple({option.name: option for option in found}.values())


def text(options: tuple[Option, ...]) -> str:
    """The options as the kernel's build reads them."""
    return "".join(f"{_line(option)}\n" for option in options)


def verify(options: tuple[Option, ...], configuration: str) -> None:
    """Compare what was asked for with the configuration that the kernel made of it.

    Raises:
        BenchError: an option did not survive.
    """
    found = dict(filter(None, map(_parse, configuration.splitlines())))
    for option in options:
        if (value := found.get(option.name, _NO)) != option.value:
            raise BenchError(
                f"the kernel makes {option.name}={value} of {option.name}={option.value}",
                hint="its Kconfig files say what the option depends on",
                where=option.where,
            )


def _read(project: Project, name: str) -> Iterator[Option]:
    try:
        lines = project.find(name).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise BenchError(f"there is no {name}", hint="a kernel is built from it") from None
    for number, line in enumerate(lines, 1):
        if option := _parse(line):
            yield Option(*option, where=f"{name}:{number}")
        elif line.strip() and not line.startswith("#"):
            raise BenchError(
                f"{line!r} is not an option", hint="write CONFIG_NAME=y", where=f"{name}:{number}"
            )


def _line(option: Option) -> str:
    if option.value == _NO:
        return f"# {option.name} is not set"
    return f"{option.name}={option.value}"


def _parse(line: str) -> tuple[str, str] | None:
    """The name and value of a line that has them."""
    if found := _SET.fullmatch(line):
        return found[1], found[2]
    if found := _UNSET.fullmatch(line):
        return found[1], _NO
    return None
