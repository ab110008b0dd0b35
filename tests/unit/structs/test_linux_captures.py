# SPDX-License-Identifier: MIT
"""Reports of real kernels: each way of the module `crashes`, as a guest of the bench told of it.

A log is what came on the console for `insmod /modules/crashes.ko by=WAY`, from three lines before
its report to the report's end, of Debian's kernels 6.1 and 6.12 on q35 (x86) and virt (arm64).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.structs.linux.report import first_report

FOLDER = Path(__file__).parent
LOGS = sorted((FOLDER / "linux_reports").glob("*/*.log"))

TOLD = {
    "add-twice": ("list corruption", "add_twice"),
    "breakpoint": ("exception", "breakpoint"),
    "bug": ("BUG", "give_up"),
    "call-null": ("NULL pointer", "jump"),
    "copy-too-much": ("usercopy", "copy_too_much"),
    "delete-twice": ("list corruption", "delete_twice"),
    "divide": ("exception", "share_out"),
    "exhaust": ("allocation failure", "exhaust"),
    "free-nothing": ("page fault", "free_nothing"),
    "free-twice": ("BUG", "free_twice"),
    "kstrdup": ("NULL pointer", "copy_from_nowhere"),
    "memset": ("NULL pointer", "fill"),
    "no-stack": ("double fault", "no_stack"),
    "overflow-stack": ("stack overflow", "descend"),
    "panic": ("panic", "end_it"),
    "put-twice": ("reference count", "put_twice"),
    "read-null": ("NULL pointer", "peek"),
    "read-unmapped": ("page fault", "peek"),
    "read-wild": ("exception", "peek"),
    "same-object": ("name taken", "same_object"),
    "same-proc": ("WARNING", "same_proc"),
    "sleep-in-atomic": ("sleep in atomic context", "sleep_in_atomic"),
    "smash-stack": ("stack corruption", "smash_stack"),
    "spin": ("soft lockup", "spin_for_ever"),
    "stack-segment": ("exception", "wild_stack_segment"),
    "stall": ("stall", "spin_for_ever"),
    "timer": ("NULL pointer", "peek"),
    "undefined-instruction": ("exception", "undefined_instruction"),
    "wait-for-itself": ("hung task", "wait_for_itself"),
    "warn": ("WARNING", "suspicious"),
    "warn-with-reason": ("WARNING", "suspicious_with_reason"),
    "work": ("NULL pointer", "peek"),
    "work-keeps-lock": ("workqueue", "keep_lock_in_work"),
    "write-constant": ("page fault", "poke"),
}
ELSEWHERE = {("arm64", "read-wild"): ("page fault", "peek")}
"""What an architecture tells otherwise."""

NO_MODULE = {"work-keeps-lock"}
"""Ways of which the kernel prints a function without its module."""

STAMP = re.compile(r"^(.*?)(\[ *\d+\.\d+\] ?)", re.MULTILINE)


@pytest.mark.parametrize("log", LOGS, ids=lambda log: f"{log.parent.name}/{log.stem}")
@pytest.mark.parametrize(
    "stamp",
    [
        r"\1\2",
        "[    5.140900][   T71] ",
        "<4>[    5.140900][    C0] ",
        "[Thu Nov 26 01:18:54 2026] ",
        "",
    ],
    ids=["as it came", "by a task", "by a CPU", "dmesg -T", "without times"],
)
def test_kind_and_function(log: Path, stamp: str) -> None:
    architecture = log.parent.name.partition("-")[0]
    report = first_report(STAMP.sub(stamp, log.read_text()))
    assert report
    assert report.place
    kind, function = ELSEWHERE.get((architecture, log.stem), TOLD[log.stem])
    assert (report.kind, report.place.function) == (kind, function), str(report)
    assert report.place.module == ("" if log.stem in NO_MODULE else "crashes")


def test_every_way_was_captured() -> None:
    captured = {log.stem for log in LOGS}
    assert captured == TOLD.keys()


@pytest.mark.parametrize(
    "log", sorted((FOLDER / "linux_boots").glob("*.log")), ids=lambda log: log.stem
)
def test_a_boot_has_nothing_to_report(log: Path) -> None:
    text = log.read_text()
    assert "Linux version" in text
    assert "goodbye, kernel" in text
    assert first_report(text) is None
