# SPDX-License-Identifier: MIT
"""The folder that a cell leaves behind.

| file | what |
|---|---|
| `plan.json` | the plan: command line, files, budget |
| `CONSOLE.log`, `CONSOLE.times` | each serial line, every byte, and when it came |
| `screen.txt`, `screen.bin` | the text screen at the end: text, and cells as they lie in memory |
| `screen.png` | the same as a picture, unless it is empty; in a graphics mode, QEMU's own |
| `difference.png` | a picture that did not come: where the screen differed from it |
| `events.jsonl` | the monitor's events: seconds, name, data |
| `registers.txt` | the CPUs' registers: of a red cell whose guest still ran, of a kernel's reset |
| `hang.txt` | where a Linux kernel was that used up its budget; its log ends with that answer |
| `qemu.log` | what QEMU said on its standard error |
| `build.log` | what a tool said that failed to build what the cell boots |
| `start.json` | whether it booted or was cloned, and of what; what took how long, in ms |
| `exit.json` | how the guest ended, and the CPU seconds it used |
| `verdict.json` | the verdict |
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.errors import EmulatorError, explained
from bench.guest.guest import Guest
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.planning.plan import Plan
from bench.verdict.outcome import Verdict
from bench.verdict.whereabouts import last_registers


class Evidence:
    """Writes the evidence of one cell into a folder.

    What cannot be written changes no verdict, which says that it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lost = ""
        """Why something could not be written."""
        with self._kept(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def plan(self, plan: Plan, budget: Budget = DEFAULT) -> None:
        """Keep what is about to boot, and how much it may work."""
        self._json("plan.json", {**plan.to_json(), "budget": asdict(budget)})

    def build(self, log: str) -> None:
        """Keep all that a tool said of a source that does not build."""
        self._text("build.log", log)

    def last_look(self, guest: Guest, *, red: bool) -> None:
        """Keep what can only be seen while the guest runs, and its last screen."""
        try:
            if guest.plan.screen:
                self._screen(guest)
            if red and guest.exit is None:
                self._text("registers.txt", last_registers(guest))
        except EmulatorError:
            return  # it ended meanwhile, which is what the exit tells

    def exit(self, guest: Guest) -> None:
        """Keep how the guest ended."""
        ended = guest.exit
        if guest.last_registers:
            self._text("registers.txt", guest.last_registers)
        for console in guest.consoles.values():
            if console.trouble:
                self._lose(console.trouble)
        self._json("exit.json", {**(asdict(ended) if ended else {}), "cpu": guest.cpu_seconds})

    def start(self, started: dict[str, Any], phases: dict[str, float]) -> None:
        """Keep how the guest was started, and the milliseconds that each phase took."""
        self._json("start.json", {**started, "phases": phases})

    def verdict(self, verdict: Verdict) -> Verdict:
        """Keep the judgement; gives it with what is missing of the evidence."""
        self._json("verdict.json", replace(verdict, lost=self._lost).to_json())
        return replace(verdict, lost=self._lost)

    def _screen(self, guest: Guest) -> None:
        screen = guest.screen.capture()
        self._text("screen.txt", screen.text)
        with self._kept(self.folder / "screen.bin") as file:
            file.write_bytes(screen.data)
        if not screen.is_blank:
            with self._kept(self.folder / "screen.png") as file:
                screen.to_png(file)

    def _json(self, name: str, data: dict[str, Any]) -> None:
        self._text(name, json.dumps(data, indent=1, default=str) + "\n")

    def _text(self, name: str, text: str) -> None:
        with self._kept(self.folder / name) as file:
            file.write_text(text, encoding="utf-8", errors="backslashreplace")

    @contextmanager
    def _kept(self, path: Path) -> Iterator[Path]:
        """Half of a file would be worse than none."""
        try:
            yield path
        except OSError as error:
            error.filename = error.filename or os.fspath(path)
            self._lose(error)
            with suppress(OSError):
                path.unlink()

    def _lose(self, error: OSError) -> None:
        self._lost = self._lost or str(explained(error))
