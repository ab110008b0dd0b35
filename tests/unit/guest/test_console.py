# SPDX-License-Identifier: MIT
"""Serial lines: read from the first byte, whatever a guest says or does not say."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from bench.guest.console.console import Console
from bench.guest.console.text_stream import TextStream
from bench.guest.console.transcript import Transcript
from bench.qemu.activity import Activity


def test_what_is_ahead_of_a_match_is_whole(tmp_path: Path) -> None:
    console = Console("serial0", tmp_path, Activity())
    lines = "".join(f"{number}\n" for number in range(100_000))
    console.feed(f"begin\n{lines}".replace("\n", "\r\n").encode() + b"end")
    console.feed(b"")
    console.expect("begin\n")
    console.expect("end")
    assert console.before == lines


@pytest.mark.parametrize("folder", ["none", "missing"])
def test_a_line_without_a_log_is_kept_in_memory(tmp_path: Path, folder: str) -> None:
    evidence = None if folder == "none" else tmp_path / folder
    console = Console("serial0", evidence, Activity())
    console.feed(b"one\ntwo\n")
    console.feed(b"")
    console.expect("two")
    assert console.newest(4) == b"two\n"
    console.close()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    transcript = Transcript(tmp_path, "serial0")
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))  # Python ignores SIGXFSZ
    try:
        transcript.write(b"one two three")
        transcript.write(b" four")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert transcript.newest(100) == b"one two three four"
    assert transcript.trouble is not None
    assert (tmp_path / "serial0.log").read_bytes() == b"one two th"
    transcript.close()


def test_more_than_the_memory_holds_is_never_taken_for_what_did_not_come() -> None:
    transcript = Transcript(None, "serial0", memory=1000)
    for number in range(100):
        transcript.write(b"%099d\n" % number)
    assert 8000 <= len(transcript.lost) < 9100
    assert transcript.newest(100) == b"%099d\n" % 99
    stream = TextStream(transcript)
    assert stream.read().endswith(f"{99:099}\n")
