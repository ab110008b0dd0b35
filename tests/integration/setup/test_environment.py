# SPDX-License-Identifier: MIT
"""What makes the script build `.venv`, and what makes it leave it alone."""

import shutil
from pathlib import Path

import pytest

from tests.integration.setup.checkout import Checkout, make_checkout, wait_for

BUILT = "✓ Python environment"
INSTALLED = "✓ The bench itself"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    checkout = make_checkout(tmp_path_factory.mktemp("made") / "checkout")
    code, output = checkout.set_up()
    assert code == 0, output
    return checkout


def test_second_call_does_nothing(made: Checkout) -> None:
    assert made.set_up() == (0, "✓ set up\n")


def test_changed_project_is_installed_into_the_same_environment(made: Checkout) -> None:
    made.pyproject.write_text(made.pyproject.read_text() + "# changed\n")
    code, output = made.set_up()
    assert code == 0
    assert INSTALLED in output
    assert BUILT not in output


def test_changed_requirements_make_a_new_environment(made: Checkout) -> None:
    left_over = made.root / ".venv" / "left-over"
    left_over.touch()
    made.requirements.write_text("# still nothing\n")
    code, output = made.set_up()
    assert code == 0
    assert BUILT in output
    assert INSTALLED in output
    assert not left_over.exists()


def test_vanished_python_is_replaced(made: Checkout) -> None:
    made.python.unlink()
    made.python.symlink_to("/nowhere/python3")
    code, output = made.set_up()
    assert code == 0
    assert BUILT in output


def test_moved_checkout_makes_a_new_environment(made: Checkout, tmp_path: Path) -> None:
    moved = Checkout(tmp_path / "moved")
    shutil.copytree(made.root, moved.root, symlinks=True)
    code, output = moved.set_up()
    assert code == 0
    assert BUILT in output
    assert str(moved.root) in (moved.root / ".venv/bin/pip").read_text()


def test_failed_step_tells_why_and_leaves_no_stamp(made: Checkout, tmp_path: Path) -> None:
    broken = make_checkout(tmp_path / "checkout")
    broken.requirements.write_text(f"nosuch==1 --hash=sha256:{'0' * 64}\n")
    code, output = broken.set_up(PIP_NO_INDEX="1")
    assert code == 1
    assert "✗ Python packages" in output
    assert "No matching distribution found for nosuch==1" in output
    assert "call this again" in output
    assert not (broken.root / ".venv/.packages").exists()


def test_killed_set_up_is_taken_up_by_the_next(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    killed = checkout.start()
    wait_for(checkout.python)
    killed.kill()
    code, output = checkout.set_up()
    killed.communicate()
    assert code == 0
    assert "waiting for another set-up" in output  # for the tool that it left behind
    assert BUILT in output
    assert checkout.set_up() == (0, "✓ set up\n")


def test_two_at_once_make_one_environment(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    both = [checkout.start(), checkout.start()]
    outputs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(BUILT in output for output in outputs) == 1
