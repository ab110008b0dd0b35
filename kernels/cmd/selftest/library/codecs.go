// SPDX-License-Identifier: MIT

package library

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"strings"
)

// compression takes a text through gzip, which checks its CRC, and back.
func compression() error {
	text := strings.Repeat("all work and no play ", 2000)
	var packed bytes.Buffer
	to := gzip.NewWriter(&packed)
	if _, err := io.WriteString(to, text); err != nil {
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	if packed.Len() > len(text)/20 {
		return fmt.Errorf("%d bytes became %d", len(text), packed.Len())
	}
	from, err := gzip.NewReader(&packed)
	if err != nil {
		return err
	}
	if back, err := io.ReadAll(from); string(back) != text || err != nil {
		return fmt.Errorf("%d bytes came back: %w", len(back), err)
	}
	return nil
}

// digests are those of FIPS 180-4's example, of CRC-32's check value, and of FNV-1a.
func digests() error {
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if got := sha256.Sum256([]byte("abc")); hex.EncodeToString(got[:]) != want {
		return fmt.Errorf("SHA-256 is %x", got)
	}
	if got := crc32.ChecksumIEEE([]byte("123456789")); got != 0xcbf43926 {
		return fmt.Errorf("CRC-32 is %#x", got)
	}
	sum := fnv.New32a()
	sum.Write([]byte("foobar"))
	if got := sum.Sum32(); got != 0xbf9cf968 {
		return fmt.Errorf("FNV-1a is %#x", got)
	}
	return nil
}

func byteOrders() error {
	type header struct {
		Magic  [2]byte
		Length uint16
		Offset int64
	}
	want := header{[2]byte{'M', 'Z'}, 0x1234, -2}
	little, err := binary.Append(nil, binary.LittleEndian, want)
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(little); got != "4d5a3412feffffffffffffff" {
		return fmt.Errorf("in little endian it is %s", got)
	}
	var back header
	big := binary.BigEndian.AppendUint64([]byte{'M', 'Z', 0x12, 0x34}, 1<<64-2)
	if _, err := binary.Decode(big, binary.BigEndian, &back); err != nil || back != want {
		return fmt.Errorf("of big endian it is %+v: %w", back, err)
	}
	varint := binary.AppendVarint(nil, -1<<40)
	if got, length := binary.Varint(varint); got != -1<<40 || length != len(varint) {
		return fmt.Errorf("the varint is %d", got)
	}
	return nil
}

func encodings() error {
	text := base64.StdEncoding.EncodeToString([]byte{0, 0xff, 0xfe, 'a'})
	if text != "AP/+YQ==" {
		return fmt.Errorf("in base 64 it is %s", text)
	}
	type tree struct{ Left, Right *tree }
	var line bytes.Buffer
	if err := gob.NewEncoder(&line).Encode(tree{&tree{}, nil}); err != nil {
		return err
	}
	var back tree
	if err := gob.NewDecoder(&line).Decode(&back); err != nil || back.Left == nil || back.Right != nil {
		return fmt.Errorf("the gob is %+v: %w", back, err)
	}
	return nil
}
