"""Programs from folders of `payloads/`, each with a Makefile of its own.

The Makefile takes OUT (the folder for the programs), ARCH (`x86_64`, `aarch64`) and
CROSS_COMPILE (the tool chain's prefix). The same sources give the same bytes.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bench.definitions.architecture import Architecture
from bench.errors import BenchError
from bench.images import command, digest, overlay
from bench.images.overlay import Layers
from bench.images.workshop import Workshop


def program(workshop: Workshop, name: str, architecture: Architecture) -> tuple[str, Path]:
    """Build one program.

    Args:
        workshop: what recipes work with.
        name: below `payloads/`, without suffix: `com/exit42`.
        architecture: whose program it is to be.

    Returns:
        Its path below `payloads/` with its suffix (`com/exit42.com`), and its file.

    Raises:
        BenchError: there is none of this name, or its folder does not build.
    """
    folder, stem = PurePosixPath(name).parent, PurePosixPath(name).name
    built = programs(workshop, str(folder), architecture)
    found = sorted(path for path in built.iterdir() if path.stem == stem)
    if not found:
        raise BenchError(
            f"there is no program {name} for {architecture.name}",
            hint=f"payloads/{folder} has {', '.join(sorted(_stems(built)))}",
        )
    return str(folder / found[0].name), found[0]


def programs(workshop: Workshop, folder: str, architecture: Architecture) -> Path:
    """Build all programs of a folder of `payloads/`; returns the folder they are in.

    Raises:
        BenchError: it has no Makefile, or does not build; the error names the file and
            line.
    """
    return made_of(workshop, workshop.project.sources(f"payloads/{folder}"), folder, architecture)


def guest_programs(workshop: Workshop, architecture: Architecture) -> Path:
    """Build what the bench itself puts into Linux guests; returns the folder they are in.

    The bench and they speak a protocol of their own, so that a project's `payloads/guest` is
    not taken for them.

    Raises:
        BenchError: they do not build.
    """
    return made_of(workshop, (workshop.project.base / "payloads/guest",), "guest", architecture)


def made_of(workshop: Workshop, layers: Layers, folder: str, architecture: Architecture) -> Path:
    """Build all programs of folders that are laid over each other; returns where they are."""
    if not any((layer / "Makefile").is_file() for layer in layers):
        raise BenchError(f"there are no programs in payloads/{folder}: it has no Makefile")

    def build(out: Path) -> None:
        workshop.progress.step(f"build payloads/{folder} for {architecture.name}")
        command.make(
            layers,
            [
                "make",
                f"OUT={out}",
                f"ARCH={architecture.name}",
                f"CROSS_COMPILE={architecture.cross}",
            ],
            copy=out / "source",
            what=f"payloads/{folder} for {architecture.name}",
        )
        command.remove(out / "source")
        for path in filter(Path.is_symlink, out.iterdir()):  # to what it may not read, perhaps
            raise BenchError(f"the Makefile of payloads/{folder} makes a link, {path.name}")

    key = digest.combined(
        digest.of_path(Path(__file__)),
        overlay.of_layers(layers),
        command.version(f"{architecture.cross}gcc"),
        command.version(f"{architecture.cross}ld"),
    )
    name = f"programs-{folder.replace('/', '-')}-{architecture.name}"
    return workshop.store.artefact(name, key, build)


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if not path.name.startswith(".")}
