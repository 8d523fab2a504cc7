#!/bin/sh
# Runs each fuzz target of build/fuzz, or those that are named, for SECONDS (first argument, default 60); stops at the first
# finding. FUZZ_SEED: of the mutations; default: the time.
set -eu
cd "$(dirname "$0")/.."
seconds="${1:-60}"
[ $# = 0 ] || shift
wanted="$*"
found=0
for target in build/fuzz/fuzz/fuzz_* build/fuzz/fuzz_*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  name=$(basename "$target")
  case " $wanted " in
  "  " | *" ${name#fuzz_} "*) ;;
  *) continue ;;
  esac
  corpus="build/fuzz-corpus/$name"
  mkdir -p "$corpus"
  seeds="tests/conformance/language tests/conformance/builtins tests/conformance/robust"
  [ -d "fuzz/corpus/$name" ] && seeds="fuzz/corpus/$name"
  dictionary=""
  [ -f "fuzz/${name#fuzz_}.dict" ] && dictionary="-dict=fuzz/${name#fuzz_}.dict"
  echo "fuzz: $name for $seconds s"
  # shellcheck disable=SC2086
  "$target" -max_total_time="$seconds" -seed="${FUZZ_SEED:-0}" -timeout=20 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="build/fuzz-corpus/$name-" $dictionary "$corpus" $seeds || {
    echo "FAILED: $name"
    exit 1
  }
  found=$((found + 1))
done
echo "ok: $found fuzz targets, nothing found"
