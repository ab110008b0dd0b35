# SPDX-License-Identifier: MIT
"""The kernel `server`: a key-value store that answers over its own TCP/IP."""

from __future__ import annotations

import hashlib
import http.client
import socket
import struct
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import bench

ABSENT = b"there is no "
LARGE = b"".join(hashlib.sha512(b"%d" % n).digest() for n in range(20_000))
"""A value of a thousand segments, no two of them alike."""


class Serving(bench.Test):
    """A client on the host; no cell of its own."""

    machines = "device:virtio-net"
    guest: Any

    def ask(self, client: http.client.HTTPConnection, *request: Any) -> tuple[int, bytes]:
        """The answer to a request: its code and its body."""
        client.request(*request)
        answer = client.getresponse()
        return answer.status, answer.read()

    def check_store(self) -> None:
        """What is put is got until it is deleted."""
        client = self.guest.network.http()
        for request, expected in (
            (("GET", "/colour"), (404, ABSENT + b"/colour\n")),
            (("PUT", "/colour", b"red"), (201, b"")),
            (("GET", "/colour"), (200, b"red")),
            (("PUT", "/colour", b"blue"), (204, b"")),
            (("GET", "/colour"), (200, b"blue")),
            (("DELETE", "/colour"), (204, b"")),
            (("GET", "/colour"), (404, ABSENT + b"/colour\n")),
        ):
            self.assertEqual(self.ask(client, *request), expected, request)

    def check_large(self) -> None:
        """A value that takes a thousand segments comes back as it was."""
        client = self.guest.network.http()
        self.assertEqual(self.ask(client, "PUT", "/large", LARGE), (201, b""))
        code, body = self.ask(client, "GET", "/large")
        self.assertEqual((code, len(body)), (200, len(LARGE)))
        self.assertEqual(body, LARGE)


class Server(Serving):
    """Go's own HTTP server on TCP/IP and a driver in Go, and nothing beneath."""

    guest = bench.Go("server")

    def setUp(self) -> None:
        """Wait until it listens."""
        self.guest.console.expect("serving at 10.0.2.15:80")

    @bench.claim("T-31")
    def test_store(self) -> None:
        """What is put is got until it is deleted, over one connection."""
        self.check_store()

    def test_large(self) -> None:
        """A value that takes a thousand segments comes back as it was."""
        self.check_large()

    def test_many_at_once(self) -> None:
        """Clients that do not wait for each other get each their own."""

        def use(name: str) -> None:
            client = self.guest.network.http()
            for n in range(5):
                value = f"{name} {n} ".encode() * 3_000
                self.assertIn(self.ask(client, "PUT", f"/{name}", value)[0], {201, 204})
                self.assertEqual(self.ask(client, "GET", f"/{name}"), (200, value))

        with ThreadPoolExecutor(max_workers=8) as clients:
            # The first to fail is raised here.
            list(clients.map(use, (f"client-{n}" for n in range(8))))

    def test_rude_clients(self) -> None:
        """Who leaves amid a value, or speaks no HTTP, harms nobody else."""
        polite = self.guest.network.http()
        self.assertEqual(self.ask(polite, "PUT", "/kept", b"kept"), (201, b""))
        self.leave_amid_a_value()
        garbage = self.guest.network.connect(80)
        garbage.sendall(bytes(range(256)) * 20 + b"\r\n\r\n")
        self.assertIn(b"400 Bad Request", garbage.recv(4096))
        garbage.close()
        self.assertEqual(self.ask(polite, "GET", "/cut"), (404, ABSENT + b"/cut\n"))
        self.assertEqual(self.ask(polite, "GET", "/kept"), (200, b"kept"))

    def leave_amid_a_value(self) -> None:
        """Promise more than comes, and reset the connection."""
        rude = self.guest.network.connect(80)
        rude.sendall(
            b"PUT /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + b"x" * 5000
        )
        # SO_LINGER of 0 seconds: close(2) resets.
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        rude.close()

    @bench.claim("T-31")
    def test_hypervisor(self) -> None:
        """It knows what it runs on, where the processor tells."""
        self.assertIn(f'under the hypervisor "{self.hypervisor()}"', self.guest.console.before)

    def hypervisor(self) -> str:
        """The name in CPUID's leaf 0x40000000; arm64 has none."""
        if self.machine.architecture == "aarch64":
            return ""
        argv = self.guest.plan.argv
        tcg = argv[argv.index("-accel") + 1].startswith("tcg")
        return "TCGTCGTCGTCG" if tcg else r"KVMKVMKVM\x00\x00\x00"


class Hosted(Serving):
    """The same program in a Linux guest, by the kernel's TCP/IP and its driver."""

    guest = bench.Linux(
        modules=("virtio_pci", "virtio_net"),
        go=("server",),
        setup=(
            "ip link set lo up",
            "ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up",
            "/payloads/server >/dev/console 2>&1 &",
        ),
        until="serving at 0.0.0.0:80",
    )

    def setUp(self) -> None:
        """Speak first: a clone's card has an address of its own, which QEMU has yet to learn."""
        self.assertEqual(self.guest.run("ping", "-c", "1", "10.0.2.2").code, 0)

    def test_store(self) -> None:
        """What is put is got until it is deleted."""
        self.check_store()

    def test_large(self) -> None:
        """A value that takes a thousand segments comes back as it was."""
        self.check_large()
