# SPDX-License-Identifier: MIT
"""Files that `images/NAME.yaml` describes: fetched, built, and made of others."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench.artefacts.store import Store
from bench.errors import BenchError, HostError
from bench.images.described import folder_image
from bench.images.described.described import file_of
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop

Find = Callable[..., Path]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Defines an image in a project with some files, and gives its file."""
    root = tmp_path / "project"
    (root / "images").mkdir(parents=True)
    (root / "avocado.cfg").touch()
    (root / "os/inner").mkdir(parents=True)
    (root / "os/hello.txt").write_text("hello\n")
    (root / "os/inner/run").write_text("#!/bin/sh\n")
    (root / "os/inner/run").chmod(0o755)

    def find(source: str, kind: str = "disk", name: str = "mine") -> Path:
        text = f"summary: mine\nkind: {kind}\nsource: {source}\n"
        (root / f"images/{name}.yaml").write_text(text)
        role = {"disk": "disks"}.get(kind, kind)
        return file_of(Workshop(root, Store(tmp_path / "cache"), SILENT), role, name)

    return find


def said(*words: str | Path) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def test_a_file_of_the_project_is_itself(find: Find) -> None:
    assert find("os/hello.txt").read_text() == "hello\n"


def test_an_image_for_something_else_is_refused(find: Find, tmp_path: Path) -> None:
    find("os/hello.txt")
    workshop = Workshop(tmp_path / "project", Store(tmp_path / "cache"), SILENT)
    with pytest.raises(BenchError, match="image mine is for disks= and not for cdrom="):
        file_of(workshop, "cdrom", "mine")
    with pytest.raises(BenchError, match="image mine has no initrd; give images/mine"):
        file_of(workshop, "initrd", "mine:initrd")


def test_fat(find: Find) -> None:
    image = find("{folder: os, format: fat}")
    assert image.stat().st_size == 8 << 20
    assert said("mtype", "-i", image, "::hello.txt") == "hello\n"
    assert "run" in said("mdir", "-i", image, "-b", "::inner")


def test_ext4(find: Find) -> None:
    image = find("{folder: os, format: ext4, size: 16M}")
    assert image.stat().st_size == 16 << 20
    assert said("/usr/sbin/debugfs", "-R", "cat /hello.txt", image) == "hello\n"
    assert "0100755" in said("/usr/sbin/debugfs", "-R", "stat /inner/run", image).replace(
        "Mode:  0755", "0100755"
    )
    said("/usr/sbin/e2fsck", "-fn", image)


def test_a_disk_with_an_efi_partition(find: Find) -> None:
    image = find("{folder: os, format: efi}")
    table = said("/usr/sbin/sfdisk", "-d", image)
    assert "label: gpt" in table
    assert "type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B" in table
    assert said("mtype", "-i", f"{image}@@1M", "::hello.txt") == "hello\n"


def test_a_cd(find: Find) -> None:
    image = find("{folder: os, format: iso}", kind="cdrom")
    listed = said("xorriso", "-indev", image, "-find", "/", "-type", "f")
    assert set(listed.split()) == {"'/hello.txt'", "'/inner/run'"}


def test_words_of_a_menu_are_no_script(find: Find, tmp_path: Path) -> None:
    entry = "{title: \"it's\", multiboot: os/hello.txt, append: 'a; reboot $b {c}'}"
    image = find(f"{{menu: [{entry}]}}", kind="cdrom")
    script = tmp_path / "grub.cfg"
    said("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/boot/grub/grub.cfg", script)
    text = script.read_text()
    assert "multiboot /files/0/hello.txt 'a;' reboot '$b' '{c}'\n" in text
    assert """menuentry 'it'"'"'s' {""" in text


def test_an_ext4_image_does_not_tell_when_its_files_were_read(tmp_path: Path) -> None:
    (tmp_path / "os").mkdir()
    file = tmp_path / "os/hello.txt"
    file.write_text("hello")
    made = []
    for second in range(2):
        os.utime(file, (second, 0))
        folder_image._ext4(tmp_path / "os", tmp_path / "image", 8 << 20)
        made.append((tmp_path / "image").read_bytes())
        (tmp_path / "image").unlink()
    assert made[0] == made[1]


def test_an_archive_for_linux(find: Find) -> None:
    image = find("{folder: os, format: cpio}", kind="initrd")
    name = b"inner/run\0"
    member = image.read_bytes().partition(name)[0][-110:]
    assert (member[:6], int(member[14:22], 16)) == (b"070701", 0o100755)  # cpio(5)


@pytest.mark.parametrize("way", ["fat", "ext4", "efi", "iso", "cpio"])
def test_what_is_made_is_the_same_bytes_each_time(find: Find, tmp_path: Path, way: str) -> None:
    kind = {"iso": "cdrom", "cpio": "initrd"}.get(way, "disk")
    once = find(f"{{folder: os, format: {way}}}", kind).read_bytes()
    os.utime(tmp_path / "project/os/hello.txt", (1, 1))
    (tmp_path / "cache").rename(tmp_path / "old")
    assert find(f"{{folder: os, format: {way}}}", kind).read_bytes() == once


