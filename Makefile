# SPDX-License-Identifier: MIT
# Every target sets up first what it needs; `make` alone tells what there is.

# The folders that are pytest's.
PYTESTS := $(dir $(wildcard tests/*/conftest.py))
# A first look: every family of tests on both architectures, the quickest to build first.
LOOK ?= tests/kernels/hello.py tests/dos/programs.py tests/kernels/rt0/talk.py \
	tests/kernels/screens.py tests/com/first.py tests/linux/boot.py tests/linux/modules.py \
	tests/linux/scripts.py tests/foreign/own.py tests/python/language.py \
	tests/security/semihosting.py tests/library/core.py:Core.test_package-strings \
	tests/library/core.py:Core.test_package-sync \
	-t machine:pc -t machine:pc-i386 -t machine:q35 -t machine:virt

# What `make test` runs of the matrix. Not all of Go's library: its tests take an hour of CPU time.
SAMPLE ?= $(FOLDERS) tests/library/core.py -t machine:q35 -t machine:virt -t machine:pc-i386 -t claim:T-31
FOLDERS := $(filter-out tests/claims/ tests/library/ $(PYTESTS),$(wildcard tests/*/))

enter := . .venv/bin/activate &&

# What is run as clones and booted, to compare the verdicts.
COMPARED ?= tests/linux/boot.py tests/linux/clones.py tests/linux/devices.py tests/com/first.py \
	-t machine:q35-devices -t machine:virt

# What is measured: `python -m benchmarks --help` lists it.
MEASURE ?= docs/benchmarks.md

# What is repeated, and how often.
CELLS ?= tests/kernels/selftest.py
TIMES ?= 50

.PHONY: help setup bench matrix test lint types unit coverage integration go sample compare claims checked repeat storm benchmark format clean
.NOTPARALLEL:

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: ## Install the Debian packages and make .venv
	@python3 setup/install.py

bench: setup ## A first look: run some of every family of tests, on both architectures
	$(enter) avocado run $(LOOK)

matrix: setup ## Run every cell on every machine: most of an hour
	$(enter) avocado run tests/

test: lint types coverage go integration sample compare claims ## Run every check and a small matrix

# Of reuse there are wheels for the Pythons of Debian's releases.
reuse := command -v reuse >/dev/null && reuse lint --lines || ! command -v reuse

lint: setup ## Check style, spelling, licences, and arrows between rooms
	$(enter) ruff check .
	$(enter) ruff format --check .
	$(enter) codespell
	$(enter) { $(reuse); }
	$(enter) lint-imports

types: setup ## Check types: mypy
	$(enter) mypy

unit: setup ## Test the bench itself where no program is started: pytest, in seconds
	$(enter) pytest -n auto --dist loadfile tests/unit

# `coverage html` then shows where.
coverage: setup ## Run `unit`, and see that it reaches enough of the bench
	$(enter) pytest --bench-results -n auto --dist loadfile --cov --cov-report= tests/unit

integration: setup ## Test the bench with QEMU, compilers, avocado and kills: pytest, in minutes
	$(enter) pytest --bench-results -n auto --dist loadfile tests/integration

# Go of the environment alone, on code that never meets a C compiler.
go format: export CGO_ENABLED := 0
go format: export GOTOOLCHAIN := local
# `go` of the environment is a wrapper; gofmt stands beside what it wraps.
gofmt := "$$(go env GOROOT)/bin/gofmt"

go: setup ## Check and test the kernels: gofmt, go vet, go test
ifneq ($(wildcard kernels/go.mod),)
	$(enter) cd kernels && $(gofmt) -d .
	$(enter) cd kernels && GOARCH=amd64 go vet ./...
	$(enter) cd kernels && GOARCH=arm64 go vet ./...
	$(enter) cd kernels && GOARCH=386 go vet ./...
	$(enter) cd kernels && go test ./...
endif

sample: setup ## Run the part of the matrix that SAMPLE names
	$(enter) avocado run $(SAMPLE)

claims: setup ## Compare docs/claims/ with the last results, which `integration` and `sample` leave
	$(enter) bench claims --check

compare: setup ## Run cells as clones and booted, and compare the verdicts
	$(enter) python tests/cold_and_warm.py $(COMPARED)

checked: setup ## Build kernels that check themselves, and run modules there a thousand times
	$(enter) avocado run tests/linux tests/com -t machine:q35-checked -t machine:virt-checked

repeat: setup ## Run CELLS so many TIMES in a row, and count the green ones: selftest, 50
	$(enter) python -m tests.repeat $(TIMES) $(CELLS)

storm: setup ## Kill runs at a hundred random moments and count what is left
	$(enter) python tests/kill_storm.py

benchmark: setup ## Measure what MEASURE names, and write it into docs/: all of benchmarks.md
	@python3 setup/benchmark.py
	$(enter) python -m benchmarks $(MEASURE)

format: setup ## Format Python and Go
	$(enter) ruff check --fix .
	$(enter) ruff format .
ifneq ($(wildcard kernels/go.mod),)
	$(enter) $(gofmt) -w kernels
endif

clean: ## Remove what was made here: .venv, results, caches
	rm -rf .venv .venv-benchmark results build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
