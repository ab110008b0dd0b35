# SPDX-License-Identifier: MIT
"""The network of a guest that is none: nothing in it ever answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.errors import BenchError, EmulatorError
from bench.guest import guest_socket
from bench.guest.console.console import NotSeen
from bench.guest.guest import Guest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.qemu.planning.plan import Plan
from tests.integration.machine_code import HALT, plan

SHORT = Budget(cpu=30, idle=0.5)


@pytest.fixture
def silent(tmp_path: Path) -> Plan:
    return plan(HALT, tmp_path, "q35-net")


@pytest.fixture
def guest(silent: Plan, tmp_path: Path) -> Iterator[Guest]:
    with Guest(silent, tmp_path, budget=SHORT) as running:
        yield running


def test_a_machine_without_a_card_has_no_network(tmp_path: Path) -> None:
    with (
        Guest(plan(HALT, tmp_path), tmp_path) as guest,
        pytest.raises(BenchError, match="no network card"),
    ):
        guest.network.forward(80)


def test_a_port_is_forwarded_once(guest: Guest) -> None:
    assert guest.network.forward(80) == guest.network.forward(80) != guest.network.forward(81)


def test_guests_do_not_collide(guest: Guest, silent: Plan, tmp_path: Path) -> None:
    with Guest(silent, tmp_path, budget=SHORT) as other:
        assert other.network.forward(80) != guest.network.forward(80)


def test_no_port_is_there_before_it_is_asked_for(guest: Guest) -> None:
    assert "HOST_FORWARD" not in guest.human_monitor("info usernet")


def test_no_port_is_left(silent: Plan, tmp_path: Path) -> None:
    with Guest(silent, tmp_path, budget=SHORT) as guest:
        where = guest.network.forward(80)
        assert where.host == "127.0.0.1"
        socket.create_connection((where.host, where.port)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((where.host, where.port))


def test_who_never_answers_is_not_waited_for_in_vain(guest: Guest) -> None:
    with guest.network.connect(80) as end, pytest.raises(BudgetSpent, match="an answer from"):
        end.recv(1)


def test_who_never_reads_is_not_waited_for_either(guest: Guest) -> None:
    with guest.network.connect(80) as end, pytest.raises(BudgetSpent):
        end.sendall(bytes(100 << 20))


def test_a_client_is_not_hung_by_a_silent_server(guest: Guest) -> None:
    client = guest.network.http()
    client.request("GET", "/")
    with pytest.raises(BudgetSpent):
        client.getresponse()
    client.close()


def test_who_sends_without_end_is_given_up(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_socket, "MOST", 1 << 20)
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor() as threads:
        end = guest_socket.GuestSocket(guest._process, *server.getsockname())
        flooding = threads.submit(server.accept()[0].sendall, bytes(64 << 20))
        with end, pytest.raises(NotSeen, match="more than 1 MiB"):
            list(iter(lambda: end.recv(1 << 16), b""))
        with pytest.raises(OSError, match=r"reset|Broken"):
            flooding.result()


def test_threads_connect_at_once(guest: Guest) -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        ends = list(threads.map(guest.network.connect, [80] * 16))
    for end in ends:
        end.close()


def test_nobody_forwards_once_the_guest_has_ended(silent: Plan, tmp_path: Path) -> None:
    with Guest(silent, tmp_path, budget=SHORT) as guest:
        guest.monitor.execute("quit")
        guest.wait_exit()
        with pytest.raises(EmulatorError):
            guest.network.forward(80)
