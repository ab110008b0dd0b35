# SPDX-License-Identifier: MIT
"""Examples below a command's help."""

from __future__ import annotations


def examples(*pairs: tuple[str, str]) -> str:
    """An epilog of commands, a line each, with what they do.

    Square brackets, which cells' names have, are escaped from rich's markup.
    """
    width = max(len(command) for command, _ in pairs)
    lines = [
        f"[cyan]{_escaped(command)}[/]{' ' * (width - len(command))}  [dim]{_escaped(what)}[/]"
        for command, what in pairs
    ]
    return "\n".join(["Examples:", *lines])


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
