// SPDX-License-Identifier: MIT
#include "com.h"

static int parse(const char *text, uint64_t *number)
{
	*number = 0;
	if (!*text)
		return -1;
	for (; *text; text++) {
		unsigned int digit = *text - '0';

		if (digit > 9 || __builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number, digit, number))
			return -1;
	}
	return 0;
}

static void print(uint64_t number)
{
	char digits[20];
	int at = sizeof(digits);

	do
		digits[--at] = '0' + number % 10;
	while (number /= 10);
	put(1, digits + at, sizeof(digits) - at);
}

static void print_factor(uint64_t factor)
{
	fprint(1, " ");
	print(factor);
}

static void factor(uint64_t number)
{
	print(number);
	fprint(1, ":");
	for (uint64_t divisor = 2; divisor <= number / divisor; divisor += 1 + divisor % 2)
		for (; number % divisor == 0; number /= divisor)
			print_factor(divisor);
	if (number > 1)
		print_factor(number);
	fprint(1, "\n");
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++) {
		uint64_t number;

		if (parse(argv[i], &number)) {
			fprint(2, "factor: ");
			fprint(2, argv[i]);
			fprint(2, ": not a number of 64 bits\n");
			failed = 1;
		} else {
			factor(number);
		}
	}
	return failed;
}
