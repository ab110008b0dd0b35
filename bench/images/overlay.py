"""Folders that are laid over each other: a project's sources over those that the bench brings.

Layers are given with the uppermost first. The folders themselves are merged. Below them, a
folder that has files replaces what lies beneath, so that a Go package of the project's is not
mixed with one of the base's; one that has only folders is merged again.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.images import digest

Layers = Sequence[Path]


def copy(layers: Layers, target: Path) -> None:
    """Copy what all layers together hold into a folder, which is made."""
    for layer in reversed(layers):
        _lay(layer, target)


def of_layers(layers: Layers) -> str:
    """The sum of all names and contents (`bench.images.digest`)."""
    return digest.combined(*map(digest.of_folder, layers))


def origin(layers: Layers, path: Path) -> Path:
    """Which layer's file a copied one is.

    Args:
        layers: as they were copied.
        path: relative to the copy.
    """
    places = [layer / path for layer in layers]
    return next((place for place in places if place.exists()), places[0])


def _lay(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir()):
        beneath = target / entry.name
        if beneath.is_symlink() or not beneath.is_dir():
            _copy(entry, beneath)
        elif entry.is_dir() and all(inner.is_dir() for inner in entry.iterdir()):
            _lay(entry, beneath)
        else:
            shutil.rmtree(beneath)
            _copy(entry, beneath)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        target.unlink(missing_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)
