#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Downloads Debian trixie's erlang-* packages (OTP 27) and unpacks them, so that tests can read
# .beam files of that release. Nothing is installed and apt's configuration is not changed: apt
# runs on lists and caches inside the target folder.
#
# usage: fetch_otp27.sh FOLDER
# Afterwards the .beam files are under FOLDER/root/usr/lib/erlang. Does nothing if they are there.

set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 FOLDER" >&2
    exit 2
fi

mkdir -p "$1"
target=$(cd "$1" && pwd)
stamp="$target/complete"

if [ -f "$stamp" ]; then
    exit 0
fi

mkdir -p "$target/lists/partial" "$target/archives/partial" "$target/debs" "$target/root"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=${JOIST_DEBIAN_MIRROR:-http://deb.debian.org/debian}
printf 'deb [signed-by=%s] %s trixie main\n' "$keyring" "$mirror" >"$target/sources.list"
: >"$target/status"

# The system's own lists, sources and package status stay out of it.
apt_here() {
    apt-get -q -y \
        -o Dir::Etc::SourceList="$target/sources.list" \
        -o Dir::Etc::SourceParts=- \
        -o Dir::State::Lists="$target/lists" \
        -o Dir::State::status="$target/status" \
        -o Dir::Cache="$target" \
        -o Dir::Cache::archives="$target/archives" \
        -o APT::Sandbox::User= \
        "$@"
}

cache_here() {
    apt-cache \
        -o Dir::Etc::SourceList="$target/sources.list" \
        -o Dir::Etc::SourceParts=- \
        -o Dir::State::Lists="$target/lists" \
        -o Dir::State::status="$target/status" \
        -o Dir::Cache="$target" \
        "$@"
}

apt_here update

# What the package `erlang` depends on, and theirs, from the same source package.
packages=$(cache_here depends --recurse --no-recommends --no-suggests --no-conflicts \
    --no-breaks --no-replaces --no-enhances erlang |
    grep '^erlang-' | sort -u)

cd "$target/debs"
# shellcheck disable=SC2086 # one argument per package
apt_here download $packages
for deb in *.deb; do
    dpkg -x "$deb" "$target/root"
done
rm -rf "$target/debs" "$target/archives" "$target/lists"

find "$target/root" -name '*.beam' | wc -l >"$stamp"
echo "$(cat "$stamp") .beam files in $target/root/usr/lib/erlang"
