// SPDX-License-Identifier: MIT
#include "com.h"

#include <asm/unistd.h>

#define AT_FDCWD	(-100)	/* linux/fcntl.h */

int errno;

static long call(long number, long a, long b, long c, long d)
{
#ifdef __x86_64__
	register long r10 __asm__("r10") = d;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
			 : "rcx", "r11", "memory");
	return result;
#else
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;

	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
	return x0;
#endif
}

static long checked(long result)
{
	if (result >= 0 || result < -4095)
		return result;
	errno = -result;
	return -1;
}

long read(int fd, void *buffer, size_t size)
{
	return checked(call(__NR_read, fd, (long)buffer, size, 0));
}

long write(int fd, const void *buffer, size_t size)
{
	return checked(call(__NR_write, fd, (long)buffer, size, 0));
}

int open(const char *path)
{
	return checked(call(__NR_openat, AT_FDCWD, (long)path, 0, 0));
}

int close(int fd)
{
	return checked(call(__NR_close, fd, 0, 0, 0));
}

void exit(int code)
{
	for (;;)
		call(__NR_exit, code, 0, 0, 0);
}

void *more(size_t size)
{
	static uintptr_t end;
	uintptr_t start;

	if (!end)
		end = call(__NR_brk, 0, 0, 0, 0);
	start = end;
	end = call(__NR_brk, start + size, 0, 0, 0);
	return end == start + size ? (void *)start : NULL;
}

size_t strlen(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

int put(int fd, const char *bytes, size_t size)
{
	while (size) {
		long written = write(fd, bytes, size);

		if (written < 0)
			return -1;
		bytes += written;
		size -= written;
	}
	return 0;
}

int fprint(int fd, const char *text)
{
	return put(fd, text, strlen(text));
}
