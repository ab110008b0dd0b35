# SPDX-License-Identifier: MIT
"""Imports a test file as Python would: once, by a name of its own, with what lies beside it.

`tests/trial/data.py` is the module `tests.trial.data`. A helper beside it is found as
`import common`, `from . import common` and `from tests.trial import common`, and is one module
whichever is written. So dataclasses, pickle and what else looks a module up by its name work.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path, PurePosixPath
from types import ModuleType


@contextmanager
def imported(path: str, root: Path) -> Iterator[ModuleType]:
    """A test file as a module, which lasts as long as the `with` block.

    Afterwards nothing that was imported from the folders of tests is left: the next file may
    have a helper of the same name in another folder, and each cell starts with fresh modules.
    What importing the file raises is passed on.

    Args:
        path: of the file, relative to the project's root.
        root: the project's folder.
    """
    folders = PurePosixPath(path).parent.parts or (".",)
    top = _Top(_name(folders[0]), str(root / folders[0]))
    importlib.invalidate_caches()
    before, places = top.forget(), list(sys.path)
    package = _package(folders, root)
    beside = _Beside(root.joinpath(*folders), package)
    sys.path += [str(beside.folder), str(root)]  # for processes that a test starts anew
    sys.meta_path.insert(0, beside)
    try:
        yield _load(f"{package}.{_name(PurePosixPath(path).stem)}", root / path)
    finally:
        sys.meta_path.remove(beside)
        sys.path[:] = places
        top.forget()
        sys.modules.update(before)


class _Top:
    """The outermost folder of a test file: which of the known modules come from there."""

    def __init__(self, name: str, folder: str) -> None:
        self._name = name
        self._folder = f"{folder}/"

    def forget(self) -> dict[str, ModuleType]:
        """Take out what `sys.modules` has of it."""
        found = {name: module for name, module in sys.modules.items() if self._has(name, module)}
        for name in found:
            del sys.modules[name]
        return found

    def _has(self, name: str, module: ModuleType) -> bool:
        known = getattr(module, "__dict__", {})
        names = (name, str(known.get("__name__")))
        return (any(found.partition(".")[0] == self._name for found in names)) or str(
            known.get("__file__")
        ).startswith(self._folder)


class _Beside(MetaPathFinder):
    """Finds what lies beside a test file, unless Python's own library has that name."""

    def __init__(self, folder: Path, package: str) -> None:
        self.folder = folder
        self._package = package

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        parent, _, name = fullname.rpartition(".")
        if parent:  # below a folder that lies beside: known by that folder's own name
            package = getattr(sys.modules.get(parent), "__name__", parent)
            return ModuleSpec(fullname, _Same(f"{package}.{name}")) if package != parent else None
        if name in sys.stdlib_module_names or not self._is_there(name):
            return None
        return ModuleSpec(fullname, _Same(f"{self._package}.{name}"))

    def _is_there(self, name: str) -> bool:
        found = PathFinder.find_spec(name, [str(self.folder)])
        if found is None or found.origin:
            return found is not None
        # A mere folder gives way to a module that is installed, as in Python itself.
        installed = PathFinder.find_spec(name)
        return installed is None or installed.origin is None


class _Same(Loader):
    """Loads a module by giving the one that has another name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = importlib.import_module(self._name)


def _package(folders: Sequence[str], root: Path) -> str:
    """Import the folders of a file, whose `__init__.py` may be missing; the innermost's name."""
    name, place = "", root
    for folder in folders:
        place /= folder
        name = f"{name}.{_name(folder)}".removeprefix(".")
        start = place / "__init__.py"
        _load(name, start if start.exists() else None, [str(place)])
    return name


def _load(name: str, file: Path | None, folders: list[str] | None = None) -> ModuleType:
    if file:
        found = spec_from_file_location(name, file, submodule_search_locations=folders)
        specification = found or ModuleSpec(name, None)
    else:
        specification = ModuleSpec(name, None, is_package=True)
        specification.submodule_search_locations = folders
    module = sys.modules[name] = module_from_spec(specification)
    if specification.loader:
        specification.loader.exec_module(module)
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    return module


def _name(part: str) -> str:
    """A file's or folder's name as part of a module's, in which dots separate."""
    return part.replace(".", "_")
