# SPDX-License-Identifier: MIT
"""The store hands out whole artefacts or none, whatever happens to their builders."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.artefacts.manifest import MANIFEST
from bench.artefacts.store import Store
from bench.errors import HostError
from bench.host.cache import cache_root


def write(text: str) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        (folder / "file").write_text(text)

    return build


def never(folder: Path) -> None:
    pytest.fail(f"built again: {folder}")


def half_built(root: Path) -> list[Path]:
    return list(root.glob("*/*.draft-*"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_builds_once_and_then_hands_out_the_same(store: Store) -> None:
    made = store.artefact("thing", "key", write("text"))
    assert (made / "file").read_text() == "text"
    assert store.artefact("thing", "key", never) == made
    assert Store(store.root).artefact("thing", "key", never) == made


def test_another_key_is_another_artefact(store: Store) -> None:
    one = store.artefact("thing", "one", write("1"))
    two = store.artefact("thing", "two", write("2"))
    assert ((one / "file").read_text(), (two / "file").read_text()) == ("1", "2")


def test_a_build_that_fails_leaves_nothing(store: Store) -> None:
    def fail(folder: Path) -> None:
        (folder / "file").write_text("half")
        raise ValueError("no luck")

    with pytest.raises(ValueError, match="no luck"):
        store.artefact("thing", "key", fail)
    assert not half_built(store.root)
    assert (store.artefact("thing", "key", write("whole")) / "file").read_text() == "whole"


def flip(path: Path) -> None:
    """Corrupt one byte, and leave the size."""
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def truncate(path: Path) -> None:
    os.truncate(path, 1)


@pytest.mark.parametrize("damage", [flip, truncate, Path.unlink])
@pytest.mark.parametrize("name", ["file", MANIFEST])
def test_damage_is_noticed_and_mended(
    store: Store, damage: Callable[[Path], None], name: str
) -> None:
    made = store.artefact("thing", "key", write("text"))
    damage(made / name)
    assert not store.intact(made)
    assert (store.artefact("thing", "key", write("text")) / "file").read_text() == "text"
    assert store.artefact("thing", "key", never) == made


def test_a_link_that_points_elsewhere_is_noticed(store: Store) -> None:
    made = store.artefact("thing", "key", lambda folder: (folder / "link").symlink_to("/a"))
    (made / "link").unlink()
    (made / "link").symlink_to("/b")
    assert not store.intact(made)


def test_sums_are_compared_once_on_a_boot(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = store.artefact("thing", "key", write("text"))
    with monkeypatch.context() as without_sums:
        without_sums.setattr("bench.artefacts.digest.of_path", never)
        assert store.intact(made)
    mark = made.with_name("key.verified")
    os.utime(made / "file")
    before = mark.read_text()
    assert store.intact(made)
    assert mark.read_text() != before


def test_a_change_that_keeps_size_and_time_of_modification_is_noticed_after_a_boot(
    store: Store,
) -> None:
    made = store.artefact("thing", "key", write("text"))
    status = (made / "file").stat()
    flip(made / "file")
    os.utime(made / "file", ns=(status.st_atime_ns, status.st_mtime_ns))
    made.with_name("key.verified").write_text("of another boot")
    assert not store.intact(made)


def test_a_full_disk_is_explained(store: Store) -> None:
    def fill(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(HostError, match="cannot be written: No space left") as caught:
        store.artefact("thing", "key", fill)
    assert "BENCH_CACHE" in caught.value.hint


def test_an_unwritable_root_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HostError, match="cannot be written"):
        Store(tmp_path / "file").artefact("thing", "key", write("text"))


def test_the_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/someone")
    assert cache_root() == Path("/home/someone/.cache/emubench")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_root() == Path("/caches/emubench")
    monkeypatch.setenv("BENCH_CACHE", "/chosen")
    assert cache_root() == Path("/chosen")


ODD = ["/my home", "/a:b", "/a$b", "/a'b", "/a=b", "/a,b"]


@pytest.mark.parametrize("home", ODD)
def test_a_home_that_builds_cannot_be_made_in_has_its_cache_elsewhere(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BENCH_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bench.host.cache._SHARED", tmp_path)
    monkeypatch.setenv("HOME", home)
    assert cache_root() == tmp_path / f"emubench-{os.getuid()}"
    assert cache_root().stat().st_mode & 0o777 == 0o700
    cache_root().rmdir()
    (tmp_path / f"emubench-{os.getuid()}").symlink_to("/tmp")
    with pytest.raises(HostError, match="is not this user's; set BENCH_CACHE"):
        cache_root()


@pytest.mark.parametrize("chosen", ODD)
def test_a_choice_that_builds_cannot_be_made_in_is_refused(
    chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_CACHE", chosen)
    with pytest.raises(HostError, match="set it to another folder"):
        cache_root()
    monkeypatch.setenv("BENCH_CACHE", "/äöü/a.b-c_d+e@f")
    assert cache_root() == Path("/äöü/a.b-c_d+e@f")


def test_a_relative_root_is_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(Path("cache"))
    monkeypatch.chdir("/")
    assert store.artefact("thing", "key", write("text")) == tmp_path / "cache" / "thing" / "key"


def test_a_scratch_folder_is_gone_afterwards(store: Store) -> None:
    with store.scratch() as folder:
        (folder / "file").write_text("")
        store.artefact("thing", "key", write("text"))
        assert (folder / "file").exists()
    assert not half_built(store.root)


def test_a_cache_that_cannot_be_written_is_still_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    made = store.artefact("thing", "key", write("text"))
    made.with_name("key.verified").write_text("of another boot")
    monkeypatch.setattr(Path, "write_text", refuse)
    assert store.artefact("thing", "key", never) == made
