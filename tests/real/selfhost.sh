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
. "$root/tests/tools/beside_erl.sh"
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
for ((i = 0; i < rounds; i++)); do
    timed native "$work/native.out" "$work/selfhost" "$work/native" "${includes[@]}" "${files[@]}"
    timed erl "$work/erl.out" erl -noshell -pa "$work" \
        -eval 'selfhost:main(init:get_plain_arguments()), halt().' \
        -extra "$work/erl" "${includes[@]}" "${files[@]}"
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
compare_times
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
