# SPDX-License-Identifier: MIT
"""`if` statements that are decided by reading: those that ask for the Python and the system."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection

_ASKED = {
    *("version_info", "hexversion", "platform", "major", "minor", "maxsize", "byteorder"),
    *("startswith", "TYPE_CHECKING"),
}
"""Attributes that a condition may look at: of what is the same when the test is loaded."""

_KNOWN = {"sys": sys, "TYPE_CHECKING": False, "__name__": "", "__debug__": __debug__}


class _Imported:
    """Stands for a module, which is true."""

    TYPE_CHECKING = False


def decide(condition: ast.expr, modules: Collection[str]) -> bool | None:
    """Whether a condition holds where a test is loaded; None if reading does not tell.

    Args:
        condition: of an `if`.
        modules: names that the file imports modules by.
    """
    for node in ast.walk(condition):
        if isinstance(node, ast.Attribute) and node.attr not in _ASKED:
            return None
    names = dict.fromkeys(modules, _Imported) | _KNOWN | {"__builtins__": {}}
    code = compile(ast.Expression(condition), "a condition", "eval")
    try:
        return bool(eval(code, names))  # without names of the file, or any function but those
    except Exception:
        return None