@pytest.mark.parametrize("way", ["fat", "efi"])
def test_no_date_of_today_is_in_it(find: Find, way: str) -> None:
    image = find(f"{{folder: os, format: {way}}}").read_bytes()
    now = time.localtime()
    today = (now.tm_year - 1980) << 9 | now.tm_mon << 5 | now.tm_mday  # FAT, "Date"
    assert today.to_bytes(2, "little") not in image


def test_a_folder_that_does_not_fit_names_the_remedy(find: Find, tmp_path: Path) -> None:
    (tmp_path / "project/os/large").write_bytes(os.urandom(3 << 20))
    with pytest.raises(BenchError, match="state a larger size"):
        find("{folder: os, format: fat, size: 2M}")


def test_a_link_out_of_the_folder_is_refused(find: Find, tmp_path: Path) -> None:
    (tmp_path / "project/os/secret").symlink_to("/etc/passwd")
    with pytest.raises(BenchError, match="is a link out of the project"):
        find("{folder: os, format: fat}")


@pytest.mark.parametrize("name", ['a"b', 'a"\ndump /hello.txt stolen'])
def test_a_name_is_not_a_command(find: Find, tmp_path: Path, name: str) -> None:
    (tmp_path / "project/os" / name.replace("/", "_")).touch()
    with pytest.raises(BenchError, match="has a name that file systems are not made with"):
        find("{folder: os, format: ext4}")


def test_a_command_makes_a_file_anew_when_an_input_changes(find: Find, tmp_path: Path) -> None:
    source = "{command: [sh, os/make.sh], inputs: [os], file: out/disk.img}"
    script = tmp_path / "project/os/make.sh"
    script.write_text("mkdir -p out; cat os/hello.txt os/hello.txt > out/disk.img\n")
    assert find(source).read_text() == "hello\nhello\n"
    (tmp_path / "project/os/hello.txt").write_text("new\n")
    assert find(source).read_text() == "new\nnew\n"
    script.write_text("exit 3\n")
    with pytest.raises(BenchError, match="cannot build out/disk"):
        find(source)
    script.write_text("true\n")
    with pytest.raises(BenchError, match="sh ended well and made no out/disk"):
        find(source)


def test_a_command_reaches_nothing_of_the_host(find: Find, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "project/os/make.sh").write_text(f"cat {tmp_path}/secret > disk.img\n")
    with pytest.raises(BenchError, match="cannot build disk"):
        find("{command: [sh, os/make.sh], inputs: [os], file: disk.img}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """An address of a folder with one file."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www/os.img").write_bytes(b"image")
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path / "www")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_file_of_the_net_is_fetched_once(find: Find, server: str, tmp_path: Path) -> None:
    total = hashlib.sha256(b"image").hexdigest()
    source = f"{{url: '{server}/os.img', sha256: '{total}'}}"
    assert find(source).read_bytes() == b"image"
    (tmp_path / "www/os.img").unlink()
    assert find(source).name == "os.img"


def test_a_mirror_stands_in(find: Find, server: str) -> None:
    total = hashlib.sha256(b"image").hexdigest()
    mirrors = f"mirrors: ['{server}/os.img']"
    source = f"{{url: '{server}/gone.img', {mirrors}, sha256: '{total}'}}"
    assert find(source).read_bytes() == b"image"


def test_other_bytes_are_not_taken(find: Find, server: str, tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="gives other bytes, of SHA-256 6105d6cc") as caught:
        find(f"{{url: '{server}/os.img', sha256: '{'0' * 64}'}}")
    assert caught.value.where == "images/mine.yaml"
    assert not list((tmp_path / "cache").rglob("os.img"))


def test_an_address_without_anything_is_the_hosts_fault(find: Find, server: str) -> None:
    with pytest.raises(HostError, match="404"):
        find(f"{{url: '{server}/gone.img', sha256: '{'0' * 64}'}}")


def test_a_package_has_the_file_that_is_named(find: Find) -> None:
    bios = find("{package: seabios, file: usr/share/seabios/bios-256k.bin}", kind="firmware")
    assert bios.stat().st_size == 256 << 10
    with pytest.raises(BenchError, match=r"has no file usr/bios-256k.bin; .*/bios-256k.bin"):
        find("{package: seabios, file: usr/bios-256k.bin}", kind="firmware")
    with pytest.raises(BenchError, match=r"pins no nonesuch for amd64; .* run `bench images pin`"):
        find("{package: nonesuch, file: a}", kind="firmware")


def test_a_part_of_a_path_may_be_open(find: Find) -> None:
    bios = find("{package: [nonesuch, seabios], file: usr/*/seabios/bios-256k.bin}", "firmware")
    assert bios.stat().st_size == 256 << 10
