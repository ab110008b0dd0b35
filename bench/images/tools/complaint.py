# SPDX-License-Identifier: MIT
"""The cause, out of all that compilers, linkers, make, modpost and Go said.

Their last line is make's, which says that something failed; their first is often a warning. The
cause stands between. It becomes one line with a place in the user's sources; the lines around
it, which often have the hint, go along.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bench.text import shortened

_LONGEST_DETAIL = 10
"""Lines."""
_LONGEST_LINE = 160
"""Characters of a line of the detail."""

# Escape sequences of a terminal (ECMA-48: CSI, OSC, and those of two characters), and every other
# control character but the tab and the newline.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# file:line[:column]: [severity:] text, as compilers, assemblers, make and Go write it.
_LOCATED = re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+)(?::\d+)?: (?P<text>.+)$")
_MILD = re.compile("(warning|note): ", re.IGNORECASE)
_SEVERITY = re.compile("^(fatal )?error: ", re.IGNORECASE)
_OF_MAKE = re.compile(r"^\*\*\* (?P<text>.+?)(?:  Stop\.)?$")
_NOISE = re.compile(
    r"^(make(\[\d+\])?: (\*\*\* |Entering|Leaving|Nothing to be done|Target )"
    r"|  [A-Z0-9]+ +(\[M\] +)?\S|# \S+$|cc1: some warnings being treated|compilation terminated)"
)

_HINTS = (
    (r"missing separator", "a recipe's line begins with a tab"),
    (r"missing MODULE_LICENSE", 'write MODULE_LICENSE("GPL");'),
    (r"GPL-incompatible module", 'only MODULE_LICENSE("GPL") may use it'),
    (
        r"no required module provides|cannot find module providing|GOPROXY=off|missing go\.sum",
        "a build has no network: give the kernel a go.mod, and run go mod vendor beside it",
    ),
    (r"build constraints exclude all Go files", "it is built for linux without cgo"),
    (r"missing entry symbol", 'import _ "emubench/kernels/boot"'),
    (r"inconsistent vendoring", "run go mod vendor beside its go.mod"),
)
"""The remedy, by a pattern of the cause."""


@dataclass(frozen=True)
class Complaint:
    """Why a tool failed.

    Attributes:
        text: the cause, in one line.
        where: the place in the project, `file:line` where there is one.
        hint: what to do instead; empty if the text says all.
        detail: further lines of the tool's.
        of_host: whether the host, and not a source, is to be mended.
        program: what is not installed.
    """

    text: str
    where: str = ""
    hint: str = ""
    detail: str = ""
    of_host: bool = False
    program: str = ""


@dataclass(frozen=True)
class Place:
    """Where a tool ran.

    Attributes:
        copy: the folder that has the project's layout.
        folder: below it, where the tool runs.
        elsewhere: further folders whose paths mean nothing to a reader.
        origin: how a reader finds a file of the copy.
        built: what is built, below the copy, if a tool names files from there.
    """

    copy: Path
    folder: Path = Path()
    elsewhere: tuple[Path, ...] = ()
    origin: Callable[[Path], str] = str
    built: Path | None = None


def plain(output: bytes) -> str:
    """A tool's output, as text without control characters."""
    text = output.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def understand(said: str, place: Place) -> Complaint:
    """The cause of a failure.

    Args:
        said: all that the tool said, as `plain` gives it.
        place: where it ran.
    """
    lines = _for_reader(said, place).splitlines()
    found = next(
        (found for find in _FINDERS if (found := find(lines, place))),
        Complaint(_last_words(lines), _folder(place)),
    )
    hint = found.hint or next((hint for told, hint in _HINTS if re.search(told, found.text)), "")
    text = re.sub("; to add( it)?:$", "", found.text)  # and the command to do so on the next line
    return replace(found, text=text, hint=hint, detail=_detail(lines, found))


def _for_reader(said: str, place: Place) -> str:
    """The same with paths as they are in the project."""
    for folder in (place.copy, *place.elsewhere):
        said = said.replace(f"{folder}/", "")
    return said


def _missing_program(lines: list[str], place: Place) -> Complaint | None:
    """A shell's, or make's, words of a program that is not installed."""
    for line in lines:
        found = re.match(
            r"(?:/bin/sh: \d+|make(?:\[\d+\])?|\S*env): '?(?P<name>[\w.+/-]+)'?: "
            r"(?:command )?(?:not found|No such file or directory)$",
            line,
        )
        if not found:
            continue
        name = found["name"]
        ours = re.search(r"(^|-)(gcc|ld|as|objcopy|ar|nm|strip|go|perl|cmp|tar)(-[\d.]+)?$", name)
        if ours:
            return Complaint(f"the program {name} is missing", of_host=True, program=name)
        return Complaint(f"there is no program {name}", _folder(place), "the Makefile calls it")
    return None


def _exhausted(lines: list[str], place: Place) -> Complaint | None:
    """The host had no memory or no room."""
    for line in lines:
        if re.search(r"Killed signal terminated program|out of memory|virtual memory exh", line):
            return Complaint("the compiler was killed, as by a host without memory", of_host=True)
        if "No space left on device" in line:
            return Complaint("the host has no space left", of_host=True)
    return None


