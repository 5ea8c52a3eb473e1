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
. "$root/tests/tools/beside_erl.sh"
erlc -o "$work" "$root/tests/real/plt.erl"
"$joist" build "$work/plt.beam" --include dialyzer -o "$work/plt"
read -ra folders < <(erl -noshell -eval \
    '[io:format("~s ", [code:lib_dir(A, ebin)]) || A <- [kernel, stdlib]], io:nl(), halt().')
for ((i = 0; i < rounds; i++)); do
    timed native "$work/native.out" "$work/plt" build "$work/native.plt" "${folders[@]}"
    timed erl "$work/erl.out" erl -noshell -pa "$work" \
        -eval 'plt:main(init:get_plain_arguments()), halt().' \
        -extra build "$work/erl.plt" "${folders[@]}"
done
passed=0
failed=0
same() { # name, command
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: the $name differ"
    fi
}
same "warnings" diff "$work/erl.out" "$work/native.out"
same "contents of the PLTs" "$work/plt" compare "$work/erl.plt" "$work/native.plt"
compare_times
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
