# SPDX-License-Identifier: MIT
"""Go's own tests of its library: all others that run here, for the whole matrix."""

from __future__ import annotations

import bench
from tests.library.judging import Package


@bench.each(
    bench.GoTest(
        "archive/tar",
        skip=(
            "TestReader/neg-size.tar: needs a file that can be written",
            "TestWriter/writer-big-long.tar: needs a file that can be written",
            "TestFileInfoHeaderSymlink: needs a folder that can be made",
        ),
        files=("src/archive/tar",),
    ),
    bench.GoTest(
        "archive/zip",
        skip=(
            "TestReader/go-no-datadesc-sig.zip.base64: needs a file that can be written",
            "TestOpenReaderInsecurePath: needs a folder that can be made",
        ),
        files=("src/archive/zip",),
    ),
    bench.GoTest("bufio", skip=("TestCopyUnixpacket: needs a network",)),
    bench.GoTest("bytes"),
    bench.GoTest("cmp"),
    bench.GoTest("compress/bzip2", files=("src/compress/testdata", "src/compress/bzip2/testdata")),
    bench.GoTest(
        "compress/flate",
        files=("src/compress/testdata", "src/compress/flate/testdata", "src/testdata"),
    ),
    bench.GoTest(
        "compress/gzip",
        skip=("Example_compressingReader: needs a network",),
        files=("src/compress/gzip/testdata", "src/testdata"),
    ),
    bench.GoTest("compress/lzw", files=("src/compress/testdata", "src/testdata")),
    bench.GoTest("compress/zlib", files=("src/compress/testdata", "src/testdata")),
    bench.GoTest("context", skip=("ExampleAfterFunc_connection: needs a network",)),
    bench.GoTest("crypto/aes"),
    bench.GoTest("crypto/ed25519", files=("src/crypto/ed25519/testdata",)),
    bench.GoTest("crypto/hmac"),
    bench.GoTest("crypto/md5"),
    bench.GoTest("crypto/sha1"),
    bench.GoTest("crypto/sha3"),
    bench.GoTest("crypto/sha512"),
    bench.GoTest("crypto/subtle"),
    bench.GoTest("encoding/ascii85"),
    bench.GoTest("encoding/asn1"),
    bench.GoTest("encoding/base32"),
    bench.GoTest("encoding/base64"),
    bench.GoTest("encoding/binary"),
    bench.GoTest("encoding/csv"),
    bench.GoTest("encoding/gob", skip=("TestLargeSlice: needs more than 256 MB",)),
    bench.GoTest("encoding/hex"),
    bench.GoTest("encoding/pem", skip=("TestCVE202224675: needs more than 256 MB",)),
    bench.GoTest("encoding/xml"),
    bench.GoTest("errors"),
    bench.GoTest("flag", skip=("TestExitCode: needs another process",)),
    bench.GoTest("fmt"),
    bench.GoTest("go/ast"),
    bench.GoTest("go/constant"),
    bench.GoTest("go/format", files=("src/go/format",)),
    bench.GoTest("go/printer", files=("src/go/printer",)),
    bench.GoTest("go/scanner"),
    bench.GoTest("go/token"),
    bench.GoTest("hash/adler32"),
    bench.GoTest("hash/crc32"),
    bench.GoTest("hash/crc64"),
    bench.GoTest("hash/fnv"),
    bench.GoTest("hash/maphash"),
    bench.GoTest("html"),
    bench.GoTest("image", files=("src/image/testdata",)),
    bench.GoTest("image/color"),
    bench.GoTest("image/draw", files=("src/image/testdata",)),
    bench.GoTest("index/suffixarray", files=("src/index/suffixarray",)),
    bench.GoTest(
        "io",
        skip=(
            "TestOffsetWriter_Seek TestOffsetWriter_WriteAt: needs a file that can be written",
            "TestOffsetWriter_Write: needs a file that can be written",
            "TestWriteAt_PositionPriorToBase: needs a file that can be written",
        ),
    ),
    bench.GoTest("iter"),
    bench.GoTest("log"),
    bench.GoTest("maps"),
    bench.GoTest("math/big"),
    bench.GoTest("math/cmplx"),
    bench.GoTest("math/rand"),
    bench.GoTest("math/rand/v2"),
    bench.GoTest("net/netip"),
    bench.GoTest("net/url"),
    bench.GoTest("path"),
    bench.GoTest("reflect"),
    bench.GoTest("regexp", files=("src/regexp/testdata",)),
    bench.GoTest("regexp/syntax"),
    bench.GoTest("slices"),
    bench.GoTest("text/scanner"),
    bench.GoTest("text/tabwriter"),
    bench.GoTest(
        "text/template",
        skip=(
            "ExampleTemplate_glob ExampleTemplate_helpers: needs a file that can be written",
            "ExampleTemplate_share: needs a file that can be written",
        ),
        files=("src/text/template/testdata",),
    ),
    bench.GoTest("text/template/parse"),
    bench.GoTest("time", files=("lib/time", "src/time/testdata")),
    bench.GoTest("unicode/utf16"),
    bench.GoTest("unique"),
    bench.GoTest("weak"),
)
class Wide(Package):
    """All other packages."""

    machines = ("pc", "virt-a76", "pc-i386")
    budget = bench.Budget(cpu=180)
