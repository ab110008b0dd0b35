/* SPDX-License-Identifier: MIT */
/* The runtime's network poller. */
#pragma once

/* A file has become readable: tells who polls it. */
void poller_notify(int file);
