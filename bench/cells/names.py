"""What a test file calls the things of `bench`: its imports, read without running them."""

from __future__ import annotations

import ast

PACKAGE = "bench"


class Names:
    """Resolves `bench.Linux`, `b.Linux` and an imported `Linux` to `Linux`."""

    def __init__(self, module: ast.Module) -> None:
        self._packages: set[str] = set()
        self._members: dict[str, str] = {}
        for statement in module.body:
            if isinstance(statement, ast.Import):
                self._packages.update(
                    alias.asname or alias.name for alias in statement.names if alias.name == PACKAGE
                )
            elif isinstance(statement, ast.ImportFrom) and _of_bench(statement.module):
                self._members.update(
                    {alias.asname or alias.name: alias.name for alias in statement.names}
                )

    def member(self, node: ast.expr) -> str | None:
        """The name in `bench` that an expression stands for, None for anything else."""
        match node:
            case ast.Attribute(value=ast.Name(id=package), attr=name):
                return name if package in self._packages else None
            case ast.Name(id=name):
                return self._members.get(name)
        return None


def _of_bench(module: str | None) -> bool:
    return module is not None and module.split(".")[0] == PACKAGE
