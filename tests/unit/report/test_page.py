# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from bench.report.matrix import Entry, Matrix
from bench.report.page import page
from bench.verdict.outcome import Fault, Outcome, Verdict


class Page(HTMLParser):
    """Checks that what opens closes, and keeps what is asked about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, key, value or "") for key, value in attrs]
        if tag not in {"meta", "img", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def values(self, tag: str, key: str) -> list[str]:
        return [value for t, k, value in self.attributes if (t, k) == (tag, key)]


@pytest.fixture
def shown(matrix: Matrix, results: Path) -> Page:
    return Page(page(matrix, results, title="job-1"))


def test_it_needs_nothing_else(shown: Page) -> None:
    assert not re.search(r"https?://|url\(|<script|<link|@import", shown.text)
    assert all(source.startswith("data:") for source in shown.values("img", "src"))


def test_every_link_leads_to_evidence(shown: Page, results: Path) -> None:
    links = shown.values("a", "href")
    assert links
    assert all((results / unquote(link)).exists() for link in links)
    assert "1-a%5Bq35%5D/" in links
    assert not any("empty.log" in link for link in links)


def test_cells_tell_more_when_pointed_at(shown: Page) -> None:
    assert shown.values("a", "title")[0] == "tests/com/first.py:First.test_a[q35]: pass in 1.2 s"
    assert "tests/com/first.py:First.test_a[pc]: skip in 0.0 s: no KVM" in shown.values(
        "td", "title"
    )


def test_screens_are_shown_once_each(shown: Page) -> None:
    pictures = [base64.b64decode(source.split(",")[1]) for source in shown.values("img", "src")]
    assert pictures == [b"2-b[virt]", b"1-a[q35]"]


def test_a_red_cell_says_all_that_helps(shown: Page) -> None:
    for word in (
        "fail: 41 < 42",
        "wheretests/com/first.py:7",
        "panic: <nil>",
        "payload",
        "in <test>",
        "serial0:",
        "<b>hello",
        "bench boot 'tests/com/first.py",
    ):
        assert word in shown.words
    assert "error: tests/com/x.py:3: Linux has no argument" in shown.words


def test_a_run_of_mistakes_alone_has_no_table(matrix: Matrix, results: Path) -> None:
    assert "<table>" not in page(Matrix(matrix.entries[:1]), results, title="")


def test_the_names_of_folders_need_not_be_utf_8(tmp_path: Path) -> None:
    evidence = tmp_path / os.fsdecode(b"\xff")
    evidence.mkdir()
    (evidence / os.fsdecode(b"\xfe.log")).write_text("x")
    red = Entry("t.py:T.a", "pc", Verdict(Outcome.FAIL, Fault.PAYLOAD, "no"), evidence)
    text = page(Matrix((red,)), tmp_path, title=os.fsdecode(b"\xff"))
    assert "%FF/%FE.log" in text
    assert text.encode("utf-8")
