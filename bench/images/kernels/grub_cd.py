# SPDX-License-Identifier: MIT
"""CDs with GRUB, by `grub-mkrescue` of GRUB for PCs with a BIOS."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterable, Mapping
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
    modules: tuple[Path, ...] = (),
) -> Path:
    """An ISO 9660 image whose GRUB loads a kernel without a menu and a wait.

    Args:
        workshop: what recipes work with.
        kernel: the file.
        command: GRUB's, which is also the name of its module: `multiboot2`, `multiboot`.
        words: of the kernel's command line, behind its name.
        modules: files that GRUB loads for the kernel to find.

    Raises:
        HostError: GRUB or one of its tools is missing.
        BenchError: the image cannot be made.
    """
    lines = [f"{command} /boot/kernel {shlex.join(words)}".rstrip()]
    files = {"boot/kernel": kernel}
    for number, module in enumerate(modules):
        files[f"boot/module{number}"] = module
        lines.append(f"{MODULE_COMMANDS[command]} /boot/module{number}")
    script = "\n".join([*lines, "boot"]) + "\n"
    return cd_with_grub(workshop, f"{command}-{kernel.stem}", files, script, (command,))


def cd_with_grub(
    workshop: Workshop,
    name: str,
    files: Mapping[str, Path],
    script: str,
    commands: Iterable[str],
) -> Path:
    """An ISO 9660 image whose GRUB runs a script.

    Args:
        workshop: what recipes work with.
        name: of the CD, for people.
        files: what is on it, by paths from its root.
        script: GRUB's (GNU GRUB manual, "Shell-like scripting"; quoting as a POSIX shell's).
        commands: the names of GRUB's modules that the script needs.

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
    needed = sorted(set(commands))

    def build(folder: Path) -> None:
        workshop.progress.step(f"make a CD with {name}")
        content = folder / "content"
        (content / "boot" / "grub").mkdir(parents=True)
        for place, file in files.items():
            (content / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, content / place)
        (content / "boot" / "grub" / "grub.cfg").write_text(script)
        installed = [*needed, *sorted(file.stem for file in MODULES.glob(_PARTITIONS))]
        tool.run(
            [
                *["grub-mkrescue", f"--directory={MODULES}"],
                f"--install-modules={' '.join(installed)}",
                *["--fonts=", "--locales=", "--themes=", f"--output={folder / 'cd.iso'}"],
                # For xorriso; it has heard the time of day before, and the last word counts.
                *[str(content), f"--modification-date={_DATE}", "--set_all_file_dates", _DATE],
            ],
            what=f"make a CD with {name}",
            folder=folder,
        )
        tool.remove(content)

    key = digest.combined(
        digest.of_path(Path(__file__)),
        json.dumps({place: digest.of_path(file.resolve()) for place, file in files.items()}),
        digest.of_folder(MODULES),
        script,
        json.dumps(needed),
        *(tool.version(program) for program in TOOLS),
    )
    return workshop.store.artefact(f"cd-{name}", key, build) / "cd.iso"


MODULE_COMMANDS = {"multiboot": "module", "multiboot2": "module2"}
"""GRUB's commands for a module, by the one that loads the kernel."""
