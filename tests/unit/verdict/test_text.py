# SPDX-License-Identifier: MIT
"""Any text, as it is told."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from xml.dom.minidom import Document

from hypothesis import given
from hypothesis import strategies as st

from bench.avocado.xml import attribute, cdata
from bench.text import LONGEST, many_lines, one_line, printable, shortened, whole_lines
from bench.verdict.outcome import Outcome, Verdict

ANYTHING = st.text(st.characters(exclude_categories=())) | st.text("]>\r\n\t\0\x1b\ud800")


def test_what_is_readable_stays_as_it_is() -> None:
    text = "Prüfung ✓ 検査: [x] <b> & \\"
    assert printable(text) == one_line(text) == many_lines(text) == text


def test_what_disturbs_is_escaped() -> None:
    assert printable("\x1b[0m\0\u202e\ud800\ufeff\x85") == r"\x1b[0m\x00\u202e\ud800\ufeff\x85"


def test_of_a_long_text_both_ends_are_kept() -> None:
    text = shortened("a" * 500 + "b" * 500, 51)
    assert text == f"{'a' * 15} […970 characters…] {'b' * 15}"
    assert len(one_line("\0" * 300_000, 99)) <= 99
    assert len(many_lines("\0" * 300_000)) <= LONGEST


def test_lines_become_one_or_stay() -> None:
    assert one_line(" a\r\n\n  b\tc ") == r"a b\tc"
    assert many_lines("a\tb\r\n\x1b\n") == "a       b\n\\x1b"
    assert whole_lines(b"a\xff\nb") == "a\ufffd\nb\n".encode()
    assert whole_lines(b"") == b""


@given(ANYTHING)
def test_a_verdict_is_printable_and_stays_so(text: str) -> None:
    verdict = Verdict(Outcome.FAIL, None, text, text, text, text, text)
    assert (verdict.reason + verdict.guest + verdict.reproduce).isprintable()
    assert all(map(str.isprintable, verdict.detail.split("\n")))
    verdict.detail.encode("utf-8")
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


@given(ANYTHING)
def test_any_text_makes_valid_xml(text: str) -> None:
    document = Document()
    element = document.appendChild(document.createElement("failure"))
    element.setAttribute("message", attribute(None, text))
    element.appendChild(document.createCDATASection(cdata(None, text)))
    parsed = ET.fromstring(document.toprettyxml(encoding="UTF-8"))
    assert parsed.attrib["message"] == printable(text)
