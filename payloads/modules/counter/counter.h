/* SPDX-License-Identifier: GPL-2.0 */
int counter_next(void);
