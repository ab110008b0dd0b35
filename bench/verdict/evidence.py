"""The folder that a cell leaves behind.

| file | what |
|---|---|
| `plan.json` | the plan: command line, files, budget |
| `CONSOLE.log`, `CONSOLE.times` | each serial line, every byte, and when it came |
| `screen.txt`, `screen.bin` | the text screen at the end: text, and cells as they lie in memory |
| `screen.png` | the same as a picture, unless it is empty |
| `events.jsonl` | the monitor's events: seconds, name, data |
| `registers.txt` | the CPUs' registers: of a red cell whose guest still ran, of a kernel's reset |
| `hang.txt` | where a Linux kernel was that used up its budget; its log ends with that answer |
| `qemu.log` | what QEMU said on its standard error |
| `start.json` | whether it booted or was cloned, and of what; what took how long, in ms |
| `exit.json` | how the guest ended, and the CPU seconds it used |
| `verdict.json` | the verdict |
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.errors import EmulatorError
from bench.guest.guest import Guest
from bench.qemu.plan import Plan
from bench.verdict.outcome import Verdict


class Evidence:
    """Writes the evidence of one cell into a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def plan(self, plan: Plan) -> None:
        """Keep what is about to boot."""
        self._json("plan.json", plan.to_json())

    def last_look(self, guest: Guest, *, red: bool) -> None:
        """Keep what can only be seen while the guest runs."""
        if guest.exit is not None:
            return
        try:
            if guest.plan.screen:
                self._screen(guest)
            if red:
                registers = guest.human_monitor("info registers -a")
                (self.folder / "registers.txt").write_text(registers)
        except EmulatorError:
            return  # it ended meanwhile, which is what the exit tells

    def exit(self, guest: Guest) -> None:
        """Keep how the guest ended."""
        ended = guest.exit
        if guest.last_registers:
            (self.folder / "registers.txt").write_text(guest.last_registers)
        self._json("exit.json", {**(asdict(ended) if ended else {}), "cpu": guest.cpu_seconds})

    def start(self, started: dict[str, Any], phases: dict[str, float]) -> None:
        """Keep how the guest was started, and the milliseconds that each phase took."""
        self._json("start.json", {**started, "phases": phases})

    def verdict(self, verdict: Verdict) -> None:
        """Keep the judgement."""
        self._json("verdict.json", verdict.to_json())

    def _screen(self, guest: Guest) -> None:
        screen = guest.screen.capture()
        (self.folder / "screen.txt").write_text(screen.text)
        (self.folder / "screen.bin").write_bytes(screen.data)
        if screen.text.strip():  # there is nothing to see on an empty one
            screen.to_png(self.folder / "screen.png")

    def _json(self, name: str, data: dict[str, Any]) -> None:
        (self.folder / name).write_text(json.dumps(data, indent=1, default=str) + "\n")
