# SPDX-License-Identifier: MIT
"""Preparing builds what is missing and, once all is warm, does next to nothing."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.definitions.needs.go import Go
from bench.definitions.needs.go_test import GoTest
from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import FromKernel
from bench.errors import BenchError
from bench.images import prepare as preparing
from bench.images.kernels.go_kernels import hosted_kernel
from bench.images.prepare import Platform, prepared
from bench.images.tools.progress import SILENT
from bench.images.tools.sources import Sources
from bench.images.workshop import Workshop
from tests import ROOT

prepare: Callable[..., Any] = preparing.prepare
"""Each test knows in which of the ways it boots what it asked for."""

# Stands in for kernels/Makefile, whose contract it keeps: OUT/shim.bin, and with the shim
# of SHIM OUT/KERNEL.elf and OUT/PACKAGE.test.elf.
MAKEFILE = """
ifdef TEST
$(OUT)/$(subst /,-,$(TEST)).test.elf: $(SHIM)/shim.bin
\tmkdir -p $(OUT)
\techo $(TEST) $(FILES) | cat - $< > $@
else ifdef HOSTED
$(OUT)/$(KERNEL): $(KERNEL)/main.go
\tmkdir -p $(OUT)
\tcat $< > $@
else
$(OUT)/$(KERNEL).elf: $(KERNEL)/main.go $(SHIM)/shim.bin
\tmkdir -p $(OUT)
\tcat $^ > $@
endif

.PHONY: shim
shim:
\tmkdir -p $(OUT)
\techo $(GOARCH) > $(OUT)/shim.bin
"""


class Steps(list[str]):
    def step(self, text: str) -> None:
        self.append(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for kernel in ("hello", "other"):
        (tmp_path / "kernels" / kernel).mkdir(parents=True)
        (tmp_path / "kernels" / kernel / "main.go").write_text(f"{kernel}\n")
    (tmp_path / "kernels" / "shim").mkdir()
    (tmp_path / "kernels" / "Makefile").write_text(MAKEFILE)
    return tmp_path


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def go(root: Path, steps: Steps) -> Callable[[], FromKernel]:
    """Prepares a kernel, as a new process with a cache would."""
    need = Go("hello", ("-v", "1"))
    return lambda: prepare(
        need, Platform("aarch64"), root=root, store=Store(root / "cache"), progress=steps
    )


def test_a_go_kernel_is_its_own_symbol_file(go: Callable[[], FromKernel]) -> None:
    boot = go()
    assert boot.kernel
    assert boot.kernel.read_text() == "hello\narm64\n"
    assert (boot.initrd, boot.symbols, boot.arguments) == (None, boot.kernel, ())
    assert {path.name for path in boot.kernel.parent.iterdir()} == {".manifest.json", "hello.elf"}


def test_a_warm_cache_asks_no_tool(
    go: Callable[[], FromKernel], steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = go()
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a tool was asked"))
    assert go() == first
    assert steps == ["build the shim for aarch64", "build the kernel hello for aarch64"]


def test_a_warm_cache_takes_less_than_15_ms(go: Callable[[], FromKernel]) -> None:
    go()
    times = []
    for _ in range(5):
        started = time.process_time()
        go()
        times.append(time.process_time() - started)
    assert min(times) < 0.015


def edit(root: Path, boot: FromKernel) -> None:
    (root / "kernels" / "hello" / "main.go").write_text("hallo\n")


def add(root: Path, boot: FromKernel) -> None:
    (root / "kernels" / "hello" / "more.go").write_text("")


def damage(root: Path, boot: FromKernel) -> None:
    assert boot.kernel
    boot.kernel.write_text("hell?\narm64\n")


def lose(root: Path, boot: FromKernel) -> None:
    assert boot.kernel
    shutil.rmtree(boot.kernel.parent)


def add_deep(root: Path, boot: FromKernel) -> None:
    deep = root / "kernels" / "lib" / "deep" / "down" / "more.go"
    deep.parent.mkdir(parents=True)
    deep.write_text("package down\n")


@pytest.mark.parametrize("change", [edit, add, add_deep, damage, lose])
def test_what_has_changed_is_built_again(
    go: Callable[[], FromKernel],
    steps: Steps,
    root: Path,
    change: Callable[[Path, FromKernel], None],
) -> None:
    change(root, go())
    source = (root / "kernels" / "hello" / "main.go").read_text()
    kernel = go().kernel
    assert kernel
    assert kernel.read_text() == f"{source}arm64\n"
    assert steps[1:] == ["build the kernel hello for aarch64"] * 2


def test_a_change_deep_in_the_shim_builds_it_again(
    go: Callable[[], FromKernel], steps: Steps, root: Path
) -> None:
    deep = root / "kernels" / "shim" / "arch" / "arm64" / "core" / "deep.c"
    deep.parent.mkdir(parents=True)
    for content in ("one\n", "two\n"):
        deep.write_text(content)
        go()
    assert steps == ["build the shim for aarch64", "build the kernel hello for aarch64"] * 2


def test_a_touched_source_is_looked_at_but_not_built_again(
    go: Callable[[], FromKernel], steps: Steps, root: Path
) -> None:
    first = go()
    (root / "kernels" / "hello" / "main.go").touch()
    assert go() == first
    assert len(steps) == 2


def test_a_broken_memo_is_no_harm(go: Callable[[], FromKernel], root: Path) -> None:
    first = go()
    for memo in (root / "cache" / "memo").iterdir():
        memo.write_text("{")
    assert go() == first


def test_a_file_that_changes_while_it_is_built_is_built_again(
    root: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered is how sources looked before they were read."""
    source = root / "kernels" / "hello" / "main.go"
    real = Sources.copy

    def copy_then_edit(sources: Sources, target: Path) -> Path:
        copied = real(sources, target)
        source.write_text("edited\n")
        return copied

    monkeypatch.setattr(Sources, "copy", copy_then_edit)
    prepare(Go("hello"), Platform("x86_64"), root=root, store=Store(root / "cache"))
    monkeypatch.undo()
    boot = prepare(Go("hello"), Platform("x86_64"), root=root, store=Store(root / "cache"))
    assert boot.kernel
    assert boot.kernel.read_text() == "edited\namd64\n"


