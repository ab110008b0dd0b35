# SPDX-License-Identifier: MIT
"""Reads what a Linux kernel reports of its own trouble: what happened, and in which function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.structs.linux.functions import AWAITED, HELPERS, OUTER
from bench.structs.linux.log import Message, parse_log
from bench.structs.linux.place import Place, frames
from bench.structs.linux.report_kind import Kind
from bench.structs.linux.report_kinds import HEADS, KINDS

_LINES = 1000
"""Of a report, those that are looked at."""
_CUT = "[ cut here ]"
_REASON = 4
"""Lines before a report's first one that may give the reason."""


@dataclass(frozen=True)
class Report:
    """A kernel's report.

    Attributes:
        kind: what people call it: the name of a `Kind`.
        what: the report's first line, without its time, and the reason that the code gives.
        place: the function at fault; None if the report names none.
        caller: the innermost function of a module that led there, where that is another one.
        line: the number of its first line in the log, from 1.
    """

    kind: str
    what: str
    place: Place | None
    caller: Place | None
    line: int

    def __str__(self) -> str:
        text = self.what
        if self.place and self.place.text not in text:
            text += f", in {self.place.text}"
        return f"{text} from {self.caller.text}" if self.caller else text


def first_report(log: str) -> Report | None:
    """The first report in a log, which is the cause where others follow.

    Args:
        log: all that came on a console, or what `dmesg` prints.
    """
    messages = parse_log(log)
    heads = ((index, kind) for index, m in enumerate(messages) if (kind := _kind_of(m.text)))
    first = min(heads, key=lambda head: head[1].minor, default=None)
    if first is None:
        return None
    index, kind = first
    reason = _reason(messages[max(index - _REASON, 0) : index + 1])
    lines = list(_report_lines(messages[index : index + _LINES]))
    return _report(kind, messages[index], lines, reason)


def _kind_of(text: str) -> Kind | None:
    text = text.lstrip()
    if not HEADS.match(text):
        return None
    return next(kind for kind in KINDS if kind.begins(text))


def _report_lines(messages: Sequence[Message]) -> Iterator[str]:
    """The lines of the report that begins with the first of some messages.

    They are those of the same caller. Where the kernel does not say who that is, the report ends
    where the next one begins, once it has told of a place.
    """
    caller, placed = messages[0].caller, False
    for message in messages:
        if message.caller != caller:
            continue
        if caller is None and placed and (kind := _kind_of(message.text)) and not kind.within:
            return
        placed = placed or bool(frames(message.text))
        yield message.text


def _reason(messages: Sequence[Message]) -> str:
    """The words of a WARN itself, between a line for scissors and its head."""
    *before, head = messages
    said = [message.text for message in before if message.caller == head.caller]
    cuts = [index for index, text in enumerate(said) if _CUT in text]
    return " ".join(said[cuts[-1] + 1 :]).strip() if cuts else ""


def _report(kind: Kind, head: Message, lines: Sequence[str], reason: str) -> Report:
    places = [place for look in kind.look for place in look.places(lines)]
    causes = [place for place in places if not _is_helper(place, kind)]
    modules = [place for place in places if place.module]
    if kind.outermost:
        causes = modules or _outermost(causes)
    cause = next(iter(causes or places), None)
    module = next(iter(modules), None)
    caller = None if cause is None or cause.module else module
    what = ": ".join(filter(None, (head.text.strip(), reason)))
    return Report(kind.name, what, cause, caller, head.line)


def _is_helper(place: Place, kind: Kind) -> bool:
    """Whether a place is not the one at fault; one of a module always may be."""
    if place.module or AWAITED.search(place.function):
        return False
    return bool(HELPERS.search(place.function)) or kind.skips(place.function)


def _outermost(places: list[Place]) -> list[Place]:
    """From what waits for all others on, or from the last place before one that dispatches."""
    for index, place in enumerate(places):
        if AWAITED.search(place.function):
            return places[index:]
        if OUTER.search(place.function):
            return places[max(index - 1, 0) :]
    return places
