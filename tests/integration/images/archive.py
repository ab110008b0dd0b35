# SPDX-License-Identifier: MIT
"""A small Debian archive on the disk, for apt to use in the place of the host's."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Archive:
    """Packages by suite, and an apt configuration that knows no other source."""

    root: Path
    stanzas: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(
        self, suite: str, name: str, version: str, architecture: str, depends: str = "base"
    ) -> Path:
        """Put a package into a suite; returns its file."""
        tree = self.root / "trees" / f"{name}-{version}-{architecture}"
        (tree / "DEBIAN").mkdir(parents=True, exist_ok=True)
        (tree / "content").write_text(f"{name} {version} {architecture}")
        control = (
            f"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"
            f"Maintainer: nobody <nobody@example.org>\nDescription: for a test\n"
            f"Depends: {depends}\n"
        )
        (tree / "DEBIAN" / "control").write_text(control)
        file = self.root / "pool" / f"{name}_{version}_{architecture}.deb"
        file.parent.mkdir(exist_ok=True)
        subprocess.run(["dpkg-deb", "-b", tree, file], check=True, stdout=subprocess.DEVNULL)
        stanza = (
            f"{control}Filename: pool/{file.name}\nSize: {file.stat().st_size}\n"
            f"SHA256: {hashlib.sha256(file.read_bytes()).hexdigest()}\n"
        )
        for each in ("amd64", "arm64") if architecture == "all" else (architecture,):
            self.stanzas.setdefault((suite, each), []).append(stanza)
        return file

    def publish(self) -> None:
        """Write the suites' indexes."""
        for suite in {suite for suite, _ in self.stanzas}:
            folder = self.root / "dists" / suite
            sums = []
            for architecture in ("amd64", "arm64"):
                index = folder / "main" / f"binary-{architecture}" / "Packages"
                index.parent.mkdir(parents=True, exist_ok=True)
                index.write_text("\n".join(self.stanzas.get((suite, architecture), [])))
                digest = hashlib.sha256(index.read_bytes()).hexdigest()
                sums.append(f" {digest} {index.stat().st_size} {index.relative_to(folder)}")
            release = f"Suite: {suite}\nCodename: {suite}\nArchitectures: amd64 arm64\n"
            (folder / "Release").write_text(f"{release}SHA256:\n" + "\n".join(sums) + "\n")

    def configure(self, *suites: str, broken: bool = False) -> Path:
        """Write an apt configuration with these suites, and return its path.

        Args:
            suites: in the order in which apt asks them.
            broken: add another vendor's source, which is not there.
        """
        sources = [f"deb [trusted=yes] file:{self.root} {suite} main" for suite in suites]
        if broken:
            sources.append(f"deb file:{self.root}/nowhere stable main")
        (self.root / "sources.list").write_text("\n".join(sources) + "\n")
        configuration = self.root / "apt.conf"
        configuration.write_text(
            f'Dir::Etc::sourcelist "{os.fspath(self.root)}/sources.list";\n'
            'Dir::Etc::sourceparts "/dev/null";\nDir::Etc::parts "/dev/null";\n'
        )
        return configuration
