# SPDX-License-Identifier: MIT
"""A machine with a disk that a raw option gives it: no clone stands for what it wrote there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MACHINE = """
summary: A board with a disk of the project's
extends: virt
raw-qemu-options:
  - -drive
  - file=disks/mine.img,format=raw,if=none,id=mine
  - -device
  - virtio-blk-pci,drive=mine
"""
TEST = """
import bench


class Mine(bench.Test):
    machines = "mine"
    guest = bench.Linux(
        modules=("virtio_pci", "virtio_blk"), setup=("echo written by setup > /dev/vda",)
    )

    def test_what_setup_wrote_is_there(self):
        said = self.guest.run("head", "-n", "1", "/dev/vda").stdout
        self.assertEqual(said, b"written by setup\\n")
"""


def test_what_a_step_wrote_to_a_disk_is_there(tmp_path: Path) -> None:
    for name in ("machines", "tests/deep", "disks"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "avocado.cfg").write_text("[bench]\n")
    (tmp_path / "machines/mine.yaml").write_text(MACHINE)
    (tmp_path / "tests/deep/mine.py").write_text(TEST)
    (tmp_path / "disks/mine.img").write_bytes(bytes(1 << 20))
    run = subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", "run", "mine.py"],
        cwd=tmp_path / "tests/deep",  # the disk's path starts elsewhere
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (start,) = tmp_path.glob("results/run-*/*/start.json")
    started = json.loads(start.read_text())
    assert started["way"] == "cold"
    assert "no template can hold what raw-qemu-options ask for: -drive" in started["because"]
