# SPDX-License-Identifier: MIT
"""The guest's agent, compiled for the host, keeps to docs/records.md."""

from __future__ import annotations

import errno
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.integration.images.line import (
    ALIVE,
    EXITED,
    FREEZE,
    NOT_STARTED,
    READY,
    RING,
    RUN,
    SIGNALLED,
    TIMED_OUT,
    TO_GUEST,
    Line,
    run,
)


@pytest.fixture(scope="session")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("guest")
    subprocess.run(["make", "-s", "-C", ROOT / "payloads" / "guest", f"OUT={out}"], check=True)
    return out / "agent"


@pytest.fixture
def line(agent: Path, tmp_path: Path) -> Iterator[Line]:
    line = Line(agent, tmp_path)
    assert line.receive() == (READY, os.uname().release.encode())
    yield line
    line.close()


def shell(script: str) -> tuple[bytes, ...]:
    return (b"/bin/sh", b"-c", script.encode())


@pytest.mark.parametrize("code", [0, 42, 255])
def test_an_exit_code_comes_back(line: Line, code: int) -> None:
    result = line.ask(*shell(f"exit {code}"))
    assert (result.kind, result.value, result.chunks) == (EXITED, code, [])


def test_a_signal_comes_back(line: Line) -> None:
    result = line.ask(*shell("kill -SEGV $$"))
    assert (result.kind, result.value) == (SIGNALLED, signal.SIGSEGV)


def test_both_streams_come_back_apart(line: Line) -> None:
    result = line.ask(*shell("echo out; echo err >&2"))
    assert (result.written(1), result.written(2)) == (b"out\n", b"err\n")


def test_every_byte_passes_unchanged(line: Line) -> None:
    every = bytes(range(1, 256))
    assert line.ask(b"/usr/bin/printf", b"%s\\0", every).written(1) == every + b"\0"


def test_output_that_holds_frames_passes_unchanged(line: Line) -> None:
    looks_like_one = run(1, b"x").replace(b"\0", b"\a")
    assert line.ask(b"/usr/bin/printf", b"%s", looks_like_one).written(1) == looks_like_one


def test_much_output_comes_in_chunks_of_32_kib_at_most(line: Line) -> None:
    result = line.ask(*shell("head -c 300000 /dev/zero"))
    assert result.written(1) == bytes(300000)
    assert max(len(data) for _, data in result.chunks) <= 32768


def test_output_comes_while_the_program_runs(line: Line) -> None:
    line.send((RUN, run(7, *shell("echo $$; exec sleep 3000"))))
    os.kill(int(line.receive()[1][5:]), signal.SIGKILL)  # or there is no such process


def test_wall_time_is_in_nanoseconds(line: Line) -> None:
    assert 0.2e9 < line.ask(*shell("sleep 0.2")).wall_ns < 5e9


@pytest.mark.parametrize(
    ("content", "mode", "expected"),
    [
        (b"\x01\x02\x03\x04", 0o755, errno.ENOEXEC),
        (b"echo a script without an interpreter\n", 0o755, errno.ENOEXEC),
        (b"#!/bin/sh\n", 0o644, errno.EACCES),
        (None, 0, errno.ENOENT),
    ],
)
def test_the_errno_of_a_failed_execve_comes_back(
    line: Line, tmp_path: Path, content: bytes | None, mode: int, expected: int
) -> None:
    file = tmp_path / "program"
    if content is not None:
        file.write_bytes(content)
        file.chmod(mode)
    result = line.ask(os.fsencode(file))
    assert (result.kind, result.value, result.chunks) == (NOT_STARTED, expected, [])


def test_a_name_without_a_slash_is_looked_for_in_the_path(line: Line) -> None:
    assert line.ask(b"sh", b"-c", b"exit 3").value == 3
    assert line.ask(b"no-such-program").value == errno.ENOENT


def test_a_program_gets_a_bare_and_known_world(line: Line) -> None:
    given = (b"PATH=/bin", b"A=b c")
    assert line.ask(b"/usr/bin/env", environment=given).written(1) == b"PATH=/bin\nA=b c\n"
    assert line.ask(b"/bin/pwd").written(1) == b"/\n"
    assert line.ask(b"/bin/cat").written(1) == b""
    open_files = line.ask(*shell("ls /proc/$$/fd")).written(1).split()
    assert open_files == [b"0", b"1", b"2"]


def test_arguments_come_as_they_are(line: Line) -> None:
    words = [b"", b"a b", "é♚".encode(), b"\xff"]
    result = line.ask(b"/usr/bin/printf", b"[%s]", *words)
    assert result.written(1) == b"".join(b"[" + word + b"]" for word in words)


def test_long_arguments_come_whole(line: Line) -> None:
    word = b"x" * 60000
    assert line.ask(b"/usr/bin/printf", b"%s", word).written(1) == word


def test_garbage_on_the_line_costs_nothing(line: Line) -> None:
    line.ring(b"noise\r\n\x00\xff" * 100)
    assert line.ask(*shell("exit 42")).value == 42


def test_a_length_that_cannot_be_costs_what_waits_and_no_more(line: Line) -> None:
    line.lay(RUN, b"", length=2**31)
    line.ring()
    while line.counter(TO_GUEST[0]) != line.counter(TO_GUEST[0] + 64):
        time.sleep(0.01)
    assert line.ask(*shell("exit 42")).value == 42


