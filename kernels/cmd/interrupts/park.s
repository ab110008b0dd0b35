// SPDX-License-Identifier: MIT

// Lets park.go declare a function that has no body there.
