# SPDX-License-Identifier: MIT
"""A kernel's configuration is what the project's files ask for, or an error says where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.linux import BUILT
from bench.errors import BenchError
from bench.images.linux import kconfig
from bench.project import Project
from tests import ROOT

CHECKED = ("images/linux-checked.config",)
COMMON = '# Words\n\nCONFIG_KASAN=y\nCONFIG_LOCALVERSION="-checked"\n# CONFIG_SCAN is not set\n'
OWN = "CONFIG_SHIFT=20\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "avocado.cfg").write_text("[bench]\nbase = none\n")
    (tmp_path / "images").mkdir()
    (tmp_path / "images/linux-checked.config").write_text(COMMON)
    (tmp_path / "images/linux-guest.config").write_text("CONFIG_SHIFT=17\n")
    (tmp_path / "images/linux-guest.x86_64.config").write_text(OWN)
    return tmp_path


def read(root: Path, name: str = "x86_64") -> tuple[kconfig.Option, ...]:
    return kconfig.fragment(Project(root), CHECKED, ARCHITECTURES[name])


def test_all_files_are_read_with_their_lines(root: Path) -> None:
    options = read(root)
    assert [(option.name, option.value) for option in options] == [
        ("CONFIG_SHIFT", "20"),
        ("CONFIG_KASAN", "y"),
        ("CONFIG_LOCALVERSION", '"-checked"'),
        ("CONFIG_SCAN", "n"),
    ]
    assert options[0].where == "images/linux-guest.x86_64.config:1", "the last that is said"
    assert options[3].where == "images/linux-checked.config:5"
    assert kconfig.text(options) == OWN + COMMON.removeprefix("# Words\n\n")


def test_what_survives_is_right(root: Path) -> None:
    kconfig.verify(read(root), COMMON + OWN + "CONFIG_MORE=y\n")
    without = (COMMON + OWN).replace("# CONFIG_SCAN is not set\n", "")
    kconfig.verify(read(root), without)  # an option that is not there is not set


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("CONFIG_KASAN=y\n", "", "config:3: the kernel makes CONFIG_KASAN=n of CONFIG_KASAN=y; "),
        ("=20", "=17", "x86_64.config:1: the kernel makes CONFIG_SHIFT=17 of CONFIG_SHIFT=20; "),
        (
            "# CONFIG_SCAN is not set",
            "CONFIG_SCAN=y",
            "config:5: the kernel makes CONFIG_SCAN=y of CONFIG_SCAN=n; ",
        ),
    ],
)
def test_what_does_not_survive_is_named(
    root: Path, before: str, after: str, complaint: str
) -> None:
    with pytest.raises(BenchError) as caught:
        kconfig.verify(read(root), (COMMON + OWN).replace(before, after))
    assert complaint in str(caught.value)


def test_a_line_that_is_no_option_is_a_mistake(root: Path) -> None:
    (root / "images/linux-guest.x86_64.config").write_text("\nKASAN=y\n")
    with pytest.raises(BenchError, match=r"x86_64.config:2: 'KASAN=y' is not an option"):
        read(root)


def test_a_missing_file_is_a_mistake(root: Path) -> None:
    with pytest.raises(BenchError, match=r"there is no images/linux-guest.aarch64.config"):
        read(root, "aarch64")


@pytest.mark.parametrize("series", BUILT)
@pytest.mark.parametrize("name", ["x86_64", "aarch64"])
def test_the_projects_own_name_each_option_once(series: str, name: str) -> None:
    files = [f"images/linux-{series}.config"]
    found = kconfig.fragment(Project(ROOT), files, ARCHITECTURES[name])
    options = [option.name for option in found]
    assert sorted(options) == sorted(set(options))
    checks = {"KASAN", "DEBUG_KMEMLEAK", "DEBUG_ATOMIC_SLEEP", "PROVE_LOCKING", "SLUB_DEBUG_ON"}
    assert {f"CONFIG_{check}" for check in checks} < set(options)
