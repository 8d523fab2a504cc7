# Thin wrapper: each target installs what it lacks (tools/setup.sh), configures by a CMake preset, and calls the real tool.
JOBS ?= $(shell nproc)
PYTHON ?= python3
CXX_PRESETS := debug release asan tsan fuzz

.DEFAULT_GOAL := all
.PHONY: all python rust demo cpython-tests test units conformance limits overshoots threads fuzz-short bench profile format tidy doors clean check-expected expected setup $(CXX_PRESETS)

all: release

setup:
	@tools/setup.sh build

# `make debug`, `make asan` ... build the program of that preset at build/<preset>/monty.
$(CXX_PRESETS): setup
	@cmake --preset $@ >build/.$@.log 2>&1 || { cat build/.$@.log; exit 1; }
	@cmake --build build/$@ -j $(JOBS) $(if $(filter fuzz,$@),,--target monty)

# The wheel of the Python package, in dist/, installed into .venv.
python: setup
	@tools/setup.sh python
	@tools/make_python.sh

# The Rust crate, tested with the library of the release build.
rust: release
	@tools/setup.sh rust
	@tools/test_rust.sh build/release

demo: release
	@cmake --build build/release -j $(JOBS) --target monty_demo
	@build/release/monty_demo

units: setup
	@cmake --preset debug >build/.debug.log 2>&1 || { cat build/.debug.log; exit 1; }
	@cmake --build build/debug -j $(JOBS)
	@ctest --test-dir build/debug --output-on-failure -j $(JOBS)

conformance: release
	@$(PYTHON) tests/run.py --monty build/release/monty

limits: release
	@$(PYTHON) tests/run.py --monty build/release/monty tests/limits

# How far past its limits each hostile program gets, and what it leaves (tests/limits/probe.cpp).
overshoots: release
	@cmake --build build/release -j $(JOBS) --target limits_probe
	@build/release/limits_probe -j $(JOBS) tests/limits/*.py

# One engine and the same programs on many threads, under ThreadSanitizer.
threads: setup
	@cmake --preset tsan >build/.tsan.log 2>&1 || { cat build/.tsan.log; exit 1; }
	@cmake --build build/tsan -j $(JOBS) --target test_threads
	@build/tsan/tests/threads/test_threads

test: setup
	@tools/run_tests.sh

# CPython's own test files, from where they lie on this machine (tools/cpython_tests/README.md).
cpython-tests: release
	@$(PYTHON) tools/cpython_tests/run.py --report tools/cpython_tests/counts.md

fuzz-short: fuzz
	@tools/run_fuzz.sh 60

bench: release
	@tools/setup.sh bench
	@cmake --build build/release -j $(JOBS) --target bench_micro && build/release/bench_micro
	@$(PYTHON) bench/run.py
	@$(PYTHON) bench/growth.py --write docs/growth.md
	@$(MAKE) -s python && $(PYTHON) bench/python.py

# The profile that release builds are compiled with, recorded anew.
profile: setup
	@tools/make_profile.sh

format: setup
	@git ls-files '*.h' '*.hpp' '*.cpp' '*.c' | xargs clang-format-19 -i

tidy: setup
	@cmake --preset debug >/dev/null && git ls-files 'src/*.cpp' | xargs -P $(JOBS) -n 4 clang-tidy-19 -p build/debug --quiet

doors:
	@$(PYTHON) tools/check_doors.py

# Compare every expected output with what a CPython on this machine prints; `make expected` writes them anew.
check-expected:
	@$(PYTHON) tools/refresh_expected.py --check

expected:
	@$(PYTHON) tools/refresh_expected.py

clean:
	rm -rf build
