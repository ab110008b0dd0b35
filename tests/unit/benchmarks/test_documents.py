# SPDX-License-Identifier: MIT
"""The documents have a section for each measurement, and measurements write nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.errors import BenchError
from benchmarks.catalogue import MEASUREMENTS
from benchmarks.document import sections, write

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"

DOCUMENT = """\
# Before
<!-- python -m benchmarks one -->
old
<!-- end of one -->
<!-- python -m benchmarks two -->
kept
<!-- end of two -->
after
"""


def test_each_measurement_has_its_section_and_each_section_a_measurement() -> None:
    found = Counter(
        (str(document.relative_to(DOCS)), name)
        for document in DOCS.rglob("*.md")
        for name in sections(document.read_text())
    )
    pages = [(each.page, each.name) for each in MEASUREMENTS if each.page.endswith(".md")]
    assert found == Counter(pages)


def test_each_section_names_its_host() -> None:
    for each in MEASUREMENTS:
        if each.page.endswith(".md"):
            text = (DOCS / each.page).read_text()
            line = re.search(rf"<!-- python -m benchmarks {each.name} -->\n(.*)\n", text)
            assert line, each.name
            assert re.match(r"(TCG|KVM).*, QEMU \d.*; .*CPUs", line[1]), each.name


def test_each_picture_is_there() -> None:
    pictures = [each.page for each in MEASUREMENTS if each.page.endswith(".svg")]
    assert pictures
    for name in pictures:
        assert (DOCS / name).read_text().startswith("<svg")


def test_a_page_shows_the_plots_of_its_measurements() -> None:
    for each in MEASUREMENTS:
        for plot in each.plots:
            assert (DOCS / f"benchmark-{plot}.svg").is_file()
            assert f"](benchmark-{plot}.svg)" in (DOCS / each.page).read_text()


def test_documents_hold_no_program_but_what_the_course_shows() -> None:
    programs = {path.relative_to(DOCS).parts[0] for path in DOCS.rglob("*.py")}
    assert programs == {"course"}


def test_a_section_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text(DOCUMENT)
    write(document, "one", ["new", "lines"])
    assert document.read_text() == DOCUMENT.replace("old", "new\nlines")


def test_a_document_without_the_section_stays_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    for text in (DOCUMENT, DOCUMENT + "<!-- python -m benchmarks three -->\n"):
        document.write_text(text)
        with pytest.raises(BenchError, match=r"document\.md has no section for three"):
            write(document, "three", ["new"])
        assert document.read_text() == text
