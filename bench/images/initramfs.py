"""The archive that a Linux guest unpacks into its root.

    /init            mounts, loads modules, starts the agent and a shell
    /bin/            the agent; busybox, and a link for each of its applets
    /modules/        NN-name.ko, loaded by the order of their numbers
    /payloads/       the programs that the need names

It is not compressed: the guest would decompress under emulation what QEMU copies in a
few milliseconds.
"""

from __future__ import annotations

from pathlib import Path

from bench.definitions.architecture import Architecture
from bench.definitions.needs import Linux
from bench.errors import BenchError
from bench.images import command, cpio, digest
from bench.images.cpio import Entry
from bench.images.modules import module
from bench.images.programs import program, programs
from bench.images.workshop import Workshop


def initramfs(workshop: Workshop, need: Linux, architecture: Architecture) -> Path:
    """The file that QEMU's `-initrd` takes, for what a need names.

    Raises:
        BenchError: something that the need names is not there or does not build.
    """
    busybox = _busybox(workshop, architecture)
    guest = programs(workshop, "guest", architecture)
    modules = [module(workshop, name, architecture) for name in need.modules]
    payloads = dict(program(workshop, name, architecture) for name in need.programs)

    def build(folder: Path) -> None:
        entries = [
            *(cpio.folder(name) for name in ("dev", "modules", "payloads", "proc", "sys", "tmp")),
            cpio.file("init", (guest / "init").read_bytes(), executable=True),
            cpio.file("bin/agent", (guest / "agent").read_bytes(), executable=True),
            *_busybox_entries(busybox.read_bytes()),
            *(
                cpio.file(f"modules/{number:02}-{path.name}", path.read_bytes())
                for number, path in enumerate(modules)
            ),
            *(
                cpio.file(f"payloads/{name}", path.read_bytes(), executable=True)
                for name, path in payloads.items()
            ),
        ]
        (folder / "initramfs.cpio").write_bytes(cpio.archive(entries))

    # An artefact's folder is named for its key, and so for all that shapes it.
    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_path(Path(cpio.__file__)),
        busybox.parent.name,
        guest.name,
        *(f"module {path.name} {path.parent.name}" for path in modules),
        *(f"program {name} {path.parent.name}" for name, path in payloads.items()),
    )
    artefact = workshop.store.artefact(f"initramfs-{architecture.name}", key, build)
    return artefact / "initramfs.cpio"


def _busybox(workshop: Workshop, architecture: Architecture) -> Path:
    source = workshop.debian
    package = source.lock.package("busybox-static", architecture.debian)

    def build(folder: Path) -> None:
        source.unpack(package, folder / "unpacked")
        (folder / "unpacked" / "bin" / "busybox").rename(folder / "busybox")
        command.remove(folder / "unpacked")

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256)
    return workshop.store.artefact(f"busybox-{architecture.name}", key, build) / "busybox"


def _busybox_entries(binary: bytes) -> list[Entry]:
    """Busybox and a link for each applet.

    The program holds its applets' names one after the other, each ended by a NUL, in
    order and ended by an empty one: `[`, `[[`, `acpid`, … A guest's program cannot be
    asked for them on the host.
    """
    start = binary.find(b"\0[\0[[\0")
    if start < 0:
        raise BenchError("no list of applets in busybox")
    end = binary.index(b"\0\0", start)
    applets = set(binary[start + 1 : end].decode().split("\0")) - {"busybox"}
    return [
        cpio.file("bin/busybox", binary, executable=True),
        *(cpio.link(f"bin/{applet}", "busybox") for applet in applets),
    ]
