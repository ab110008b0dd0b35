# SPDX-License-Identifier: MIT
"""`bench new`: a project of one's own, or an image of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    ("bench new demo", "with a kernel in Go"),
    ("bench new demo --payload module", "with a module of Linux"),
    ("bench new .", "in this folder"),
    ("bench new image os --file os/kernel.elf", "an image of a file"),
    ("bench new image mem --package memtest86+", "of a package"),
)


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="NAME", help="The project's folder; or `image`.", show_default=False
        ),
    ],
    image: Annotated[
        str | None, typer.Argument(metavar="IMAGE", help="The image's name.", show_default=False)
    ] = None,
    payload: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="What the project begins with: `kernel` (Go on bare metal) or `module` (Linux).",
        ),
    ] = "kernel",
    file: Annotated[str, typer.Option(metavar="PATH", help="Of an image: a file.")] = "",
    package: Annotated[
        str, typer.Option(metavar="PACKAGE", help="Of an image: a package of Debian's.")
    ] = "",
) -> None:
    """Make a project: a machine, a payload, and a test that is green.

    Everything else comes with the bench: machines, kernels, guest programs, and the lock file of
    Debian's packages. `bench new image NAME` describes a file that boots, in `images/NAME.yaml`.
    """
    if image is not None:
        _image(folder, image, file, package)
        return
    from shlex import quote

    from bench.cli.show.output import done, output
    from bench.cli.skeletons import lay_out, payloads
    from bench.definitions.wording import suggest
    from bench.errors import BenchError
    from bench.host.advice import LOOK_OVER
    from bench.project import MARK

    if payload not in payloads():
        raise BenchError(f"there is no payload {payload!r}", hint=suggest(payload, payloads()))
    if (folder / MARK).exists():
        raise BenchError(f"{folder} is a project already", hint=LOOK_OVER)
    if folder.exists() and not folder.is_dir():
        raise BenchError(f"{folder} is a file", hint="choose another name for the project's folder")
    for name in lay_out(payload, folder):
        done(str(folder / name))
    steps = {
        "bench doctor": "what this host lacks, and how to install it",
        "avocado run tests/": "build what the cells need, and run them",
    }
    output().print()
    if folder.resolve() != Path.cwd():
        output().print(f"cd {quote(str(folder))}")
    for step, why in steps.items():
        output().print(f"{step:22}{why}")


def _image(word: Path, name: str, file: str, package: str) -> None:
    import re

    from bench.cli.new_image import from_file, from_nothing, from_package
    from bench.cli.show.build_progress import Steps
    from bench.cli.show.output import done, messages
    from bench.definitions.images.loader import FOLDER, load_image
    from bench.definitions.words import NAME
    from bench.errors import BenchError
    from bench.host.advice import NEW_IMAGE
    from bench.project import find_root

    if str(word) != "image":
        raise BenchError(f"{name} is one name too many", hint=NEW_IMAGE)
    if not re.fullmatch(NAME, name):
        raise BenchError(
            f"{name} cannot be the name of an image",
            hint="use up to 40 small letters, digits and hyphens",
        )
    root = find_root()
    place = root / FOLDER / f"{name}.yaml"
    if place.exists():
        raise BenchError(f"{FOLDER}/{place.name} is there already", hint="choose another name")
    if package:
        with Steps(messages()) as progress:
            text = from_package(name, package, root, progress)
    else:
        text = from_file(name, file, root) if file else from_nothing(name)
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    try:
        load_image(name, place.parent)
    except BenchError:
        place.unlink()
        raise
    done(str(place.relative_to(root)))
    messages().print(f'in a test: guest = bench.Image("{name}")', style="dim")
