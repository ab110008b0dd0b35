/* Selectors of the global descriptor table that start.S holds. */
#pragma once

#define SEGMENT_CODE 0x08
#define SEGMENT_DATA 0x10
#define SEGMENT_TASK 0x18
