package main

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// What one question may use. It is also a context.Context, because gojq and gopher-lua look at one between
// instructions. Nothing else runs while they do, so the time is read when they look, not by a timer.
type budget struct {
	milliseconds float64
	deadline     float64
	looks        uint32
	done         chan struct{}
	// Why the question was stopped, once it was.
	stopped string
}

const looksPerReading = 512

func newBudget(milliseconds float64) *budget {
	return &budget{milliseconds: milliseconds, deadline: elapsed() + milliseconds, done: make(chan struct{})}
}

func (b *budget) stop(reason string) {
	if b.stopped == "" {
		b.stopped = reason
		close(b.done)
	}
}

// Stops the question when its time is over.
func (b *budget) check() {
	if b.stopped == "" && elapsed() > b.deadline {
		b.stop("stopped after " + strconv.FormatFloat(b.milliseconds/1000, 'g', 3, 64) + " s")
	}
}

func (b *budget) Done() <-chan struct{} {
	if b.looks++; b.looks%looksPerReading == 0 {
		b.check()
	}
	return b.done
}

func (b *budget) Err() error {
	if b.stopped == "" {
		return nil
	}
	return fmt.Errorf("%s", b.stopped)
}

func (b *budget) Deadline() (time.Time, bool) { return time.Time{}, false }
func (b *budget) Value(any) any               { return nil }

// Without this, context.WithCancel would start a goroutine for every Lua coroutine to wait for Done.
func (b *budget) AfterFunc(func()) func() bool { return func() bool { return true } }

var _ context.Context = (*budget)(nil)
