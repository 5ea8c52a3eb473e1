#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh checkout to native executables made of Erlang code: installs what is missing (Debian),
# builds joist into build/, compiles three programs, runs them and shows what happened.
set -eu
cd "$(dirname "$0")/.."
bold="" plain=""
if [ -t 1 ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() {
    printf '$ %s\n' "$*"
    "$@"
}

say "1. What joist needs"
tests/tools/install.sh build examples
echo "all there"

say "2. Building joist"
[ -e build/CMakeCache.txt ] || show cmake -B build -G Ninja -DCMAKE_C_COMPILER=clang-19
show cmake --build build -j "$(nproc)"

say "3. Hello, world"
mkdir -p build/examples
show build/joist build examples/hello/hello.erl -o build/examples/hello
show build/examples/hello

say "4. A supervised service: its workers are killed while clients count"
show build/joist build examples/service/*.erl --entry service:main -o build/examples/service
show build/examples/service

say "5. OTP's own scanner, parser, linter and pretty-printer at work on real input: module lists"
show build/joist build examples/erlparse/erlparse.erl -o build/examples/erlparse
stdlib=$(erl -noshell -noinput -eval 'io:put_chars(code:lib_dir(stdlib)), halt().')
input=$stdlib/src/lists.erl
printf '$ %s\n' "time build/examples/erlparse $input"
time build/examples/erlparse "$input" >build/examples/native.out
head -n 3 build/examples/native.out
echo "..."
tail -n 16 build/examples/native.out

say "6. The same under erl"
erlc -o build/examples examples/erlparse/erlparse.erl
printf '$ %s\n' "time erl ... -eval 'erlparse:main([\"$input\"])'"
time erl -noshell -noinput -pa build/examples \
    -eval "erlparse:main([\"$input\"]), halt()." >build/examples/erl.out
cmp build/examples/native.out build/examples/erl.out
echo "both printed the same $(stat -c %s build/examples/erl.out) bytes"

say "7. What came out"
ls -l build/examples/hello build/examples/service build/examples/erlparse
if readelf -l build/examples/hello | grep -q INTERP; then
    echo "hello needs shared libraries"
    exit 1
fi
echo "they are static: they run on a machine that has no Erlang and no libraries"
