#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Dialyzer as an executable builds a PLT of kernel and stdlib with the warnings and contents that it
# gets on erl; prints both times.
#
#   tests/real/dialyzer.sh [--joist PATH] [--rounds N]
#
# Needs Debian's erlang-dialyzer. Ends with a line "N passed, M failed".
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
joist=$root/build/joist
rounds=1
while [ $# -gt 0 ]; do
    case $1 in
        --joist) joist=$2 ;;
        --rounds) rounds=$2 ;;
        *) sed -n '3,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
erlc -o "$work" "$root/tests/real/plt.erl"
"$joist" build "$work/plt.beam" --include dialyzer -o "$work/plt"
folders=$(erl -noshell -eval '[io:format("~s ", [code:lib_dir(A, ebin)]) || A <- [kernel, stdlib]],
                              halt().')
native=() stock=()
for ((i = 0; i < rounds; i++)); do
    "$work/plt" build "$work/native.plt" $folders >"$work/native.out" 2>"$work/time" ||
        { cat "$work/time"; exit 1; }
    native+=("$(sed -n 's/^time //p' "$work/time")")
    erl -noshell -pa "$work" -eval 'plt:main(init:get_plain_arguments()), halt().' \
        -extra build "$work/erl.plt" $folders >"$work/erl.out" 2>"$work/time"
    stock+=("$(sed -n 's/^time //p' "$work/time")")
done
passed=0
failed=0
result() { # name, status
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1 differ"
    fi
}
status=0
diff "$work/erl.out" "$work/native.out" | head -n 20
cmp -s "$work/erl.out" "$work/native.out" || status=1
result "warnings" $status
status=0
"$work/plt" compare "$work/erl.plt" "$work/native.plt" || status=1
result "contents of the PLTs" $status
best() { printf '%s\n' "$@" | sort -n | head -n 1; }
awk -v a="$(best "${native[@]}")" -v b="$(best "${stock[@]}")" 'BEGIN {
    printf "joist %.2f s, erl %.2f s, %.2f times as fast\n", a / 1e6, b / 1e6, b / a }'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
