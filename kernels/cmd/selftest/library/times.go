// SPDX-License-Identifier: MIT

package library

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

// ticker ticks ten times, and not too early. What a tick says of its time is no
// measure: it is the time when it was sent less the delay seen a moment before, and
// where an emulator's host stops a processor in between, that of the next is earlier.
func ticker() error {
	const period, count = 2 * time.Millisecond, 10
	start := time.Now()
	tick := time.NewTicker(period)
	defer tick.Stop()
	for range count {
		<-tick.C
	}
	if took := time.Since(start); took < count*period {
		return fmt.Errorf("%d ticks came in %v", count, took)
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

// timers are stopped before they fire, set anew, and call functions.
func timers() error {
	stopped := time.NewTimer(time.Hour)
	if !stopped.Stop() || stopped.Stop() {
		return errors.New("a timer that was set cannot be stopped once")
	}
	stopped.Reset(2 * time.Millisecond)
	<-stopped.C
	called := make(chan time.Time, 1)
	start := time.Now()
	late := time.AfterFunc(time.Hour, func() { called <- time.Now() })
	late.Reset(3 * time.Millisecond)
	if took := (<-called).Sub(start); took < 3*time.Millisecond {
		return fmt.Errorf("called after %v", took)
	}
	return nil
}

// timerCrowd fires all of many timers, none early, whatever order they were set in.
func timerCrowd() error {
	const count = 200
	type firing struct{ due, at time.Time }
	fired := make(chan firing, count)
	for n := range count {
		wait := time.Duration(n*7%count) * 100 * time.Microsecond
		due := time.Now().Add(wait)
		time.AfterFunc(wait, func() { fired <- firing{due, time.Now()} })
	}
	for range count {
		if timer := <-fired; timer.at.Before(timer.due) {
			return fmt.Errorf("one fired %v early", timer.due.Sub(timer.at))
		}
	}
	return nil
}

func calendar() error {
	when, err := time.Parse(time.RFC3339, "2024-02-29T23:59:59.5+02:00")
	if err != nil {
		return err
	}
	if got := when.UTC().AddDate(1, 0, 0).Format(time.RFC1123); got != "Sat, 01 Mar 2025 21:59:59 UTC" {
		return fmt.Errorf("a year later is %s", got)
	}
	took, err := time.ParseDuration("1h15m30.918273645s")
	if err != nil || took.Round(time.Second).String() != "1h15m31s" || took.Nanoseconds() != 4530918273645 {
		return fmt.Errorf("the duration is %v: %w", took, err)
	}
	if when.Unix() != 1709243999 || when.YearDay() != 60 || time.Unix(1<<40, 0).UTC().Year() != 36812 {
		return fmt.Errorf("the day is %d of the year", when.YearDay())
	}
	return nil
}
