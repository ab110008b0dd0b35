# SPDX-License-Identifier: MIT
"""Keeps avocado 113's `results.xml` valid and readable, whatever is told in it.

Avocado writes everything but ASCII as codes, and no file at all where a text ends a CDATA
section (`]]>`), which its XML writer refuses.
"""

from __future__ import annotations

from typing import Any

from avocado.plugins.xunit import XUnitResult

from bench.text import printable


def attribute(_: Any, text: Any) -> str:
    """Text for an attribute."""
    return printable(str(text))


def cdata(_: Any, text: Any) -> str:
    """Text for a CDATA section, in its lines."""
    lines = map(printable, str(text).splitlines())
    return "\n".join(lines).replace("]]>", r"]]\x3e")


def mend() -> None:
    """Have avocado write texts as above."""
    XUnitResult._escape_attr = attribute
    XUnitResult._escape_cdata = cdata
