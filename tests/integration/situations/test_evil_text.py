# SPDX-License-Identifier: MIT
"""Whatever a guest and its test say, what is told of it can be read: by people and programs.

One red cell, on a host whose locale is ASCII: its kernel prints and panics with all that reports
were ever broken by, and its test does the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

EVIL = "\x1b[31mred\x1b[0m \x00\x07 ]]> <b>&amp; \u202egnitirw \ufeff ✓ Prüfung \x85"

KERNEL = f"""\
package main

import (
	"os"
	"strings"

	_ "emubench/kernels/boot"
)

const evil = {json.dumps(EVIL)}

func main() {{
	os.Stdout.WriteString(strings.Repeat("x", 300000) + "\\n")
	os.Stdout.Write([]byte{{0, 1, 0x1b, 0x9b, 0xff, 0xed, 0xa0, 0x80, '\\r', '\\n'}})
	os.Stdout.WriteString(evil + "\\n")
	panic(evil)
}}
"""

TEST = f"""\
import sys

import bench

EVIL = {EVIL!r}


class Unspeakable(AssertionError):
    def __str__(self):
        return EVIL + "\\ud800" + "y" * 300000 + "\\nand a further line"


class Evil(bench.Test):
    machines = "microvm"
    guest = bench.Go("evil")

    def test_it(self):
        sys.stdout.buffer.write((EVIL + "\\ud800" + "z" * 300000).encode(errors="surrogatepass"))
        self.guest.wait_exit()
        raise Unspeakable
"""


class Page(HTMLParser):
    """The text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The results of the cell, and what the terminal was shown."""
    root = tmp_path_factory.mktemp("evil")
    for name, text in {
        "avocado.cfg": "",
        "kernels/evil/main.go": KERNEL,
        "tests/evil.py": TEST,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "avocado", "run", "tests/"],
        cwd=root,
        env={**os.environ, **ascii_alone},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    assert done.returncode == 1, done.stdout.decode()  # avocado: tests failed
    return root / "results/latest", done.stdout


def readable(text: str) -> None:
    """Nothing but printable lines, none of them without bounds; and still what was said."""
    assert all(line.isprintable() for line in text.split("\n"))
    assert all(len(line) < 6000 for line in text.split("\n"))
    assert r"\x1b[31mred" in text
    assert r"\u202egnitirw" in text


def verdict(results: Path) -> dict[str, Any]:
    [file] = results.glob("test-results/*/verdict.json")
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


def test_the_verdict(run: tuple[Path, bytes]) -> None:
    results, _ = run
    found = verdict(results)
    assert (found["outcome"], found["fault"]) == ("fail", "payload")
    readable(found["reason"])
    readable(found["guest"])
    readable(found["detail"])
    assert found["guest"].startswith("panic: ")
    assert "✓ Prüfung" in found["reason"]


def test_the_console_s_log_is_as_it_came(run: tuple[Path, bytes]) -> None:
    results, _ = run
    [log] = results.glob("test-results/*/serial0.log")
    assert bytes((0, 1, 0x1B, 0x9B, 0xFF, 0xED, 0xA0, 0x80)) in log.read_bytes()


def test_what_avocado_writes(run: tuple[Path, bytes]) -> None:
    results, _ = run
    [test] = json.loads((results / "results.json").read_bytes())["tests"]
    readable(test["fail_reason"])
    assert (results / "results.tap").read_text().count("\n") == 2
    [log] = results.glob("test-results/*/debug.log")
    readable(log.read_bytes().decode("utf-8"))


def test_results_for_ci(run: tuple[Path, bytes]) -> None:
    results, _ = run
    [failure] = ET.parse(results / "results.xml").iter("failure")
    readable(failure.attrib["message"])
    readable(failure.text or "")
    [output] = ET.parse(results / "results.xml").iter("system-out")
    readable(output.text or "")


def test_the_page(run: tuple[Path, bytes]) -> None:
    results, _ = run
    page = Page()
    page.feed((results / "matrix.html").read_bytes().decode("utf-8"))
    readable(page.text)
    assert "]]> <b>&amp; " in page.text


def test_the_terminal(run: tuple[Path, bytes]) -> None:
    _, shown = run
    text = shown.decode("ascii")
    assert "Traceback" not in text
    assert "Logging error" not in text
    readable(text.replace("\x1b[1m", "").replace("\x1b[0m", ""))
    assert "x 1 fail" in text
