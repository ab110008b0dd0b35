# SPDX-License-Identifier: MIT
"""What an emulator has: its boards, processors and devices, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.qemu.inquiry import Question, ask

_VERSION = Question("query-version")
_MACHINES = Question("query-machines")
_CPUS = Question("query-cpu-definitions")
# It alone tells which of them may be plugged, and by which other name.
_DEVICES = Question("human-monitor-command", {"command-line": "info qdm"})

_DEVICE = re.compile(
    r'name "(?P<name>[^"]+)"(, bus [^,\s]+)?(, alias "(?P<alias>[^"]+)")?(?P<more>.*)'
)
_NOT_A_DEVICE = re.compile(r"-cpu$")


@dataclass(frozen=True)
class Machinery:
    """A board.

    Attributes:
        name: its own; an alias leads to one.
        takes_ram: whether it takes RAM that somebody else has allocated.
        most_cpus: how many CPUs it has, at most.
    """

    name: str
    takes_ram: bool
    most_cpus: int


@dataclass(frozen=True)
class Property:
    """A property of a device.

    Attributes:
        type: as QEMU calls it: `uint32`, `bool`, `str`, `link<nvme-subsys>`.
        description: in QEMU's words; empty if it has none.
    """

    type: str
    description: str


def version(architecture: str) -> str:
    """The emulator's version, as in `7.2.22`.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    [answer] = ask(architecture, _VERSION)
    return ".".join(str(answer["qemu"][part]) for part in ("major", "minor", "micro"))


def machinery(architecture: str) -> Mapping[str, Machinery]:
    """Every board by its names.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    [answer] = ask(architecture, _MACHINES)
    found = {}
    for each in answer:
        board = Machinery(each["name"], "default-ram-id" in each, each["cpu-max"])
        found[each["name"]] = board
        if "alias" in each:
            found[each["alias"]] = board
    return found


def processors(architecture: str) -> tuple[str, ...]:
    """Every CPU model.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    [answer] = ask(architecture, _CPUS)
    return tuple(sorted(each["name"] for each in answer))


def devices(architecture: str) -> Mapping[str, str]:
    """Every device that `-device` takes, by its names: the one by which its properties are known.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    [answer] = ask(architecture, _DEVICES)
    return dict(_pluggable(answer))


def _pluggable(listing: str) -> Iterator[tuple[str, str]]:
    for line in listing.splitlines():
        found = _DEVICE.match(line)
        if found and "no-user" not in found["more"] and not _NOT_A_DEVICE.search(found["name"]):
            yield found["name"], found["name"]
            if found["alias"]:
                yield found["alias"], found["name"]


def properties(architecture: str, device: str) -> Mapping[str, Property] | None:
    """The properties of a device, by their names; None if it is listed and yet not there.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    [answer] = ask(architecture, Question("device-list-properties", {"typename": device}))
    return None if answer is None else _properties(answer)


def board_options(architecture: str, board: str) -> Mapping[str, Property] | None:
    """The properties of a board, by their names; None where QEMU does not survive the question.

    QEMU 7.2 does not of microvm: the board is finished before it is begun.

    Args:
        architecture: a key of `ARCHITECTURES`.
        board: its own name, and no alias.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    question = Question("qom-list-properties", {"typename": f"{board}-machine"})
    [answer] = ask(architecture, question)
    return None if answer is None else _properties(answer)


def _properties(answer: list[dict[str, Any]]) -> dict[str, Property]:
    return {each["name"]: Property(each["type"], each.get("description", "")) for each in answer}
