# SPDX-License-Identifier: MIT
"""The archive that a Linux guest unpacks into its root.

    /init            mounts, starts the agent and a shell
    /bin/            the agent, and a program that does nothing; busybox, and a link for
                     each of its applets
    /usr/bin         a link to /bin, for scripts that begin with #!/usr/bin/env
    /lib, /lib64     links below /usr: packages of Debian 12 put libraries there, those of
                     Debian 13 below /usr
    /etc/            the two users that every system has

Modules and programs are put into the guest when it runs: so one archive, and one booted
guest, serves every test. It is not compressed: the guest would decompress under emulation
what QEMU copies in a few milliseconds.
"""

from __future__ import annotations

import re
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.artefacts import digest
from bench.errors import BenchError
from bench.images.linux import cpio
from bench.images.linux.cpio import Entry
from bench.images.programs import guest_programs
from bench.images.tools import command
from bench.images.workshop import Workshop

_FOLDERS = (
    *("dev", "modules", "payloads", "proc", "root", "run", "sys", "tmp", "var"),
    *("usr/lib", "usr/lib64"),
)

# Not /sbin: the kernel would run /sbin/modprobe for each format and family that it does not
# know, and there is no index of modules that it could find any in.
_FILES = (
    cpio.link("usr/bin", "/bin"),
    cpio.link("lib", "usr/lib"),
    cpio.link("lib64", "usr/lib64"),
    cpio.file("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n"),
    cpio.file("etc/group", b"root:x:0:\nnogroup:x:65534:\n"),
    cpio.file("etc/hosts", b"127.0.0.1 localhost\n::1 localhost\n"),
    cpio.link("etc/mtab", "/proc/self/mounts"),
    cpio.link("var/run", "/run"),
    cpio.link("var/tmp", "/tmp"),
)


def initramfs(workshop: Workshop, architecture: Architecture) -> Path:
    """The file that QEMU's `-initrd` takes.

    Raises:
        BenchError: one of its programs does not build.
    """
    busybox = _busybox(workshop, architecture)
    guest = guest_programs(workshop, architecture)

    def build(folder: Path) -> None:
        entries = [
            *(cpio.folder(name) for name in _FOLDERS),
            *_FILES,
            cpio.file("init", (guest / "init").read_bytes(), executable=True),
            *(
                cpio.file(f"bin/{name}", (guest / name).read_bytes(), executable=True)
                for name in ("agent", "nothing")
            ),
            *_busybox_entries(busybox.read_bytes()),
        ]
        (folder / "initramfs.cpio").write_bytes(cpio.archive(entries))

    # An artefact's folder is named for its key, and so for all that shapes it.
    key = digest.combined(
        digest.of_path(Path(__file__)),
        digest.of_path(Path(cpio.__file__)),
        busybox.parent.name,
        guest.name,
    )
    artefact = workshop.store.artefact(f"initramfs-{architecture.name}", key, build)
    return artefact / "initramfs.cpio"


def _busybox(workshop: Workshop, architecture: Architecture) -> Path:
    source = workshop.debian
    package = source.lock.package("busybox-static", architecture.debian)

    def build(folder: Path) -> None:
        source.unpack(package, folder / "unpacked")
        source.find(package, folder / "unpacked", "bin/busybox").rename(folder / "busybox")
        command.remove(folder / "unpacked")

    key = digest.combined(digest.of_path(Path(__file__)), package.sha256)
    return workshop.store.artefact(f"busybox-{architecture.name}", key, build) / "busybox"


def _busybox_entries(binary: bytes) -> list[Entry]:
    """Busybox and a link for each applet.

    The program holds its applets' names one after the other, each ended by a NUL, in
    order and ended by an empty one: `[`, `[[`, `acpid`, … Some other data stands before
    them. A guest's program cannot be asked for them on the host.
    """
    found = re.search(rb"\[\0\[\[\0(?:[\w.-]+\0)+(?=\0)", binary)
    if not found:
        raise BenchError("no list of applets in busybox")
    applets = set(found[0].decode().rstrip("\0").split("\0")) - {"busybox"}
    return [
        cpio.file("bin/busybox", binary, executable=True),
        *(cpio.link(f"bin/{applet}", "busybox") for applet in applets),
    ]
