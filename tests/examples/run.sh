#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every example is built and run, and prints what it should.
#
#   tests/examples/run.sh [--joist PATH]
#
# Ends with a line "N passed, M failed".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
joist=$root/build/joist
[ "${1:-}" = --joist ] && joist=$2
examples=$root/examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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

prints() { # expected text, command
    local expected=$1
    shift
    "$@" >"$work/out" || return 1
    diff <(printf '%s\n' "$expected") "$work/out"
}

hello() {
    "$joist" build "$examples/hello/hello.erl" -o "$work/hello" &&
        prints 'Hello, world!' "$work/hello"
}

service() {
    "$joist" build "$examples"/service/*.erl --entry service:main -o "$work/service" &&
        prints '4 clients made 2000 requests each; workers were killed 50 times
workers alive: 5 of 5
all counters are right: 8000 additions' "$work/service" 4 2000 50
}

wordcount() {
    printf 'one two three\nTwo THREE three\n' >"$work/text"
    "$joist" build "$examples/wordcount/wordcount.erl" -o "$work/wordcount" &&
        prints '       3 three
       2 two
       1 one
       6 words, 3 different, 1 files' "$work/wordcount" "$work/text" || return 1
    "$work/wordcount" "$work/none" 2>"$work/err"
    [ $? -eq 1 ] && grep -q 'no such file' "$work/err"
}

elixir_program() {
    mkdir -p "$work/ebin" && elixirc -o "$work/ebin" "$examples/elixir/hello.ex" &&
        "$joist" build "$work/ebin" --entry Elixir.Hello:main --app elixir --app logger \
            -o "$work/elixir" || return 1
    "$work/elixir" a b >"$work/out" || return 1
    sed 's/^[0-9:.]* \[info\]/TIME [info]/' "$work/out" >"$work/shown"
    prints "Hello from Elixir $(elixir --short-version 2>/dev/null), arguments: ['a', 'b']
triangle (3 sides), square (4 sides)
kept: [\"square\", \"triangle\"]
squares: '\\t\$Q'

TIME [info] this goes through the logger application" cat "$work/shown"
}

check "hello" hello
check "service" service
check "wordcount" wordcount
if command -v elixirc >/dev/null; then check "elixir" elixir_program; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
