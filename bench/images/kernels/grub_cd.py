# SPDX-License-Identifier: MIT
"""CDs from which GRUB loads a kernel, by `grub-mkrescue` of GRUB for PCs with a BIOS."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

from bench.artefacts import digest
from bench.errors import HostError
from bench.host.advice import install
from bench.images.tools import command as tool
from bench.images.workshop import Workshop

MODULES = Path("/usr/lib/grub/i386-pc")
"""Debian's grub-pc-bin."""

TOOLS = ("grub-mkrescue", "xorriso", "mformat")
"""The programs that have to be there; grub-mkrescue calls the other two."""

_PARTITIONS = "part_*.mod"
"""Modules for partitions: the GRUB that grub-mkrescue makes loads them all, and says what it
did not find."""

_DATE = "1980010100000000"
"""Of all that is on the CD and of the CD itself, whenever it is made (ECMA-119, 8.4.26)."""


def grub_cd(
    workshop: Workshop,
    kernel: Path,
    *,
    command: str,
    words: tuple[str, ...] = (),
    module: Path | None = None,
) -> Path:
    """An ISO 9660 image whose GRUB loads a kernel without a menu and a wait.

    Args:
        workshop: what recipes work with.
        kernel: the file.
        command: GRUB's, which is also the name of its module: `multiboot2`, `multiboot`.
        words: of the kernel's command line, behind its name.
        module: a file that GRUB loads for the kernel to find.

    Raises:
        HostError: GRUB or one of its tools is missing.
        BenchError: the image cannot be made.
    """
    workshop.inputs.note(MODULES)
    workshop.inputs.note_program(*TOOLS)
    for program in TOOLS:
        tool.find(program)
    if not MODULES.is_dir():
        raise HostError("GRUB for PCs with a BIOS is missing", hint=install("grub-mkrescue"))

    def build(folder: Path) -> None:
        workshop.progress.step(f"make a CD with {kernel.name}")
        content = folder / "content"
        (content / "boot" / "grub").mkdir(parents=True)
        shutil.copyfile(kernel, content / "boot" / "kernel")
        if module:
            shutil.copyfile(module, content / "boot" / "module")
        menu = _menu(command, words, with_module=module is not None)
        (content / "boot" / "grub" / "grub.cfg").write_text(menu)
        modules = [command, *sorted(file.stem for file in MODULES.glob(_PARTITIONS))]
        tool.run(
            [
                *["grub-mkrescue", f"--directory={MODULES}"],
                f"--install-modules={' '.join(modules)}",
                *["--fonts=", "--locales=", "--themes=", f"--output={folder / 'cd.iso'}"],
                # For xorriso; it has heard the time of day before, and the last word counts.
                *[str(content), f"--modification-date={_DATE}", "--set_all_file_dates", _DATE],
            ],
            what=f"make a CD with {kernel.name}",
            folder=folder,
        )
        tool.remove(content)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_path(kernel),
        digest.of_folder(MODULES),
        command,
        json.dumps(words),
        digest.of_path(module.resolve()) if module else "",
        *(tool.version(program) for program in TOOLS),
    )
    return workshop.store.artefact(f"cd-{command}-{kernel.stem}", key, build) / "cd.iso"


_MODULES = {"multiboot": "module", "multiboot2": "module2"}
"""GRUB's commands for a module, by the one that loads the kernel."""


def _menu(command: str, words: tuple[str, ...], *, with_module: bool) -> str:
    """GRUB's script (GNU GRUB manual, "Shell-like scripting"; quoting as a POSIX shell's)."""
    lines = [f"{command} /boot/kernel {shlex.join(words)}".rstrip()]
    if with_module:
        lines.append(f"{_MODULES[command]} /boot/module")
    return "\n".join([*lines, "boot"]) + "\n"
