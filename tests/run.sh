#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Everything that must hold before a change is taken: installs what is missing, builds joist, and runs
# all tests, each kind in every build of the runtime that it is meant for.
#
#   tests/run.sh                  what CI runs
#   tests/run.sh --slow SECONDS   also the slow suites, each fuzz target for so long (tests/slow.sh)
#
# Each part ends with a line "N passed, M failed"; so does the whole, with their sum, and the exit
# status is 0 when nothing failed. The parts' output is kept in build/tests/*.log.
set -u
cd "$(dirname "$0")/.."
top=$PWD
slow=no
case ${1:-} in
    --slow) slow=${2:-600} ;;
    "") ;;
    *) sed -n '4,13s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

tests/tools/install.sh build test || exit 1
jobs=$(nproc)
logs=$top/build/tests
mkdir -p "$logs"
passed=0
failed=0
started=$SECONDS

count() { # passed failed
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# part NAME COMMAND...: runs it, and adds up its last "N passed, M failed".
part() {
    local name=$1 begin=$SECONDS summary status
    shift
    echo "== $name"
    "$@" 2>&1 | tee "$logs/${name//[ \/]/-}.log"
    status=${PIPESTATUS[0]}
    summary=$(grep -aoE '^[0-9]+ passed, [0-9]+ failed' "$logs/${name//[ \/]/-}.log" | tail -n 1)
    if [[ $summary =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        if [ "$status" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then
            echo "== $name: exit status $status"
            count 0 1
        fi
    else
        echo "== $name: no result (exit status $status)"
        count 0 1
    fi
    echo "== $name: $((SECONDS - begin)) s"
}

# build FOLDER CMAKE-OPTIONS...
build() {
    local folder=$1 generator=()
    shift
    [ -e "$folder/CMakeCache.txt" ] || generator=(-G Ninja -DCMAKE_C_COMPILER=clang-19)
    echo "== building $folder $*"
    { cmake -S . -B "$folder" "${generator[@]}" "$@" &&
        cmake --build "$folder" -j "$jobs"; } >"$logs/${folder//\//-}.log" 2>&1 && return 0
    tail -n 40 "$logs/${folder//\//-}.log"
    echo "== $folder does not build"
    count 0 1
    return 1
}

# The Criterion executables of a build; its summary lines tell the number of tests.
unit() {
    local good=0 bad=0 test output
    for test in "$1"/unit/unit_*; do
        output=$("$test" --short-filename 2>&1)
        if [[ $output =~ Tested:\ ([0-9]+)\ \|\ Passing:\ ([0-9]+) ]]; then
            good=$((good + BASH_REMATCH[2]))
            bad=$((bad + BASH_REMATCH[1] - BASH_REMATCH[2]))
            [ "${BASH_REMATCH[1]}" -eq "${BASH_REMATCH[2]}" ] || echo "$output"
        else
            bad=$((bad + 1))
            echo "$test: no result"
            echo "$output" | tail -n 40
        fi
    done
    echo "$good passed, $bad failed"
}

# What a newcomer runs first.
quickstart() {
    if examples/quickstart.sh; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
}

# Every fuzz target for some seconds, beginning with its seeds.
fuzz() {
    local folder=$1 seconds=$2 good=0 bad=0 target name corpus
    for target in "$folder"/fuzz/fuzz_*; do
        name=${target##*/fuzz_}
        corpus=$(mktemp -d)
        if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 \
            -artifact_prefix="$logs/" "$corpus" "tests/fuzz/seeds/$name" \
            >"$logs/fuzz-$name.log" 2>&1; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            tail -n 60 "$logs/fuzz-$name.log"
        fi
        rm -rf "$corpus"
    done
    echo "$good passed, $bad failed"
}

if build build -DJOIST_TESTS=ON; then
    part "unit tests" unit build
    part "quickstart" quickstart
    for suite in tests/*/run.sh; do
        case $suite in
            tests/bench/run.sh) ;;
            *) part "$suite" "$suite" --joist "$top/build/joist" ;;
        esac
    done
    if [ $slow != no ]; then
        part "OTP's compiler on OTP's sources" tests/real/selfhost.sh
        part "Dialyzer on OTP" tests/real/dialyzer.sh
        part "erlparse on OTP's sources" tests/real/erlparse.sh --jobs "$jobs"
        part "language at -O0" tests/lang/run.sh --build-args=-O0
        part "all installed modules" tests/compile_all.sh
        part "benchmarks' checksums" tests/bench/run.sh --quick
        part "soak" tests/soak.sh --joist build/joist 600
    fi
fi
if [ $slow != no ]; then
    if build build/stress -DJOIST_GC_STRESS=ON -DJOIST_POISON=ON; then
        part "language under GC stress" tests/lang/run.sh --joist build/stress/joist \
            --light --time-limit 300
        part "processes under GC stress" tests/processes/run.sh --joist build/stress/joist \
            --schedulers 4 --light --time-limit 300
    fi
    if build build/asan -DJOIST_SANITIZE=address -DJOIST_TESTS=ON; then
        part "unit tests under sanitizers" unit build/asan
        part "language under sanitizers" tests/lang/run.sh --joist build/asan/joist \
            --time-limit 300
        part "processes under sanitizers" tests/processes/run.sh --joist build/asan/joist \
            --schedulers 4 --time-limit 300
        part "soak under sanitizers" tests/soak.sh --joist build/asan/joist --any-size 60
    fi
    if build build/tsan -DJOIST_SANITIZE=thread; then
        part "processes under TSan" tests/processes/run.sh --joist build/tsan/joist \
            --schedulers 4 --time-limit 300
        part "soak under TSan" tests/soak.sh --joist build/tsan/joist --any-size 60
    fi
    if build build/fuzz -DJOIST_FUZZ=ON; then
        part "fuzzing" fuzz build/fuzz "$slow"
    fi
fi

echo "$((SECONDS - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
