# SPDX-License-Identifier: MIT
"""Submissions and programs whose builds go for the host of who grades them.

Each is built as others are, for the guest's kernel, in a project of its own. Beside the project
lies a file that is not theirs, and a server listens.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.confinement import build, landlock
from bench.confinement.build import Bounds
from bench.errors import BenchError, HostError
from bench.images.linux.kernel_headers import build_tree
from bench.images.linux.modules import modules
from bench.images.programs import programs
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop

pytestmark = pytest.mark.skipif(
    landlock.version() < 6, reason="this kernel has no Landlock that knows signals"
)

X86_64 = ARCHITECTURES["x86_64"]
SECRET = "a word that no submission may see"
MODULE = """#include <linux/module.h>
static int __init begin(void) { return 0; }
module_init(begin);
MODULE_LICENSE("GPL");
"""
KBUILD = "obj-m := eve.o\n"


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A project, and beside it what is the host's."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project/avocado.cfg").write_text("[bench]\n")
    (tmp_path / "secret").write_text(SECRET)
    workshop = Workshop(tmp_path / "project", Store(), SILENT)
    try:
        build_tree(workshop, X86_64)
    except HostError as error:
        pytest.skip(f"the cache is cold and {error}")
    return workshop


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def lay(workshop: Workshop, folder: str, files: dict[str, str]) -> Path:
    """Files of a folder of `payloads/`; SECRET in them is the path of what is not theirs."""
    target = workshop.root / "payloads" / folder
    target.mkdir(parents=True)
    for name, text in files.items():
        secret = str(workshop.root.parent / "secret")
        (target / name).write_text(text.replace("SECRET", secret))
    return target


def came_of(workshop: Workshop) -> str:
    """All that a build of the module gives away: what it makes, or its error and its log."""
    try:
        made = modules(workshop, "eve", X86_64)
    except BenchError as error:
        return f"{error} {error.detail} {error.log}"
    return "".join(file.read_bytes().decode("latin-1") for file in made)


def untouched(workshop: Workshop) -> bool:
    beside = sorted(path.name for path in workshop.root.parent.iterdir())
    return (beside, (workshop.root.parent / "secret").read_text()) == (
        ["project", "secret"],
        SECRET,
    )


READERS = {
    "make": {"Kbuild": f"{KBUILD}$(warning $(shell cat SECRET))\ninclude SECRET\n"},
    "compiler": {"Kbuild": KBUILD, "eve.c": f'#include "SECRET"\n{MODULE}'},
    "assembler": {"Kbuild": KBUILD, "eve.c": f'{MODULE}asm(".incbin \\"SECRET\\"");\n'},
    "linker": {"Kbuild": f"{KBUILD}ldflags-y := -T SECRET\n", "eve.c": MODULE},
    "link": {"Kbuild": f"{KBUILD}$(shell ln -s SECRET $(src)/eve.ko)\n", "eve.c": MODULE},
}


@pytest.mark.parametrize("files", READERS.values(), ids=READERS)
def test_a_module_shows_no_file_of_the_host(workshop: Workshop, files: dict[str, str]) -> None:
    lay(workshop, "modules/eve", files)
    assert SECRET not in came_of(workshop)
    assert untouched(workshop)


WRITERS = (
    "echo x > SECRET",
    "touch SECRET.new",
    "rm -f SECRET",
    *(f"ln -s SECRET $(src)/../../../../{name}" for name in ("made.json", "Module.symvers")),
    "ln -s SECRET $(src)/../../../../.manifest.json",
    "rmdir $(src)/../../../../temporary && ln -s / $(src)/../../../../temporary",
    "bash -c 'echo x > /dev/tcp/127.0.0.1/PORT'",
)


def test_a_module_changes_nothing_of_the_host(workshop: Workshop, listening: socket.socket) -> None:
    lines = "".join(f"$(shell {command})\n" for command in WRITERS)
    kbuild = f"{KBUILD}{lines}".replace("PORT", str(listening.getsockname()[1]))
    lay(workshop, "modules/eve", {"Kbuild": kbuild, "eve.c": MODULE})
    assert came_of(workshop).startswith("\x7fELF"), "what it does else does not hinder it"
    assert untouched(workshop)
    with pytest.raises(BlockingIOError):
        listening.accept()


def test_what_a_second_build_is_given_goes_where_it_belongs(workshop: Workshop) -> None:
    """The symbols of another module become known when the first build has left its links."""
    lay(workshop, "modules/other", {"Kbuild": "obj-m := other.o\n", "other.c": EXPORTER})
    replace = "cd $(src)/..; rm -rf other; mkdir other; ln -s SECRET other/Module.symvers"
    using = MODULE.replace("return 0", "return shared()").replace(
        "static", "int shared(void);\nstatic"
    )
    lay(workshop, "modules/eve", {"Kbuild": f"{KBUILD}$(shell {replace})\n", "eve.c": using})
    assert "other/Module.symvers: Permission denied" in came_of(workshop)
    assert untouched(workshop)


EXPORTER = """#include <linux/module.h>
int shared(void);
int shared(void) { return 0; }
EXPORT_SYMBOL_GPL(shared);
MODULE_LICENSE("GPL");
"""


FOLDERS = {
    "link": lambda folder: (folder / "eve.c").symlink_to("/etc/shadow"),
    "relative-link": lambda folder: (folder / "eve.c").symlink_to("../../../../secret"),
    "link-to-a-folder": lambda folder: (folder / "more").symlink_to("/etc"),
    "link-to-itself": lambda folder: (folder / "eve.c").symlink_to("eve.c"),
    "pipe": lambda folder: os.mkfifo(folder / "eve.c"),
    "socket": lambda folder: socket.socket(socket.AF_UNIX).bind(str(folder / "s")),
}


@pytest.mark.parametrize("make", FOLDERS.values(), ids=FOLDERS)
def test_a_folder_has_files_and_folders_only(workshop: Workshop, make: object) -> None:
    folder = lay(workshop, "modules/eve", {"Kbuild": KBUILD})
    assert callable(make)
    make(folder)
    said = came_of(workshop)
    assert SECRET not in said
    assert "payloads/modules/eve" in said  # says what is meant


def test_a_build_that_never_ends_is_given_up(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "BOUNDS", Bounds(cpu=1))
    lay(workshop, "modules/eve", {"Kbuild": f"{KBUILD}$(shell while :; do /bin/true; done)\n"})
    with pytest.raises(BenchError, match=r"used 1 s of CPU time and did not end") as caught:
        modules(workshop, "eve", X86_64)
    assert not isinstance(caught.value, HostError)


MAKEFILE = "all:\n\t"


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ("ln -s SECRET $(OUT)/eve", "makes a link, eve"),
        ("ln -s SECRET $(OUT)/.manifest.json", r"makes a link, \.manifest"),
        ("mkdir $(OUT)/a; ln -s / $(OUT)/a/b", "makes a link, b"),
        ("cat SECRET > $(OUT)/eve", "Permission denied"),
        ("mkfifo $(OUT)/eve", "Permission denied"),
    ],
)
def test_a_program_is_a_file(workshop: Workshop, recipe: str, said: str) -> None:
    lay(workshop, "eve", {"Makefile": f"{MAKEFILE}{recipe}\n"})
    with pytest.raises(BenchError, match=said) as caught:
        programs(workshop, "eve", X86_64)
    assert SECRET not in f"{caught.value} {caught.value.detail} {caught.value.log}"
    assert untouched(workshop)
