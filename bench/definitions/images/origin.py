# SPDX-License-Identifier: MIT
"""Where a file comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from bench.definitions.images.menu import Entry
from bench.definitions.rules.mistake import Location, Mistake
from bench.definitions.strict import STRICT
from bench.definitions.wording import alternatives
from bench.definitions.words import Line, Size, like

ProjectPath = Annotated[
    str,
    *like(
        r"(?!.*(^|/)\.\.?(/|$))[^/\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,250}",
        "is not a path below a folder",
        "write it from that folder on, without .. and without a slash before it",
    ),
]
"""A path from the root of the project, of a package or of a build on."""

BuildFolder = Annotated[
    str,
    *like(r"[^\x00-\x1f\x7f]{1,250}", "is not a path", "write for example ../linux"),
]
"""A path of a folder, which may lie outside of the project."""

Url = Annotated[
    str,
    *like(r"https?://[^\s\x00-\x1f]{3,500}", "is not an address", "begin it with https://"),
]
"""An address from which a file is fetched."""

PACKAGE = r"[a-z0-9][a-z0-9+.-]{1,99}"


def _one(value: object) -> object:
    """Let a text stand for a list of it alone."""
    return (value,) if isinstance(value, str) else value


Packages = Annotated[
    tuple[Annotated[str, *like(PACKAGE, "is not a package's name", "write seabios, say")], ...],
    BeforeValidator(_one),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{PACKAGE}$"},
                {"type": "array", "items": {"type": "string", "pattern": f"^{PACKAGE}$"}},
            ]
        }
    ),
]
"""The name of a package, or several names of which one is there."""

Format = Literal["fat", "ext4", "iso", "cpio", "efi"]

WAYS = ("package", "url", "command", "menu", "folder", "kernel-build", "kernel-config")
"""The keys of which an origin has one, or else a file of the project alone."""


class Origin(BaseModel):
    """Where a file comes from: the project, a package of Debian's, the net, a build, or a folder.

    Raises:
        pydantic.ValidationError: for a value that is wrong in itself.
    """

    model_config = STRICT

    file: ProjectPath | None = Field(
        default=None,
        description=(
            "The file: from the project's root, or from that of the package, where a part may be "
            "`*`; with a command, the file that it makes; with a kernel's build, the kernel in it."
        ),
        examples=["firmware/bios.bin"],
    )
    package: Packages = Field(
        default=(),
        description=(
            "A package of Debian's, which the lock file pins. Of several names the first one that "
            "the release of Debian has."
        ),
        examples=["seabios"],
    )
    url: Url | None = Field(
        default=None,
        description="An address from which it is fetched once.",
        examples=["https://example.org/os.iso"],
    )
    mirrors: tuple[Url, ...] = Field(
        default=(),
        description="Further addresses of the same bytes, tried in this order.",
        examples=[("https://mirror.example.org/os.iso",)],
    )
    sha256: (
        Annotated[
            str,
            *like(r"[0-9a-f]{64}", "is not a SHA-256", "write what `sha256sum FILE` prints"),
        ]
        | None
    ) = Field(
        default=None,
        description="The sum of the bytes at the address, 64 hexadecimal digits.",
        examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    )
    command: tuple[Line, ...] = Field(
        default=(),
        description=(
            "A program and its arguments, which make `file` from the inputs. "
            "It runs in a copy of the inputs, at the root."
        ),
        examples=[("make", "-C", "os", "os.iso")],
    )
    inputs: tuple[ProjectPath, ...] = Field(
        default=(),
        description="Files and folders of the project that the command reads.",
        examples=[("os",)],
    )
    menu: tuple[Entry, ...] = Field(
        default=(),
        description="A CD with GRUB and this menu.",
        examples=[({"title": "Hello", "multiboot": "os/kernel.elf"},)],
    )
    timeout: int | None = Field(
        default=None,
        ge=0,
        le=3600,
        description="Seconds for which the menu waits; without this key until a key is pressed.",
        examples=[5],
    )
    folder: ProjectPath | None = Field(
        default=None,
        description="A folder of the project, whose files the image is made of.",
        examples=["os/root"],
    )
    format: Format | None = Field(
        default=None,
        description=(
            "What is made of the folder: a file system (`fat`, `ext4`), a CD that does not boot "
            "(`iso`), an archive for Linux (`cpio`), or a disk with GPT and an EFI system "
            "partition (`efi`)."
        ),
        examples=["fat"],
    )
    size: Size | None = Field(
        default=None,
        description="Of the file system or disk, in whole MiB; without this key as it fits.",
        examples=["64M"],
    )

    kernel_build: BuildFolder | None = Field(
        default=None,
        description=(
            "A folder in which Linux was built, from the project's root or from /: its kernel, or "
            "`file` in it. A test's modules are built with it."
        ),
        examples=["../linux"],
    )
    kernel_config: tuple[ProjectPath, ...] = Field(
        default=(),
        description=(
            "Files of kernel options (`CONFIG_KASAN=y`), with which Linux is built from Debian's "
            "source, beside those of every guest of the bench. A test's modules are built with it."
        ),
        examples=[("linux/kasan.config",)],
    )

    @property
    def way(self) -> str:
        """The way in which the file comes: one of `WAYS`, or `file`."""
        return next((way for way in WAYS if self._has(way)), "file")

    def _has(self, key: str) -> bool:
        return getattr(self, key.replace("-", "_")) not in {None, ()}

    def mistakes(self, at: str) -> Iterator[Mistake]:
        """All ways in which its values do not go together.

        Args:
            at: the key that holds it.
        """
        place: Location = (at,)
        ways = [way for way in WAYS if self._has(way)]
        if len(ways) > 1:
            clash = tuple((at, way) for way in ways)
            yield Mistake(clash, f"does not go with {ways[1]}", f"keep {alternatives(ways)}")
            return
        if not ways and not self.file:
            yield Mistake((place,), "says no origin", f"write file, {alternatives(WAYS)}")
        for key, way in _NEEDED.items():
            if way in ways and not getattr(self, key):
                yield Mistake(((at, way),), f"lacks {key}", _HINTS[key])
        for key, allowed in _ALLOWED.items():
            if self._has(key) and self.way not in allowed:
                yield Mistake(
                    ((at, key),), f"is for {alternatives(allowed)}", "leave it out, or write that"
                )


_NEEDED = {"sha256": "url", "format": "folder"}
_HINTS = {
    "sha256": "write what `sha256sum FILE` prints of the right file",
    "format": "write format: fat, ext4, iso, cpio or efi",
    "file": "write the file that is meant",
}
_ALLOWED = {
    "file": ("file", "package", "command", "kernel-build"),
    "mirrors": ("url",),
    "sha256": ("url",),
    "inputs": ("command",),
    "timeout": ("menu",),
    "format": ("folder",),
    "size": ("folder",),
}


def _from_text(value: object) -> object:
    """Let a path stand for a file of the project."""
    return {"file": value} if isinstance(value, str) else value


Source = Annotated[Origin, BeforeValidator(_from_text)]
"""An origin, or the path of a file of the project's."""
