# SPDX-License-Identifier: MIT
"""Folders of Go kernels as people write them: built with all that lies in them, or told why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.errors import BenchError, HostError
from bench.guest.guest import Guest
from bench.images.kernels.go_kernels import go_kernel
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

MAIN = """package main

import (
\tIMPORT
\t_ "emubench/kernels/boot"
)

func main() {
\tprintln(VALUE)
}
"""
OWN = """module mine

go 1.27

require (
\temubench/kernels v0.0.0
\texample.com/dep v1.0.0
)

replace emubench/kernels => ..
"""
VENDORED = """# emubench/kernels v0.0.0 => ..
## explicit; go 1.27
emubench/kernels/boot
# example.com/dep v1.0.0
## explicit
example.com/dep
# emubench/kernels => ..
"""
EMBEDS = """package main

import (
\t"embed"

\t_ "emubench/kernels/boot"
)

//go:embed all:static
var files embed.FS

//go:embed greeting.txt
var greeting string

func main() {
\tinner, err := files.ReadFile("static/.hidden/a b")
\tprintln(greeting, string(inner), err == nil)
}
"""


def main(value: str, dependency: str = "") -> str:
    return MAIN.replace("IMPORT", dependency).replace("VALUE", value)


USES = main("dep.Word", '"example.com/dep"')
DEP = 'package dep\n\nconst Word = "WORD"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without a kernel, beside the base."""
    (tmp_path / "avocado.cfg").write_text("[bench]\n")
    return tmp_path


def lay(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = root / "kernels/mine" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def said(root: Path) -> str:
    """What the kernel prints, on a machine that boots in a moment."""
    need = Go("mine")
    plan = plan_for(load_machine("microvm", ROOT / "machines"), need, root=root)
    (root / "evidence").mkdir(exist_ok=True)
    guest = boot(plan, need, root / "evidence")
    assert isinstance(guest, Guest)
    with guest:
        guest.wait_exit()
    return (root / "evidence/serial0.log").read_text()


def test_what_a_kernel_embeds_goes_along(root: Path) -> None:
    lay(root, {"main.go": EMBEDS, "greeting.txt": "outer", "static/.hidden/a b": "inner"})
    assert "outer inner true" in said(root)
    lay(root, {"greeting.txt": "changed"})
    assert "changed inner true" in said(root)


def test_a_kernel_of_a_module_of_its_own_is_built_from_its_vendor_folder(root: Path) -> None:
    vendor = {"vendor/example.com/dep/dep.go": DEP.replace("WORD", "vendored")}
    lay(root, {"main.go": USES, "go.mod": OWN, "vendor/modules.txt": VENDORED, **vendor})
    shutil.copytree(ROOT / "kernels/boot", root / "kernels/mine/vendor/emubench/kernels/boot")
    assert "vendored" in said(root)


def test_a_module_may_be_replaced_by_a_folder(root: Path) -> None:
    replaced = f"{OWN}replace example.com/dep => ./dep\n"
    lay(root, {"main.go": USES, "go.mod": replaced, "dep/go.mod": "module example.com/dep\n"})
    lay(root, {"dep/dep.go": DEP.replace("WORD", "replaced")})
    assert "replaced" in said(root)


NO_NETWORK = "a build has no network: give the kernel a go.mod, and run go mod vendor beside it"
NO_C = 'main.go imports "C", and a kernel has no C library'
PLACE = "cannot build the kernel mine for x86_64: "


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"main.go": USES},
            f"kernels/mine/main.go:4: {PLACE}no required module provides package "
            f"example.com/dep; {NO_NETWORK}",
        ),
        (
            {"main.go": USES, "go.mod": OWN},
            f"kernels/mine/main.go:4: {PLACE}missing go.sum entry for module providing package "
            f"example.com/dep (imported by mine); {NO_NETWORK}",
        ),
        (
            {"main.go": main("1", '"C"')},
            f"kernels/mine: {PLACE}build constraints exclude all Go files in mine; {NO_C}",
        ),
        (
            {"main.go": EMBEDS},
            f"kernels/mine/main.go:9: {PLACE}pattern all:static: no matching files found",
        ),
        (
            {"main.go": "package main\n\nfunc main() {}\n"},
            f'kernels/mine: {PLACE}missing entry symbol "emubench/kernels/boot.start"; '
            'import _ "emubench/kernels/boot"',
        ),
        ({"main.go": main("words")}, f"kernels/mine/main.go:9: {PLACE}undefined: words"),
    ],
    ids=["no-module", "no-sum", "cgo", "no-embedded", "no-boot", "undefined"],
)
def test_what_is_wrong_is_told(root: Path, files: dict[str, str], told: str) -> None:
    lay(root, files)
    with pytest.raises(BenchError) as caught:
        go_kernel(Workshop(root, Store(), SILENT), "mine", ARCHITECTURES["x86_64"])
    assert str(caught.value) == told
    assert str(Store().root) not in caught.value.detail


def test_a_go_that_is_too_old_is_the_hosts_fault(root: Path) -> None:
    lay(root, {"main.go": main("1"), "go.mod": "module mine\n\ngo 1.99\n"})
    with pytest.raises(HostError, match=r"the sources ask for Go 1\.99, and 1\.\S+ is installed"):
        go_kernel(Workshop(root, Store(), SILENT), "mine", ARCHITECTURES["x86_64"])


def test_a_makefile_that_makes_nothing_is_the_payloads_fault(root: Path) -> None:
    lay(root, {"main.go": main("1"), "../Makefile": "all shim:\n", "../shim/shim.c": ""})
    with pytest.raises(BenchError) as caught:
        go_kernel(Workshop(root, Store(), SILENT), "mine", ARCHITECTURES["x86_64"])
    assert str(caught.value) == "kernels/Makefile: makes no shim.bin in OUT"
    assert not isinstance(caught.value, HostError)