def test_what_a_link_leads_to_is_looked_at(root: Path) -> None:
    main = root / "kernels" / "hello" / "main.go"
    main.unlink()
    main.symlink_to("../other/main.go")
    store = Store(root / "cache")
    prepare(Go("hello"), Platform("x86_64"), root=root, store=store)
    (root / "kernels" / "other" / "main.go").write_text("changed\n")
    kernel = prepare(Go("hello"), Platform("x86_64"), root=root, store=store).kernel
    assert kernel
    assert kernel.read_text() == "changed\namd64\n"


@pytest.mark.parametrize("move", [shutil.move, shutil.copytree], ids=["moved", "copied"])
def test_a_cache_serves_from_where_it_is(
    root: Path, steps: Steps, move: Callable[[Path, Path], object]
) -> None:
    def ask(cache: str) -> Any:
        store = Store(root / cache)
        return prepare(
            Go("hello"), Platform("x86_64"), root=root, store=store, progress=steps
        ).kernel

    ask("cache")
    move(root / "cache", root / "elsewhere")
    kernel = ask("elsewhere")
    assert kernel
    assert kernel.is_relative_to(root / "elsewhere")
    assert len(steps) == 2  # the shim, the kernel


@pytest.mark.parametrize("path", ["/etc/hostname", "{}/../secret", "{}/memo", "{}/a/b"])
def test_a_memo_names_nothing_but_what_was_made(
    go: Callable[[], FromKernel], root: Path, path: str
) -> None:
    first = go()
    (memo,) = (root / "cache" / "memo").iterdir()
    content = json.loads(memo.read_text())
    content["boot"]["kernel"] = path.format(root / "cache")
    memo.write_text(json.dumps(content))
    assert go() == first


def test_an_unknown_kernel_is_told(root: Path) -> None:
    with pytest.raises(BenchError, match="there is no kernel helo"):
        prepare(Go("helo"), Platform("x86_64"), root=root, store=Store(root / "cache"))


def test_a_kernel_is_a_program_of_linux_too(root: Path) -> None:
    workshop = Workshop(root, Store(root / "cache"), SILENT)
    assert hosted_kernel(workshop, "hello", ARCHITECTURES["aarch64"]).read_text() == "hello\n"
    with pytest.raises(BenchError, match=r"kernels/missing/main\.go is missing"):
        hosted_kernel(workshop, "missing", ARCHITECTURES["aarch64"])


def test_linux_needs_an_architecture_that_has_a_kernel(root: Path) -> None:
    with pytest.raises(BenchError, match="there is no Linux kernel for i386"):
        prepare(Linux(), Platform("i386"), root=root, store=Store(root / "cache"))


def test_a_need_is_prepared_until_what_it_was_made_from_changes(root: Path) -> None:
    asked = (Go("hello"), Platform("x86_64"), root, Store(root / "cache"))
    assert prepared(*asked) is None
    boot = prepare(Go("hello"), Platform("x86_64"), root=root, store=Store(root / "cache"))
    assert prepared(*asked) == boot
    edit(root, boot)
    assert prepared(*asked) is None


@pytest.mark.parametrize(
    ("need", "missing"),
    [
        (GoTest("nosuch"), "there are no tests of nosuch"),
        (GoTest("emubench/kernels/cmd/hello"), "there are no tests of emubench/kernels/cmd/hello"),
        (GoTest("sort", files=("src/lost",)), "there is no src/lost for the tests of sort"),
    ],
)
def test_what_tests_lack_is_told(root: Path, need: GoTest, missing: str) -> None:
    with pytest.raises(BenchError, match=missing):
        prepare(need, Platform("x86_64"), root=root, store=Store(root / "cache"))


def test_the_tests_of_a_package_are_a_kernel(root: Path, steps: Steps) -> None:
    need = GoTest("math/bits", files=("lib/time", "src/go/ast"))
    boot = prepare(need, Platform("x86_64"), root=root, store=Store(root / "cache"), progress=steps)
    kernel = boot.kernel
    assert kernel
    assert kernel.read_text() == "math/bits lib/time src/go/ast\namd64\n"
    assert (kernel.name, boot.symbols) == ("math-bits.test.elf", None)
    assert steps == ["build the shim for x86_64", "build the tests of math/bits for x86_64"]


def test_parameters_of_a_part_of_the_kernel_are_refused() -> None:
    with pytest.raises(BenchError, match="8250_base is built into Linux") as caught:
        prepare(
            Linux(modules=("8250_base nr_uarts=2",)), Platform("aarch64"), root=ROOT, store=Store()
        )
    assert caught.value.hint == 'write append="8250_base.nr_uarts=2"'
