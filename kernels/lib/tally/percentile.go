// SPDX-License-Identifier: MIT

package tally

// Percentile returns, of values sorted upwards, the smallest that so many
// hundredths of a percent of them do not exceed: 9900 asks for P99, 9999 for
// P99.99. It is one of the values (nearest rank); of none it is 0.
func Percentile(sorted []uint64, hundredths uint) uint64 {
	const all = 100 * 100
	if len(sorted) == 0 {
		return 0
	}
	rank := (uint64(len(sorted))*uint64(hundredths) + all - 1) / all
	return sorted[max(rank, 1)-1]
}
