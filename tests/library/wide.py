# SPDX-License-Identifier: MIT
"""Go's own tests of its library: all others that run here, for the whole matrix."""

from __future__ import annotations

import judging  # beside this file

import bench


class Package(judging.Package):
    """Those of this file."""

    machines = ("pc", "virt-a76", "pc-i386")
    budget = bench.Budget(cpu=180)


class ArchiveTar(Package):
    """Tar archives."""

    guest = bench.GoTest(
        "archive/tar",
        skip=(
            "TestReader/neg-size.tar: needs a file that can be written",
            "TestWriter/writer-big-long.tar: needs a file that can be written",
            "TestFileInfoHeaderSymlink: needs a folder that can be made",
        ),
        files=("src/archive/tar",),
    )


class ArchiveZip(Package):
    """Zip archives."""

    guest = bench.GoTest(
        "archive/zip",
        skip=(
            "TestReader/go-no-datadesc-sig.zip.base64: needs a file that can be written",
            "TestOpenReaderInsecurePath: needs a folder that can be made",
        ),
        files=("src/archive/zip",),
    )


class Bufio(Package):
    """Buffered input and output."""

    guest = bench.GoTest("bufio", skip=("TestCopyUnixpacket: needs a network",))


class Bytes(Package):
    """Slices of bytes, up to the edge of a page that faults."""

    guest = bench.GoTest("bytes")


class Cmp(Package):
    """Comparisons."""

    guest = bench.GoTest("cmp")


class CompressBzip2(Package):
    """bzip2."""

    guest = bench.GoTest(
        "compress/bzip2",
        files=(
            "src/compress/testdata",
            "src/compress/bzip2/testdata",
        ),
    )


class CompressFlate(Package):
    """Deflate."""

    guest = bench.GoTest(
        "compress/flate",
        files=(
            "src/compress/testdata",
            "src/compress/flate/testdata",
            "src/testdata",
        ),
    )


class CompressGzip(Package):
    """gzip."""

    guest = bench.GoTest(
        "compress/gzip",
        skip=("Example_compressingReader: needs a network",),
        files=(
            "src/compress/gzip/testdata",
            "src/testdata",
        ),
    )


class CompressLzw(Package):
    """LZW."""

    guest = bench.GoTest(
        "compress/lzw",
        files=(
            "src/compress/testdata",
            "src/testdata",
        ),
    )


class CompressZlib(Package):
    """zlib."""

    guest = bench.GoTest(
        "compress/zlib",
        files=(
            "src/compress/testdata",
            "src/testdata",
        ),
    )


class Context(Package):
    """Contexts and their deadlines."""

    guest = bench.GoTest("context", skip=("ExampleAfterFunc_connection: needs a network",))


class CryptoAes(Package):
    """AES."""

    guest = bench.GoTest("crypto/aes")


class CryptoEd25519(Package):
    """Signatures."""

    guest = bench.GoTest("crypto/ed25519", files=("src/crypto/ed25519/testdata",))


class CryptoHmac(Package):
    """HMAC."""

    guest = bench.GoTest("crypto/hmac")


class CryptoMd5(Package):
    """MD5."""

    guest = bench.GoTest("crypto/md5")


class CryptoSha1(Package):
    """SHA-1."""

    guest = bench.GoTest("crypto/sha1")


class CryptoSha3(Package):
    """SHA-3."""

    guest = bench.GoTest("crypto/sha3")


class CryptoSha512(Package):
    """SHA-512."""

    guest = bench.GoTest("crypto/sha512")


class CryptoSubtle(Package):
    """Operations in constant time."""

    guest = bench.GoTest("crypto/subtle")


class EncodingAscii85(Package):
    """ASCII 85."""

    guest = bench.GoTest("encoding/ascii85")


class EncodingAsn1(Package):
    """ASN.1."""

    guest = bench.GoTest("encoding/asn1")


class EncodingBase32(Package):
    """Base 32."""

    guest = bench.GoTest("encoding/base32")


class EncodingBase64(Package):
    """Base 64."""

    guest = bench.GoTest("encoding/base64")


class EncodingBinary(Package):
    """Byte orders and varints."""

    guest = bench.GoTest("encoding/binary")


class EncodingCsv(Package):
    """CSV."""

    guest = bench.GoTest("encoding/csv")


class EncodingGob(Package):
    """Gobs."""

    guest = bench.GoTest("encoding/gob", skip=("TestLargeSlice: needs more than 256 MB",))


class EncodingHex(Package):
    """Hexadecimal."""

    guest = bench.GoTest("encoding/hex")


class EncodingPem(Package):
    """PEM."""

    guest = bench.GoTest("encoding/pem", skip=("TestCVE202224675: needs more than 256 MB",))


class EncodingXml(Package):
    """XML."""

    guest = bench.GoTest("encoding/xml")


class Errors(Package):
    """Trees of errors."""

    guest = bench.GoTest("errors")


