/* SPDX-License-Identifier: MIT */
/*
 * A small C library for programs without a format. Functions that fail return -1, or NULL,
 * and leave the reason in errno.
 */
#ifndef COM_H
#define COM_H

#include <stddef.h>
#include <stdint.h>

extern int errno;

long read(int fd, void *buffer, size_t size);
long write(int fd, const void *buffer, size_t size);
int open(const char *path);
int close(int fd);
void exit(int code) __attribute__((noreturn));

/* @size more bytes of heap, right behind those that were had before. */
void *more(size_t size);

size_t strlen(const char *text);

/* Write all of it, however often the kernel takes a part; 0, or -1. */
int put(int fd, const char *bytes, size_t size);
int fprint(int fd, const char *text);

#endif
