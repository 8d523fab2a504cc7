#!/bin/sh
# What `make test` does after the set-up: builds, then every suite; all suites run, the closing lines stand together at the end.
set -u
cd "$(dirname "$0")/.."
JOBS="${JOBS:-$(nproc)}"
PYTHON="${PYTHON:-python3}"
log=build/test-summary.txt
mkdir -p build
: >"$log"
failed=0

# suite NAME COMMAND...: run it, keep its last line for the summary.
suite() {
  name="$1"
  shift
  echo "== $name"
  start=$(date +%s)
  "$@" >build/.suite.out 2>&1
  status=$?
  tail -n 400 build/.suite.out
  line=$(grep -E '^([0-9]+ passed, [0-9]+ failed|\[  PASSED  \] [0-9]+ tests|[0-9]+% tests passed|ok:|skipped:|FAILED|dist/.*\.whl|([0-9]+ (passed|failed|skipped|error)[a-z]*(, )?)+ in )' build/.suite.out | tail -1)
  [ -n "$line" ] || line="exit status $status"
  [ $status = 0 ] || { failed=1; line="$line  <-- FAILED"; }
  echo "$name: $line ($(($(date +%s) - start)) s)" >>"$log"
  return $status
}

configure_and_build() {
  cmake --preset "$1" && cmake --build "build/$1" -j "$JOBS" $2
}

suite "doors" "$PYTHON" tools/check_doors.py
suite "release build" configure_and_build release "--target monty"
suite "type checks (release)" "$PYTHON" tests/check/run.py --monty build/release/monty -j "$JOBS"
suite "type checks build" configure_and_build release "--target check_probe" && suite "type checks of an embedder (release)" build/release/check_probe
suite "stubs are what there is (release)" "$PYTHON" tools/stub_surface.py --build build/release --check
suite "package" tests/package/run.sh build/release
suite "rust" tools/test_rust.sh build/release
suite "asan build" configure_and_build asan "" || suite "asan build (program only)" configure_and_build asan "--target monty"
suite "units (asan)" ctest --test-dir build/asan --output-on-failure -j "$JOBS"
suite "conformance (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS"
suite "conformance (asan)" "$PYTHON" tests/run.py --monty build/asan/monty -j "$JOBS" --timeout 60
suite "pause (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS" --mode pause
suite "hop (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS" --mode hop
suite "hop between instructions (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS" --mode hop-steps
suite "suspension, new processes (release)" "$PYTHON" tests/suspend/run.py --monty build/release/monty -j "$JOBS"
suite "sessions in a file (release)" "$PYTHON" tests/session/run.py --monty build/release/monty
suite "files, clock, names, budgets (release)" "$PYTHON" tests/system/run.py --monty build/release/monty
suite "fail-alloc (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS" --mode fail-alloc tests/conformance/language
suite "gc-stress (asan)" "$PYTHON" tests/run.py --monty build/asan/monty -j "$JOBS" --mode gc-stress tests/conformance/language
suite "limits (release)" "$PYTHON" tests/run.py --monty build/release/monty -j "$JOBS" tests/limits
suite "python package" make -s python && suite "python" .venv/bin/python -m pytest -q bindings/python/tests
suite "python clients" sh -c 'tools/setup.sh clients && .cache/clients/bin/pip install -q --disable-pip-version-check --no-deps --force-reinstall dist/monty-*.whl && .cache/clients/bin/python -m pytest -q bindings/python/client_tests'
suite "threads build" configure_and_build tsan "--target test_threads" && suite "threads (tsan)" build/tsan/tests/threads/test_threads
# A short look by each fuzz target, the same one each time; for longer ones: tools/run_fuzz.sh, tools/fuzz_differential.py.
fuzz() {
  export FUZZ_SEED=1
  tools/run_fuzz.sh 60 parse run && tools/run_fuzz.sh 20 bigint format_spec host json regex snapshot
}
suite "fuzz build" configure_and_build fuzz "--target fuzzers" && suite "fuzz" fuzz
suite "fuzz against CPython (release)" "$PYTHON" tools/fuzz_differential.py --monty build/release/monty --seed 1 --count 6000
# Room for a busy machine; the bounds that are meant: make overshoots.
suite "overshoots build" configure_and_build release "--target limits_probe" && suite "overshoots (release)" build/release/limits_probe --late 100 -j "$JOBS" tests/limits/*.py

echo
echo "== summary"
cat "$log"
exit $failed
