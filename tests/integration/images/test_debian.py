# SPDX-License-Identifier: MIT
"""Packages come from the host's sources, are pinned, and are verified.

The real apt works on a small archive on the disk, so nothing is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.artefacts.store import Store
from bench.errors import BenchError, HostError
from bench.host.distribution import DISTRIBUTIONS
from bench.images.debian import debian, lock
from bench.images.debian.debian import Debian
from bench.images.debian.lock import Lock
from bench.images.debian.refresh import refresh_lock
from bench.project import Project
from tests import ROOT
from tests.integration.images.archive import Archive

DEBIAN_12, DEBIAN_13 = DISTRIBUTIONS
OLD, NEW, LATER = "6.1.0-50", "6.1.0-56", "6.12.95+deb12"
SOURCE = "linux-source-6.1"


class Steps(list[str]):
    """Remembers the steps it was told of."""

    def step(self, text: str) -> None:
        self.append(text)


def fill(archive: Archive, suite: str, kernel: str, version: str) -> None:
    """All packages that recipes want, and the one whose dependency names the kernel."""
    depends = f"linux-image-{kernel}-cloud-amd64 (= {version})"
    archive.add(suite, "linux-image-cloud-amd64", version, "amd64", depends)
    for name, architecture in debian.wanted(kernel):
        archive.add(suite, name, version, architecture)


def fill_all(archive: Archive, suite: str, kernel: str, version: str) -> None:
    """The same for both series, and what is not a kernel's."""
    fill(archive, suite, kernel, version)
    fill(archive, suite, LATER, "6.12.95-1~bpo12+1")
    archive.add(suite, SOURCE, version, "all")
    for name, architecture in debian.wanted_anyway(Project(ROOT)):
        archive.add(suite, name, f"1:{version}", architecture)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    archive = Archive(tmp_path / "archive")
    fill_all(archive, "bookworm", OLD, "6.1.176-1")
    archive.publish()
    monkeypatch.setenv("APT_CONFIG", str(archive.configure("bookworm")))
    return archive


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def pinned(archive: Archive, tmp_path: Path) -> Lock:
    return refresh_lock(tmp_path, DEBIAN_12)


@pytest.fixture
def source(pinned: Lock, tmp_path: Path, steps: Steps) -> Debian:
    return Debian(pinned, Store(tmp_path / "cache"), steps)


def test_refreshing_pins_every_wanted_package(pinned: Lock, tmp_path: Path) -> None:
    assert pinned.kernels == {"6.1": OLD, "6.12": LATER}
    assert lock.read_own(tmp_path, DEBIAN_12) == pinned
    assert {(each.name, each.architecture) for each in pinned.packages} == {
        *debian.wanted(OLD),
        *debian.wanted(LATER),
        *debian.wanted_anyway(Project(tmp_path)),
        (SOURCE, "all"),
    }


