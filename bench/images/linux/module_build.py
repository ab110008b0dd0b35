# SPDX-License-Identifier: MIT
"""One folder of `payloads/modules/`, built by the kernel's own build."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.confinement.build import Reach
from bench.errors import BenchError
from bench.images.kernel_tree import KernelTree
from bench.images.linux import module_folders
from bench.images.linux.kernel_headers import build_tree
from bench.images.linux.module_folders import FOLDER
from bench.images.linux.port import port_to
from bench.images.tools import command
from bench.images.tools.sources import BUILD_FILES
from bench.images.workshop import Workshop

_SYMBOLS = "Module.symvers"
_MADE = "made.json"

# As modpost says it, once a module and symbol.
_UNDEFINED = re.compile(r'^WARNING: modpost: "(\S+)" \[\S+\] undefined!$', re.MULTILINE)


@dataclass(frozen=True)
class Made:
    """The modules of a folder.

    Attributes:
        name: of the folder.
        modules: the files, in the order of its Kbuild file.
        uses: the folders of the modules whose symbols they use.
        symbols: the file that says what they export.
    """

    name: str
    modules: tuple[Path, ...]
    uses: tuple[str, ...]
    symbols: Path


def build_modules(
    workshop: Workshop, name: str, architecture: Architecture, waiting: tuple[str, ...] = ()
) -> Made:
    """Build what a folder makes, unless the cache has it.

    Args:
        workshop: what recipes work with.
        name: the folder's.
        architecture: whose kernel.
        waiting: the folders whose builds wait for this one.

    Raises:
        BenchError: there is no such folder, or it does not compile; the error names the
            file and line.
    """
    if name in waiting:
        circle = " -> ".join((*waiting[waiting.index(name) :], name))
        raise BenchError(
            f"modules use each other's symbols in a circle: {circle}",
            hint="make one module of them, or move what both use to a third",
            where=f"{FOLDER}/{name}",
        )
    tree = build_tree(workshop, architecture)
    workshop.inputs.note_program(_compiler(architecture), f"{architecture.cross}ld", "make")
    related = module_folders.related(workshop, name)
    key = digest.combined(
        digest.of_path(Path(__file__)),
        *(module_folders.sources(workshop, one).digest for one in related),
        tree.key,
        command.tool_chain(architecture),
    )
    artefact = workshop.store.artefact(
        f"module-{name.replace('/', '-')}-{tree.name}-{architecture.name}",
        key,
        lambda folder: _Build(workshop, name, architecture, waiting, tree, folder).run(),
    )
    made = json.loads((artefact / _MADE).read_text(encoding="utf-8"))
    modules = tuple(artefact / file for file in made["modules"])
    return Made(name, modules, tuple(made["uses"]), artefact / _SYMBOLS)


def _compiler(architecture: Architecture) -> str:
    return f"{architecture.cross}gcc"


@dataclass
class _Build:
    """The build of a folder's modules in an empty folder.

    Attributes:
        workshop: what recipes work with.
        name: the folder's.
        architecture: whose kernel.
        waiting: the folders whose builds wait for this one.
        tree: what the modules are built against.
        folder: takes what comes of it.
    """

    workshop: Workshop
    name: str
    architecture: Architecture
    waiting: tuple[str, ...]
    tree: KernelTree
    folder: Path

    def run(self) -> None:
        """Build, and build again with the symbols of the modules that this one turned out to use.

        Which they are is known when modpost has looked at the objects.
        """
        self.what = f"build the module {self.name} for {self.architecture.name}"
        self.workshop.progress.step(self.what)
        self.copy = self.folder / "source"
        self.sources = module_folders.sources(self.workshop, self.name)
        uses = module_folders.named(b"".join(text for _, text in self.sources.texts()))
        found: list[str] = []
        self._begin(uses, found)
        while undefined := self._make():
            exporting = self._exporting(undefined, uses)
            found += exporting
            uses += exporting
            self._begin(uses, found)
        self._keep(uses)

    def _begin(self, uses: Iterable[str], found: Iterable[str]) -> None:
        """Lay out a new copy of the sources.

        An earlier build may have left links in the older one, and what is written there goes
        where they lead.
        """
        shutil.rmtree(self.copy, ignore_errors=True)
        self.own = self.sources.copy(self.copy)
        self._lay_out(uses)
        self._take_symbols_of(found)

    def _make(self) -> list[str]:
        """Run the kernel's build; returns the symbols that it did not find.

        Debug information would make a module fifty times as large, and name its folder; type
        information (BTF) takes a tool of its own, and nothing here reads it.
        """
        said = command.make(
            [
                "make",
                "-C",
                self.tree.folder,
                f"M={self.own}",
                f"ARCH={port_to(self.architecture).arch}",
                f"CROSS_COMPILE={self.architecture.cross}",
                # Debian names the version that built the kernel, which a later release lacks.
                f"CC={_compiler(self.architecture)}",
                f"KCFLAGS=-g0 -ffile-prefix-map={self.copy}/= -ffile-prefix-map={self.own}/=",
                "CONFIG_DEBUG_INFO_BTF_MODULES=",
                "KBUILD_MODPOST_WARN=1",
                "modules",
            ],
            what=self.what,
            place=self.sources.place(self.copy, self.tree.folder, *self.tree.reads),
            reach=Reach(reads=self.tree.reads),
        )
        return list(dict.fromkeys(_UNDEFINED.findall(said)))

    def _lay_out(self, names: Iterable[str]) -> None:
        """Put what folders' modules export where it lies when the kernel builds them."""
        for name in names:
            waiting = (*self.waiting, self.name)
            made = build_modules(self.workshop, name, self.architecture, waiting)
            target = self.copy / FOLDER / name / _SYMBOLS
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made.symbols, target)

    def _take_symbols_of(self, names: Iterable[str]) -> None:
        """Have the next build know what folders' modules export."""
        file = next(self.own / name for name in BUILD_FILES if (self.own / name).is_file())
        lines = (
            f"\n\nKBUILD_EXTRA_SYMBOLS += {self.copy / FOLDER / name / _SYMBOLS}\n"
            for name in names
        )
        with file.open("a") as stream:
            stream.writelines(lines)

    def _exporting(self, undefined: list[str], known: list[str]) -> list[str]:
        """The folders that export symbols, of which each has to be exported by exactly one."""
        found = module_folders.exporters(
            self.workshop, self.name, {symbol.encode() for symbol in undefined}
        )
        names = {symbol: found.get(symbol.encode(), []) for symbol in undefined}
        for symbol, folders in names.items():
            if len(folders) != 1 or folders[0] in known:
                raise self._unknown(symbol, folders)
        return sorted({folders[0] for folders in names.values()})

    def _unknown(self, symbol: str, folders: list[str]) -> BenchError:
        hint = f"neither the kernel nor a module of {FOLDER} exports it"
        if len(folders) > 1:
            hint = (
                f"{' and '.join(folders)} export it: say in the Kbuild file which is meant, as "
                f"KBUILD_EXTRA_SYMBOLS := $(src)/../{folders[0]}/{_SYMBOLS}"
            )
        elif place := module_folders.definition(self.workshop, self.name, symbol):
            hint = f"write EXPORT_SYMBOL_GPL({symbol}); in {place}"
        return BenchError(
            f"cannot {self.what}: undefined symbol {symbol} (modpost)",
            hint=hint,
            where=str(self.sources.folder),
        )

    def _keep(self, uses: list[str]) -> None:
        """Keep the modules, and what they export; nothing of it names this folder."""
        files = {file.stem: file for file in sorted(self.own.rglob("*.ko"))}
        if not files:
            raise self._nothing()
        symbols, listed = self.own / _SYMBOLS, self.own / "modules.order"
        for file in (*files.values(), symbols, listed):
            if not command.is_made(file):
                raise BenchError(f"{file.name} is a link", where=str(self.sources.folder))
        order = dict.fromkeys(
            Path(line).stem for line in listed.read_text(encoding="utf-8").split()
        )
        names = sorted(files, key=lambda stem: [*order, stem].index(stem))
        for name in names:
            files[name].rename(self.folder / f"{name}.ko")
        text = symbols.read_text(encoding="utf-8").replace(f"{self.copy}/", "")
        (self.folder / _SYMBOLS).write_text(text)
        made = {"modules": [f"{name}.ko" for name in names], "uses": uses}
        (self.folder / _MADE).write_text(json.dumps(made))
        command.remove(self.copy)

    def _nothing(self) -> BenchError:
        file = next(name for name in BUILD_FILES if (self.own / name).is_file())
        source = next((path.stem for path in sorted(self.own.glob("*.c"))), self.name)
        return BenchError(
            "makes no module",
            hint=f"write obj-m := {source}.o",
            where=str(self.sources.folder / file),
        )
