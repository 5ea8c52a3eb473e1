#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Searches interleavings: litmus.erl in a build whose scheduling follows from a seed, with many seeds.
#
#   tests/replay/run.sh [--joist ANY] [--seeds N] [--first S]     default: 2000 seeds from 1 on
#
# A seed that leads to an outcome that is not allowed is printed; JOIST_SEED=S runs it again.
set -u
cd "$(dirname "$0")/../.."
seeds=2000
first=1
while [ $# -gt 0 ]; do
    case $1 in
        --joist) ;;
        --seeds) seeds=$2 ;;
        --first) first=$2 ;;
        *) sed -n '3,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
    shift 2
done

build=build/replay
mkdir -p build
generator=()
[ -e $build/CMakeCache.txt ] || generator=(-G Ninja -DCMAKE_C_COMPILER=clang-19)
{ cmake -S . -B $build "${generator[@]}" -DJOIST_REPLAY=ON && cmake --build $build -j "$(nproc)"; } \
    >build/replay.log 2>&1 || { tail -n 40 build/replay.log; echo "0 passed, 1 failed"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
erlc -o "$work" tests/replay/litmus.erl && $build/joist build --no-boot "$work/litmus.beam" -o "$work/litmus" ||
    { echo "0 passed, 1 failed"; exit 1; }

export LITMUS=$work/litmus
seq "$first" $((first + seeds - 1)) | xargs -P "$(nproc)" -n 250 bash -c '
    for seed; do
        JOIST_SEED=$seed timeout 20 "$LITMUS" >"$LITMUS.$seed" 2>&1 ||
            { echo "seed $seed: status $?: $(head -c 300 "$LITMUS.$seed")"; }
        rm -f "$LITMUS.$seed"
    done' seeds >"$work/failures"
head -n 20 "$work/failures"
failed=$(wc -l <"$work/failures")
echo "$((seeds - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
