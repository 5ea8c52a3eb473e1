# SPDX-License-Identifier: Apache-2.0
#
# For scripts to source that let one program do the same work as an executable and on erl, several
# rounds in turn: options `--joist PATH` and `--rounds N`; folder $work, which goes away at the end.
# The program prints a line "time MICROSECONDS" on standard error.
usage=$0
joist=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/joist
rounds=1
while [ $# -gt 0 ]; do
    case $1 in
        --joist) joist=$2 ;;
        --rounds) rounds=$2 ;;
        *) sed -n '3,/^[^#]/s/^# \{0,1\}//p' "$usage" >&2; exit 2 ;;
    esac
    shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
native_times=()
erl_times=()

timed() { # side, file for the output, command
    local -n times=$1_times
    local output=$2
    shift 2
    "$@" >"$output" 2>"$work/time" || { cat "$output" "$work/time"; exit 1; }
    times+=("$(sed -n 's/^time //p' "$work/time")")
}

best() { printf '%s\n' "$@" | sort -n | head -n 1; }

# Of the fastest rounds.
compare_times() {
    awk -v a="$(best "${native_times[@]}")" -v b="$(best "${erl_times[@]}")" 'BEGIN {
        printf "joist %.2f s, erl %.2f s, %.2f times as fast\n", a / 1e6, b / 1e6, b / a }'
}
