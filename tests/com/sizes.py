# SPDX-License-Identifier: MIT
"""How small a program can be, format by format; docs/sizes.md is the page of it."""

from __future__ import annotations

import errno
import json
from typing import Any

import bench
from tests.com import elf

KING = {
    # What a program of the variant has to say for itself.
    "pop": {"x86_64": "6a2a", "aarch64": "410580d2 e10f1ff8"},
    "result": {"x86_64": "b02a", "aarch64": "400580d2"},
    "stack": {"x86_64": "2a", "aarch64": "2a"},
    "name": {"x86_64": "", "aarch64": ""},
    "preset": {"x86_64": "", "aarch64": ""},
}


class Sizes(bench.Test):
    """Each program runs, or is refused with an errno, and its bytes are counted."""

    machines = ("q35", "virt", "q35-linux-6-12", "virt-linux-6-12")
    guest = bench.Linux(
        modules=("binfmt_com", "binfmt_calm"),
        programs=("com/exit42", "com/hello", "libcom/hello"),
    )

    def setUp(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def count(self, form: str, does: str, path: str, content: bytes | None = None) -> str:
        """Run a program and note its size; what came of it."""
        if content is None:
            content = self.guest.run("cat", path).stdout
        else:
            self.guest.put(path, content)
        done = self.guest.run(path)
        outcome = errno.errorcode[done.errno] if done.errno else str(done.code)
        self.rows.append({"format": form, "does": does, "bytes": len(content), "came": outcome})
        return outcome

    def test_sizes(self) -> None:
        """The table's rows for one architecture and one kernel."""
        architecture = self.machine.architecture
        if architecture == "x86_64":
            self.assertEqual(self.count("ELF, 32 bits", "exit 42", "/elf", elf.TINY_ELF), "42")
            self.assertEqual(self.count("ELF, 32 bits", "hello", "/hello", elf.HELLO_ELF), "0")
            self.assertEqual(self.count("a.out", "exit 42", "/a.out", elf.A_OUT), "ENOEXEC")
        self.assertEqual(self.count(".com", "exit 42", "/payloads/com/exit42.com"), "42")
        self.assertEqual(self.count(".com", "hello", "/payloads/com/hello.com"), "0")
        self.assertEqual(self.count(".com, in C", "hello", "/payloads/libcom/hello.com"), "0")
        for variant, code in KING.items():
            self.guest.run("rmmod", "binfmt_calm")
            loaded = self.guest.run("insmod", "/modules/binfmt_calm.ko", f"variant={variant}")
            self.assertEqual(loaded.code, 0)
            content = bytes.fromhex(code[architecture])
            self.assertEqual(self.count(f".♚, {variant}", "exit 42", "/*.♚", content), "42")
        found = {"architecture": architecture, "linux": self.machine.linux, "rows": self.rows}
        (self.evidence / "sizes.json").write_text(json.dumps(found, indent=1))
