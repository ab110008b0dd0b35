// SPDX-License-Identifier: MIT
#include "upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name beside the file's own: nobody sees, or runs, half of it. */
static void draft_of(const struct upload *upload, char draft[PATH_MAX + 8])
{
	snprintf(draft, PATH_MAX + 8, "%s.part", upload->path);
}

static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

void upload_begin(struct upload *upload, uint32_t sequence, mode_t mode, const char *path)
{
	char draft[PATH_MAX + 8];
	int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;

	upload->sequence = sequence;
	snprintf(upload->path, sizeof(upload->path), "%s", path);
	draft_of(upload, draft);
	upload->fd = open(draft, flags, mode);
	if (upload->fd < 0 && errno == ENOENT) {
		make_folders(upload->path);
		upload->fd = open(draft, flags, mode);
	}
	upload->error = upload->fd < 0 ? errno : 0;
	if (upload->fd >= 0 && fchmod(upload->fd, mode))
		upload->error = errno;
}

void upload_add(struct upload *upload, const void *data, size_t length)
{
	const uint8_t *bytes = data;

	while (length && !upload->error) {
		ssize_t count = write(upload->fd, bytes, length);

		if (count < 0 && errno != EINTR)
			upload->error = errno;
		if (count > 0) {
			bytes += count;
			length -= count;
		}
	}
}

int upload_end(struct upload *upload)
{
	char draft[PATH_MAX + 8];

	draft_of(upload, draft);
	if (upload->fd >= 0 && close(upload->fd) && !upload->error)
		upload->error = errno;
	if (!upload->error && rename(draft, upload->path))
		upload->error = errno;
	if (upload->error && upload->fd >= 0)
		unlink(draft);
	upload->fd = -1;
	return upload->error;
}
