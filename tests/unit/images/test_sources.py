# SPDX-License-Identifier: MIT
"""What goes into a build: a folder, what it refers to, and nothing from outside of the project."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.images.tools.sources import Sources
from bench.project import Project

ALONE = "[bench]\nbase = none\n"
MODULE = "payloads/modules/mine"


def lay(folder: Path, **files: str) -> Path:
    """Files whose names have `__` for a slash, each with what is in it."""
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a module and what lies beside it."""
    root = tmp_path / "project"
    modules = root / "payloads/modules"
    lay(root, **{"avocado.cfg": ALONE, "payloads__libc__lib.c": "", "docs__page.h": ""})
    lay(
        modules,
        **{"mine__Kbuild": "obj-m := mine.o\n", "mine__mine.c": "", "mine__sub__part.c": ""},
    )
    lay(modules, **{"common__ring.h": "1", "common__more.h": "2", "other__Kbuild": "", "top.h": ""})
    return root


def of(root: Path, folder: str = MODULE) -> Sources:
    return Sources(Project(root), folder)


def paths(sources: Sources) -> set[str]:
    return {str(source.path) for source in sources.files}


def copied(sources: Sources, target: Path) -> dict[str, str]:
    """What a copy has, names with `__` for a slash, below the folder that is built."""
    folder = sources.copy(target)
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)).replace("/", "__"): path.read_text() for path in found}


OWN = {f"{MODULE}/{name}" for name in ("Kbuild", "mine.c", "sub/part.c")}
COMMON = {f"payloads/modules/common/{name}" for name in ("ring.h", "more.h")}


@pytest.mark.parametrize(
    ("file", "text", "more"),
    [
        ("mine.c", '#include "../common/ring.h"\n', COMMON),
        ("Kbuild", "ccflags-y := -I$(src)/../common\n", COMMON),
        ("Kbuild", "ccflags-y := -I$(src)/..\n", {*COMMON, "payloads/modules/top.h"}),
        ("mine.c", '#include "../top.h"\n', {"payloads/modules/top.h"}),
        ("sub/part.c", '#include "../../common/ring.h"\n', COMMON),
        ("Kbuild", "mine-y := ../../libc/lib.o\n", {"payloads/libc/lib.c"}),
        ("mine.c", "/* a..b ... ../../../../../etc ../missing.h */\n", set()),
        ("mine.c", "/* see ../sub and ../mine/mine.c */\n", set()),
    ],
)
def test_what_lies_beside_goes_along(root: Path, file: str, text: str, more: set[str]) -> None:
    (root / MODULE / file).write_text(text)
    assert paths(of(root)) == OWN | more


def test_a_change_of_what_lies_beside_is_another_digest(root: Path) -> None:
    (root / MODULE / "mine.c").write_text('#include "../common/ring.h"\n')
    before = of(root).digest
    lay(root / "payloads/modules", **{"other__Kbuild": "# changed\n"})
    assert of(root).digest == before
    lay(root / "payloads/modules", **{"common__more.h": "3"})
    assert of(root).digest != before


def test_a_link_is_what_it_leads_to(root: Path, tmp_path: Path) -> None:
    (root / MODULE / "ring.h").symlink_to("../common/ring.h")
    (root / MODULE / "common").symlink_to("../common")
    before = of(root)
    copy = before.copy(tmp_path / "copy")
    assert (copy / "ring.h").read_text() == (copy / "common/ring.h").read_text() == "1"
    assert not any(path.is_symlink() for path in (tmp_path / "copy").rglob("*"))
    lay(root / "payloads/modules", **{"common__ring.h": "changed"})
    assert of(root).digest != before.digest


