#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What users see of the joist command: exit statuses, messages, outputs, the cache.
#
#   tests/cli/run.sh [--joist PATH]
#
# Ends with a line "N passed, M failed".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/tools/checks.sh"
export XDG_CACHE_HOME=$work/cache

# erlang:display ends lines with \r\n.
output() { "$@" | tr -d '\r'; }

# The command fails with status 1, its standard error has the pattern, and nothing is left behind.
fails_saying() {
    local pattern=$1 leftover=$2 status
    shift 2
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    cat "$work/err"
    [ $status -eq 1 ] || { echo "exit status $status, expected 1"; return 1; }
    grep -qE "$pattern" "$work/err" || { echo "no message matching: $pattern"; return 1; }
    [ -z "$leftover" ] || [ ! -e "$leftover" ] || { echo "left behind: $leftover"; return 1; }
}

cat >"$work/hello.erl" <<'ERL'
-module(hello).
-export([main/1]).
main(Args) -> erlang:display(Args), other:value().
ERL
cat >"$work/other.erl" <<'ERL'
-module(other).
-export([value/0]).
value() -> erlang:display(1).
ERL
(cd "$work" && erlc hello.erl other.erl)

build_and_run() {
    "$joist" build --no-boot "$work/hello.beam" -o "$work/hello" || return 1
    [ "$(output "$work/hello" a b)" = $'["a","b"]\n1' ]
}
check "build finds called modules beside the input" build_and_run

is_static() { readelf -l "$work/hello" | grep -q INTERP && return 1 || return 0; }
check "the executable is static" is_static

# Statuses of `joist run` are the program's.
run_status() { [ "$(output "$joist" run --no-boot "$work/hello.beam" x)" = $'["x"]\n1' ]; }
check "run passes arguments on" run_status

rebuild_is_fast() {
    local start end
    "$joist" build --no-boot "$work/hello.beam" -o "$work/hello" --verbose 2>&1 | grep ' 0 compiled now' >/dev/null
}
check "a rebuild compiles nothing" rebuild_is_fast

one_changed() {
    sed -i 's/display(1)/display(2)/' "$work/other.erl"
    (cd "$work" && erlc other.erl)
    "$joist" build --no-boot "$work/hello.beam" -o "$work/hello" --verbose 2>&1 | grep ' 1 compiled now' >/dev/null
}
check "one changed module compiles one module" one_changed

