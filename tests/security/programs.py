# SPDX-License-Identifier: MIT
"""Programs in a guest find nothing of the host's on its network, its lines, its disks."""

from __future__ import annotations

import bench
from tests.security.canary import Canary

HOST, NAMES, BEYOND = "10.0.2.2", "10.0.2.3", "192.0.2.1"
"""QEMU's user network: the host, its server of names, and an address behind it (RFC 5737)."""

COMMANDS = {
    "the host's loopback": f"echo x | nc -w 1 {HOST} PORT",
    "the host's loopback, from port 20": f"echo x | nc -w 1 -p 20 {HOST} PORT",
    "the host's loopback, by datagrams": f"echo x | nc -u -w 1 {HOST} PORT",
    "the host's loopback, by its own name": "echo x | nc -w 1 127.0.0.1 PORT",
    "the host's web server": f"wget -T 1 -q -O - http://{HOST}:PORT/",
    "the host's shell": f"nc -w 1 {HOST} 22",
    "the host's files, by TFTP": f"tftp -g -r /etc/passwd -l - {HOST}",
    "the host's files, by TFTP upwards": f"tftp -g -r ../../etc/passwd -l - {HOST}",
    "the host's shares": "nc -w 1 10.0.2.4 445",
    "the host's names": f"nslookup host.example {NAMES}",
    "the host's names, by TCP": f"echo x | nc -w 1 {NAMES} 53",
    "an address": "udhcpc -f -n -q -t 1 -T 1 -i eth0",
    "the world": f"echo x | nc -w 1 {BEYOND} PORT",
    "the world, by datagrams": f"echo x | nc -u -w 1 {BEYOND} PORT",
    "the world's names": f"nslookup host.example {BEYOND}",
    "the world's clock": f"ntpd -n -q -p {BEYOND} & sleep 1; kill $!",
    "everybody": "echo x | nc -u -w 1 255.255.255.255 PORT",
    "the host, by another address": f"ip addr add {HOST}/24 dev eth0; nc -w 1 {NAMES} PORT",
    "a folder of the host's, by 9p": "mount -t 9p -o trans=virtio host /mnt",
    "a folder of the host's, by virtio-fs": "mount -t virtiofs host /mnt",
    "a folder of the host's, by NFS": f"mount -t nfs {HOST}:/ /mnt",
    "a folder of the host's, by CIFS": f"mount -t cifs //{HOST}/share /mnt",
    "a folder of the host's, by vboxsf": "mount -t vboxsf host /mnt",
    "a socket of the host's": "echo x > /dev/vsock",
    "a guest agent's channel": "echo x > /dev/virtio-ports/org.qemu.guest_agent.0",
    "a console of a hypervisor's": "echo x > /dev/hvc0",
    "a disk beyond the guest's": "cat /dev/vdb /dev/sda /dev/fd0 /dev/sr0",
    "firmware's files": "cat /sys/firmware/qemu_fw_cfg/by_name/*/*/raw",
    "the monitor": "printf '\\001c\\nscreendump FOLDER/new\\n' > /dev/ttyS0",
    "the monitor, by the control line": "printf '\\001c\\nquit\\n' > /dev/ttyS1",
    "the debugger": "echo '$qRcmd,71#aa' > /dev/console",
}
"""What a program of the guest's goes for; PORT and FOLDER are the host's."""


class Programs(bench.Test):
    """Programs of a Linux guest go for the host by its network, its files and its lines."""

    machines = ("q35-devices", "virt-devices")
    guest = bench.Linux(
        modules=("virtio_pci", "virtio_net", "virtio_blk"),
        setup=(
            "ip addr add 10.0.2.15/24 dev eth0 && ip link set eth0 up",
            "ip route add default via 10.0.2.2",
        ),
    )
    budget = bench.Budget(cpu=60, idle=60)

    def test_nothing_answers(self) -> None:
        """None finds anything of the host's."""
        with Canary() as canary:
            for name, command in COMMANDS.items():
                meant = command.replace("PORT", str(canary.port))
                meant = meant.replace("FOLDER", str(canary.folder))
                with self.subTest(name):
                    done = self.guest.run("sh", "-c", meant, limit=5)
                    self.assertNotIn(canary.secret.encode(), done.stdout + done.stderr)
                    self.assertNotIn(b"root:", done.stdout)
            self.assertEqual(canary.harm(self.evidence), "")
