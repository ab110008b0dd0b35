# SPDX-License-Identifier: MIT
"""What a QEMU that has been taken over could do to the host, and what its monitor cannot."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.confinement import identity, landlock, syscalls
from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.definitions.prepared import (
    FromKernel,
)
from bench.errors import BenchError
from bench.guest.exit import Ending
from bench.guest.guest import Guest
from bench.qemu.confinement import of_guest
from bench.qemu.planning.plan import make_plan
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.spawn import spawn
from tests import ROOT
from tests.integration.machine_code import EXIT_42, HALT, assemble, plan, run

pytestmark = pytest.mark.skipif(
    landlock.version() < 6, reason="this kernel has no Landlock that knows signals"
)

SECRET = "a word that no guest may see"


@pytest.fixture
def host() -> Iterator[Path]:
    """A folder of the host's that every user may read and write, with a file and a server."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-test-", dir="/tmp") as name,
        socket.socket(socket.AF_UNIX) as server,
    ):
        folder = Path(name)
        (folder / "secret").write_text(SECRET)
        (folder / "evidence").mkdir()
        server.bind(str(folder / "socket"))
        server.listen()
        for path in (folder, *folder.iterdir()):
            path.chmod(0o777)
        yield folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def taken_over(host: Path, script: str, machine: str = "pc") -> str:
    """What a script says that runs in QEMU's place."""
    planned = plan(HALT, host / "evidence", machine)
    confined = of_guest(planned, (), ())
    with (host / "evidence" / "said").open("w+b") as said:
        child = reactor().call(lambda: spawn(["/bin/sh", "-c", script], {}, said, confined))
        child.wait()
        said.seek(0)
        return said.read().decode()


PYTHON = """/usr/bin/python3 - <<'E'
import ctypes, os, socket
def attempt(name, do):
    try:
        do()
    except OSError as error:
        print(name, os.strerror(error.errno))
    else:
        print(name, "done")
{attempts}
E"""


def attempts(host: Path, *lines: str, machine: str = "pc") -> dict[str, str]:
    """What came of lines of Python that run in QEMU's place, by their first words."""
    said = taken_over(host, PYTHON.format(attempts="\n".join(lines)), machine)
    return dict(line.split(" ", 1) for line in said.splitlines() if " " in line)


FILES = """cat {host}/secret; ls {host}; cat /etc/passwd; ls / /root /home; echo > {host}/new;
echo > /tmp/new; echo > {host}/secret; rm {host}/secret; mkdir {host}/folder;
ln {host}/secret {host}/link; mv {host}/secret {host}/moved; cat /proc/1/environ"""


def test_no_file_of_the_host_is_reached(host: Path) -> None:
    said = taken_over(host, FILES.format(host=host))
    assert said.count("denied") + said.count("Invalid cross-device") == 14, said
    assert (host / "secret").read_text() == SECRET
    assert files(host) == ["evidence", "secret", "socket"]


