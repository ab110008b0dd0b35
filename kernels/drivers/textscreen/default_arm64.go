// SPDX-License-Identifier: MIT

package textscreen

// Default is a piece of RAM: there is no VGA. The shim keeps it free.
var Default = Place{Address: 0x4f000000, Columns: 80, Rows: 25}
