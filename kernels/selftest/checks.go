package main

// checks are all there are, in the order in which they run.
var checks = []struct {
	name string
	run  func() error
}{
	{"maps", maps},
	{"interfaces", interfaces},
	{"defer", deferred},
	{"nil-dereference", nilDereference},
	{"bad-address", badAddress},
	{"divide", divide},
	{"bounds", bounds},
	{"floats", floats},
	{"goroutines", goroutines},
	{"channels", channels},
	{"select", selects},
	{"mutex", mutex},
	{"preemption", preemption},
	{"os-threads", osThreads},
	{"stack-growth", stackGrowth},
	{"gc", collect},
	{"gc-under-load", collectUnderLoad},
	{"give-back", giveBack},
	{"sleep", sleep},
	{"ticker", ticker},
	{"deadline", deadline},
	{"clock", clock},
	{"fmt", format},
	{"json", encodeJSON},
}
