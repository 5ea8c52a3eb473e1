#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs Debian packages that are not installed yet; does nothing when none is missing.
#
#   tests/tools/install.sh build              what building joist and compiling programs needs
#   tests/tools/install.sh build examples     also the input of the examples
#   tests/tools/install.sh build test         also what the tests need
set -eu

build=(cmake ninja-build clang-19 llvm-19-dev lld-19 gcc libc6-dev zlib1g-dev libgmp-dev
    libpcre2-dev libjemalloc-dev libatomic-ops-dev libssl-dev erlang-base)
examples=(erlang-src)
test=(libclang-rt-19-dev libcriterion-dev erlang-nox erlang-dev erlang-dialyzer erlang-src
    elixir python3
    clang-format-14 binutils)

packages=()
for group in "$@"; do
    case $group in
        build) packages+=("${build[@]}") ;;
        examples) packages+=("${examples[@]}") ;;
        test) packages+=("${test[@]}") ;;
        *) echo "usage: $0 build|examples|test..." >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null; then
    echo "not a Debian system: make sure that you have the equivalents of ${packages[*]}" >&2
    exit 0
fi
missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "installing ${missing[*]}"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
"${root[@]}" apt-get -q update
"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y install --no-install-recommends "${missing[@]}"
