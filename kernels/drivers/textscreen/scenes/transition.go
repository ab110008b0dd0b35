// SPDX-License-Identifier: MIT

package scenes

// Steps are as many as a transition has: a column each.
const Steps = Columns

// Transition goes a step on from what the cells show to another screen: even
// rows move to the left and odd rows to the right, and behind them the other
// comes in. Step counts from 0.
func Transition(cells, other []uint16, step int) {
	for row := range Rows {
		here, there := cells[row*Columns:][:Columns], other[row*Columns:][:Columns]
		if row%2 == 0 {
			copy(here, here[1:])
			here[Columns-1] = there[step]
		} else {
			copy(here[1:], here)
			here[0] = there[Columns-1-step]
		}
	}
}