def test_the_other_release_takes_one_series_and_no_backports(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = "6.12.117-1"
    fill(archive, "trixie", "6.12.117+deb13", version)
    archive.add("trixie", "linux-source-6.12", version, "all")
    for name, architecture in debian.wanted_anyway(Project(ROOT)):
        archive.add("trixie", name, f"1:{version}", architecture)
    archive.publish()
    monkeypatch.setenv("APT_CONFIG", str(archive.configure("trixie")))
    pinned = refresh_lock(tmp_path, DEBIAN_13)
    assert pinned.kernels == {"6.12": "6.12.117+deb13"}
    assert lock.read_own(tmp_path, DEBIAN_13) == pinned
    assert not (tmp_path / lock.lock_file(DEBIAN_12)).exists()


def test_sources_of_another_release_are_the_hosts_to_mend(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add("sid", "busybox-static", "1:1.37", "amd64")
    archive.publish()
    monkeypatch.setenv("APT_CONFIG", str(archive.configure("sid")))
    with pytest.raises(HostError) as caught:
        refresh_lock(tmp_path, DEBIAN_13)
    assert str(caught.value) == (
        "no package source offers busybox-static:arm64; "
        "its sources have to be those of Debian 12 or Debian 13"
    )


def test_a_source_is_that_of_the_kernel_beside_it(pinned: Lock) -> None:
    kernel = pinned.package(debian.image(OLD, "amd64"), "amd64")
    assert pinned.package(SOURCE, "all").version == kernel.version


def test_refreshing_pins_what_the_project_lists(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / debian.LIST).write_text("# for shells\n\nbash-static\n")
    pinned = refresh_lock(tmp_path, DEBIAN_12)
    for architecture in debian.ARCHITECTURES:
        assert pinned.package("bash-static", architecture)
    with pytest.raises(
        BenchError,
        match=r"name it in images/packages.txt, unless an image does, and run `bench images",
    ):
        pinned.package("dash", "amd64")


def test_the_release_is_preferred_to_suites_that_move(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_all(archive, "bookworm-security", NEW, "6.1.192-2")
    archive.publish()
    both = archive.configure("bookworm-security", "bookworm")
    monkeypatch.setenv("APT_CONFIG", str(both))
    assert refresh_lock(tmp_path, DEBIAN_12).kernels["6.1"] == OLD
    monkeypatch.setenv("APT_CONFIG", str(archive.configure("bookworm-security")))
    assert refresh_lock(tmp_path, DEBIAN_12).kernels["6.1"] == NEW


def test_another_vendors_failing_source_is_tolerated(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APT_CONFIG", str(archive.configure("bookworm", broken=True)))
    assert refresh_lock(tmp_path, DEBIAN_12).kernels["6.1"] == OLD


def test_no_source_at_all_is_the_hosts_fault(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APT_CONFIG", str(archive.configure(broken=True)))
    with pytest.raises(HostError, match="cannot reach the package sources"):
        refresh_lock(tmp_path, DEBIAN_12)


def test_a_package_is_downloaded_once_and_unpacked(
    source: Debian, steps: Steps, tmp_path: Path
) -> None:
    package = source.lock.package("busybox-static", "arm64")
    for folder in (tmp_path / "one", tmp_path / "two"):
        source.unpack(package, folder)
        assert (folder / "content").read_text() == "busybox-static 1:6.1.176-1 arm64"
    assert [step.split()[0] for step in steps] == ["fetch", "download", "unpack", "unpack"]


def test_a_warm_cache_needs_no_source(
    source: Debian, pinned: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Archive
) -> None:
    package = pinned.package("busybox-static", "amd64")
    source.file(package)
    monkeypatch.setenv("APT_CONFIG", str(archive.configure(broken=True)))
    offline = Debian(pinned, Store(tmp_path / "cache"), Steps())
    assert offline.file(package).is_file()
    with pytest.raises(HostError):
        offline.file(pinned.package("busybox-static", "arm64"))


def test_a_version_that_is_gone_names_the_way_out(source: Debian, archive: Archive) -> None:
    archive.stanzas.clear()
    fill_all(archive, "bookworm", NEW, "6.1.192-2")
    archive.publish()
    with pytest.raises(HostError) as caught:
        source.file(source.lock.package(debian.image(OLD, "amd64"), "amd64"))
    assert str(caught.value) == (
        "no package source offers linux-image-6.1.0-50-cloud-amd64:amd64 6.1.176-1, which "
        "images/lock-bookworm.json pins; run `bench images refresh`"
    )


@pytest.mark.parametrize("top", ["", "usr/"], ids=["bin", "usr/bin"])
def test_a_file_is_found_where_either_release_has_it(
    source: Debian, tmp_path: Path, top: str
) -> None:
    package = source.lock.package("busybox-static", "amd64")
    (tmp_path / top / "bin").mkdir(parents=True)
    (tmp_path / top / "bin/busybox").touch()
    assert source.find(package, tmp_path, "bin/busy*") == tmp_path / top / "bin/busybox"


def test_a_file_that_a_package_has_not_names_both(source: Debian, tmp_path: Path) -> None:
    package = source.lock.package("busybox-static", "amd64")
    with pytest.raises(HostError) as caught:
        source.find(package, tmp_path, "bin/busybox")
    assert str(caught.value) == (
        "the package busybox-static 1:6.1.176-1 has no bin/busybox; "
        "images/lock-bookworm.json pins it: take another version"
    )


def test_other_bytes_than_the_lock_says_are_refused(
    pinned: Lock, tmp_path: Path, archive: Archive
) -> None:
    entry = pinned.package("busybox-static", "amd64")
    wrong = replace(entry, sha256="0" * 64)
    store = Store(tmp_path / "cache")
    with pytest.raises(BenchError, match="has other bytes than"):
        Debian(pinned, store, Steps()).file(wrong)
    assert not store.intact(store.root / entry.name / wrong.sha256)
