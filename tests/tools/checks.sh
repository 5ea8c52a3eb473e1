# SPDX-License-Identifier: Apache-2.0
#
# For test scripts to source: a folder $work that goes away at the end, $joist (`--joist PATH`, else
# the one in build), `check`, and `checks_end`, which prints "N passed, M failed".
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
joist=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/joist
[ "${1:-}" = --joist ] && joist=$2
passed=0
failed=0

check() { # name, then a command that must succeed
    local name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$work/log" | head -n 40
    fi
}

checks_end() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
