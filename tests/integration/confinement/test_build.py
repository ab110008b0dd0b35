# SPDX-License-Identifier: MIT
"""What a build of a stranger's sources can do: make its artefact, and nothing to the host."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.confinement import build, landlock, namespaces
from bench.confinement.build import Bounds, Done, GivenUp, Reach

pytestmark = pytest.mark.skipif(
    landlock.version() < 6, reason="this kernel has no Landlock that knows signals"
)

SECRET = "a word that no build may see"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A folder of the host's, with a file that no build is given."""
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "work").mkdir()
    return tmp_path


def sh(
    host: Path,
    script: str,
    bounds: Bounds | None = None,
    reads: tuple[Path, ...] = (),
    told: Callable[[bytes], None] = lambda line: None,
) -> Done:
    return build.run(
        ["/bin/sh", "-c", script],
        Reach(reads, (host / "work",), bounds or Bounds()),
        folder=host / "work",
        environment={"PATH": os.defpath, "TMPDIR": ".", "SECRET": str(host / "secret")},
        told=told,
    )


def test_it_makes_what_it_is_to_make(host: Path) -> None:
    done = sh(host, "echo 'int main;' > a.c && gcc -c a.c -o a.o && echo made && echo so >&2")
    assert (done.returncode, done.output) == (0, b"made\nso\n")
    assert (host / "work" / "a.o").is_file()


def test_it_may_be_given_more(host: Path) -> None:
    (host / "given").mkdir()
    (host / "given" / "file").write_text("given")
    done = sh(host, "cat ../given/file; : > ../given/file", reads=(host / "given",))
    assert (done.output[:5], (host / "given" / "file").read_text()) == (b"given", "given")


READERS = {
    "shell": "cat $SECRET",
    "link": "ln -s $SECRET link; cat link",
    "hard-link": "ln $SECRET link && cat link",
    "include": 'printf "#include \\"$SECRET\\"\\n" > a.c; gcc -c a.c',
    "incbin": "printf '.incbin \"%s\"\\n' $SECRET > a.S; gcc -c a.S && strings a.o",
    "copy": "cp $SECRET stolen; cat stolen",
    "descriptor": "cat /proc/$PPID/root$SECRET /proc/1/root$SECRET",
    "move": "mv $SECRET stolen; cat stolen",
}


@pytest.mark.parametrize("script", READERS.values(), ids=READERS)
def test_no_file_of_the_host_is_read(host: Path, script: str) -> None:
    done = sh(host, script)
    assert done.returncode != 0
    everything = (
        done.output
        + done.output
        + b"".join(
            file.read_bytes()
            for file in (host / "work").iterdir()
            if file.is_file() and not file.is_symlink()
        )
    )
    assert SECRET.encode() not in everything


WRITERS = {
    "over": "echo x > $SECRET",
    "beside": "echo x > ../new",
    "remove": "rm -f $SECRET",
    "folder": "mkdir ../new",
    "tmp": "echo x > /tmp/$$ && echo made",
}


@pytest.mark.parametrize("script", WRITERS.values(), ids=WRITERS)
def test_no_file_of_the_host_is_written(host: Path, script: str) -> None:
    assert sh(host, script).returncode != 0
    assert (host / "secret").read_text() == SECRET
    assert sorted(path.name for path in host.iterdir()) == ["secret", "work"]


def test_no_server_of_the_host_is_reached(host: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        done = sh(host, f"bash -c 'echo x > /dev/tcp/127.0.0.1/{server.getsockname()[1]}'")
        assert b"Operation not permitted" in done.output
        with pytest.raises(BlockingIOError):
            server.accept()


def test_no_process_of_the_host_is_signalled(host: Path) -> None:
    with subprocess.Popen(["sleep", "1000"]) as other:
        done = sh(host, f"kill -9 {other.pid}")
        assert done.returncode != 0
        assert other.poll() is None
        other.kill()


def test_what_it_leaves_running_ends_with_it(host: Path) -> None:
    if not namespaces.available():
        pytest.skip("this host has no namespaces for this user")
    sh(host, "setsid flock lock sh -c 'echo > held; sleep 1000' & until [ -e held ]; do :; done")
    with (host / "work" / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises while somebody holds it


@pytest.mark.parametrize(
    ("script", "bounds", "why"),
    [
        ("while :; do :; done", Bounds(cpu=1), "used 1 s of CPU time"),
        ("while :; do /bin/true; done", Bounds(cpu=1), "used 1 s of CPU time"),
        ("sleep 1000", Bounds(asleep=1), "did nothing for 1 s"),
        ("for i in $(seq 30); do sleep 1000 & done; wait", Bounds(processes=20), "20 processes"),
    ],
    ids=["loop", "loop-of-programs", "sleep", "many"],
)
def test_it_is_given_up_by_what_it_uses(host: Path, script: str, bounds: Bounds, why: str) -> None:
    with pytest.raises(GivenUp, match=why):
        sh(host, script, bounds)


def test_a_file_and_an_output_have_bounds(host: Path) -> None:
    done = sh(host, "yes | head -c 1000; yes > file", Bounds(file=1 << 20, output=1000))
    assert (done.returncode, done.output) == (1, b"y\n" * 500)
    assert (host / "work" / "file").stat().st_size == 1 << 20


def test_its_lines_are_told_as_they_come(host: Path) -> None:
    heard: list[bytes] = []

    def hear(line: bytes) -> None:
        heard.append(line)
        (host / "work" / "heard").touch()

    done = sh(host, "echo one; until [ -e heard ]; do :; done; printf 'two\nend'", told=hear)
    assert (heard, done.output) == ([b"one", b"two", b"end"], b"one\ntwo\nend")


def test_it_also_runs_where_the_host_can_confine_nothing(
    host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(namespaces, "available", lambda: False)
    assert sh(host, "echo made").output == b"made\n"
