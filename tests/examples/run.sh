#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every example is built and run, and prints what it should; so are an application and a release.
#
#   tests/examples/run.sh [--joist PATH]
#
# Ends with a line "N passed, M failed".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/tools/checks.sh"
examples=$root/examples

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

# With the .beam files in it, wherever these were: the same bytes.
object_code() {
    local folder
    for folder in here there/deep; do
        mkdir -p "$work/$folder" &&
            erlc +deterministic +debug_info -o "$work/$folder" "$examples/hello/hello.erl" &&
            (cd "$work/$folder" && "$joist" build --object-code hello.beam -o hello) || return 1
    done
    cmp "$work/here/hello" "$work/there/deep/hello" &&
        prints 'Hello, world!' "$work/here/hello"
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

# An application with environment and priv folder, as rebar3 lays it out; and a release of it.
make_shop() {
    mkdir -p "$work/rel/lib/shop-1.2/ebin" "$work/rel/lib/shop-1.2/priv" "$work/rel/releases/7" &&
        cat >"$work/shop_app.erl" <<'ERL' || return 1
-module(shop_app).
-behaviour(application).
-export([start/2, stop/1, loop/0]).
start(normal, []) ->
    {ok, Text} = file:read_file(filename:join(code:priv_dir(shop), "text")),
    io:format("size ~p, extra ~p, ~s", [application:get_env(shop, size),
                                        application:get_env(shop, extra), Text]),
    {ok, spawn_link(?MODULE, loop, [])}.
stop(_) -> io:format("stopped~n").
loop() -> receive after 10 -> init:stop(4), receive after infinity -> ok end end.
ERL
    erlc -o "$work/rel/lib/shop-1.2/ebin" "$work/shop_app.erl" || return 1
    echo 'from priv' >"$work/rel/lib/shop-1.2/priv/text"
    cat >"$work/rel/lib/shop-1.2/ebin/shop.app" <<'APP'
{application, shop, [{description, "test"}, {vsn, "1.2"}, {modules, [shop_app]}, {registered, []},
                     {applications, [kernel, stdlib]}, {env, [{size, 1}]}, {mod, {shop_app, []}}]}.
APP
    echo '[{shop, [{extra, configured}]}].' >"$work/rel/releases/7/sys.config"
    printf '# comment\n+P 5000\n-shop size 9 # more\n' >"$work/rel/releases/7/vm.args"
    echo "1 7" >"$work/rel/releases/start_erl.data"
    (cd "$work/rel/releases/7" && erl -noshell -eval '
        Apps = [begin application:load(A), {ok, V} = application:get_key(A, vsn), {A, V} end
                || A <- [kernel, stdlib]],
        Rel = {release, {"shop", "7"}, {erts, erlang:system_info(version)},
               Apps ++ [{shop, "1.2"}]},
        ok = file:write_file("shop.rel", io_lib:format("~p.~n", [Rel])),
        ok = systools:make_script("shop", [{path, ["../../lib/shop-1.2/ebin"]}, {outdir, "."},
                                           no_warn_sasl]),
        halt().')
}

ends_with() { # status, expected text, command
    local status=$1 expected=$2
    shift 2
    "$@" >"$work/out"
    local actual=$?
    [ $actual -eq "$status" ] || { echo "exit status $actual"; cat "$work/out"; return 1; }
    diff <(printf '%s\n' "$expected") "$work/out"
}

application() {
    make_shop && "$joist" build --app "$work/rel/lib/shop-1.2" -o "$work/shop" &&
        ends_with 4 'size {ok,1}, extra undefined, from priv
stopped' "$work/shop"
}

release() {
    "$joist" build --release "$work/rel" -o "$work/shop" &&
        ends_with 4 'size {ok,9}, extra {ok,configured}, from priv
stopped' "$work/shop"
}

# A release with sasl, whole as rebar3 makes it: the application prints what sasl knows of releases.
make_full() {
    mkdir -p "$work/full/lib/full-3/ebin" "$work/full/releases/8" "$work/full/bin" &&
        cat >"$work/full.erl" <<'ERL' || return 1
-module(full).
-behaviour(application).
-export([start/2, stop/1]).
start(normal, []) ->
    io:format("~p~n~p~n~p~n", [init:script_id(), release_handler:which_releases(),
                               release_handler:which_releases(permanent)]),
    {ok, spawn_link(fun() -> init:stop(0), receive after infinity -> ok end end)}.
stop(_) -> ok.
ERL
    erlc -o "$work/full/lib/full-3/ebin" "$work/full.erl" || return 1
    cat >"$work/full/lib/full-3/ebin/full.app" <<'APP'
{application, full, [{description, "test"}, {vsn, "3"}, {modules, [full]}, {registered, []}, {mod, {full, []}},
                     {applications, [kernel, stdlib, sasl]}]}.
APP
    echo '[{kernel, [{logger_level, error}]}].' >"$work/full/releases/8/sys.config"
    : >"$work/full/releases/8/vm.args"
    (cd "$work/full" && erl -noshell -eval '
        {ok, Root} = file:get_cwd(),
        Versions = [begin application:load(A), {ok, V} = application:get_key(A, vsn), {A, V} end
                    || A <- [kernel, stdlib, sasl]],
        [ok = file:make_symlink(code:lib_dir(A),
                                filename:join("lib", atom_to_list(A) ++ "-" ++ V))
         || {A, V} <- Versions],
        Erts = erlang:system_info(version),
        ok = file:make_symlink(filename:join(code:root_dir(), "erts-" ++ Erts), "erts-" ++ Erts),
        Release = {release, {"full", "8"}, {erts, Erts}, Versions ++ [{full, "3"}]},
        File = "releases/8/full.rel",
        ok = file:write_file(File, io_lib:format("~p.~n", [Release])),
        ok = file:write_file("releases/start_erl.data", Erts ++ " 8"),
        ok = systools:make_script("releases/8/full", [{path, ["lib/full-3/ebin"]}, no_warn_sasl,
                                                      {outdir, "releases/8"}]),
        ok = release_handler:create_RELEASES(Root, filename:join(Root, "releases"),
                                             filename:join(Root, File), []),
        halt().') &&
        cat >"$work/full/bin/full" <<SH || return 1
export ROOTDIR=$work/full BINDIR=\$(echo $work/full/erts-*/bin) EMU=beam PROGNAME=full
exec "\$BINDIR/erlexec" -boot "\$ROOTDIR/releases/8/full" -config "\$ROOTDIR/releases/8/sys" \\
    -args_file "\$ROOTDIR/releases/8/vm.args" -noshell -noinput
SH
    chmod +x "$work/full/bin/full"
}

# Beside stock OTP, with the file that lists releases and without it.
release_with_sasl() {
    local expected
    make_full || return 1
    while true; do
        expected=$(sh "$work/full/bin/full") || return 1
        grep -q 'full.*8.*permanent' <<<"$expected" || { echo "$expected"; return 1; }
        "$joist" build --release "$work/full" -o "$work/full/executable" &&
            prints "$expected" "$work/full/executable" || return 1
        [ -e "$work/full/releases/RELEASES" ] || return 0
        rm "$work/full/releases/RELEASES"
    done
}

check "hello" hello
check "object code" object_code
check "application" application
check "release" release
check "release with sasl" release_with_sasl
check "service" service
check "wordcount" wordcount
if command -v elixirc >/dev/null; then check "elixir" elixir_program; fi

checks_end
