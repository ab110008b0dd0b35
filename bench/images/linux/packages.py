# SPDX-License-Identifier: MIT
"""Debian packages whose files a test's guest has."""

from __future__ import annotations

from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.images.tools import command
from bench.images.workshop import Workshop


def package_files(workshop: Workshop, name: str, architecture: Architecture) -> Path:
    """The archive (tar) of a package's files; its scripts are left out, and never run.

    Raises:
        BenchError: the lock file does not pin it, or it cannot be fetched.
    """
    source = workshop.debian
    package = source.lock.package(name, architecture.debian)

    def build(folder: Path) -> None:
        (folder / "files.tar").write_bytes(
            command.run(["dpkg-deb", "--fsys-tarfile", source.file(package)], what=f"unpack {name}")
        )

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256)
    artefact = workshop.store.artefact(f"files-{name}-{architecture.name}", key, build)
    return artefact / "files.tar"
