#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh checkout to a native executable made of Erlang code: installs what is missing (Debian),
# builds joist into build/, compiles two programs, runs them and shows what happened.
set -eu
cd "$(dirname "$0")/.."
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() {
    printf '$ %s\n' "$*"
    "$@"
}

say "1. What joist needs"
tests/tools/install.sh build
echo "all there"

say "2. Building joist"
if [ ! -e build/CMakeCache.txt ]; then
    cmake -B build -G Ninja -DCMAKE_C_COMPILER=clang-19
fi
cmake --build build -j "$(nproc)"

say "3. Hello, world"
mkdir -p build/examples
show build/joist build examples/hello/hello.erl -o build/examples/hello
show build/examples/hello

say "4. A real program: OTP's own scanner, parser, linter and pretty-printer, from their .beam files"
show build/joist build examples/erlparse/erlparse.erl -o build/examples/erlparse
# erlparse's own source as input: no includes, no macros, so all of it parses.
input=examples/erlparse/erlparse.erl
echo "\$ build/examples/erlparse $input | head -n 20"
build/examples/erlparse $input >build/examples/erlparse.out
head -n 20 build/examples/erlparse.out
echo "..."

say "5. The same under erl, if they agree"
erlc -o build/examples examples/erlparse/erlparse.erl
erl -noshell -noinput -pa build/examples \
    -eval "erlparse:main([\"$input\"]), halt()." >build/examples/erlparse.erl.out
if cmp build/examples/erlparse.out build/examples/erlparse.erl.out; then
    echo "the same $(stat -c %s build/examples/erlparse.out) bytes"
fi
ls -l build/examples/hello build/examples/erlparse
file_type=$(readelf -l build/examples/hello | grep -c INTERP || true)
[ "$file_type" -ne 0 ] || echo "both are static: they run on a machine without Erlang"
