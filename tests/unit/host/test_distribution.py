# SPDX-License-Identifier: MIT
"""The release of Debian is told from others, and decides which Linux a machine boots."""

from __future__ import annotations

import pytest

from bench.definitions.linux import SERIES, default_series
from bench.definitions.loader import load_machine
from bench.host.distribution import DISTRIBUTIONS, host_distribution, recognised
from tests import ROOT

DEBIAN_12, DEBIAN_13 = DISTRIBUTIONS


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ({"ID": "debian", "VERSION_ID": "12", "VERSION_CODENAME": "bookworm"}, DEBIAN_12),
        ({"ID": "debian", "VERSION_ID": "13", "VERSION_CODENAME": "trixie"}, DEBIAN_13),
        ({"ID": "debian", "VERSION_CODENAME": "forky"}, None),
        ({"ID": "ubuntu", "VERSION_CODENAME": "noble", "ID_LIKE": "debian"}, None),
        ({"ID": "fedora", "VERSION_ID": "43"}, None),
        ({}, None),
    ],
)
def test_a_system_is_recognised_or_not(release: dict[str, str], expected: object) -> None:
    assert recognised(release) is expected


def test_every_series_that_a_release_has_can_be_asked_for() -> None:
    for distribution in DISTRIBUTIONS:
        assert set(distribution.packaged) <= set(SERIES)


def test_a_machine_that_names_no_series_boots_the_hosts_own() -> None:
    assert default_series() == host_distribution().series
    assert load_machine("q35", ROOT / "machines").linux == default_series()
    assert load_machine("q35-linux-6-12", ROOT / "machines").linux == "6.12"
