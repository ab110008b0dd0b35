# SPDX-License-Identifier: MIT
"""Images: what a file of `images/` may say, and the line for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.images.image import PARTS, ROLES
from bench.definitions.images.loader import is_defined, load_image, load_images
from bench.definitions.needs.boot import Boot
from bench.definitions.reading.problem import DefinitionError
from tests import ROOT

SUM = "0" * 64
RIGHT = "summary: mine\nkind: kernel\nsource: os/kernel.elf\n"


def load(tmp_path: Path, text: str) -> str:
    """Everything that is wrong with it, without the folder."""
    (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(DefinitionError) as caught:
        load_image("mine", tmp_path)
    return str(caught.value).replace(f"{tmp_path}/", "")


def test_those_of_the_project_are_right() -> None:
    images, problems = load_images(ROOT / "images")
    assert not problems
    assert {"ovmf", "aavmf", "seabios"} <= set(images)


def test_a_text_is_a_file_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(RIGHT)
    image = load_image("mine", tmp_path)
    assert (image.source.way, image.source.file) == ("file", "os/kernel.elf")
    assert is_defined("mine", [tmp_path])
    assert not is_defined("yours", [tmp_path])
    assert not is_defined("os/kernel.elf", [tmp_path])


def test_every_kind_is_for_an_argument_of_boot() -> None:
    assert set(ROLES.values()) < {*Boot.__dataclass_fields__}
    assert PARTS[0] == "source"


MISTAKES = {
    "kind: kernel\nsource: a\n": "mine.yaml:1: summary: is missing; write for example memtest86+,",
    RIGHT + "kinds: x": "mine.yaml:4: kinds: is not a key of an image; did you mean kind?",
    RIGHT.replace("kernel\n", "kernal\n"): (
        'mine.yaml:2: kind: "kernal" is unknown; did you mean kernel?'
    ),
    RIGHT.replace("os/", "../"): (
        'mine.yaml:3: source.file: "../kernel.elf" is not a path below a folder; '
        "write it from that folder on, without .. and without a slash before it"
    ),
    RIGHT.replace("os/", "/"): (
        'mine.yaml:3: source.file: "/kernel.elf" is not a path below a folder; '
        "write it from that folder on, without .. and without a slash before it"
    ),
    RIGHT.replace("os/kernel.elf", "{}"): (
        "mine.yaml:3: source: says no origin; write file, package, url, command, menu, folder, "
        "kernel-build or kernel-config"
    ),
    RIGHT.replace("os/kernel.elf", "{package: abc, url: 'http://a.b'}"): (
        "mine.yaml:3: source.package: does not go with url; keep package or url"
    ),
    RIGHT.replace("os/kernel.elf", "{package: BAD}"): (
        'mine.yaml:3: source.package[0]: "BAD" is not a package\'s name; write seabios, say'
    ),
    RIGHT.replace("os/kernel.elf", "{url: 'http://a.b/c'}"): (
        "mine.yaml:3: source.url: lacks sha256; write what `sha256sum FILE` prints of the right"
    ),
    RIGHT.replace("os/kernel.elf", f"{{url: 'ftp://a.b/c', sha256: '{SUM}'}}"): (
        'mine.yaml:3: source.url: "ftp://a.b/c" is not an address; begin it with https://'
    ),
    RIGHT.replace("os/kernel.elf", f"{{file: a, sha256: '{SUM}'}}"): (
        "mine.yaml:3: source.sha256: is for url; leave it out, or write that"
    ),
    RIGHT.replace("os/kernel.elf", "{folder: a}"): (
        "mine.yaml:3: source.folder: lacks format; write format: fat, ext4, iso, cpio or efi"
    ),
    RIGHT.replace("os/kernel.elf", "{menu: [{title: a, linux: b}]}"): (
        "mine.yaml:3: source.menu: makes a CD; write kind: cdrom, or leave it out"
    ),
    RIGHT + "passes: {code: '33', until: '(', exit: poweroff}": (
        'mine.yaml:4: passes.exit: "poweroff" is unknown; did you mean power-off?\n'
        'mine.yaml:4: passes.code: "33" is not a whole number; write for example 33\n'
        'mine.yaml:4: passes.until: "(" is not a regular expression: missing ), unterminated '
        "subpattern at position 0; see Python's module re"
    ),
    RIGHT + "vars: a\n": (
        "mine.yaml:4: vars: is for a pflash; leave it out, or write kind: pflash"
    ),
    RIGHT.replace("kernel\n", "initrd\n") + "freeze: a\n": (
        "mine.yaml:4: freeze: is for an image that boots by itself; "
        "leave it out; write it into the test: bench.Boot(kernel=…, freeze=…)"
    ),
    RIGHT + 'freeze: "a\\nb"\n': (
        'mine.yaml:4: freeze: "a\\nb" is not a text of one line; '
        'write what the guest says then, such as "Shell> "'
    ),
    RIGHT.replace("kernel\n", "disk\n").replace("os/kernel.elf", "{kernel-build: ../linux}"): (
        "mine.yaml:3: source.kernel-build: is for a kernel; write it as source, with kind: kernel"
    ),
    RIGHT.replace("os/kernel.elf", "{kernel-build: ../linux, kernel-config: [a]}"): (
        "mine.yaml:3: source.kernel-build: does not go with kernel-config; "
    ),
    RIGHT.replace("kernel\n", "disk\n") + "append: a\n": (
        "mine.yaml:4: append: is for a kernel; leave it out, or write kind: kernel"
    ),
    RIGHT.replace("kernel\n", "cdrom\n").replace(
        "os/kernel.elf", "\n  menu:\n    - {title: a}\n    - {title: b, linux: c, multiboot: d}"
    ): (
        "mine.yaml:5: source.menu[0].title: has to load one thing; "
        "write one of multiboot, multiboot2, linux, chainloader or script\n"
        "mine.yaml:6: source.menu[1].title: has to load one thing; "
        "write one of multiboot, multiboot2, linux, chainloader or script"
    ),
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.items())
def test_a_mistake_is_a_line_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    assert load(tmp_path, text).startswith(message)


def test_an_image_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(RIGHT)
    with pytest.raises(DefinitionError, match='there is no image "mina"; did you mean mine'):
        load_image("mina", tmp_path)
