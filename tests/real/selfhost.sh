#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# OTP's compiler as an executable compiles the sources of stdlib, kernel and compiler (Debian's
# erlang-src) to the same bytes as on erl; prints both times.
#
#   tests/real/selfhost.sh [--joist PATH] [--rounds N]
#
# Ends with a line "N passed, M failed": files with equal .beam files.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
joist=$root/build/joist
rounds=1
while [ $# -gt 0 ]; do
    case $1 in
        --joist) joist=$2 ;;
        --rounds) rounds=$2 ;;
        *) sed -n '3,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
erlc -o "$work" "$root/tests/real/selfhost.erl"
"$joist" build "$work/selfhost.beam" --include compiler -o "$work/selfhost"
folders=$(erl -noshell -eval '[io:format("~s ", [code:lib_dir(A)]) || A <- [stdlib, kernel, compiler]],
                              halt().')
includes=()
files=()
for folder in $folders; do
    includes+=(-I "$folder/src" -I "$folder/include")
    files+=("$folder"/src/*.erl)
done
mkdir "$work/native" "$work/erl"
native=() stock=()
for ((i = 0; i < rounds; i++)); do
    "$work/selfhost" "$work/native" "${includes[@]}" "${files[@]}" \
        >"$work/native.out" 2>"$work/time" || { cat "$work/native.out"; exit 1; }
    native+=("$(sed -n 's/^time //p' "$work/time")")
    erl -noshell -pa "$work" -eval 'selfhost:main(init:get_plain_arguments()), halt().' \
        -extra "$work/erl" "${includes[@]}" "${files[@]}" >"$work/erl.out" 2>"$work/time"
    stock+=("$(sed -n 's/^time //p' "$work/time")")
done
diff "$work/erl.out" "$work/native.out" || true
passed=0
failed=0
for file in "$work"/erl/*.beam; do
    if cmp -s "$file" "$work/native/${file##*/}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: ${file##*/} differs"
    fi
done
best() { printf '%s\n' "$@" | sort -n | head -n 1; }
awk -v a="$(best "${native[@]}")" -v b="$(best "${stock[@]}")" 'BEGIN {
    printf "joist %.2f s, erl %.2f s, %.2f times as fast\n", a / 1e6, b / 1e6, b / a }'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
