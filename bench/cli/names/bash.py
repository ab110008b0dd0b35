# SPDX-License-Identifier: MIT
"""Completion of names with colons in bash, which takes a colon for a word of its own.

Of `bench boot tests/a.py:A` bash makes the words `tests/a.py`, `:` and `A`, and it
replaces the last of them by what is chosen (bash(1), COMP_WORDBREAKS).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from io import StringIO

COLON = ":"


def asked() -> bool:
    """Whether bash runs this to complete a word."""
    return os.environ.get("_BENCH_COMPLETE") == "complete_bash"


def complete(answer: Callable[[], None]) -> None:
    """Print the completions that `answer` prints, each from its last typed colon on.

    Args:
        answer: typer's completion, which reads the words from the environment.
    """
    current = int(os.environ["COMP_CWORD"])
    words = joined(os.environ["COMP_WORDS"].split("\n")[: current + 1])
    os.environ["COMP_WORDS"] = "\n".join(words)
    os.environ["COMP_CWORD"] = str(len(words) - 1)
    typed = words[-1].rpartition(COLON)
    with redirect_stdout(StringIO()) as answers, suppress(SystemExit):
        answer()
    for line in answers.getvalue().splitlines():
        print(line.removeprefix("".join(typed[:2])))


def joined(words: list[str]) -> list[str]:
    """The words as they were typed, those around a colon in one."""
    typed: list[str] = []
    for word, before in zip(words, ["", *words], strict=False):
        if COLON in (word, before) and typed:
            typed[-1] += word
        else:
            typed.append(word)
    return typed
