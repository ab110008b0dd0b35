// SPDX-License-Identifier: MIT
/*
 * System calls: the files of the archive. Numbers and layouts are those of Linux
 * include/uapi/linux/{fcntl,stat,dirent}.h and asm-generic/fcntl.h.
 */
#include "files/archive_calls.h"

#include "core/arch.h"
#include "files/command.h"
#include "files/descriptors.h"
#include "core/errno.h"
#include "core/fixed_files.h"
#include "files/stat.h"
#include "core/syscall.h"
#include "mm/vm.h"

#define AT_FDCWD -100
#define AT_EMPTY_PATH 0x1000
#define O_ACCMODE 3
#define O_RDONLY 0
#define O_CREAT 0100
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define S_IFIFO 0010000
#define S_IFCHR 0020000
#define S_IFDIR 0040000
#define S_IFREG 0100000
#define DT_DIR 4
#define DT_REG 8

static char working_folder[PATH_SIZE] = "/";

void files_init(const char *arguments)
{
	command_text(arguments, "folder=", working_folder, sizeof(working_folder));
}

/* Copies a path of the program's, whose length nobody knows, and makes it absolute. */
static long resolve(char *resolved, int from, const char *path)
{
	const struct open_file *folder = descriptor(from);
	char copy[PATH_SIZE];
	size_t length = 0;

	do {
		if (length == PATH_SIZE)
			return -ENAMETOOLONG;
		if (!vm_reachable(path + length, 1))
			return -EFAULT;
		copy[length] = path[length];
	} while (copy[length++]);
	if (copy[0] != '/' && from != AT_FDCWD && !folder)
		return -EBADF;
	const char *start = folder ? folder->node.path : working_folder;

	return path_resolve(resolved, start, copy) ? 0 : -ENAMETOOLONG;
}

static long find(int from, const char *path, struct node *found)
{
	char resolved[PATH_SIZE];
	long error = resolve(resolved, from, path);

	if (error)
		return error;
	return archive_find(resolved, found) ? 0 : -ENOENT;
}

long sys_openat(struct arguments *a)
{
	struct node found;
	long error = find(a->value[0], (void *)a->value[1], &found);

	if (error == -ENOENT && (a->value[2] & O_CREAT))
		return -EROFS;
	if (error)
		return error;
	if ((a->value[2] & O_ACCMODE) != O_RDONLY)
		return found.folder ? -EISDIR : -EROFS;
	long number = descriptor_new(OPEN_FILE);

	if (number >= 0)
		descriptor(number)->node = found;
	return number;
}

long file_read(struct open_file *file, u64 offset, void *bytes, size_t length)
{
	if (file->node.folder)
		return -EISDIR;
	if (offset >= file->node.size)
		return 0;
	if (length > file->node.size - offset)
		length = file->node.size - offset;
	memcpy(bytes, file->node.bytes + offset, length);
	return length;
}

long sys_pread64(struct arguments *a)
{
	struct open_file *file = descriptor(a->value[0]);

	if (!file)
		return -EBADF;
	if (file->kind != OPEN_FILE)
		return -ESPIPE;
	if (!vm_reachable((void *)a->value[1], a->value[2]))
		return -EFAULT;
	return file_read(file, OFFSET(a, 3), (void *)a->value[1], a->value[2]);
}

long file_seek(uptr number, s64 offset, uptr whence, s64 *place)
{
	struct open_file *file = descriptor(number);

	if (!file)
		return number < FILE_FIRST ? -ESPIPE : -EBADF;
	if (file->kind != OPEN_FILE)
		return -ESPIPE;
	s64 from[] = { [SEEK_SET] = 0, [SEEK_CUR] = file->offset, [SEEK_END] = file->node.size };

	if (whence >= ARRAY_LENGTH(from) || from[whence] + offset < 0)
		return -EINVAL;
	file->offset = *place = from[whence] + offset;
	return 0;
}

long sys_lseek(struct arguments *a)
{
	s64 place = 0;
	long error = file_seek(a->value[0], (long)a->value[1], a->value[2], &place);

	return error ? error : (long)place;
}

static void describe(struct stat *stat, const struct node *node)
{
	*stat = (struct stat){
		.inode = (uptr)node->bytes,
		.links = 1,
		.mode = node->folder ? S_IFDIR | 0555 : S_IFREG | 0444,
		.size = node->size,
		.block_size = PAGE_SIZE,
		.changed = { node->changed, 0 },
	};
}

static long describe_descriptor(struct stat *stat, uptr number)
{
	const struct open_file *file = descriptor(number);

	if (file && file->kind == OPEN_FILE)
		describe(stat, &file->node);
	else if (file)
		*stat = (struct stat){ .links = 1, .mode = S_IFIFO | 0600 };
	else if (number < FILE_FIRST)
		*stat = (struct stat){ .links = 1, .mode = S_IFCHR | 0600 };
	else
		return -EBADF;
	return 0;
}

long sys_fstat(struct arguments *a)
{
	struct stat *stat = (void *)a->value[1];

	return vm_reachable(stat, sizeof(*stat)) ? describe_descriptor(stat, a->value[0]) : -EFAULT;
}

long sys_newfstatat(struct arguments *a)
{
	const char *path = (void *)a->value[1];
	struct stat *stat = (void *)a->value[2];
	struct node found;

	if (!vm_reachable(stat, sizeof(*stat)) || !vm_reachable(path, 1))
		return -EFAULT;
	if (!*path && (a->value[3] & AT_EMPTY_PATH))
		return describe_descriptor(stat, a->value[0]);
	long error = find(a->value[0], path, &found);

	if (!error)
		describe(stat, &found);
	return error;
}

/* What would change a file: the archive can only be read. */
long sys_read_only(struct arguments *a)
{
	(void)a;
	return -EROFS;
}

/* There are no symbolic links: what there is is none, and the rest is not there. */
long sys_readlinkat(struct arguments *a)
{
	struct node found;
	long error = find(a->value[0], (void *)a->value[1], &found);

	return error ? error : -EINVAL;
}

long sys_getcwd(struct arguments *a)
{
	size_t length = 1 + (path_name(working_folder) - working_folder);

	while (working_folder[length - 1])
		length++;
	if (length > a->value[1])
		return -ERANGE;
	if (!vm_reachable((void *)a->value[0], length))
		return -EFAULT;
	memcpy((void *)a->value[0], working_folder, length);
	return length;
}

struct entry {
	u64 inode;
	s64 next;
	u16 length;
	u8 type;
	char name[];
} __attribute__((packed));

long sys_getdents64(struct arguments *a)
{
	struct open_file *file = descriptor(a->value[0]);
	u8 *to = (void *)a->value[1], *end = to + a->value[2];
	struct node found;

	if (!file || file->kind != OPEN_FILE)
		return -EBADF;
	if (!file->node.folder)
		return -ENOTDIR;
	if (!vm_reachable(to, end - to))
		return -EFAULT;
	for (; archive_entry(file->node.path, file->offset, &found); file->offset++) {
		const char *name = path_name(found.path);
		size_t length = 1;

		while (name[length - 1])
			length++;
		struct entry entry = {
			.inode = (uptr)found.bytes,
			.next = file->offset + 1,
			.length = align_up(sizeof(entry) + length, 8),
			.type = found.folder ? DT_DIR : DT_REG,
		};

		if (entry.length > end - to)
			return to == (u8 *)a->value[1] ? -EINVAL : to - (u8 *)a->value[1];
		memcpy(to, &entry, sizeof(entry));
		memcpy(to + sizeof(entry), name, length);
		to += entry.length;
	}
	return to - (u8 *)a->value[1];
}