class Flag(Package):
    """Flags."""

    guest = bench.GoTest("flag", skip=("TestExitCode: needs another process",))


class Fmt(Package):
    """Formatting and scanning."""

    guest = bench.GoTest("fmt")


class GoAst(Package):
    """Trees of Go."""

    guest = bench.GoTest("go/ast")


class GoConstant(Package):
    """Constants, exact."""

    guest = bench.GoTest("go/constant")


class GoFormat(Package):
    """gofmt."""

    guest = bench.GoTest("go/format", files=("src/go/format",))


class GoPrinter(Package):
    """What gofmt prints."""

    guest = bench.GoTest("go/printer", files=("src/go/printer",))


class GoScanner(Package):
    """Tokens of Go."""

    guest = bench.GoTest("go/scanner")


class GoToken(Package):
    """Places in Go."""

    guest = bench.GoTest("go/token")


class HashAdler32(Package):
    """Adler-32."""

    guest = bench.GoTest("hash/adler32")


class HashCrc32(Package):
    """CRC-32."""

    guest = bench.GoTest("hash/crc32")


class HashCrc64(Package):
    """CRC-64."""

    guest = bench.GoTest("hash/crc64")


class HashFnv(Package):
    """FNV."""

    guest = bench.GoTest("hash/fnv")


class HashMaphash(Package):
    """The hash of maps."""

    guest = bench.GoTest("hash/maphash")


class Html(Package):
    """Escapes of HTML."""

    guest = bench.GoTest("html")


class Image(Package):
    """Pictures."""

    guest = bench.GoTest("image", files=("src/image/testdata",))


class ImageColor(Package):
    """Colours."""

    guest = bench.GoTest("image/color")


class ImageDraw(Package):
    """Composition of pictures."""

    guest = bench.GoTest("image/draw", files=("src/image/testdata",))


class IndexSuffixarray(Package):
    """Suffix arrays."""

    guest = bench.GoTest("index/suffixarray", files=("src/index/suffixarray",))


class Io(Package):
    """Readers and writers."""

    guest = bench.GoTest(
        "io",
        skip=(
            "TestOffsetWriter_Seek TestOffsetWriter_WriteAt: needs a file that can be written",
            "TestOffsetWriter_Write: needs a file that can be written",
            "TestWriteAt_PositionPriorToBase: needs a file that can be written",
        ),
    )


class Iter(Package):
    """Iterators and coroutines."""

    guest = bench.GoTest("iter")


class Log(Package):
    """Logs."""

    guest = bench.GoTest("log")


class Maps(Package):
    """Tools for maps."""

    guest = bench.GoTest("maps")


class MathBig(Package):
    """Numbers of any size."""

    guest = bench.GoTest("math/big")


class MathCmplx(Package):
    """Complex functions."""

    guest = bench.GoTest("math/cmplx")


class MathRand(Package):
    """Random numbers."""

    guest = bench.GoTest("math/rand")


class MathRandV2(Package):
    """Random numbers, again."""

    guest = bench.GoTest("math/rand/v2")


class NetNetip(Package):
    """IP addresses."""

    guest = bench.GoTest("net/netip")


class NetUrl(Package):
    """URLs."""

    guest = bench.GoTest("net/url")


class Path(Package):
    """Paths."""

    guest = bench.GoTest("path")


class Reflect(Package):
    """Reflection."""

    guest = bench.GoTest("reflect")


class Regexp(Package):
    """Regular expressions."""

    guest = bench.GoTest("regexp", files=("src/regexp/testdata",))


class RegexpSyntax(Package):
    """Their syntax."""

    guest = bench.GoTest("regexp/syntax")


class Slices(Package):
    """Tools for slices."""

    guest = bench.GoTest("slices")


class TextScanner(Package):
    """A scanner of text."""

    guest = bench.GoTest("text/scanner")


class TextTabwriter(Package):
    """Columns."""

    guest = bench.GoTest("text/tabwriter")


class TextTemplate(Package):
    """Templates."""

    guest = bench.GoTest(
        "text/template",
        skip=(
            "ExampleTemplate_glob ExampleTemplate_helpers: needs a file that can be written",
            "ExampleTemplate_share: needs a file that can be written",
        ),
        files=("src/text/template/testdata",),
    )


class TextTemplateParse(Package):
    """Their parser."""

    guest = bench.GoTest("text/template/parse")


class Time(Package):
    """Time zones, formats, timers, sleeps."""

    guest = bench.GoTest(
        "time",
        files=(
            "lib/time",
            "src/time/testdata",
        ),
    )


class UnicodeUtf16(Package):
    """UTF-16."""

    guest = bench.GoTest("unicode/utf16")


class Unique(Package):
    """Canonical values, and the collector that drops them."""

    guest = bench.GoTest("unique")


class Weak(Package):
    """Weak pointers."""

    guest = bench.GoTest("weak")