def _old_tool(lines: list[str], place: Place) -> Complaint | None:
    for line in lines:
        if found := re.search(r"requires go >= (\S+) \(running go (\S+?);", line):
            asked, there = found.groups()
            return Complaint(
                f"the sources ask for Go {asked}, and {there} is installed", of_host=True
            )
    return None


def _missing_source(lines: list[str], place: Place) -> Complaint | None:
    """Make's words of a file that nothing makes: an object whose source has another name."""
    for line in lines:
        found = re.search(r"No rule to make target '(?P<target>[^']+)'", line)
        if not found:
            continue
        path = Path(found["target"])
        folder = path.parent if path.parent.parts else place.folder
        if path.suffix != ".o":
            return Complaint(f"there is no {path.name}", str(folder), _there_is(folder, place))
        text = f"{path.name} has no source {path.stem}.c"
        return Complaint(text, _build_file(folder, place), _there_is(folder, place))
    return None


def _there_is(folder: Path, place: Place) -> str:
    sources = sorted(path.name for path in (place.copy / folder).glob("*.[cS]"))
    sources = [name for name in sources if not name.endswith(".mod.c")]
    return f"there is {' and '.join(sources[:5])}" if sources else ""


def _located(lines: list[str], place: Place) -> Complaint | None:
    """A compiler's first error, at the user's line: an error inside a macro is a header's."""
    text = ""
    for line in lines:
        found = _LOCATED.match(line)
        if not found or (not text and _MILD.match(found["text"])):
            continue
        text = text or _OF_MAKE.sub(r"\g<text>", _SEVERITY.sub("", found["text"]))
        if file := _own_file(found["file"], place):
            return Complaint(text, f"{file}:{found['line']}")
    return Complaint(text, _folder(place)) if text else None


def _of_modpost(lines: list[str], place: Place) -> Complaint | None:
    said = [line.removeprefix("ERROR: modpost: ") for line in lines if "ERROR: modpost: " in line]
    undefined = re.findall(r'^"(\S+)" \[\S+\] undefined!$', "\n".join(said), re.MULTILINE)
    if undefined:
        names = " and ".join(dict.fromkeys(undefined))
        return Complaint(f"undefined symbol {names} (modpost)", _folder(place))
    return Complaint(f"{said[0]} (modpost)", _folder(place)) if said else None


def _of_linker(lines: list[str], place: Place) -> Complaint | None:
    for line in lines:
        if found := re.search(r"(undefined reference to|multiple definition of) `[^']+'", line):
            return Complaint(found[0], _folder(place))
    return None


def _of_go(lines: list[str], place: Place) -> Complaint | None:
    for line in lines:
        if found := re.match(r"(?:go|go build|package \S+): (?P<text>.+)$", line):
            return Complaint(found["text"], _folder(place))
    return None


def _of_make(lines: list[str], place: Place) -> Complaint | None:
    for line in lines:
        if found := re.match(r"make(?:\[\d+\])?: \*\*\* (?!.*Error \d+$)(.+?)(?:  Stop\.)?$", line):
            return Complaint(found[1], _folder(place))
    return None


def _named_error(lines: list[str], place: Place) -> Complaint | None:
    for line in lines:
        if not _NOISE.match(line) and re.search("error|undefined|cannot", line, re.IGNORECASE):
            return Complaint(line.strip(), _folder(place))
    return None


_FINDERS = (
    _missing_program,
    _exhausted,
    _old_tool,
    _located,
    _missing_source,
    _of_modpost,
    _of_linker,
    _of_go,
    _of_make,
    _named_error,
)
"""The first that finds something is right."""


def _last_words(lines: list[str]) -> str:
    said = [line.strip() for line in lines if line.strip()]
    telling = [line for line in said if not _NOISE.match(line)]
    return (telling or said or ["it said nothing"])[-1]


def _detail(lines: list[str], found: Complaint) -> str:
    """The tool's lines from the cause on; empty where they say nothing more."""
    telling = [line for line in lines if line.strip() and not _NOISE.match(line)]
    start = next((i for i, line in enumerate(telling) if found.text[:40] in line), 0)
    chosen = [
        shortened(line.rstrip().expandtabs(4), _LONGEST_LINE)
        for line in telling[start : start + _LONGEST_DETAIL]
    ]
    return "\n".join(chosen) if len(chosen) > 1 else ""


def _own_file(name: str, place: Place) -> str:
    """How a reader finds a file that a tool names from where it ran; empty if it is not his."""
    for folder in (Path(), place.folder, place.built or place.folder):
        file = Path(os.path.normpath(folder / name))
        if not file.is_absolute() and (place.copy / file).is_file():
            return place.origin(file)
    return ""


def _folder(place: Place) -> str:
    return str(place.built or place.folder)


def _build_file(folder: Path, place: Place) -> str:
    found = (folder / name for name in ("Kbuild", "Makefile"))
    return next((str(file) for file in found if (place.copy / file).is_file()), str(folder))
