# SPDX-License-Identifier: MIT
"""Kernels without Go's runtime as files: how they are linked, and what is in them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from bench.definitions.loader import load_machine
from bench.definitions.needs.multiboot import Multiboot
from bench.definitions.prepared import (
    FromKernel,
)
from bench.errors import BenchError
from bench.guest.exit import Ending
from bench.guest.guest import Guest
from bench.images.tools import command
from bench.qemu.planning.plan import make_plan
from bench.structs.boot_images import multiboot, multiboot2
from bench.structs.elf import code_of
from tests import ROOT

KERNELS = ROOT / "kernels"
CROSS = "i686-linux-gnu-"
GO = {
    **{"GOOS": "linux", "GOARCH": "386", "CGO_ENABLED": "0", "GOENV": "off", "GOFLAGS": ""},
    **{"GOTOOLCHAIN": "local", "GOWORK": "off"},
}


def run(*argv: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv,
        cwd=KERNELS,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def go(*words: str | Path) -> subprocess.CompletedProcess[str]:
    program = command.go()
    assert program, "the set-up brings it"
    return run(program, *words, **GO)


def built(program: str, out: Path) -> Path:
    """A kernel, with what it was linked from in OUT/build."""
    done = run(
        *("make", "-C", "rt0", f"PROGRAM={program}", f"OUT={out}", f"GO={command.go()}"),
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stderr
    return out / f"{program}.elf"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rt0")


@pytest.fixture(scope="module")
def hello(out: Path) -> Path:
    return built("hello", out)


@pytest.fixture(scope="module")
def march(out: Path) -> Path:
    return built("march", out)


def sections(kernel: Path) -> Mapping[str, tuple[int, int]]:
    """Address and size of what is loaded."""
    with kernel.open("rb") as file:
        return {
            section.name: (section["sh_addr"], section["sh_size"])
            for section in ELFFile(file).iter_sections()
            if section["sh_addr"]
        }


def test_its_header_is_multiboot2s_and_ends_with_an_end_tag(hello: Path) -> None:
    found = multiboot2.find(hello.read_bytes())
    assert found is not None
    offset, header = found
    assert offset < 4096
    assert (header.architecture, header.header_length) == (multiboot2.I386, 24)
    assert [(tag.type, tag.flags, tag.size) for tag in header.tags] == [(multiboot2.END, 0, 8)]


def test_behind_it_stands_the_header_of_the_first_version(hello: Path) -> None:
    found = multiboot.find(hello.read_bytes())
    assert found is not None
    assert found.header.flags == 0


def test_a_changed_header_is_none(hello: Path) -> None:
    image = bytearray(hello.read_bytes())
    found = multiboot2.find(bytes(image))
    assert found is not None
    image[found[0] + 12] ^= 1  # the sum
    assert multiboot2.find(bytes(image)) is None


def test_sections_lie_from_1_mib_on_in_order_and_on_pages(hello: Path) -> None:
    found = sections(hello)
    wanted = [".multiboot", ".text", ".rodata", ".data", ".bss"]
    starts = [found[name][0] for name in wanted]
    assert starts[0] == 1 << 20
    assert starts == sorted(starts)
    assert [start % 4096 for start in starts] == [0] * len(wanted)


def test_it_takes_a_mib_as_all_of_the_runtime_is_linked(hello: Path) -> None:
    assert 1.0 < hello.stat().st_size / 2**20 < 1.4
    names = {function.name for function in code_of(hello).functions}
    assert {"runtime.mallocgc", "runtime.newproc", "main.main"} <= names


def test_it_is_a_32_bit_file_built_on_another_processor(hello: Path) -> None:
    with hello.open("rb") as file:
        elf = ELFFile(file)
        assert (elf.elfclass, elf["e_machine"]) == (32, "EM_386")
    assert os.uname().machine in {"x86_64", "aarch64"}


def test_a_function_looks_for_stack_first(march: Path) -> None:
    """Through gs:0 and the word before the TCB to stackguard0, the third word of a g."""
    with march.open("rb") as file:
        text = ELFFile(file).get_section_by_name(".text")
        start, code = text["sh_addr"], text.data()
    [main] = [each for each in code_of(march).functions if each.name == "main.main"]
    prologue = code[main.address - start :][:20]
    assert prologue[:7] == bytes.fromhex("658b0d 00000000")  # mov %gs:0, %ecx
    assert prologue[7:13] == bytes.fromhex("8b89 fcffffff")  # mov -4(%ecx), %ecx
    assert prologue[13:16] == bytes.fromhex("3b6108")  # cmp 8(%ecx), %esp
    assert prologue[16] == 0x76  # jbe, to the call of runtime.morestack_noctxt


def test_go_build_does_not_link_it(out: Path) -> None:
    done = go("build", "-o", out / "no", "-ldflags=-linkmode=external", "./rt0/hello")
    assert "requires external (cgo) linking, but cgo is not enabled" in done.stderr


def printed(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """What comes of the commands that `go build -n` prints, changed by sed as the talk has it."""
    work = out / "work"
    work.mkdir()
    # With a flag that no other build has: what lies compiled in Go's cache is not in the list.
    new = "-gcflags=emubench/...=-dwarf=false"
    listed = go("build", "-n", new, "-o", out / "program", "./rt0/hello").stderr
    external = f"s|-extld|-tmpdir='{work}' -linkmode=external -extldflags='-nostdlib' -extld|g"
    changes = (f"1s|^|WORK='{work}'\\n|", "1s|^|set -e\\n|", "/^mv/d", external, *more)
    words = [word for change in changes for word in ("-e", change)]
    script = subprocess.run(
        ["sed", *words], input=listed, capture_output=True, text=True, check=True
    )
    return run("sh", "-c", script.stdout, **GO)


def test_the_commands_that_go_prints_find_no_packages_of_ones_own(
    hello: Path, tmp_path: Path
) -> None:
    assert hello.is_file(), "Go's own packages are built"
    assert re.search(r"could not import \S+ \(open \$WORK/", printed(tmp_path).stdout)


def test_without_quotes_around_their_lists_they_link(hello: Path, tmp_path: Path) -> None:
    assert hello.is_file(), "Go's own packages are built"
    printed(tmp_path, "s|<< 'EOF'|<< EOF|")
    with (tmp_path / "work/go.o").open("rb") as file:
        elf = ELFFile(file)
        names = {symbol.name for symbol in elf.get_section_by_name(".symtab").iter_symbols()}
        assert (elf["e_type"], "main.main" in names) == ("ET_REL", True)


def test_gos_linker_leaves_an_object_that_no_other_can_use_as_it_is(hello: Path, out: Path) -> None:
    build = out / "build" / "hello"
    with (build / "linked" / "go.o").open("rb") as file:
        assert ELFFile(file)["e_type"] == "ET_REL"
    ours = [build / f"{name}.o" for name in ("multiboot", "start", "descriptors", "finish")]
    link = (f"{CROSS}ld", "-n", "-static", "-nostdlib", "-T", "rt0/rt0.lds", "-o", out / "linked")
    failed = run(*link, *ours, build / "linked" / "go.o")
    undefined = set(re.findall(r"undefined reference to `(.*)'", failed.stderr))
    assert undefined == {"runtime.g0", "main.main"}
    assert run(*link, *ours, build / "go.o").returncode == 0
    assert hello.is_file()


BEFORE_MAIN = {
    ("drivers/textscreen/scenes/drawing.go", "append"),
    ("drivers/textscreen/scenes/drawing.go", "map[rune]byte{...}"),
    ("drivers/textscreen/scenes/scenes.go", "append"),
    ("drivers/textscreen/place.go", "&Screen{...}"),
    ("drivers/textscreen/screen.go", "&Screen{...}"),
}
"""What initialisers take, which do not run here, and what opens a screen on a system."""


@pytest.mark.parametrize(
    ("program", "escapes"),
    [("hello", set()), ("march", set()), ("heap", {("rt0/heap/main.go", "new(int)")})],
)
def test_what_escapes_to_the_heap(
    program: str, escapes: set[tuple[str, str]], tmp_path: Path
) -> None:
    """By the compiler's own account, of the program and of all of ours that it calls."""
    done = go("build", "-gcflags=emubench/...=-m", "-o", tmp_path / "program", f"./rt0/{program}")
    assert "can inline" in done.stderr, "the compiler gives its account each time"
    found = re.findall(r"^(\S+?):\d+:\d+: (.*) escapes to heap$", done.stderr, re.MULTILINE)
    assert "moved to heap" not in done.stderr
    assert set(found) - BEFORE_MAIN == escapes


