# SPDX-License-Identifier: MIT
"""A test file is imported as Python would."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench.cells.running.importing import imported

Write = Callable[..., Path]

RIGHT = """\
from __future__ import annotations

import enum, inspect, pickle, typing
from dataclasses import dataclass

@dataclass
class Case:
    '''Something of the file's own.'''
    other: Other

class Other(typing.NamedTuple):
    name: str

class Colour(enum.Enum):
    RED = 1

def look():
    pickled = pickle.loads(pickle.dumps([Other('a'), Colour.RED, Case(Other('b'))]))
    assert pickled == [Other('a'), Colour.RED, Case(Other('b'))]
    assert 'of the file' in inspect.getsource(Case)
    assert typing.get_type_hints(Case) == {'other': Other}
"""


def names(path: str, root: Path) -> dict[str, Any]:
    with imported(path, root) as module:
        return vars(module)


def test_what_looks_a_module_up_by_its_name_finds_it(write: Write, tmp_path: Path) -> None:
    write(RIGHT, "tests/trial/data.py")
    with imported("tests/trial/data.py", tmp_path) as module:
        module.look()
        assert module.__name__ == "tests.trial.data"


@pytest.mark.parametrize(
    "statement",
    [
        "import common",
        "from . import common",
        "from tests.trial import common",
        "import tests.trial.common as common",
        "from inner import common",
        "from .inner import common",
        "import inner.common as common",
        "from ..other import common",
    ],
)
def test_what_lies_near_is_found_and_is_one_module(
    write: Write, tmp_path: Path, statement: str
) -> None:
    folder = "other" if "other" in statement else "trial"
    inner = "inner/" if "inner" in statement else ""
    write("class Smoke: ...\n", f"tests/{folder}/{inner}common.py")
    write(f"{statement}\nimport sys\n", "tests/trial/data.py")
    found = names("tests/trial/data.py", tmp_path)
    inside = inner.replace("/", ".")
    assert found["common"].Smoke.__module__ == f"tests.{folder}.{inside}common"


def test_a_helper_that_imports_the_test_gets_the_same_module(write: Write, tmp_path: Path) -> None:
    write("import data\n", "tests/common.py")
    write("class A: ...\nimport common, inner.deep\n", "tests/data.py")
    write(
        "from tests import data as same\nimport data\nassert data is same\n", "tests/inner/deep.py"
    )
    found = names("tests/data.py", tmp_path)
    assert found["common"].data.A is found["A"]


def test_helpers_of_the_same_name_keep_apart(write: Write, tmp_path: Path) -> None:
    for folder in ("a", "b", "v6.1"):
        write(f"NAME = {folder!r}\n", f"tests/{folder}/common.py")
        write("from common import NAME\n", f"tests/{folder}/data.py")
    for folder in ("a", "b", "v6.1", "a"):
        assert names(f"tests/{folder}/data.py", tmp_path)["NAME"] == folder


def test_nothing_is_left_of_it(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("import common\n", "tests/data.py")
    write("", "tests/common.py")
    monkeypatch.setitem(sys.modules, "tests.of_pytest", ModuleType("tests.of_pytest"))
    before = dict(sys.modules), list(sys.path), list(sys.meta_path)
    names("tests/data.py", tmp_path)
    assert (dict(sys.modules), sys.path, sys.meta_path) == before


@pytest.mark.parametrize("name", ["random", "typing", "queue", "struct", "yaml", "my-test", "a.b"])
def test_a_test_may_be_named_like_anything(write: Write, tmp_path: Path, name: str) -> None:
    source = "import queue, random, struct, typing, yaml\nassert queue.Queue and yaml.safe_load\n"
    write(source, f"tests/{name}.py")
    names(f"tests/{name}.py", tmp_path)


def test_a_folder_of_tests_hides_nothing_that_is_installed(write: Write, tmp_path: Path) -> None:
    write("import mdurl\n", "tests/data.py")
    write("", "tests/mdurl/data.py")
    assert names("tests/data.py", tmp_path)["mdurl"].__file__
