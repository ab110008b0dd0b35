// SPDX-License-Identifier: MIT

package runtime

import (
	"context"
	"errors"
	"fmt"
)

type contextKey struct{}

// cancellation goes down the tree of contexts, with its cause, and never up.
func cancellation() error {
	lost := errors.New("the line is dead")
	root := context.WithValue(context.Background(), contextKey{}, "uart")
	parent, cancel := context.WithCancelCause(root)
	defer cancel(nil)
	child, cancelChild := context.WithCancel(parent)
	defer cancelChild()
	sibling, cancelSibling := context.WithCancel(parent)
	cancelSibling()
	if sibling.Err() == nil || parent.Err() != nil || child.Err() != nil {
		return fmt.Errorf("cancelled are %v, %v, %v", sibling.Err(), parent.Err(), child.Err())
	}
	after := make(chan bool)
	context.AfterFunc(child, func() { close(after) })
	cancel(lost)
	<-after
	if child.Err() != context.Canceled || context.Cause(child) != lost || root.Err() != nil {
		return fmt.Errorf("the child has %v, of %v", child.Err(), context.Cause(child))
	}
	if got := child.Value(contextKey{}); got != "uart" {
		return fmt.Errorf("its value is %v", got)
	}
	return nil
}
