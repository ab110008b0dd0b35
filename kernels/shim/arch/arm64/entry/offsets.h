/* SPDX-License-Identifier: MIT */
/* Where struct cpu has what assembly needs. */
#pragma once

#define CPU_STACK 8
