# SPDX-License-Identifier: MIT
"""The prose of the project, as far as a pattern tells."""

from __future__ import annotations

import re

from tests import ROOT

PROSE = {".c", ".cfg", ".go", ".h", ".md", ".py", ".toml", ".yaml"}

IS_NO = re.compile(r"(?<![Tt]here )(?<!where )\b(is|are) no (?!longer\b)[\w-]+")
"""`it is no kernel`, where `it is not a kernel` is what people say."""


TOPS = ("bench", "benchmarks", "docs", "kernels", "machines", "payloads", "setup", "tests")


def test_what_is_not_a_thing_is_said_so() -> None:
    files = [*ROOT.glob("*.md"), *(file for top in TOPS for file in (ROOT / top).rglob("*.*"))]
    prose = [file for file in files if file.suffix in PROSE and file.name != "test_words.py"]
    found = [
        f"{file.relative_to(ROOT)}:{number}: {match[0]}"
        for file in prose
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1)
        if (match := IS_NO.search(line))
    ]
    assert len(prose) > 1000
    assert found == []
