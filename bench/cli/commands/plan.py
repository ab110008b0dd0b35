# SPDX-License-Identifier: MIT
"""`bench plan`: how something would boot."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.cli.names.arguments import Append, Initrd, Kernel, MachineOrCell

EXAMPLES = (
    ("bench plan q35 hello", "a kernel of kernels/"),
    ("bench plan virt linux", "Debian's kernel"),
    ("bench plan pc hello.com", "a program of MS-DOS"),
    ("bench plan q35 ./bzImage", "a kernel of your own"),
    ("bench plan 'tests/a.py:A.test_it[q35]'", "a cell of the matrix"),
)


def command(
    first: MachineOrCell,
    kernel: Kernel = None,
    append: Append = "",
    initrd: Initrd = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Print everything that decides how something boots.

    The command line can be pasted into a shell; the rest stands above it in comments. The
    bench hands QEMU the descriptors that it inherits: sockets for the monitor and the
    consoles, and files in memory for the guest's RAM and for snapshots.
    """
    from dataclasses import asdict

    from bench.cli.names.target import parse_target
    from bench.cli.show.build_progress import Steps
    from bench.cli.show.output import messages, output
    from bench.cli.show.plan_text import plan_text
    from bench.project import find_root

    root = find_root()
    target = parse_target(first, kernel, append, root, initrd=initrd)
    with Steps(messages()) as progress:
        budget = target.budget(root)
        plan = target.plan(root, progress)
    if json:
        output().print_json(data={**plan.to_json(), "budget": asdict(budget)})
    else:
        output().print(plan_text(plan, budget), soft_wrap=True)
