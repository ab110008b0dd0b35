# SPDX-License-Identifier: MIT
"""QEMU's rights on the host: to read its own files and those of its guest, and nothing else.

All that it writes are files in memory and sockets that it inherits.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from bench.confinement import identity
from bench.confinement.confinement import Confinement
from bench.qemu.planning.plan import Plan

KVM = Path("/dev/kvm")

_PROGRAMS = tuple(map(Path, ("/usr/bin", "/bin", "/usr/libexec")))
"""Debian's qemu-system-i386 is a script of the shell, which runs a program elsewhere."""
_LIBRARIES = tuple(
    map(Path, ("/usr/lib", "/lib", "/usr/lib64", "/lib64", "/usr/local/lib", "/nix/store"))
)
_SYSTEM = (Path("/"), Path("/usr"))
"""Where the libraries are everybody's."""
_DEVICES = (Path("/dev/urandom"),)

_REFUSED = ("unshare", "execveat", "memfd_secret", "pidfd_getfd", "setxattr", "chmod", "fchmodat")

_OWN_MEMORY = 4 << 30
"""Bytes of address space beside the guest's memory, of which 1 GiB is for translated code: a device
gets no buffer of some GiB that a guest asks it for."""
_MEMORY_OF_CPU = 72 << 20
"""Bytes of it for the thread of each CPU: a stack, and an arena of the C library's."""
_THREADS = 512
_LARGEST_FILE = 1 << 30
"""Bytes: what tests read of a guest's memory at once goes into a file. Logs grow up to it."""


def of_emulator(program: str, *, kvm: bool) -> Confinement:
    """An emulator's rights, whatever its guest.

    Args:
        program: the emulator's name.
        kvm: whether it runs its guest by KVM.
    """
    return Confinement(
        read=own_files(program),
        write=(KVM,) if kvm else (),
        refused=(*_REFUSED, "bind"),
        own_user=has_own_user(program),
        own_limits={resource.RLIMIT_NPROC: _THREADS},
        groups=_groups() if kvm else (),
    )


def of_guest(plan: Plan, reads: Iterable[int], writes: Iterable[int]) -> Confinement:
    """The rights of a guest's QEMU.

    Args:
        plan: how the guest starts.
        reads: our descriptors of files that it inherits and may read.
        writes: of those that it may write, too.
    """
    bare = of_emulator(plan.argv[0], kvm="kvm" in plan.argv)
    return replace(
        bare,
        read=(*bare.read, *reads),
        write=(*bare.write, *filter(_is_file, writes), *plan.named_files),
        listens=socket.AF_INET if plan.network else None,
        refused=_REFUSED if plan.network else bare.refused,
        limits={
            resource.RLIMIT_AS: plan.memory.backing + _OWN_MEMORY + plan.cpus * _MEMORY_OF_CPU,
            resource.RLIMIT_FSIZE: max(_LARGEST_FILE, plan.memory.backing),
        },
        # What a definition names belongs to who runs the bench.
        own_user=bare.own_user and not plan.named_files,
    )


def own_files(program: str) -> tuple[Path, ...]:
    """All that QEMU opens whatever its guest: its package's files and libraries."""
    return (*package_files(program), *_PROGRAMS, *_LIBRARIES, *_DEVICES)


@cache
def package_files(program: str) -> tuple[Path, ...]:
    """The program, its own libraries, and the folders of the firmware of its boards.

    Nothing if it is not there.
    """
    found = shutil.which(program)
    if not found:
        return ()
    path = Path(found).resolve()
    prefix = path.parent.parent
    # The second is of a QEMU that runs where it was built.
    folders = (prefix / "share/qemu", *path.parent.glob("qemu-bundle/**/share/qemu"))
    own = (prefix / name for name in ("lib", "lib64", "libexec")) if prefix not in _SYSTEM else ()
    return (path, *own, *folders, *(each for data in folders for each in _beside(data)))


@cache
def has_own_user(program: str) -> bool:
    """Whether QEMU runs as a user that nobody else is."""
    found = shutil.which(program)
    return bool(found) and identity.can_change() and identity.reachable_by_all(Path(str(found)))


def _beside(data: Path) -> Iterator[Path]:
    """The folders of other packages in which QEMU looks for firmware, or to which it has links."""
    yield from (data.parent / name for name in ("seabios", "openbios", "slof", "ipxe"))
    if data.is_dir():
        links = {entry.resolve().parent for entry in data.iterdir() if entry.is_symlink()}
        yield from sorted(links)


def _is_file(descriptor: int) -> bool:
    return stat.S_ISREG(os.fstat(descriptor).st_mode)


def _groups() -> tuple[int, ...]:
    """The group to which KVM belongs, where it is for a group."""
    try:
        status = KVM.stat()
    except OSError:
        return ()
    return (status.st_gid,) if status.st_mode & stat.S_IWGRP else ()
