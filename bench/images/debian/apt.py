# SPDX-License-Identifier: MIT
"""An apt of its own: the host's sources and keys, and nothing else of the host's.

Its lists, caches and idea of what is installed lie in a folder that is thrown away, and
it knows the guests' architectures. So it works as any user, on a host whose own apt is
locked, and leaves that one's state alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bench.architectures.registry import WITH_LINUX
from bench.errors import BenchError, HostError
from bench.host.distribution import Distribution
from bench.images.tools import command
from bench.images.tools.environment import of_fetchers

_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"

# How to reach the sources (proxies, keys, time-outs) is the host's to say.
_INHERITED = re.compile(rb"^(Acquire|Dir::Etc)::.*;$", re.MULTILINE)


@dataclass(frozen=True)
class Candidate:
    """A version of a package that a source offers, and the suite it offers it in."""

    version: str
    suite: str


class Apt:
    """An apt of its own; `update` it before anything else.

    Args:
        folder: takes its state.
        distribution: the release whose backports are wanted too.
    """

    def __init__(self, folder: Path, distribution: Distribution) -> None:
        self._distribution = distribution
        self._folder = folder
        self._configuration = folder / "apt.conf"

    def update(self) -> None:
        """Fetch the lists of the host's sources, and of the backports beside its release.

        A source that fails is tolerated: it may be another vendor's, without any package
        that is wanted here.

        Raises:
            HostError: none could be reached.
        """
        for part in ("state/lists/partial", "cache/archives/partial"):
            (self._folder / part).mkdir(parents=True)
        (self._folder / "state" / "status").touch()
        self._link_sources()
        self._configuration.write_bytes(self._settings())
        # Settings may hold a proxy's password.
        self._configuration.chmod(0o600)
        self._fetch_lists()
        if self._distribution.backported and self._add_backports():
            self._fetch_lists()

    def _link_sources(self) -> None:
        asked = ["apt-config", "shell", "FOLDER", "Dir::Etc::sourceparts/d"]
        told = command.run(asked, what="read apt's settings", variables=of_fetchers()).decode()
        theirs = Path(told.partition("=")[2].strip().strip("'\""))
        own = self._folder / "sources"
        own.mkdir()
        for file in theirs.glob("*") if theirs.is_dir() else ():
            (own / file.name).symlink_to(file)

    def _add_backports(self) -> bool:
        """Add the suite of backports of the sources that have the release itself."""
        suite = self._distribution.suite
        fields = "$(REPO_URI)|$(RELEASE)"
        argv = ("apt-get", "indextargets", "--format", fields, "Created-By: Packages")
        targets = self._run(*argv, what="list the package sources")
        rows = {tuple(line.split("|")) for line in targets.splitlines()}
        signed = f"[signed-by={_KEYRING}] " if Path(_KEYRING).exists() else ""
        lines = [
            f"deb {signed}{uri} {suite}-backports main"
            for uri, release in sorted(rows)
            if release == suite
        ]
        (self._folder / "sources" / "bench-backports.list").write_text("\n".join(lines) + "\n")
        return bool(lines)

    def _fetch_lists(self) -> None:
        try:
            self._run("apt-get", "update", what="reach the package sources")
        except BenchError as error:
            if not list((self._folder / "state" / "lists").glob("*_Packages*")):
                raise HostError(error.what, hint="apt-get update shows more") from error

    def candidates(self, package: str) -> list[Candidate]:
        """The versions on offer, apt's favourite first.

        Args:
            package: a name, with `:architecture` unless it is for all.
        """
        table = self._run("apt-cache", "madison", package, what=f"look for {package}")
        rows = [line.split("|") for line in table.splitlines() if line.count("|") == 2]
        # The source is "address suite/component architecture Packages".
        return [
            Candidate(version.strip(), source.split()[1].partition("/")[0])
            for _, version, source in rows
            if source.strip().endswith("Packages")
        ]

    def describe(self, package: str, version: str) -> dict[str, str]:
        """The fields of a package's entry in the lists; none if it has no entry."""
        try:
            text = self._run("apt-cache", "show", f"{package}={version}", what="describe")
        except BenchError:
            return {}
        entry = text.partition("\n\n")[0]
        return dict(re.findall(r"^([A-Za-z0-9-]+): (.*)$", entry, re.MULTILINE))

    def download(self, package: str, version: str, folder: Path) -> Path:
        """Fetch a package's file into an empty folder and return its path there."""
        self._run(
            "apt-get", "download", f"{package}={version}", what=f"download {package}", folder=folder
        )
        return next(folder.glob("*.deb"))

    def _settings(self) -> bytes:
        asked = ["apt-config", "dump"]
        dump = command.run(asked, what="read apt's settings", variables=of_fetchers())
        architectures = "".join(f'"{each.debian}"; ' for each in WITH_LINUX)
        own = f"""
Dir::Etc::main "/dev/null";
Dir::Etc::sourceparts "{self._folder}/sources";
Dir::Etc::parts "/dev/null";
Dir::State "{self._folder}/state";
Dir::State::status "{self._folder}/state/status";
Dir::Cache "{self._folder}/cache";
APT::Architectures {{ {architectures}}};
APT::Sandbox::User "";
Acquire::Languages "none";
"""
        inherited = [found.group() for found in _INHERITED.finditer(dump)]
        return b"\n".join([*inherited, own.encode()])

    def _run(self, *argv: str, what: str, folder: Path | None = None) -> str:
        output = command.run(
            argv,
            what=what,
            folder=folder,
            variables={
                **of_fetchers(),
                "APT_CONFIG": str(self._configuration),
                "LC_ALL": "C.UTF-8",
            },
        )
        return output.decode()