@pytest.mark.parametrize("name", ["payloads", "payloads/modules", MODULE])
def test_a_project_may_be_put_together_by_links(root: Path, tmp_path: Path, name: str) -> None:
    (root / MODULE / "mine.c").write_text('#include "../common/ring.h"\n')
    (root / name).rename(tmp_path / "elsewhere")
    (root / name).symlink_to(tmp_path / "elsewhere")
    assert paths(of(root)) == OWN | COMMON


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("/etc/hostname", "is a link out of the project"),
        ("../../../../secret", "is a link out of the project"),
        ("nothing", "is a link to nothing"),
        ("/dev/null", "is a link out of the project"),
        (".", "is a link to a folder above it"),
    ],
)
def test_a_link_that_leads_astray_is_told(root: Path, target: str, what: str) -> None:
    (root.parent / "secret").write_text("secret")
    (root / MODULE / "link.h").symlink_to(target)
    with pytest.raises(BenchError, match=what) as caught:
        _ = of(root).files
    assert caught.value.where == f"{MODULE}/link.h"


def test_what_is_no_file_is_told(root: Path) -> None:
    os.mkfifo(root / MODULE / "pipe")
    with pytest.raises(BenchError, match="pipe: is neither a file nor a folder"):
        _ = of(root).files


def test_a_lock_of_emacs_and_a_repository_are_no_sources(root: Path) -> None:
    (root / MODULE / ".#mine.c").symlink_to("user@host.1234")
    (root / MODULE / "__pycache__").mkdir()
    for name in (".git", "__pycache__/a.pyc"):
        (root / MODULE / name).write_text("")
    assert paths(of(root)) == OWN


def test_a_copy_can_be_written_whatever_the_source(root: Path, tmp_path: Path) -> None:
    script = root / MODULE / "gen.sh"
    script.write_text("")
    script.chmod(0o500)
    (root / MODULE).chmod(0o500)
    copy = of(root).copy(tmp_path / "copy")
    assert stat.S_IMODE((copy / "gen.sh").stat().st_mode) == 0o755
    assert stat.S_IMODE((copy / "Kbuild").stat().st_mode) == 0o644
    assert copy.stat().st_mode & stat.S_IWUSR
    before = of(root).digest
    script.chmod(0o400)
    assert of(root).digest != before


def test_a_file_that_changes_before_it_is_copied_is_told(root: Path, tmp_path: Path) -> None:
    sources = of(root)
    assert sources.digest
    lay(root, **{f"{MODULE.replace('/', '__')}__mine.c": "changed"})
    with pytest.raises(BenchError, match="changed while it was copied; try again"):
        sources.copy(tmp_path / "copy")


@pytest.fixture
def layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A project's folder and the base's."""
    own, base = tmp_path / "own", tmp_path / "base"
    monkeypatch.setattr("bench.project.BASE", base)
    lay(own, **{"avocado.cfg": ""})
    lay(base, **{"kernels__Makefile": "base"})
    return own, base


def test_folders_of_a_project_and_the_base_are_merged(
    layers: tuple[Path, Path], tmp_path: Path
) -> None:
    own, base = layers
    lay(base / "kernels", hello="base", boot__boot="base")
    lay(own / "kernels", hello="own", mine__main="own")
    assert copied(of(own, "kernels"), tmp_path / "copy") == {
        "Makefile": "base",
        "hello": "own",
        "boot__boot": "base",
        "mine__main": "own",
    }


def test_a_package_replaces_a_package(layers: tuple[Path, Path], tmp_path: Path) -> None:
    own, base = layers
    lay(base / "kernels", hello__main="base", hello__more="base", rt0__a__main="base")
    lay(own / "kernels", hello__main="own", rt0__b__main="own")
    assert copied(of(own, "kernels"), tmp_path / "copy") == {
        "Makefile": "base",
        "hello__main": "own",
        "rt0__a__main": "base",
        "rt0__b__main": "own",
    }


def test_an_error_names_the_layer(layers: tuple[Path, Path], tmp_path: Path) -> None:
    own, base = layers
    lay(own / "kernels", mine__main="own")
    place = of(own, "kernels").place(tmp_path / "copy")
    assert place.origin(Path("kernels/mine/main")) == "kernels/mine/main"
    assert place.origin(Path("kernels/Makefile")) == str(base / "kernels/Makefile")


def test_every_layer_is_in_the_digest(layers: tuple[Path, Path]) -> None:
    own, base = layers
    lay(own / "kernels", mine__main="own")
    before = of(own, "kernels").digest
    lay(base / "kernels", Makefile="changed")
    assert of(own, "kernels").digest != before
