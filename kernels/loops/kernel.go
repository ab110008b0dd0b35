//go:build !hosted

package main

import _ "emubench/kernels/boot"
