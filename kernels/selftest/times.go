package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func sleep() error {
	const want = 20 * time.Millisecond
	start := time.Now()
	time.Sleep(want)
	if took := time.Since(start); took < want || took > 100*want {
		return fmt.Errorf("slept %v, want %v", took, want)
	}
	return nil
}

func ticker() error {
	last := time.Now()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for range 10 {
		now := <-tick.C
		if !now.After(last) {
			return fmt.Errorf("%v follows %v", now, last)
		}
		last = now
	}
	return nil
}

func deadline() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	<-ctx.Done()
	if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	return nil
}

// clock is that of the machine: a year that this was not written before.
func clock() error {
	if now := time.Now(); now.Year() < 2026 {
		return fmt.Errorf("it is %v", now)
	}
	return nil
}
