# SPDX-License-Identifier: MIT
"""The shelf: one maker, nothing in half, room by what was used least."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.errors import BenchError, HostError
from bench.qemu.spawning.sparse import copy_sparse
from bench.templates.place import Place, find_place
from bench.templates.shelf import Shelf
from bench.templates.template import Template

MEGABYTE = 1 << 20


def described(folder: Path, title: str = "a", parent: str | None = None) -> None:
    Template(title, "m", ("booted",), parent, "6.1", "00", 1, {}, "fd").write(folder)


def filled(size: int = MEGABYTE, content: bytes = b"x") -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        (folder / "ram").write_bytes(content * size)
        described(folder)

    return build


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Place(tmp_path, 10 * MEGABYTE))


def names(shelf: Shelf) -> set[str]:
    return {path.name for path in shelf.place.folder.iterdir()}


def test_what_is_made_can_be_opened(shelf: Shelf) -> None:
    assert shelf.open("k") is None
    shelf.make("k", filled(), size=MEGABYTE)
    opened = shelf.open("k")
    assert opened is not None
    with opened:
        assert os.pread(opened.files["ram"], 4, 0) == b"xxxx"
        assert Template.from_json(opened.content).title == "a"
    assert names(shelf) == {"k"}


def test_what_is_open_may_be_removed(shelf: Shelf) -> None:
    shelf.make("k", filled(), size=MEGABYTE)
    opened = shelf.open("k")
    assert opened is not None
    assert shelf.clear() >= MEGABYTE
    with opened:
        assert os.pread(opened.files["ram"], 1, MEGABYTE - 1) == b"x"
    assert names(shelf) == set()


def test_what_fails_leaves_nothing(shelf: Shelf) -> None:
    def build(folder: Path) -> None:
        (folder / "ram").write_bytes(b"half")
        raise BenchError("no")

    with pytest.raises(BenchError, match="no"):
        shelf.make("k", build, size=1)
    assert names(shelf) == set()


def truncate(path: Path) -> None:
    os.truncate(path, 5)


def overwrite(path: Path) -> None:
    """Keeps the size, and changes the file after the clock's next tick."""
    content = path.read_bytes()
    before = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == before:
        path.write_bytes(b"y" * len(content))


@pytest.mark.parametrize("damage", [truncate, overwrite, Path.unlink])
@pytest.mark.parametrize("name", ["ram", "template.json"])
def test_a_damaged_template_is_not_used(
    shelf: Shelf, damage: Callable[[Path], None], name: str
) -> None:
    shelf.make("k", filled(), size=MEGABYTE)
    damage(shelf.place.folder / "k" / name)
    assert shelf.open("k") is None
    assert names(shelf) == set()


def test_a_template_that_is_being_made_is_not_among_the_entries(shelf: Shelf) -> None:
    def build(folder: Path) -> None:
        described(folder)
        assert shelf.entries() == ()

    shelf.make("k", build, size=MEGABYTE)
    assert [entry.key for entry in shelf.entries()] == ["k"]


def test_the_least_recently_used_make_room(shelf: Shelf) -> None:
    for key in ("a", "b", "c"):
        shelf.make(key, filled(3 * MEGABYTE), size=3 * MEGABYTE)
        os.utime(shelf.place.folder / key, (time.time() - 100, time.time() - 100 + ord(key)))
    opened = shelf.open("a")  # used now
    assert opened is not None
    opened.__exit__(None, None, None)
    shelf.make("d", filled(3 * MEGABYTE), size=3 * MEGABYTE)
    assert names(shelf) == {"a", "c", "d"}


def test_what_never_fits_is_told(shelf: Shelf) -> None:
    with pytest.raises(HostError, match=r"no room for a template in .*: a template of 11 MiB"):
        shelf.make("k", filled(), size=11 * MEGABYTE)


def test_a_refusal_is_remembered_and_cleared(shelf: Shelf) -> None:
    shelf.refuse("k", "9p cannot be saved")
    assert shelf.refusal("k") == "9p cannot be saved"
    [entry] = shelf.entries()
    assert (entry.key, entry.refused) == ("k", "9p cannot be saved")
    shelf.clear()
    assert (shelf.refusal("k"), names(shelf)) == ("", set())


def test_the_place_must_be_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setenv("BENCH_TEMPLATES", str(tmp_path / "link"))
    with pytest.raises(HostError, match="is not this user's; remove it"):
        find_place()


@pytest.mark.parametrize("text", ["6", "G", "-1G", "1.5G", "6 G"])
def test_a_limit_that_is_none_is_told(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_TEMPLATES", str(tmp_path / "t"))
    monkeypatch.setenv("BENCH_TEMPLATES_LIMIT", text)
    with pytest.raises(BenchError, match="is not a size; write for example 6G"):
        find_place()


def test_holes_stay_holes(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w+b") as source, (tmp_path / "b").open("w+b") as target:
        source.truncate(100 * MEGABYTE)
        for at in (0, 50 * MEGABYTE, 100 * MEGABYTE - 3):
            os.pwrite(source.fileno(), b"xyz", at)
        copy_sparse(source.fileno(), target.fileno())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "b").stat().st_blocks * 512 < MEGABYTE


def test_a_description_survives(tmp_path: Path) -> None:
    described(tmp_path, "é", "parent")
    read = Template.from_json(json.loads((tmp_path / "template.json").read_text()))
    assert (read.title, read.parent, read.milestones) == ("é", "parent", ("booted",))
