# SPDX-License-Identifier: MIT
"""Reads a Linux kernel's log: when, by whom, what.

A message has a time, before which other text may stand (a shell's prompt); and, of a kernel with
CONFIG_PRINTK_CALLER, the task or the CPU that printed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STAMPS = (
    r"\[ *\d+\.\d+\]",  # the console, dmesg, and behind syslog's own
    r"\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}\]",  # dmesg -T
    r"\d{4}-\d\d-\d\dT[\d:]{8}[,.]\d+\S*",  # dmesg --time-format iso
    r"[A-Z][a-z]{2} [ \d]\d [\d:]{8} \S+ kernel:",  # the journal
)
_STAMP = re.compile(
    rf"(?:{'|'.join(_STAMPS)})(?:\[ *(?P<caller>[TC]\d+)\])?(?: |$)"
    r"|\b\d+,\d+,\d+,[^;]*?(?:caller=(?P<recorded>[TC]\d+))?;"  # /dev/kmsg
)


@dataclass(frozen=True)
class Message:
    """One line of a kernel's log.

    Attributes:
        line: which of the text's lines it was on, from 1.
        caller: who printed it, `T45` or `C0`; None where the kernel does not say.
        text: what stands behind time and caller.
    """

    line: int
    caller: str | None
    text: str


def parse_log(text: str) -> list[Message]:
    """The kernel's messages in what came on a console.

    A kernel has a time on all of its lines or on none: where none has one, each line may be its.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    stamped = [message for line, words in enumerate(lines, 1) for message in _messages(line, words)]
    return stamped or [Message(line, None, words) for line, words in enumerate(lines, 1)]


def _messages(line: int, text: str) -> Iterator[Message]:
    """Several on one line, where the first did not end with a newline."""
    stamps = list(_STAMP.finditer(text))
    ends = [stamp.start() for stamp in stamps[1:]] + [len(text)]
    for stamp, end in zip(stamps, ends, strict=False):
        yield Message(line, stamp["caller"] or stamp["recorded"], text[stamp.end() : end])
