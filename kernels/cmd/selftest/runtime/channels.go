// SPDX-License-Identifier: MIT

package runtime

import (
	"errors"
	"fmt"
	"time"
)

// nilChannels block for ever, which takes a case out of a select.
func nilChannels() error {
	var none chan int
	one := make(chan int, 1)
	for range 100 {
		one <- 1
		select {
		case <-none:
			return errors.New("received of nil")
		case none <- 1:
			return errors.New("sent to nil")
		case <-one:
		}
	}
	return nil
}

func selectDefault() error {
	full := make(chan int, 2)
	sent := 0
	for {
		select {
		case full <- sent:
			sent++
			continue
		default:
		}
		break
	}
	if sent != 2 || len(full) != 2 || cap(full) != 2 {
		return fmt.Errorf("%d were sent, %d lie there", sent, len(full))
	}
	return nil
}

func selectTimeout() error {
	never := make(chan int)
	select {
	case <-never:
		return errors.New("received of a channel that nobody sends to")
	case <-time.After(3 * time.Millisecond):
		return nil
	}
}

// selectFairness takes each of two that are always ready.
func selectFairness() error {
	var taken [2]int
	always := make(chan int)
	close(always)
	for range 1000 {
		select {
		case <-always:
			taken[0]++
		case <-always:
			taken[1]++
		}
	}
	if min(taken[0], taken[1]) < 100 {
		return fmt.Errorf("of 1000 they were taken %v times", taken)
	}
	return nil
}

// primes are what is left by a chain of goroutines, each of which sieves one out.
func primes() error {
	generate := func(to chan<- int) {
		for n := 2; n < 550; n++ {
			to <- n
		}
		close(to)
	}
	sieve := func(from <-chan int, to chan<- int, prime int) {
		for n := range from {
			if n%prime != 0 {
				to <- n
			}
		}
		close(to)
	}
	numbers := make(chan int)
	go generate(numbers)
	count, last := 0, 0
	for prime, open := <-numbers; open; prime, open = <-numbers {
		count, last = count+1, prime
		next := make(chan int)
		go sieve(numbers, next, prime)
		numbers = next
	}
	if count != 101 || last != 547 {
		return fmt.Errorf("%d primes, the last is %d", count, last)
	}
	return nil
}
