// SPDX-License-Identifier: MIT
/* Motorola MC146818A data sheet, "Time, Calendar and Alarm Locations" and registers A, B. */
#include "devices/cmos.h"

#include "core/io.h"

#define INDEX 0x70
#define DATA 0x71

#define SECONDS 0x00
#define MINUTES 0x02
#define HOURS 0x04
#define DAY 0x07
#define MONTH 0x08
#define YEAR 0x09
#define REGISTER_A 0x0a
#define REGISTER_B 0x0b

#define A_UPDATE_IN_PROGRESS 0x80
#define B_BINARY 0x04

static u8 read(u8 index)
{
	out8(INDEX, index);
	return in8(DATA);
}

static u32 field(u8 index)
{
	u8 value = read(index);

	return read(REGISTER_B) & B_BINARY ? value : (value >> 4) * 10 + (value & 15);
}

/* Days from 1970 to a day of the years 2000 to 2099: every fourth year is a leap year. */
static u32 days(u32 year, u32 month, u32 day)
{
	static const u16 before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	u32 leap = year % 4 == 0 && month > 2;

	return 10957 + year * 365 + (year + 3) / 4 + before[month - 1] + leap + day - 1;
}

u32 cmos_time(void)
{
	while (read(REGISTER_A) & A_UPDATE_IN_PROGRESS)
		;
	u32 today = days(field(YEAR), field(MONTH), field(DAY));

	return ((today * 24 + field(HOURS)) * 60 + field(MINUTES)) * 60 + field(SECONDS);
}