@pytest.mark.parametrize("cpu", ["486", "pentium3", "n270", "Nehalem"])
def test_it_boots_on_any_processor(cpu: str, hello: Path, tmp_path: Path) -> None:
    machine = load_machine("pc-i386", ROOT / "machines").model_copy(update={"cpu": cpu})
    boot = FromKernel(kernel=hello, symbols=hello)
    plan = make_plan(machine, Multiboot("hello", by="kernel"), boot, accelerator="tcg")
    with Guest(plan, tmp_path) as guest:
        guest.console.expect("main.main has returned")


def test_a_486_has_no_sse(march: Path, tmp_path: Path) -> None:
    machine = load_machine("pc-i386", ROOT / "machines").model_copy(update={"cpu": "486"})
    boot = FromKernel(kernel=march, symbols=march)
    plan = make_plan(machine, Multiboot("march", by="kernel"), boot, accelerator="tcg")
    with Guest(plan, tmp_path) as guest:
        assert guest.wait_exit().ending is Ending.TRIPLE_FAULT


def test_qemu_refuses_a_kernel_for_multiboot2_alone(hello: Path, tmp_path: Path) -> None:
    image = bytearray(hello.read_bytes())
    found = multiboot.find(bytes(image))
    assert found is not None
    image[found.offset : found.offset + 4] = bytes(4)
    kernel = tmp_path / "only-multiboot2.elf"
    kernel.write_bytes(image)
    machine = load_machine("pc-i386", ROOT / "machines")
    need = Multiboot("hello", by="kernel")
    plan = make_plan(machine, need, FromKernel(kernel=kernel), accelerator="tcg")
    with pytest.raises(BenchError, match=r"QEMU refuses pc-i386, .* without PVH ELF Note"):
        Guest(plan, tmp_path)


def test_the_same_sources_give_the_same_bytes_anywhere(hello: Path, tmp_path: Path) -> None:
    assert built("hello", tmp_path / "an" / "other").read_bytes() == hello.read_bytes()