identical() {
    mkdir -p "$work/a" "$work/b/c"
    cp "$work"/*.beam "$work/a"
    cp "$work"/*.beam "$work/b/c"
    (cd "$work/a" && XDG_CACHE_HOME=$work/cache-a "$joist" build --no-boot hello.beam -o one) || return 1
    (cd "$work/b/c" && XDG_CACHE_HOME=$work/cache-b "$joist" build --no-boot "$PWD/hello.beam" -o "$work/b/two") ||
        return 1
    cmp "$work/a/one" "$work/b/two"
}
check "the same inputs in different folders give the same bytes" identical

cross() {
    "$joist" build --emit=obj --target aarch64-linux-gnu "$work/hello.beam" -o "$work/arm.o" || return 1
    readelf -h "$work/arm.o" | grep -q AArch64
}
check "objects for AArch64" cross

objects() {
    "$joist" build --emit=obj "$work/hello.beam" "$work/other.beam" -o "$work/objects" || return 1
    [ -s "$work/objects/hello.o" ] && [ -s "$work/objects/other.o" ]
}
check "objects of several modules go to a folder" objects

source_input() { "$joist" build --no-boot "$work/other.erl" --entry other:value -o "$work/src" && [ "$(output "$work/src")" = 2 ]; }
check "source files go through erlc, --entry names another function" source_input

for stage in --chunks --beam --ir --llvm --asm; do
    check "inspect $stage" "$joist" inspect "$work/hello.beam" $stage hello:main/1
done

not_provided() {
    echo '-module(absent). -export([main/0]). main() -> erts_debug:disassemble(x).' >"$work/absent.erl"
    "$joist" build --no-boot "$work/absent.erl" -o "$work/absent" || return 1
    "$work/absent" 2>&1 | grep -qF '{error,{not_provided,{erts_debug,disassemble,1}},[{erts_debug,disassemble,[x],[]},{absent,main,0,'
}
check "a native function that is not provided is named" not_provided

computed_apply() {
    cat >"$work/computed.erl" <<'END'
-module(computed).
-export([main/1]).
main([Name]) ->
    F = list_to_atom(Name),
    erlang:display({erlang:F(erlang, self, []) =:= self(), erlang:F(fun(X) -> X end, [1])}),
    erlang:F(nofun, []).
END
    "$joist" build --no-boot "$work/computed.erl" -o "$work/computed" || return 1
    local printed
    printed=$("$work/computed" apply 2>&1 | tr -d '\r')
    [[ $printed = "{true,1}"* && $printed = *'{error,{badfun,nofun},[{erlang,apply,2,[]}]}'* ]]
}
check "apply is there for computed names in a program without the module erlang" computed_apply

cat >"$work/waiter.erl" <<'ERL'
-module(waiter).
-export([main/1]).
main(["wait"]) -> receive never -> ok end;
main(["linked"]) -> spawn_link(fun() -> exit(gone) end), receive never -> ok end;
main(["grow"]) -> grow([]);
main(["schedulers"]) -> erlang:display(erlang:system_info(schedulers)).
grow(L) -> grow([L | lists:seq(1, 1000)] ++ L).
ERL
(cd "$work" && erlc waiter.erl && "$joist" build --no-boot waiter.beam -o waiter)
crash_report() {
    "$work/waiter" wait 2>"$work/err" &
    local process=$!
    sleep 0.5
    kill -SEGV $process
    wait $process
    [ $? -eq 139 ] && grep -q SIGSEGV "$work/err" && grep -q 'scheduler 1' "$work/err"
}
check "a crash is reported" crash_report
flags_count() {
    [ "$(JOIST_FLAGS='+S 3' output "$work/waiter" schedulers)" = 3 ] &&
        [ "$(output "$work/waiter" --joist +S 5 -- schedulers)" = 5 ]
}
check "runtime flags from the environment and after --joist" flags_count
check "a bad runtime flag" fails_saying 'bad amount of schedulers none' '' env JOIST_FLAGS='+S none' "$work/waiter" wait
check "schedulers online" fails_saying 'schedulers online 5 \(total amount of schedulers 4\)' '' env JOIST_FLAGS='+S 4:5' "$work/waiter" wait
check "a bad word" fails_saying 'Invalid message_queue_data flag: x' '' env JOIST_FLAGS='+hmqd x' "$work/waiter" wait
check "a flag that is none" fails_saying 'unknown flag \+xyz' '' env JOIST_FLAGS='+xyz 1' "$work/waiter" wait
check "flags without effect" env JOIST_FLAGS='+sbwt none +swtdcpu low +MIscs 100 +A5 +K true +T 9' "$work/waiter" schedulers
check "the end of the entry by an exit signal" fails_saying 'ended by an exit signal: gone' '' "$work/waiter" linked

check "out of memory" fails_saying 'Cannot allocate [0-9]+ bytes of memory' '' bash -c "ulimit -v 1000000; exec $work/waiter grow"

check "help" "$joist" --help
check "version" "$joist" --version
check "no input" fails_saying 'no input' '' "$joist" build
check "unknown option" fails_saying 'unknown option' "$work/x" "$joist" build --no-boot --frob "$work/hello.beam" -o "$work/x"
check "unknown command" fails_saying 'unknown command' '' "$joist" frob
check "no such file" fails_saying 'nothing.beam' "$work/x" "$joist" build --no-boot "$work/nothing.beam" -o "$work/x"
check "entry not exported" fails_saying 'nope' "$work/x" "$joist" build --no-boot "$work/hello.beam" --entry hello:nope -o "$work/x"
check "object code without files" fails_saying 'object-code' "$work/x" "$joist" build --no-boot --object-code "$work/hello.beam" -o "$work/x"
check "unknown --include" fails_saying 'nosuchapp' "$work/x" "$joist" build --no-boot "$work/hello.beam" --include nosuchapp -o "$work/x"
echo 'not erlang' >"$work/bad.erl"
check "erlc's messages are passed on" fails_saying 'erlc failed' "$work/x" "$joist" build --no-boot "$work/bad.erl" -o "$work/x"
size=$(stat -c %s "$work/hello.beam")
for cut in 4 20 100 300 $((size - 9)); do
    head -c "$cut" "$work/hello.beam" >"$work/cut.beam"
    check "truncated at $cut" fails_saying 'cut.beam' "$work/x" "$joist" build --no-boot "$work/cut.beam" -o "$work/x"
done
check "unwritable output" fails_saying 'no/such/folder' '' "$joist" build --no-boot "$work/hello.beam" -o "$work/no/such/folder/x"
no_scratch() { ! find "$work/cache/joist" -name '*.tmp*' | grep .; }
check "no temporary files stay in the cache" no_scratch

checks_end
