"""A short storm; `make storm` is the long one."""

from __future__ import annotations

import pytest

from tests import kill_storm


def test_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    guilty = kill_storm.main(kills=len(kill_storm.BLOWS), seed=3)
    assert guilty == 0, capsys.readouterr().out
