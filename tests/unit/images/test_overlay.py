"""A project's sources over those that the bench brings."""

from __future__ import annotations

from pathlib import Path

from bench.images import overlay


def lay(folder: Path, **files: str) -> Path:
    """Files whose names have `__` for a slash, each with what is in it."""
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def copied(target: Path, *layers: Path) -> dict[str, str]:
    overlay.copy(layers, target)
    found = (path for path in target.rglob("*") if path.is_file())
    return {str(path.relative_to(target)).replace("/", "__"): path.read_text() for path in found}


def test_folders_are_merged_file_by_file(tmp_path: Path) -> None:
    base = lay(tmp_path / "base", Makefile="base", hello="base", boot__boot="base")
    own = lay(tmp_path / "own", hello="own", mine__main="own")
    assert copied(tmp_path / "copy", own, base) == {
        "Makefile": "base",
        "hello": "own",
        "boot__boot": "base",
        "mine__main": "own",
    }


def test_a_package_replaces_a_package(tmp_path: Path) -> None:
    base = lay(tmp_path / "base", hello__main="base", hello__more="base", rt0__a__main="base")
    own = lay(tmp_path / "own", hello__main="own", rt0__b__main="own")
    assert copied(tmp_path / "copy", own, base) == {
        "hello__main": "own",
        "rt0__a__main": "base",
        "rt0__b__main": "own",
    }


def test_links_stay_links_and_give_way(tmp_path: Path) -> None:
    base = lay(tmp_path / "base", a="base", b__c="base")
    own = lay(tmp_path / "own", d="own")
    (own / "a").symlink_to("d")
    (own / "b").symlink_to("d")
    overlay.copy((own, base), tmp_path / "copy")
    assert (tmp_path / "copy/a").readlink() == (tmp_path / "copy/b").readlink() == Path("d")


def test_every_file_has_its_origin(tmp_path: Path) -> None:
    base, own = lay(tmp_path / "base", a="", b=""), lay(tmp_path / "own", b="")
    assert overlay.origin((own, base), Path("a")) == base / "a"
    assert overlay.origin((own, base), Path("b")) == own / "b"
    assert overlay.origin((own, base), Path("made")) == own / "made"


def test_the_sum_tells_every_layer(tmp_path: Path) -> None:
    base, own = lay(tmp_path / "base", a="1"), lay(tmp_path / "own", b="2")
    before = overlay.of_layers((own, base))
    lay(base, a="3")
    assert overlay.of_layers((own, base)) != before
