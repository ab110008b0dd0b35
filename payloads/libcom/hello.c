// SPDX-License-Identifier: MIT
#include "com.h"

int main(void)
{
	return fprint(1, "hello, world\n") ? 1 : 0;
}
