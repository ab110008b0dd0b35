// SPDX-License-Identifier: MIT

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestStore(t *testing.T) {
	s := newStore()
	for _, step := range []struct {
		method, key, body string
		code              int
		answer            string
	}{
		{"GET", "/a", "", 404, "there is no /a\n"},
		{"PUT", "/a", "one", 201, ""},
		{"GET", "/a", "", 200, "one"},
		{"PUT", "/a", "two", 204, ""},
		{"GET", "/a", "", 200, "two"},
		{"PUT", "/empty", "", 201, ""},
		{"GET", "/empty", "", 200, ""},
		{"PUT", "/long", strings.Repeat("x", mostBytes+1), 413, "the value is too long\n"},
		{"GET", "/long", "", 404, "there is no /long\n"},
		{"POST", "/a", "", 405, "there are GET, PUT and DELETE\n"},
		{"DELETE", "/a", "", 204, ""},
		{"DELETE", "/a", "", 404, "there is no /a\n"},
	} {
		answer := httptest.NewRecorder()
		s.ServeHTTP(answer, httptest.NewRequest(step.method, step.key, strings.NewReader(step.body)))
		if answer.Code != step.code || answer.Body.String() != step.answer {
			t.Errorf("%s %s: %d %q, want %d %q", step.method, step.key,
				answer.Code, answer.Body, step.code, step.answer)
		}
	}
	if answer := httptest.NewRecorder(); true {
		s.ServeHTTP(answer, httptest.NewRequest(http.MethodHead, "/empty", nil))
		if answer.Code != 200 {
			t.Errorf("HEAD: %d", answer.Code)
		}
	}
}
