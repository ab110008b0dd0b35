# SPDX-License-Identifier: MIT
"""One YAML file as a tree that remembers the line of every value.

Files are read by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema),
as editors do: `on` and `off` are words. Definitions need no anchors, aliases or tags, so
these are refused, and with them everything that expands beyond the size of its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import yaml

from bench.definitions.reading.problem import DefinitionError, Problem
from bench.definitions.reading.source import LARGEST, read_text, refusal
from bench.definitions.wording import shortened

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

DEEPEST = 16
"""Lists and mappings within each other; definitions need three."""

LONGEST_INTEGER = 30
"""Characters of an integer; Python itself refuses to convert a few thousand."""


class _Loader(_BaseLoader):
    """Resolves scalars by the core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML reads it by this name


def _integer(text: str) -> int | float:
    """Read an integer; one too long for any field is a number all the same."""
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text, base) if len(text) <= LONGEST_INTEGER else inf


_SCALARS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "null": (r"~|null|Null|NULL|", lambda text: None),
    "bool": (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9A-Fa-f]+", _integer),
    "float": (
        r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        lambda text: float(re.sub(r"\.(?=[A-Za-z])", "", text)),
    ),
}
_CORE = "tag:yaml.org,2002:"
_READERS = {f"{_CORE}{name}": reader for name, (_, reader) in _SCALARS.items()}

for _name, (_pattern, _) in _SCALARS.items():
    _Loader.add_implicit_resolver(_CORE + _name, re.compile(rf"(?:{_pattern})\Z"), None)


@dataclass(frozen=True)
class Node:
    """A value and where it stands.

    Attributes:
        path: its file.
        line: where the value begins, counted from 1.
        key_line: where its key stands; its own line in a list.
        value: a scalar, a tuple of nodes, or a mapping of names to nodes.
    """

    path: str
    line: int
    key_line: int
    value: Any

    def plain(self) -> Any:
        """The value without its places: scalars, tuples and dicts."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return self.value

    def find(self, at: Sequence[str | int]) -> Node | None:
        """The node at these keys and indices from here."""
        node = self
        for step in at:
            inner = node.value
            there = step in inner if isinstance(inner, dict) else isinstance(inner, tuple)
            if not there:
                return None
            node = inner[step]
        return node


@dataclass(frozen=True)
class Document:
    """The tree of a file, always a mapping, and what is wrong with it so far."""

    root: Node
    problems: tuple[Problem, ...]


def read_document(path: Path, largest: int = LARGEST) -> Document:
    """Read a file as a tree.

    Args:
        path: of the file.
        largest: how many bytes it may have.

    Raises:
        DefinitionError: where there is no plain YAML mapping in the file.
    """
    text = read_text(path, largest)
    try:
        if problems := [*_not_plain(str(path), text)]:
            raise DefinitionError(problems)
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        hint = "check indentation, colons, quotes and brackets there"
        raise refusal(
            path, _line(error.problem_mark), f"is not YAML: {error.problem}", hint
        ) from None
    except (yaml.YAMLError, ValueError) as error:  # an escape for no character
        raise refusal(path, None, f"is not YAML: {error}", "check its escapes") from None
    if not isinstance(root, yaml.MappingNode):
        raise refusal(path, 1, "holds no keys", "begin with for example summary: a small PC")
    builder = _Builder(str(path))
    return Document(builder.node(root, root), tuple(builder.problems))


def _not_plain(path: str, text: str) -> Iterator[Problem]:
    """Find what definitions do without, before anything is built from it."""
    depth = documents = 0
    for event in yaml.parse(text, _Loader):
        line = _line(event.start_mark)
        for feature, hint in _features(event):
            yield Problem(path, line, f"{feature} has no place in a definition", hint)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if documents > 1:
            yield Problem(path, line, "a second document begins", "write each in its own file")
            return
        if depth > DEEPEST:
            yield Problem(path, line, f"is nested deeper than {DEEPEST} levels", "three are enough")
            return


def _features(event: yaml.Event) -> Iterator[tuple[str, str]]:
    if isinstance(event, yaml.AliasEvent):
        yield f"the alias *{shortened(event.anchor or '')}", "write the value out, or use extends"
    elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        if event.anchor is not None:
            yield f"the anchor &{shortened(event.anchor)}", "leave it out"
        if event.tag is not None:
            yield f"the tag {shortened(event.tag.replace(_CORE, '!!'))}", "leave it out"


def _line(mark: Any) -> int:
    return 1 if mark is None else mark.line + 1


class _Builder:
    """Turns PyYAML's nodes into ours and notes keys that are not keys."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def node(self, source: yaml.Node, key: yaml.Node) -> Node:
        lines = _line(source.start_mark), _line(key.start_mark)
        return Node(self.path, *lines, self._value(source))

    def _value(self, source: yaml.Node) -> Any:
        if isinstance(source, yaml.MappingNode):
            return self._mapping(source)
        if isinstance(source, yaml.SequenceNode):
            return tuple(self.node(item, item) for item in source.value)
        return _READERS.get(source.tag, str)(source.value)

    def _mapping(self, source: yaml.MappingNode) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in source.value:
            line = _line(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self._note(line, "a list or a mapping is not a key", "write a word and a colon")
            elif key.value in found:
                first = found[key.value].key_line
                self._note(
                    line, f"{shortened(key.value)}: stands in line {first} already", "keep one"
                )
            else:
                found[key.value] = self.node(value, key)
        return found

    def _note(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, message, hint))
