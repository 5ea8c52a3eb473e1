#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Random traffic of processes for a long time (soak/soak.erl): its invariants must hold, and the
# resident set must not grow once the program is warm.
#
#   tests/soak.sh [--joist JOIST] [--schedulers N] [--seed N] [--any-size] [SECONDS]
#
# Default: 600 seconds. --any-size: the resident set may grow (sanitizers keep what is freed).
# The resident set is read each second. The first quarter of the time is warm-up; the median of the
# rest's last third may exceed that of its first third by 10 % and 8 MB at most.
set -u
cd "$(dirname "$0")/.."
joist=build/joist
schedulers=4
seed=$((RANDOM * 32768 + RANDOM))
seconds=600
any_size=no
while [ $# -gt 0 ]; do
    case $1 in
        --joist) joist=$2; shift 2 ;;
        --schedulers) schedulers=$2; shift 2 ;;
        --seed) seed=$2; shift 2 ;;
        --any-size) any_size=yes; shift ;;
        -*) sed -n '4,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
        *) seconds=$1; shift ;;
    esac
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
erlc -o "$work" tests/soak/soak.erl || exit 1
"$joist" build --no-boot "$work/soak.beam" -o "$work/soak" >"$work/build.log" 2>&1 || {
    cat "$work/build.log"
    exit 1
}
echo "seed $seed, $schedulers schedulers, $seconds s"
JOIST_FLAGS="+S $schedulers:$schedulers" "$work/soak" "$seconds" "$seed" >"$work/output" 2>"$work/errors" &
program=$!
page=$(getconf PAGESIZE)
deadline=$((SECONDS + seconds + 300))
while kill -0 "$program" 2>/dev/null; do
    if [ $SECONDS -ge $deadline ]; then
        echo "hangs"
        kill -KILL "$program"
    fi
    { read -r _ resident _ <"/proc/$program/statm"; } 2>/dev/null && # it may have just ended
        [ "${resident:-0}" -gt 0 ] && echo $((resident * page / 1024)) >>"$work/resident"
    sleep 1
done
wait "$program"
status=$?

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
samples=$(wc -l <"$work/resident")
warm=$((samples / 4))
third=$(((samples - warm) / 3))
tail -n 5 "$work/output" | cut -c 1-4000
# Brawlers fail on purpose, and say so.
grep -a -A 30 -E 'Sanitizer|runtime error: |internal error: ' "$work/errors" | head -n 100
failed=0
if [ $status -ne 0 ] || [ "$(tail -n 1 "$work/output" | tr -d "\r")" != good ]; then
    echo "exit status $status"
    tail -c 2000 "$work/errors"
    failed=1
fi
if [ "$third" -ge 10 ]; then
    before=$(tail -n +$((warm + 1)) "$work/resident" | head -n $third | median)
    after=$(tail -n $third "$work/resident" | median)
    echo "resident set: $before kB, at the end $after kB"
    if [ $any_size = no ] && [ "$after" -gt $((before + before / 10 + 8192)) ]; then
        echo "it grows"
        failed=1
    fi
fi
echo "$((1 - failed)) passed, $failed failed"
exit $failed