def test_a_user_that_is_nobody_reaches_no_file_of_another(
    host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not identity.can_change():
        pytest.skip("only root can run QEMU as another user")
    monkeypatch.setattr(landlock, "version", lambda: 0)
    (host / "secret").chmod(0o600)
    host.chmod(0o755)
    said = taken_over(host, f"cat {host}/secret; echo > {host}/new; rm -f {host}/secret; id -u")
    assert said.count("denied") == 3, said
    assert int(said.splitlines()[-1]) > 0x7000_0000


def test_nothing_of_the_host_is_spoken_to(host: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = attempts(
            host,
            f"attempt('tcp', lambda: socket.create_connection(('127.0.0.1', {port})))",
            "attempt('udp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))",
            f"attempt('unix', lambda: socket.socket(socket.AF_UNIX).connect('{host}/socket'))",
            "attempt('raw', lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))",
            "attempt('netlink', lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))",
            "attempt('pair', lambda: socket.socketpair())",
        )
    refused = "Operation not permitted"
    assert said == dict.fromkeys(("tcp", "udp", "unix", "raw", "netlink"), refused) | {
        "pair": "done"
    }


def test_a_machine_with_a_network_listens_and_connects_to_nobody(host: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = attempts(
            host,
            "attempt('listen', lambda: socket.create_server(('127.0.0.1', 0)))",
            f"attempt('tcp', lambda: socket.create_connection(('127.0.0.1', {port})))",
            "attempt('known', lambda: socket.create_server(('127.0.0.1', 6553)))",
            "attempt('udp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))",
            "attempt('unix', lambda: socket.socket(socket.AF_UNIX))",
            machine="q35-net",
        )
    assert said.pop("listen") == "done"
    assert said.pop("known") == "Permission denied"  # Landlock's word
    assert said == dict.fromkeys(("tcp", "udp", "unix"), "Operation not permitted")


def test_no_process_is_reached(host: Path) -> None:
    with subprocess.Popen(["sleep", "30"]) as other:
        said = attempts(
            host,
            f"attempt('kill', lambda: os.kill({other.pid}, 9))",
            f"attempt('limit', lambda: __import__('resource').prlimit({other.pid}, 7, (1, 1)))",
            "libc = ctypes.CDLL(None, use_errno=True)",
            "def call(number, *arguments):",
            "    if libc.syscall(number, *arguments) < 0:",
            "        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))",
            f"attempt('trace', lambda: call(101, 16, {other.pid}, 0, 0))",
            f"attempt('read', lambda: call(310, {other.pid}, 0, 0, 0, 0, 0))",
            "attempt('namespace', lambda: call(272, 0x10000000))",
            "attempt('ring', lambda: call(425, 8, ctypes.create_string_buffer(120)))",
            "attempt('bpf', lambda: call(321, 0, 0, 0))",
            "attempt('user', lambda: os.setuid(0))",
        )
        alive = other.poll() is None
        other.kill()
    assert alive
    assert set(said.values()) == {"Operation not permitted"}, said
    assert len(said) == 8


def test_it_is_nobody_and_has_no_privileges(host: Path) -> None:
    with run(HALT, host / "evidence", "pc") as guest:
        status = Path(f"/proc/{guest.pid}/status").read_text()
        limits = Path(f"/proc/{guest.pid}/limits").read_text()
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(fields["CapEff"], 16) == int(fields["CapBnd"], 16) == 0
    assert (fields["NoNewPrivs"], fields["Seccomp"]) == ("1", "2")
    if identity.can_change():
        assert set(fields["Uid"].split() + fields["Gid"].split()) == {str(0x7000_0000 + guest.pid)}
        assert fields["Groups"].split() == []
    bounds = {line[:26].strip(): line[26:47].strip() for line in limits.splitlines()}
    assert bounds["Max core file size"] == "0"
    assert int(bounds["Max file size"]) == 1 << 30
    assert int(bounds["Max address space"]) == (4 << 30) + (72 << 20) + (256 << 20)


COMMANDS = (
    "dump-guest-memory {host}/new",
    "memsave 0x100000 4096 {host}/new",
    "pmemsave 0x100000 4096 {host}/new",
    "pmemsave 0x100000 4096 {host}/secret",
    "screendump {host}/new",
    "logfile {host}/new",
    "wavcapture {host}/new none",
    "savevm new",
    "migrate file:{host}/new",
    "migrate unix:{host}/socket",
    "migrate tcp:127.0.0.1:{port}",
    "chardev-add file,id=a,path={host}/new",
    "chardev-add pipe,id=b,path={host}/secret",
    "chardev-add socket,id=c,path={host}/socket",
    "chardev-add socket,id=d,host=127.0.0.1,port={port}",
    "chardev-add socket,id=e,host=127.0.0.1,port=0,server=on,wait=off",
    "chardev-add udp,id=f,host=127.0.0.1,port={port}",
    "chardev-add pty,id=g",
    "drive_add 0 if=none,id=h,file={host}/secret,format=raw",
    "drive_add 0 if=none,id=i,file=fat:rw:{host}",
    "drive_add 0 if=none,id=j,file=nbd:127.0.0.1:{port}",
    "object_add memory-backend-file,id=k,size=4096,mem-path={host}/secret",
    "netdev_add user,id=l,hostfwd=tcp:127.0.0.1:0-:80",
    "netdev_add socket,id=m,connect=127.0.0.1:{port}",
    "netdev_add tap,id=n",
    "gdbserver tcp:127.0.0.1:0",
    "gdbserver unix:{host}/new,server=on,wait=off",
    "nbd_server_start 127.0.0.1:0",
)


def test_its_monitor_reaches_nothing_of_the_host(host: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        run(HALT, host / "evidence", "pc") as guest,
    ):
        port = server.getsockname()[1]
        said = {
            command: guest.human_monitor(command.format(host=host, port=port))
            for command in COMMANDS
        }
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
        listening = Path(f"/proc/{guest.pid}/net/tcp").read_text()
        inodes = {link.readlink().name for link in Path(f"/proc/{guest.pid}/fd").iterdir()}
    assert SECRET not in "".join(said.values())
    assert files(host) == ["evidence", "secret", "socket"]
    assert (host / "secret").read_text() == SECRET
    held = [line for line in listening.splitlines()[1:] if f"socket:[{line.split()[9]}]" in inodes]
    assert held == []


@pytest.mark.parametrize("inside", [True, False])
def test_a_definition_reaches_files_of_its_project_only(
    host: Path, *, inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = host / "evidence"
    (project / "avocado.cfg").touch()
    monkeypatch.chdir(project)
    file = project / "avocado.cfg" if inside else host / "secret"
    raw = ("-drive", f"if=none,id=x,format=raw,read-only=on,file={file}")
    machine = load_machine("pc", ROOT / "machines").model_copy(update={"raw_qemu_options": raw})
    need, boot = Go("machine-code"), FromKernel(kernel=assemble(EXIT_42, project))
    planned = make_plan(machine, need, boot, accelerator="tcg")
    if inside:
        with Guest(planned, None) as guest:
            assert guest.wait_exit().code == 42
    else:
        with pytest.raises(BenchError, match=f"Could not open '{file}': Permission denied"):
            Guest(planned, None)


def test_a_file_that_only_its_owner_reads_is_booted(host: Path) -> None:
    planned = plan(EXIT_42, host / "evidence", "pc")
    kernel = planned.files[planned.descriptors.kernel]
    kernel.chmod(0o600)
    kernel.parent.chmod(0o700)
    with Guest(planned, None) as guest:
        assert guest.wait_exit().code == 42


def test_its_log_does_not_grow_without_end(host: Path) -> None:
    waits = "mov $0x3fd, %dx; 1: in %dx, %al; test $1, %al; jz 1b;"
    with run(f"{waits} mov $50000, %ecx; 2: loop 2b; {EXIT_42}", host / "evidence", "pc") as guest:
        guest.human_monitor("log exec,nochain")  # more than any guest makes it note
        guest.console.send("x")
        ended = guest.wait_exit()
        trace = guest._process._emulator.trace
        assert trace is not None
        assert os.fstat(trace).st_size == 1 << 20
        assert b"\0" not in os.pread(trace, 1 << 20, (1 << 20) - 4096)
    assert (ended.ending, ended.code) == (Ending.DEBUG_EXIT, 42)


def test_it_also_runs_where_the_host_can_confine_nothing(
    host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(identity, "can_change", lambda: False)
    monkeypatch.setattr(syscalls, "prepare", lambda *_: None)
    with run(EXIT_42, host / "evidence", "pc") as guest:
        assert guest.wait_exit().code == 42


SEMIHOSTING = """
.globl _start
_start: mov x0, #1  // SYS_OPEN ("Semihosting for AArch32 and AArch64", Arm, version 2.0)
    adr x1, block
    hlt #0xf000
    cmn x0, #1
    mov w2, #'r'
    mov w3, #'o'
    csel w2, w2, w3, eq
    mov x4, #0x09000000  // the serial line of QEMU's virt
    str w2, [x4]
    mov w0, #8  // SYSTEM_OFF of PSCI
    movk w0, #0x8400, lsl #16
    hvc #0
.balign 8
block: .quad name, 0, length
name: .asciz "FILE"
.set length, . - name - 1
"""


def test_semihosting_finds_no_file(host: Path) -> None:
    """Were it switched on, as by a way that no rule knows."""
    folder = host / "evidence"
    (folder / "a.s").write_text(SEMIHOSTING.replace("FILE", str(host / "secret")))
    compiler = ["aarch64-linux-gnu-gcc", "-nostdlib", "-static", "-Wl,-Ttext=0x40400000"]
    subprocess.run([*compiler, "-o", folder / "a.elf", folder / "a.s"], check=True)
    machine = load_machine("virt", ROOT / "machines")
    boot = FromKernel(kernel=folder / "a.elf")
    planned = make_plan(machine, Go("machine-code"), boot, accelerator="tcg")
    asked = (*planned.argv, "-semihosting-config", "enable=on,target=native")
    with Guest(replace(planned, argv=asked), folder) as guest:
        assert guest.console.expect(re.compile("[ro]"))[0] == "r"