def test_runs_with_one_bell_are_served_in_turn(line: Line) -> None:
    line.send((RUN, run(1, *shell("exit 1"))), (RUN, run(2, *shell("exit 2"))))
    assert (line.result(1).value, line.result(2).value) == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        b"\0\0" + b"\0\0",
        b"\x02\0" + b"\0\0" + b"/bin/true\0",
        b"\x01\0" + b"\0\0" + b"/bin/true",
        b"\x01\0" + b"\0\0" + b"/bin/true\0x\0",
    ],
    ids=["none", "too-few", "no-nul", "too-many"],
)
def test_a_malformed_run_is_refused(line: Line, body: bytes) -> None:
    line.send((RUN, struct.pack("<II", 7, 0) + body))
    result = line.result(7)
    assert (result.kind, result.value) == (NOT_STARTED, errno.EINVAL)


def test_a_record_of_another_type_is_ignored(line: Line) -> None:
    line.send((256, b"a test's own"))
    assert line.ask(*shell("exit 42")).value == 42


def test_a_process_left_behind_does_not_hold_the_result(line: Line) -> None:
    left = int(line.ask(*shell("sleep 3000 & echo $!")).written(1))
    os.kill(left, signal.SIGKILL)  # or there is no such process


def test_a_process_left_behind_that_writes_for_ever_does_not_either(line: Line) -> None:
    result = line.ask(*shell("yes & echo $! >&2; sleep 0.2; exit 42"))
    os.kill(int(result.written(2)), signal.SIGKILL)  # or there is no such process
    assert result.value == 42


def test_the_agent_survives_what_kills_its_group(line: Line) -> None:
    assert line.ask(*shell("kill -KILL 0")).value == signal.SIGKILL
    assert line.ask(*shell("exit 42")).value == 42


def test_a_program_is_ended_when_its_time_is_over(line: Line) -> None:
    result = line.ask(*shell("echo early; sleep 60 & sleep 60"), limit=300)
    assert (result.kind, result.value) == (TIMED_OUT, signal.SIGKILL)
    assert result.written(1) == b"early\n"
    assert 0.3e9 <= result.wall_ns < 59e9


def test_a_program_may_end_within_its_time(line: Line) -> None:
    assert line.ask(*shell("exit 42"), limit=30_000).value == 42


def test_more_output_than_the_window_holds_waits_for_its_reader(line: Line) -> None:
    line.send((RUN, run(7, *shell("head -c 5000000 /dev/zero; exit 42"))))
    result = line.result(7)
    assert (result.value, len(result.written(1))) == (42, 5_000_000)


@pytest.mark.parametrize("size", [0, 1, 65_532, 65_533, 1_000_001])
def test_a_file_is_put_whole(line: Line, tmp_path: Path, size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    path = tmp_path / "a" / "b" / "file"
    assert line.put(path, content[:size], 0o640).kind == EXITED
    assert path.read_bytes() == content[:size]
    assert path.stat().st_mode & 0o7777 == 0o640
    assert [file.name for file in path.parent.iterdir()] == ["file"]


def test_a_file_that_cannot_be_put_is_told_with_its_errno(line: Line, tmp_path: Path) -> None:
    result = line.put(tmp_path / "window" / "x", b"content")
    assert (result.kind, result.value) == (NOT_STARTED, errno.ENOTDIR)


def test_an_agent_keeps_its_nonce_and_its_clock_goes_on(line: Line) -> None:
    def alive() -> tuple[bytes, int]:
        line.send((FREEZE, struct.pack("<I", 3)))
        kind, body = line.receive()
        assert (kind, struct.unpack_from("<I", body)) == (ALIVE, (3,))
        return body[4:20], struct.unpack_from("<Q", body, 20)[0]

    (nonce, first), (again, second) = alive(), alive()
    assert nonce == again != bytes(16)
    assert second > first


def test_another_agent_goes_on_with_the_window_and_has_another_nonce(line: Line) -> None:
    line.ask(*shell("exit 1"))
    line.agent.kill()
    line.agent.wait()
    line.start()
    assert line.receive()[0] == READY
    assert line.ask(*shell("exit 42")).value == 42


def test_a_process_that_waits_to_become_a_program_does(line: Line) -> None:
    line.send((FREEZE, struct.pack("<I", 3)))
    assert line.receive()[0] == ALIVE
    children = Path(f"/proc/{line.agent.pid}/task/{line.agent.pid}/children").read_text().split()
    assert line.ask(*shell("echo $$")).written(1).decode().split() == children


def test_that_one_may_have_been_killed(line: Line) -> None:
    line.send((FREEZE, struct.pack("<I", 3)))
    line.receive()
    children = Path(f"/proc/{line.agent.pid}/task/{line.agent.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert line.ask(*shell("exit 1")).kind == SIGNALLED
    assert line.ask(*shell("exit 42")).value == 42


def test_counters_wrap_around(line: Line) -> None:
    for _ in range(3):
        line.send((RUN, run(7, b"/usr/bin/printf", b"%s", b"x" * 60000)))
        assert line.result(7).written(1) == b"x" * 60000
    assert line.counter(TO_GUEST[0]) < RING


def test_what_cannot_be_opened_is_told(agent: Path) -> None:
    argv = [str(agent), "/no/such/line", "/dev/null", "0", "8388608"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "agent: No such file or directory\n")
