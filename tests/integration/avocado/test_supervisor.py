# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from bench.text import LONGEST
from bench.verdict.outcome import Fault, Outcome, Verdict

from .conftest import PATIENCE, Launch, Message, Server, gone

FOR_EVER = "print(os.getpid(), flush=True)\nsignal.pause()"


def reason(message: Message) -> str:
    assert (message["result"], message["verdict"]["outcome"]) == ("error", "error")
    return str(message["fail_reason"])


def test_a_verdict_is_reported_as_it_is(server: Server, launch: Launch, tmp_path: Path) -> None:
    verdict = Verdict(
        Outcome.FAIL, Fault.PAYLOAD, "it said\n 41", "panic", "Traceback …", "bench boot x"
    )
    supervisor = launch(f"return Verdict.from_json({json.loads(json.dumps(verdict.to_json()))})")
    started, finished = server.messages()
    assert (started["status"], started["output_dir"]) == ("started", str(tmp_path))
    assert (finished["result"], finished["fail_reason"]) == (
        "fail",
        "it said 41; guest: panic (fault: payload)",
    )
    assert Verdict.from_json(finished["verdict"]) == verdict
    assert not (tmp_path / "verdict.json").exists()  # which is the test's to leave
    assert supervisor.wait(PATIENCE) == 0


def test_a_pass_has_no_reason(server: Server, launch: Launch) -> None:
    launch("return PASS")
    finished = server.finished()
    assert (finished["result"], finished["fail_reason"]) == ("pass", "")


def test_what_the_test_writes_is_logged_in_whole_lines(server: Server, launch: Launch) -> None:
    launch(
        "os.write(1, b'begun')\nos.write(2, b' and ended\\n')\n"
        "os.write(1, b'no text: \\xff\\n')\nos.write(1, b'no end')\nreturn PASS"
    )
    text = b""
    while not text.endswith(b"no end\n"):
        text += server.log()
    assert text == "begun and ended\nno text: \ufffd\nno end\n".encode()


def test_a_flood_of_text_is_logged_and_the_verdict_follows(server: Server, launch: Launch) -> None:
    launch("os.write(1, b'x' * 3_000_000 + b'\\n')\nos.write(1, b'y\\n' * 500_000)\nreturn PASS")
    assert server.finished()["result"] == "pass"


def test_a_test_that_is_killed_is_the_hosts_error(
    server: Server, launch: Launch, tmp_path: Path
) -> None:
    launch(FOR_EVER)
    os.kill(int(server.log()), signal.SIGKILL)
    finished = server.finished()
    assert reason(finished) == "the test process was killed by SIGKILL (fault: host)"
    assert finished["verdict"]["reproduce"] == "bench boot 'a.py:A.test_it[q35]'"
    assert json.loads((tmp_path / "verdict.json").read_text()) == finished["verdict"]


def test_a_test_that_exits_gives_no_verdict(server: Server, launch: Launch) -> None:
    launch("os._exit(3)")
    assert reason(server.finished()) == (
        "the test process ended with exit status 3 and gave no verdict (fault: host)"
    )


def test_an_exception_is_logged(server: Server, launch: Launch) -> None:
    launch("raise SystemExit('enough')")
    assert server.log().startswith(b"Traceback")
    assert "exit status 1" in reason(server.finished())


def test_a_ceiling_that_is_announced_ends_a_hang(server: Server, launch: Launch) -> None:
    launch(f"announce(0.05)\n{FOR_EVER}")
    assert reason(server.finished()) == (
        "the test process ran past its ceiling of 0.05 s (fault: host)"
    )


def test_a_ceiling_may_be_moved(server: Server, launch: Launch) -> None:
    launch("announce(10)\nsignal.sigtimedwait([], 0.8)\nreturn PASS", patience=0.6)
    assert server.finished()["result"] == "pass"


def test_a_test_that_announces_nothing_has_a_ceiling_too(server: Server, launch: Launch) -> None:
    launch(FOR_EVER, patience=0.5)
    assert "ran past its ceiling of 0.5 s" in reason(server.finished())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_interrupts_the_test(
    server: Server, launch: Launch, number: signal.Signals
) -> None:
    supervisor = launch(FOR_EVER)
    test = int(server.log())
    os.killpg(supervisor.pid, number)
    finished = server.finished()
    assert finished["result"] == "interrupted"
    assert finished["fail_reason"] == f"the test was interrupted by {number.name} (fault: host)"
    assert gone(test)
    assert supervisor.wait(PATIENCE) == 0


def test_a_test_does_not_outlive_its_supervisor(server: Server, launch: Launch) -> None:
    supervisor = launch(FOR_EVER)
    test = int(server.log())
    supervisor.kill()
    assert gone(test)


def test_a_test_does_not_outlive_the_status_server(server: Server, launch: Launch) -> None:
    supervisor = launch(FOR_EVER)
    test = int(server.log())
    server.close()
    assert gone(test)
    assert supervisor.wait(PATIENCE) == 0


def test_nothing_that_a_test_started_outlives_it(server: Server, launch: Launch) -> None:
    launch(
        "child = os.fork()\n"
        "if child == 0:\n    signal.pause()\n"
        "print(child, flush=True)\nreturn PASS"
    )
    grandchild = int(server.log())
    assert server.finished()["result"] == "pass"
    assert gone(grandchild)


def test_a_signal_to_the_test_alone_is_the_tests_own(server: Server, launch: Launch) -> None:
    launch(
        "try:\n    os.kill(os.getpid(), signal.SIGINT)\nexcept KeyboardInterrupt:\n    return PASS"
    )
    assert server.finished()["result"] == "pass"


def test_a_verdict_may_be_long(server: Server, launch: Launch) -> None:
    launch("return Verdict(Outcome.FAIL, Fault.PAYLOAD, 'long', detail='x\\n' * 500_000 + 'end')")
    detail = server.finished()["verdict"]["detail"]
    assert LONGEST - 10 < len(detail) <= LONGEST
    assert detail.endswith("x\nend")


def test_a_test_that_closes_its_output_keeps_nobody_busy(server: Server, launch: Launch) -> None:
    launch(
        "def work():\n"
        "    stat = open(f'/proc/{os.getppid()}/stat').read()\n"
        "    return sum(map(int, stat.split()[13:15]))\n"
        "os.close(1), os.close(2)\n"
        "before = work()\n"
        "signal.sigtimedwait([], 0.5)\n"
        "return Verdict(Outcome.SKIP, reason=str(work() - before))"
    )
    ticks_of_10_ms = int(server.finished()["fail_reason"])
    assert ticks_of_10_ms < 10


def test_a_test_cannot_read_the_terminal(server: Server, launch: Launch) -> None:
    launch("print([os.read(0, 1), os.getpgid(0) == os.getpid()], flush=True)\nreturn PASS")
    assert server.log() == b"[b'', True]\n"
