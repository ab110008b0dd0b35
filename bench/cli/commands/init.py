# SPDX-License-Identifier: MIT
"""`bench init`: a project of one's own."""

from __future__ import annotations

EXAMPLES = (("bench init", "in a folder of your own; then bench run"),)

FILES = {
    "avocado.cfg": """\
# A project of the bench: its root is this folder. Settings of avocado may follow.
[bench]
""",
    "machines/mine.yaml": """\
summary: A PC with little memory
extends: q35
memory: 128M
""",
    "tests/first.py": '''\
"""What the kernel `hello`, which the bench brings, says on two machines."""

import bench


class Greeting(bench.Test):
    """It greets and ends."""

    machines = ("mine", "virt")
    guest = bench.Go("hello")

    def test_greeting(self):
        """A line, and an exit code."""
        self.guest.console.expect("hello from Go")
        self.assertEqual(self.guest.wait_exit().code, 42)
''',
    ".gitignore": """\
results/
""",
}
"""What a project begins with."""


def command() -> None:
    """Make this folder a project, with a machine and a test to begin with.

    Files that are there stay as they are. What the project does not have itself comes with the
    bench: machines, kernels, guest programs, and the lock file of Debian's packages.
    """
    from pathlib import Path

    from bench.cli.show.output import done, output
    from bench.errors import BenchError
    from bench.project import MARK

    if Path(MARK).exists():
        raise BenchError(f"{Path.cwd()} is a project already", hint="bench check looks it over")
    for name, text in FILES.items():
        file = Path(name)
        if file.exists():
            continue
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        done(name)
    output().print("\nbench run runs the tests; avocado run tests/ does so in parallel")
