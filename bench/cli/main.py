# SPDX-License-Identifier: MIT
"""The `bench` command.

Each command is a file of `bench.cli.commands` with a function `command` and its
`EXAMPLES`. It imports what it works with when it is called, so that `bench --help` and
the shell's completion stay quick.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType

import typer

from bench.cli.commands import (
    boot,
    check,
    claims,
    doctor,
    explain,
    grade,
    images,
    machines,
    new,
    plan,
    run,
    schema,
    templates,
)
from bench.cli.commands import list as list_
from bench.cli.group import Group
from bench.cli.names import bash
from bench.cli.names.examples import examples

PANELS: dict[str, tuple[ModuleType, ...]] = {
    "See what there is": (machines, list_, explain, plan, claims),
    "Boot": (boot, run, grade),
    "Keep in order": (new, check, doctor, schema, templates),
}

app = typer.Typer(
    name="bench",
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Boot emulated machines and see what their guests do.",
    epilog=examples(
        ("bench machines", "what can be booted on"),
        ("bench boot q35 hello", "boot a kernel and talk to it"),
        ("bench run tests/", "run every cell"),
    ),
)


def _help(command: Callable[..., None]) -> str:
    """A command's docstring, a line a paragraph: the terminal breaks lines where it ends."""
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


for panel, modules in PANELS.items():
    for module in modules:
        app.command(
            module.__name__.rpartition(".")[2],
            rich_help_panel=panel,
            help=_help(module.command),
            epilog=examples(*module.EXAMPLES),
        )(module.command)
app.add_typer(images.app, name="images", rich_help_panel="Keep in order")


def main() -> None:
    """The entry point."""
    if bash.asked():
        bash.complete(app)
    else:
        app()


if __name__ == "__main__":
    main()
