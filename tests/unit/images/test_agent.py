"""The guest's agent, compiled for the host, keeps to docs/records.md."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.images.line import (
    EXITED,
    NOT_STARTED,
    READY,
    RUN,
    SIGNALLED,
    Line,
    frame,
    run,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("guest")
    subprocess.run(["make", "-s", "-C", ROOT / "payloads" / "guest", f"OUT={out}"], check=True)
    return out / "agent"


@pytest.fixture
def line(agent: Path) -> Iterator[Line]:
    line = Line(agent)
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
    looks_like_one = run(1, b"x").replace(b"\0", b"?")
    assert line.ask(b"/usr/bin/printf", b"%s", looks_like_one).written(1) == looks_like_one


def test_much_output_comes_in_chunks_of_32_kib_at_most(line: Line) -> None:
    result = line.ask(*shell("head -c 300000 /dev/zero"))
    assert result.written(1) == bytes(300000)
    assert max(len(data) for _, data in result.chunks) <= 32768


def test_output_comes_while_the_program_runs(line: Line) -> None:
    line.send(run(7, *shell("echo early; sleep 60")))
    assert line.receive(5)[1][5:] == b"early\n"


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
    assert line.ask(b"/usr/bin/env").written(1) == b"PATH=/bin:/payloads\n"
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


@pytest.mark.parametrize(
    "garbage",
    [
        b"noise\r\n\x00\xff",
        b"\xf5",
        b"\xf5BR",
        b"\xf5BR\xf5" + bytes([3, 0]) + b"\xff\xff\xff\xff",
        run(1, b"/bin/true")[:-1] + b"!",
        run(1, b"/bin/true")[:-6],
        run(1, b"/bin/true")[3:],
    ],
    ids=["noise", "magic-1", "magic-3", "too-long", "wrong-crc", "cut-short", "beheaded"],
)
def test_garbage_costs_nothing_but_itself(line: Line, garbage: bytes) -> None:
    line.send(garbage)
    assert line.ask(*shell("exit 42")).value == 42


def test_a_damaged_length_does_not_swallow_what_follows_for_ever(line: Line) -> None:
    whole = run(1, b"/bin/true")
    line.send(whole[:6] + b"\x00\xff\x00\x00" + whole[10:])
    assert line.ask(*shell("exit 42")).value == 42


def test_runs_in_one_piece_are_served_in_turn(line: Line) -> None:
    line.send(run(1, *shell("exit 1")) + run(2, *shell("exit 2")))
    assert (line.result(1).value, line.result(2).value) == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        b"\x07\0\0\0" + b"\x00\x00",
        b"\x07\0\0\0" + b"\x02\x00" + b"/bin/true\0",
        b"\x07\0\0\0" + b"\x01\x00" + b"/bin/true",
        b"\x07\0\0\0" + b"\x01\x00" + b"/bin/true\0x\0",
    ],
    ids=["none", "too-few", "no-nul", "too-many"],
)
def test_a_malformed_run_is_refused(line: Line, body: bytes) -> None:
    line.send(frame(RUN, body))
    result = line.result(7)
    assert (result.kind, result.value) == (NOT_STARTED, errno.EINVAL)


def test_a_record_of_another_type_is_ignored(line: Line) -> None:
    line.send(frame(256, b"a test's own"))
    assert line.ask(*shell("exit 42")).value == 42


def test_a_process_left_behind_does_not_hold_the_result(line: Line) -> None:
    started = time.monotonic()
    assert line.ask(*shell("sleep 30 & echo first")).written(1) == b"first\n"
    assert time.monotonic() - started < 10


def test_a_process_left_behind_that_writes_for_ever_does_not_either(line: Line) -> None:
    started = time.monotonic()
    assert line.ask(*shell("timeout 20 yes & sleep 0.2; exit 42")).value == 42
    assert time.monotonic() - started < 10


def test_the_agent_survives_what_kills_its_group(line: Line) -> None:
    assert line.ask(*shell("kill -KILL 0")).value == signal.SIGKILL
    assert line.ask(*shell("exit 42")).value == 42


def test_a_line_that_cannot_be_opened_is_told(agent: Path) -> None:
    done = subprocess.run([agent, "/no/such/line"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "agent: /no/such/line: No such file or directory\n",
    )
