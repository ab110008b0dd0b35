// SPDX-License-Identifier: MIT

//go:build !hosted

package main

import _ "emubench/kernels/boot"
