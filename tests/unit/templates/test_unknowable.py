# SPDX-License-Identifier: MIT
"""Which further options of QEMU a template can stand for, and what names it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import (
    FromKernel,
)
from bench.qemu.planning.plan import Plan, make_plan
from bench.templates.key import keys
from bench.templates.unknowable import why_unknowable
from tests import ROOT

FILE = str(Path(__file__))

KNOWN = (
    "-device i6300esb",
    "--device virtio-rng-pci,id=a",
    f"-device loader,file={FILE},addr=0x1000",
    f"-initrd {FILE}",
    f"-drive file={FILE},format=raw,readonly=on,if=none,id=d -device virtio-blk-pci,drive=d",
    f"-blockdev driver=file,node-name=f,filename={FILE},read-only=on",
    "-object rng-builtin,id=r -no-hpet -smbios type=1,serial=7",
)
UNKNOWN = (
    f"-drive file={FILE},format=raw,if=none,id=d",
    f"-drive file={FILE},format=raw,snapshot=on",
    f"-drive file={FILE},readonly=on",
    f"-drive file={FILE},format=qcow2,readonly=on",
    "-drive file=fat:rw:/tmp,format=raw,readonly=on",
    "-drive file=/dev/null,format=raw,readonly=on",
    f"-blockdev driver=file,node-name=f,filename={FILE}",
    "-device vfio-pci,host=00:01.0",
    "-device virtconsole,chardev=c",
    "-device virtio-net-pci,netdev=n",
    "-device loader,file=/nowhere/at/all",
    "-chardev file,id=c,path=log",
    "-netdev user,id=n",
    "-virtfs local,path=/tmp,mount_tag=t,security_model=none",
    "-hda disk.img",
    "-nothing-that-is-known",
)


@pytest.mark.parametrize("options", KNOWN)
def test_what_a_key_tells_is_cloned(options: str) -> None:
    assert why_unknowable(options.split()) == ""


@pytest.mark.parametrize("options", UNKNOWN)
def test_all_else_boots_and_says_why(options: str) -> None:
    said = why_unknowable(options.split())
    assert said == f"no template can hold what raw-qemu-options ask for: {options}"


@pytest.fixture
def plan() -> Plan:
    machine = load_machine("virt", ROOT / "machines")
    return make_plan(
        machine, Linux(), FromKernel(kernel=Path(FILE), initrd=Path(FILE)), accelerator="tcg"
    )


def test_a_file_that_an_option_names_is_in_the_key(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "part.cpio"
    file.write_text("one")
    named = replace(plan, named_files=(file,))
    before = keys(named, ())
    assert keys(named, ()) == before
    assert keys(plan, ()) != before
    file.write_text("two")
    assert keys(named, ()) != before
