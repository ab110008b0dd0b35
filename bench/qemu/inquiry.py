# SPDX-License-Identifier: MIT
"""Asks an emulator what it has, once for each question, and remembers the answers.

A QEMU without a machine answers in a tenth of a second. It is asked again when it is another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.errors import HostError
from bench.host.cache import cache_root
from bench.host.whole import note
from bench.qemu.accelerator import emulator
from bench.qemu.confinement import of_emulator
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.spawn import FIRST_DESCRIPTOR, spawn

_LIMIT = 60.0
"""Wall seconds that an answer may take, on a host with a lot else to do."""

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Question:
    """A command of QMP that changes nothing.

    Attributes:
        command: its name.
        arguments: its arguments.
    """

    command: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name among the answers that are kept."""
        return " ".join([self.command, *(str(value) for value in self.arguments.values())])


def ask(architecture: str, *questions: Question) -> list[Any]:
    """An emulator's answers, in the order of the questions; None where it has no such thing.

    Args:
        architecture: a key of `ARCHITECTURES`.
        questions: asked together where they were not asked before.

    Raises:
        HostError: QEMU is not installed, or does not answer.
    """
    kept = kept_at(architecture)
    answers = _kept(kept)
    if new := [each for each in questions if each.key not in answers]:
        answers |= zip((each.key for each in new), _asked(architecture, new), strict=True)
        note(kept, json.dumps(answers))
    return [answers[each.key] for each in questions]


def kept_at(architecture: str) -> Path:
    """Where the answers of this very emulator are kept, by their questions' keys.

    Raises:
        HostError: QEMU is not installed.
    """
    program = emulator(architecture)
    status = program.stat()
    facts = (str(program), status.st_size, status.st_mtime_ns)
    key = hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
    return cache_root() / "emulators" / f"{architecture}-{key}.json"


def _kept(place: Path) -> dict[str, Any]:
    try:
        found = json.loads(place.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _asked(architecture: str, questions: Sequence[Question]) -> list[Any]:
    answers = list[Any]()
    while rest := questions[len(answers) :]:
        said = [*_replies(architecture, rest)]
        if not said:
            raise HostError(f"{emulator(architecture)} does not answer what it has")
        answers += [reply.get("return") for reply in said if "id" in reply]
        if len(answers) < len(questions):  # it ends at what its package has left out
            answers.append(None)
    return answers


def _replies(architecture: str, questions: Sequence[Question]) -> list[dict[str, Any]]:
    commands: list[dict[str, Any]] = [{"execute": "qmp_capabilities"}]
    for number, each in enumerate(questions):
        commands.append({"execute": each.command, "arguments": {**each.arguments}, "id": number})
    commands.append({"execute": "quit"})
    argv = [
        *[str(emulator(architecture)), "-machine", "none", "-S", "-nodefaults"],
        *["-no-user-config", "-display", "none"],
        *["-chardev", f"socket,id=monitor,fd={FIRST_DESCRIPTOR}"],
        *["-mon", "chardev=monitor,mode=control"],
    ]
    log = os.memfd_create("bench-inquiry", os.MFD_CLOEXEC)
    ours, theirs = socket.socketpair()
    confined = of_emulator(argv[0], kvm=False)
    with ours, os.fdopen(log, "wb") as output:
        with theirs:
            passed = {FIRST_DESCRIPTOR: theirs.fileno()}
            child = reactor().call(lambda: spawn(argv, passed, output, confined))
        ours.settimeout(_LIMIT)
        try:
            ours.sendall("\n".join(map(json.dumps, commands)).encode())
            lines = _all_of(ours).splitlines()
        except OSError:
            lines = []
        finally:
            child.kill()
            child.wait()
    return [json.loads(line) for line in lines if line.endswith(b"}")]


def _all_of(end: socket.socket) -> bytes:
    chunks = list[bytes]()
    # One that ends itself leaves questions unread.
    with contextlib.suppress(ConnectionResetError):
        while chunk := end.recv(_CHUNK):
            chunks.append(chunk)
    return b"".join(chunks)
