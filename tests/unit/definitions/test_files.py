# SPDX-License-Identifier: MIT
"""Whatever stands under the name of a machine's file."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from bench.definitions.loader import check_machines, load_machine, load_machines
from bench.definitions.reading.problem import DefinitionError
from bench.errors import BenchError
from tests.unit.definitions.conftest import PC, Write


def said_of(name: str, folder: Path) -> str:
    """What loading says, without the folder."""
    with pytest.raises(DefinitionError) as caught:
        load_machine(name, folder)
    return str(caught.value).replace(str(folder), "machines")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    assert said_of("x", tmp_path) == "machines/x.yaml: is not a file; put a text file there"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    assert said_of("x", tmp_path) == "machines/x.yaml: is not a file; put a text file there"


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("nowhere")
    assert said_of("x", tmp_path).startswith("machines/x.yaml: cannot be read: No such file")


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("x.yaml")
    assert said_of("x", tmp_path).startswith("machines/x.yaml: cannot be read: Too many levels")


def test_a_link_to_a_definition(tmp_path: Path, write: Write) -> None:
    (write() / "x.yaml").symlink_to("pc.yaml")
    assert load_machine("x", tmp_path).name == "x"


def test_without_permission(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    assert said_of("pc", write()).startswith("machines/pc.yaml: cannot be read: Permission denied")


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(10 * 1000**3)
    assert said_of("x", tmp_path).startswith("machines/x.yaml: is larger than 16 KiB")


def test_the_largest_file(write: Write) -> None:
    assert load_machine("x", write(x=PC + "#" * (16 * 1024 - len(PC)))).name == "x"


def test_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbf" + PC.replace("\n", "\r\n").encode())
    assert load_machine("x", tmp_path).summary == "A PC"


def test_another_name_than_meant(write: Write) -> None:
    message = 'machines: there is no machine "pcc"; did you mean pc?'
    assert said_of("pcc", write()) == message


@pytest.mark.parametrize("name", ["", "../machines/pc", "/etc/passwd", "PC", "a\nb", "x" * 41])
def test_no_name(name: str, write: Write) -> None:
    assert "cannot be the name of a machine" in said_of(name, write())


def test_a_file_without_a_fit_name(write: Write) -> None:
    folder = write(**{"My PC\n": PC, ".hidden": "not: one"})
    (problem,) = check_machines(folder)
    assert str(problem).startswith(f'{folder}: "My PC\\n" cannot be the name of a machine')


def test_no_folder(tmp_path: Path) -> None:
    (problem,) = check_machines(tmp_path / "none")
    assert str(problem).startswith(f"{tmp_path}/none: cannot be listed: No such file")


def test_other_files_are_left_alone(write: Write) -> None:
    folder = write()
    (folder / "machine.schema.json").write_text("{}")
    assert list(load_machines(folder)) == ["pc"]


def test_the_error_is_one_of_the_bench(write: Write) -> None:
    folder = write(x=PC.replace("max", "a b").replace("256M", "lots"))
    with pytest.raises(BenchError) as caught:
        load_machine("x", folder)
    error = caught.value
    assert isinstance(error, DefinitionError)
    assert [problem.line for problem in error.problems] == [4, 5]
    assert (error.where, error.what, error.hint) == (
        f"{folder}/x.yaml:4",
        'cpu: "a b" is not one plain word',
        "use letters, digits and . _ + - without commas",
    )
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
