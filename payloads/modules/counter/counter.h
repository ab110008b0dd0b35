/* SPDX-License-Identifier: GPL-2.0-only */
int counter_next(void);
