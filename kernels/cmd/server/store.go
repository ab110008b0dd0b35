// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"io"
	"net/http"
	"sync"
)

// mostBytes is how long a value may be.
const mostBytes = 16 << 20

// A store is values by their paths.
type store struct {
	mutex  sync.RWMutex
	values map[string][]byte
}

func newStore() *store { return &store{values: map[string][]byte{}} }

// ServeHTTP answers one request: RFC 9110, section 9.3.
func (s *store) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		s.get(to, r.URL.Path)
	case http.MethodPut:
		s.put(to, r)
	case http.MethodDelete:
		s.remove(to, r.URL.Path)
	default:
		to.Header().Set("Allow", "GET, HEAD, PUT, DELETE")
		http.Error(to, "there are GET, PUT and DELETE", http.StatusMethodNotAllowed)
	}
}

func (s *store) get(to http.ResponseWriter, key string) {
	s.mutex.RLock()
	value, there := s.values[key]
	s.mutex.RUnlock()
	if !there {
		http.Error(to, "there is no "+key, http.StatusNotFound)
		return
	}
	to.Header().Set("Content-Type", "application/octet-stream")
	// Who has gone does not want to know.
	_, _ = to.Write(value)
}

func (s *store) put(to http.ResponseWriter, r *http.Request) {
	value, err := io.ReadAll(http.MaxBytesReader(to, r.Body, mostBytes))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		http.Error(to, "the value is too long", http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		http.Error(to, "the value is not whole", http.StatusBadRequest)
		return
	}
	s.mutex.Lock()
	_, there := s.values[r.URL.Path]
	s.values[r.URL.Path] = value
	s.mutex.Unlock()
	if there {
		to.WriteHeader(http.StatusNoContent)
	} else {
		to.WriteHeader(http.StatusCreated)
	}
}

func (s *store) remove(to http.ResponseWriter, key string) {
	s.mutex.Lock()
	_, there := s.values[key]
	delete(s.values, key)
	s.mutex.Unlock()
	if !there {
		http.Error(to, "there is no "+key, http.StatusNotFound)
		return
	}
	to.WriteHeader(http.StatusNoContent)
}
