// SPDX-License-Identifier: MIT

// Package testdeps makes a package's tests a kernel: the Makefile lays this file over the
// standard library's testing/internal/testdeps, which every test binary links.
package testdeps

import _ "emubench/kernels/boot"
