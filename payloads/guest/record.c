#include "record.h"

#include <endian.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static const uint8_t magic[4] = { 0xf5, 'B', 'R', 0xf5 };

static uint16_t get_le16(const uint8_t *bytes)
{
	uint16_t value;

	memcpy(&value, bytes, sizeof(value));
	return le16toh(value);
}

static uint32_t get_le32(const uint8_t *bytes)
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return le32toh(value);
}

/* CRC-32 of IEEE 802.3, four bits a step: a sixteenth of the usual table. */
static uint32_t crc32(const uint8_t *bytes, size_t length)
{
	static const uint32_t nibble[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
		0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};
	uint32_t crc = ~0u;

	while (length--) {
		crc ^= *bytes++;
		crc = crc >> 4 ^ nibble[crc & 15];
		crc = crc >> 4 ^ nibble[crc & 15];
	}
	return ~crc;
}

static void drop(struct record_reader *reader, size_t count)
{
	reader->have -= count;
	memmove(reader->bytes, reader->bytes + count, reader->have);
}

/* Drop everything in front of what may be a magic. */
static void skip_to_magic(struct record_reader *reader)
{
	size_t at = 0;

	while (at < reader->have) {
		size_t left = reader->have - at;

		if (!memcmp(reader->bytes + at, magic, left < sizeof(magic) ? left : sizeof(magic)))
			break;
		at++;
	}
	drop(reader, at);
}

ssize_t record_fill(struct record_reader *reader, int fd)
{
	ssize_t count;

	drop(reader, reader->taken);
	reader->taken = 0;
	count = read(fd, reader->bytes + reader->have, sizeof(reader->bytes) - reader->have);
	if (count > 0)
		reader->have += count;
	return count;
}

bool record_next(struct record_reader *reader, struct record *record)
{
	drop(reader, reader->taken);
	reader->taken = 0;
	for (;;) {
		size_t covered;

		skip_to_magic(reader);
		if (reader->have < RECORD_HEAD)
			return false;
		record->type = get_le16(reader->bytes + 4);
		record->length = get_le32(reader->bytes + 6);
		if (record->length > RECORD_BODY_MAX) {
			drop(reader, 1);
			continue;
		}
		covered = RECORD_HEAD + record->length;
		if (reader->have < covered + RECORD_CRC)
			return false;
		if (get_le32(reader->bytes + covered) ==
		    crc32(reader->bytes + sizeof(magic), covered - sizeof(magic))) {
			record->body = reader->bytes + RECORD_HEAD;
			reader->taken = covered + RECORD_CRC;
			return true;
		}
		drop(reader, 1);
	}
}

void record_give_up(struct record_reader *reader)
{
	if (reader->have)
		drop(reader, 1);
}

static int write_all(int fd, const uint8_t *bytes, size_t length)
{
	while (length) {
		ssize_t count = write(fd, bytes, length);

		if (count < 0 && errno != EINTR)
			return -1;
		if (count > 0) {
			bytes += count;
			length -= count;
		}
	}
	return 0;
}

int record_write(int fd, enum record_type type, const void *head, size_t head_length,
		 const void *data, size_t data_length)
{
	static uint8_t frame[RECORD_FRAME_MAX];
	uint16_t le_type = htole16(type);
	uint32_t le_length = htole32(head_length + data_length);
	size_t end = RECORD_HEAD + head_length + data_length;
	uint32_t crc;

	if (head_length + data_length > RECORD_BODY_MAX) {
		errno = EMSGSIZE;
		return -1;
	}
	memcpy(frame, magic, sizeof(magic));
	memcpy(frame + 4, &le_type, sizeof(le_type));
	memcpy(frame + 6, &le_length, sizeof(le_length));
	memcpy(frame + RECORD_HEAD, head, head_length);
	memcpy(frame + RECORD_HEAD + head_length, data, data_length);
	crc = htole32(crc32(frame + sizeof(magic), end - sizeof(magic)));
	memcpy(frame + end, &crc, sizeof(crc));
	return write_all(fd, frame, end + RECORD_CRC);
}
