# SPDX-License-Identifier: MIT
"""What is told of a host is what it does."""

from __future__ import annotations

import pytest

from bench.confinement import identity, landlock, namespaces, syscalls, trial


def test_a_host_that_confines_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(identity, "can_change", lambda: False)
    monkeypatch.setattr(syscalls, "prepare", lambda *_: None)
    monkeypatch.setattr(namespaces, "available", lambda: False)
    told = dict(trial.examine())
    assert "no Landlock" in told["files of the host"]
    assert "in reach" in told["network of the host"]
    assert "no Landlock 6" in told["other processes"]
    assert told["user of guests"].startswith("yours")
    assert told["what builds leave"].startswith("may go on")


def test_a_host_that_confines_says_so() -> None:
    told = dict(trial.examine())
    if landlock.version():
        assert told["files of the host"] == "out of reach of guests and builds, by Landlock"
    if landlock.version() >= 6:
        assert told["other processes"].startswith("out of reach")
    if syscalls.prepare(None):
        assert told["network of the host"].startswith("out of reach")
    assert told["user of guests"].startswith("one for each") == identity.can_change()
    assert told["limits"].startswith("bound")
